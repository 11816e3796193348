using Buurthulp.Api.Http.Requests;
using Buurthulp.Api.Web;
using Buurthulp.Ledger.Journal;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace Buurthulp.Api.Http.Problems;

/// <summary>The last resort of a request: what was thrown becomes a problem. A defect is logged with the trace id, which is all that the caller gets to see of it.</summary>
internal sealed class ProblemOnException(ILogger<ProblemOnException> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // Nobody is there any more to answer.
        if (httpContext.RequestAborted.IsCancellationRequested) return true;
        var problem = Of(exception, httpContext);
        if (PageHosting.IsForPeople(httpContext))
        {
            // The error page says it in whole sentences.
            httpContext.Features.Set(problem);
            httpContext.Response.StatusCode = problem.Status;
            return false;
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private Problem Of(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case ProblemException bad:
                return bad.Problem;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return EdgeProblems.TooLarge(BodyLimit.MostBytes);
            case BadHttpRequestException:
                return EdgeProblems.Malformed("request");
            case JournalUnavailableException:
            case NpgsqlException npgsql when PostgresJournal.IsUnavailable(npgsql):
                logger.LogWarning("{Method} {Path}, trace {TraceId}: the database is away: {Reason}", context.Request.Method, context.Request.Path, Problem.TraceId(context), exception.Message);
                return EdgeProblems.DatabaseUnavailable();
            default:
                logger.LogError(exception, "{Method} {Path}, trace {TraceId}: a defect", context.Request.Method, context.Request.Path, Problem.TraceId(context));
                return EdgeProblems.InternalError;
        }
    }
}
