using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>Asks for help. The command's id becomes the request's. <paramref name="PostedOn"/> null is today.</summary>
public sealed record PostRequest(Guid CommandId, Actor Actor, Instant Now, AccountNumber Member, CategoryCode Category, Channel Channel, LocalDate? PostedOn = null, RequestWishes? Wishes = null)
    : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Order of the rules: community, category, date, account, the days of the wishes.</summary>
    public override Decision Decide(CommunityState state)
    {
        var postedOn = PostedOn ?? state.Today(Now);
        if (PostingRules.Refused(state, Member, Category, postedOn, Now) is { } refusal) return refusal;
        if (Wishes?.NeededOn is { } neededOn && neededOn < postedOn) return new Refusal.DateBeforePosting(neededOn, postedOn);
        if (Wishes?.NeededBy is { } neededBy && neededBy < postedOn) return new Refusal.DateBeforePosting(neededBy, postedOn);
        return Decision.Accept(new RequestPosted(new RequestId(CommandId), Member, Category, postedOn, Channel, Wishes));
    }
}

/// <summary>Asks for a helper on each of several days, such as a week of meals. The command's id becomes the request's.</summary>
public sealed record PostRoster(Guid CommandId, Actor Actor, Instant Now, AccountNumber Member, CategoryCode Category, Channel Channel, IReadOnlyList<LocalDate> Dates, RequestWishes? Wishes = null)
    : LedgerCommand(CommandId, Actor, Now)
{
    /// <summary>Two months of evenings; what takes longer is better looked at again.</summary>
    public const int MostDates = 62;

    /// <summary>Order of the rules: community, category, account, from one to <see cref="MostDates"/> different days, none of them past.</summary>
    public override Decision Decide(CommunityState state)
    {
        var today = state.Today(Now);
        if (PostingRules.Refused(state, Member, Category, today, Now) is { } refusal) return refusal;
        if (Dates.Count is 0 or > MostDates || Dates.Distinct().Count() < Dates.Count) return new Refusal.RosterDatesInvalid(MostDates);
        if (Dates.Min() < today) return new Refusal.DateBeforePosting(Dates.Min(), today);
        var request = new RequestId(CommandId);
        return Decision.Accept(new RequestPosted(request, Member, Category, today, Channel, Wishes), new RosterPosted(request, [.. Dates.Order()]));
    }
}

/// <summary>Offers help. The command's id becomes the offer's. <paramref name="PostedOn"/> null is today.</summary>
public sealed record PostOffer(Guid CommandId, Actor Actor, Instant Now, AccountNumber Member, CategoryCode Category, Channel Channel, LocalDate? PostedOn = null, OfferTerms? Terms = null)
    : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        var postedOn = PostedOn ?? state.Today(Now);
        return PostingRules.Refused(state, Member, Category, postedOn, Now) is { } refusal ? refusal
            : Decision.Accept(new OfferPosted(new OfferId(CommandId), Member, Category, postedOn, Channel, Terms));
    }
}

internal static class PostingRules
{
    /// <summary>Order of the rules: community, category, date, account.</summary>
    public static Refusal? Refused(CommunityState state, AccountNumber member, CategoryCode category, LocalDate postedOn, Instant now)
    {
        if (!state.IsFounded) return new Refusal.CommunityUnknown(state.Code);
        if (!state.Categories.Contains(category)) return new Refusal.CategoryUnknown(category);
        var today = state.Today(now);
        if (postedOn > today) return new Refusal.DateInFuture(postedOn, today);
        return HelperRules.CannotTakePart(state, member, postedOn);
    }
}

internal static class HelperRules
{
    /// <summary>Order of the rules: the account is known and open on that day, and of a kind that gives and gets help.</summary>
    public static Refusal? CannotTakePart(CommunityState state, AccountNumber account, LocalDate on)
    {
        if (state.CannotMoveOn(account, on) is { } cannot) return cannot;
        var kind = state.Accounts[account].Kind;
        return Account.TakesPart(kind) ? null : new Refusal.AccountKindNotAllowed(account, kind);
    }
}
