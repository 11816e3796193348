using Buurthulp.Api.Http.Problems.Words;
using Buurthulp.Api.Web;
using Buurthulp.Ledger;
using NodaTime.Text;

namespace Buurthulp.Api.Import;

/// <summary>The ledger's refusals in one line, as an import tells them.</summary>
public static class RefusalWords
{
    /// <summary>In both languages; the Dutch words are those of the pages.</summary>
    public static Said Of(Refusal refusal) => new(English(refusal), new Words(Language.Dutch).Why(refusal));

    /// <summary>Those that a row can meet are spelled out; any other is told by its code and facts.</summary>
    public static string English(Refusal refusal) => refusal switch
    {
        Refusal.CommandIdReused => "was recorded earlier with other content",
        Refusal.AmountNotPositive r => $"{r.Minutes} is not at least 1",
        Refusal.AmountTooLarge r => $"{r.Minutes} is more than {r.LargestMinutes}",
        Refusal.PriceOutOfRange r => $"{r.PriceCents} cents is not between 1 and {r.MostCents}",
        Refusal.DateOutOfRange r => $"{Date(r.On)} is not a day from {Date(r.FirstOn)} through {Date(r.LastOn)}",
        Refusal.DateInFuture r => $"{Date(r.HappenedOn)} is in the future; today is {Date(r.Today)}",
        Refusal.CategoryUnknown r => $"the community has no category '{r.Category}'",
        Refusal.AccountUnknown r => $"there is no account {r.Account}",
        Refusal.AccountExists r => $"account {r.Account} exists already",
        Refusal.AccountClosed r => $"{r.Account} left on {Date(r.ClosedOn)}",
        Refusal.AccountKindNotAllowed r => $"{r.Account} is of kind {r.Kind.ToString().ToLowerInvariant()}, which can't do this",
        Refusal.AccountNamedTwice r => $"{r.Account} is named twice",
        Refusal.DateBeforeJoining r => $"{Date(r.HappenedOn)} is before {r.Account} joined, on {Date(r.JoinedOn)}",
        Refusal.DateBeforePosting r => $"{Date(r.On)} is before it was posted, on {Date(r.PostedOn)}",
        Refusal.FloorReached r => $"{r.Account} can spend {r.AvailableMinutes} minutes and not {r.Minutes}: its floor is {r.FloorMinutes}",
        Refusal.HelperIsReceiver r => $"{r.Account} is both helper and receiver",
        Refusal.HelperIsAsker r => $"{r.Account} asked for the help and can't be its helper",
        Refusal.DiscountOverShare r => $"a discount of {r.DiscountCents} cents is more than the {r.MostDiscountCents} that {r.Shop} gives on this purchase",
        Refusal.ShopFull r => $"{r.Shop} takes {r.AvailableMinutes} more minutes: it holds at most {r.MostMinutes}",
        Refusal.ShopTermsMissing r => $"{r.Shop} has no terms",
        _ => refusal.ToString(),
    };

    /// <summary>What the refusal is about as it stands in a file, so that its column can be found; null when it is about the row as a whole.</summary>
    public static string? Fact(Refusal refusal) => refusal switch
    {
        Refusal.AmountNotPositive r => r.Minutes.ToString(),
        Refusal.AmountTooLarge r => r.Minutes.ToString(),
        Refusal.PriceOutOfRange r => r.PriceCents.ToString(),
        Refusal.DateOutOfRange r => Date(r.On),
        Refusal.DateInFuture r => Date(r.HappenedOn),
        Refusal.DateBeforeJoining r => Date(r.HappenedOn),
        Refusal.DateBeforePosting r => Date(r.On),
        Refusal.CategoryUnknown r => r.Category.Value,
        Refusal.AccountUnknown r => r.Account.Value,
        Refusal.AccountExists r => r.Account.Value,
        Refusal.AccountClosed r => r.Account.Value,
        Refusal.AccountKindNotAllowed r => r.Account.Value,
        Refusal.AccountNamedTwice r => r.Account.Value,
        Refusal.HelperIsReceiver r => r.Account.Value,
        Refusal.HelperIsAsker r => r.Account.Value,
        Refusal.FloorReached r => r.Minutes.ToString(),
        Refusal.ShopFull r => r.Shop.Value,
        Refusal.ShopTermsMissing r => r.Shop.Value,
        _ => null,
    };

    private static string Date(NodaTime.LocalDate date) => LocalDatePattern.Iso.Format(date);
}
