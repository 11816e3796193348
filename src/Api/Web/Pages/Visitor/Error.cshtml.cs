using Buurthulp.Api.Http.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Buurthulp.Api.Web.Pages.Visitor;

/// <summary>What went wrong, that nothing was lost, and what to do: the answer of every address that could not give its own.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ErrorModel : PageModel
{
    /// <summary>Which sentences are shown: missing, forbidden, busy, away, rejected or defect.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Finds this request in the log.</summary>
    public string TraceId => Problem.TraceId(HttpContext);

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        // Somebody who types the address of this page sees that there is nothing here.
        var status = (HttpContext.Features.Get<Problem>() ?? EdgeProblems.NotFound).Status;
        Response.StatusCode = status;
        Kind = status switch
        {
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "forbidden",
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => "missing",
            StatusCodes.Status429TooManyRequests => "busy",
            StatusCodes.Status503ServiceUnavailable => "away",
            >= StatusCodes.Status500InternalServerError => "defect",
            _ => "rejected",
        };
    }
}
