using Buurthulp.Api.Http.Problems;

namespace Buurthulp.Api.Http.Requests;

/// <summary>A request that can't be answered as asked, found while it was being read: the problem is the answer.</summary>
internal sealed class BadRequestException(Problem problem, Exception? inner = null) : Exception(problem.Code, inner)
{
    public Problem Problem { get; } = problem;

    /// <summary>See <see cref="EdgeProblems.Malformed"/>.</summary>
    public static BadRequestException Malformed(string field, Exception? inner = null) => new(EdgeProblems.Malformed(field), inner);
}
