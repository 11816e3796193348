using Buurthulp.Api.Http.Requests;
using Buurthulp.Ledger.Accounts;

namespace Buurthulp.Tests.Api.Http;

/// <summary>No answer puts an amount beside two accounts that could be two members.</summary>
public sealed class AnswerShapeTests
{
    /// <summary>Why these may: one of the two is a shop, a pot or an institution.</summary>
    private static readonly string[] NotBetweenMembers = [];

    [Fact]
    public void No_answer_has_room_for_an_amount_between_two_members()
    {
        var answers = typeof(PositionAnswer).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Buurthulp.Api.Http", StringComparison.Ordinal) == true && type.Name.EndsWith("Answer", StringComparison.Ordinal)).ToList();
        answers.Count.ShouldBeGreaterThan(60);
        answers.Count(type => Accounts(type) == 1).ShouldBeGreaterThan(10);

        answers.Where(type => Accounts(type) > 1 && Amounts(type) > 0).Select(type => type.Name).Except(NotBetweenMembers).ShouldBeEmpty();
    }

    private static int Accounts(Type type) => type.GetProperties().Count(property => property.PropertyType == typeof(AccountNumber) || property.PropertyType == typeof(AccountNumber?));

    private static int Amounts(Type type) => type.GetProperties().Count(property => property.PropertyType == typeof(long) && (property.Name.EndsWith("Minutes", StringComparison.Ordinal) || property.Name is "Amount" or "Balance"));
}
