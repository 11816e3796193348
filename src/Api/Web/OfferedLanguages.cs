using Buurthulp.Api.Http.Problems.Words;

namespace Buurthulp.Api.Web;

/// <summary>The languages that the pages of a community are offered in. A feature of the request; without one all that there are.</summary>
/// <param name="Languages">At least one; the first is for who asks none of them.</param>
public sealed record OfferedLanguages(IReadOnlyList<Language> Languages)
{
    /// <summary>Those of the codes that there are; all when there is none of them.</summary>
    public static OfferedLanguages Of(IReadOnlyList<string>? codes)
    {
        List<Language> offered = [.. (codes ?? []).Select(code => Language.All.FirstOrDefault(language => language.Tag == code)).OfType<Language>()];
        return new OfferedLanguages(offered.Count > 0 ? offered : Language.All);
    }

    /// <summary>What is offered to this request.</summary>
    public static IReadOnlyList<Language> Of(HttpContext context) => context.Features.Get<OfferedLanguages>()?.Languages ?? Language.All;
}
