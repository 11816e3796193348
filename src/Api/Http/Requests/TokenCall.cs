using System.Reflection;
using Buurthulp.Api.Tokens;

namespace Buurthulp.Api.Http.Requests;

/// <summary>What a call brings along that neither records in the journal nor reads views: who asks.</summary>
internal sealed record TokenCall(BearerToken Token, CancellationToken CancellationToken) : IBindableFromHttpContext<TokenCall>
{
    public static ValueTask<TokenCall?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var token = context.Features.Get<BearerToken>() ?? throw new InvalidOperationException("a call was mapped without saying who may make it");
        return ValueTask.FromResult<TokenCall?>(new TokenCall(token, context.RequestAborted));
    }
}
