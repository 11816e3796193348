namespace Buurthulp.Api.Http.Problems;

/// <summary>A request that can't be answered as asked, found before or beside the endpoint's own work: the problem is the answer.</summary>
internal sealed class ProblemException(Problem problem, Exception? inner = null) : Exception(problem.Code, inner)
{
    public Problem Problem { get; } = problem;

    /// <summary>See <see cref="EdgeProblems.Malformed"/>.</summary>
    public static ProblemException Malformed(string field, Exception? inner = null) => new(EdgeProblems.Malformed(field), inner);
}
