using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Api.Http.Problems;

/// <summary>A rule's no as an HTTP answer: 422, but for those that say "there is no such thing" or "not you".</summary>
public static class RefusalProblem
{
    private static readonly FrozenDictionary<Type, int> OtherStatuses = new Dictionary<Type, int>
    {
        [typeof(Refusal.CommunityUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.ProxyUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.GuardianNotAllowed)] = StatusCodes.Status403Forbidden,
        [typeof(Refusal.ExchangeUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.NotYours)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.DiscountUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.RequestUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.OfferUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.RequestNotYours)] = StatusCodes.Status403Forbidden,
        [typeof(Refusal.AnswerNotYours)] = StatusCodes.Status403Forbidden,
        [typeof(Refusal.RosterDateUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.ConcernUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.ActivityUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.CorrectionUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.PeriodUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.PersonUnknown)] = StatusCodes.Status403Forbidden,
        [typeof(Refusal.SecondPersonNeeded)] = StatusCodes.Status403Forbidden,
        [typeof(Refusal.GoalUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.NoteBatchUnknown)] = StatusCodes.Status404NotFound,
        [typeof(Refusal.RecorderNotInvolved)] = StatusCodes.Status403Forbidden,
        [typeof(Refusal.PayerNotAllowed)] = StatusCodes.Status403Forbidden,
        [typeof(Refusal.OtherSideAnswers)] = StatusCodes.Status403Forbidden,
    }.ToFrozenDictionary();

    /// <summary>A member of a refusal that has the name of a member of RFC 9457, and what it is called in the answer.</summary>
    private static readonly FrozenDictionary<string, string> OtherNames = new Dictionary<string, string> { ["status"] = "exchangeStatus" }.ToFrozenDictionary();

    public static Problem Of(Refusal refusal)
    {
        // An exchange of others must look like one that never was, down to the code.
        if (refusal is Refusal.NotYours hidden) refusal = new Refusal.ExchangeUnknown(hidden.Exchange);
        return new Problem(StatusOf(refusal.GetType()), refusal.Code) { Facts = FactsOf(refusal) };
    }

    public static int StatusOf(Type refusal) => OtherStatuses.GetValueOrDefault(refusal, StatusCodes.Status422UnprocessableEntity);

    private static JsonObject FactsOf(Refusal refusal)
    {
        var facts = new JsonObject();
        foreach (var member in JsonSerializer.SerializeToElement(refusal, refusal.GetType(), EventJson.Options).EnumerateObject())
        {
            if (member.NameEquals("code")) continue;
            facts.Add(OtherNames.GetValueOrDefault(member.Name, member.Name), JsonNode.Parse(member.Value.GetRawText()));
        }

        return facts;
    }
}
