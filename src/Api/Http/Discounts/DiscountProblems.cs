using Buurthulp.Api.Http.Problems;

namespace Buurthulp.Api.Http.Discounts;

/// <summary>The ways of saying no at the counter that are not rules of the ledger.</summary>
public static class DiscountProblems
{
    /// <summary>The digits are not what the member's phone shows now.</summary>
    public static Problem MemberCodeWrong() => new(StatusCodes.Status422UnprocessableEntity, "member-code-wrong");
}
