using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using NodaTime;

namespace Buurthulp.Ledger.Matching;

/// <summary>Asks for help. The command's id becomes the request's. <paramref name="PostedOn"/> null is today.</summary>
public sealed record PostRequest(Guid CommandId, Actor Actor, Instant Now, AccountNumber Member, CategoryCode Category, Channel Channel, LocalDate? PostedOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        var postedOn = PostedOn ?? state.Today(Now);
        return PostingRules.Refused(state, Member, Category, postedOn, Now) is { } refusal ? refusal
            : Decision.Accept(new RequestPosted(new RequestId(CommandId), Member, Category, postedOn, Channel));
    }
}

/// <summary>Offers help. The command's id becomes the offer's. <paramref name="PostedOn"/> null is today.</summary>
public sealed record PostOffer(Guid CommandId, Actor Actor, Instant Now, AccountNumber Member, CategoryCode Category, Channel Channel, LocalDate? PostedOn = null) : LedgerCommand(CommandId, Actor, Now)
{
    public override Decision Decide(CommunityState state)
    {
        var postedOn = PostedOn ?? state.Today(Now);
        return PostingRules.Refused(state, Member, Category, postedOn, Now) is { } refusal ? refusal
            : Decision.Accept(new OfferPosted(new OfferId(CommandId), Member, Category, postedOn, Channel));
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
        if (state.CannotMoveOn(member, postedOn) is { } cannot) return cannot;
        var kind = state.Accounts[member].Kind;
        return Account.TakesPart(kind) ? null : new Refusal.AccountKindNotAllowed(member, kind);
    }
}
