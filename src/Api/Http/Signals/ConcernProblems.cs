using Buurthulp.Api.Http.Problems;

namespace Buurthulp.Api.Http.Signals;

/// <summary>What the web edge says of a concern before the ledger hears of it.</summary>
public static class ConcernProblems
{
    /// <summary>Words would be kept with a concern whose own were erased, and nothing would ever erase them.</summary>
    public static Problem Erased() => new(StatusCodes.Status422UnprocessableEntity, "concern-erased");
}
