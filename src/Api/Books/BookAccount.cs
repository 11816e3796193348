using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Pots;
using Buurthulp.Ledger.Shops;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Api.Books;

/// <summary>An account in the books. Amounts are minutes, with the sign that they have in the ledger.</summary>
internal sealed class BookAccount(AccountNumber number, AccountKind kind, LocalDate firstDay)
{
    public AccountNumber Number { get; } = number;

    public AccountKind Kind { get; } = kind;

    /// <summary>The day it was opened, or an earlier one on which something happened on it: opening balances are booked in any order.</summary>
    public LocalDate FirstDay { get; private set; } = firstDay;

    /// <summary>The balance when the period starts.</summary>
    public long Opening { get; private set; }

    /// <summary>The balance when the period ends.</summary>
    public long Closing { get; private set; }

    /// <summary>The account that an event opens, when it opens one.</summary>
    public static BookAccount? OpenedBy(LedgerEvent recorded) => recorded switch
    {
        MemberJoined e => new BookAccount(e.Account, AccountKind.Member, e.JoinedOn),
        OrganisationJoined e => new BookAccount(e.Account, AccountKind.Organisation, e.JoinedOn),
        ShopJoined e => new BookAccount(e.Account, AccountKind.Shop, e.JoinedOn),
        Ledger.Treasury.InstitutionJoined e => new BookAccount(e.Account, AccountKind.Institution, e.JoinedOn),
        PotOpened e => new BookAccount(e.Pot, AccountKind.Pot, e.OpenedOn),
        OpeningBalanceBooked e => new BookAccount(BookOpeningBalance.Opening, AccountKind.Opening, e.On),
        NotesIssued e => new BookAccount(PaperNotes.Account, AccountKind.Notes, e.IssuedOn),
        _ => null,
    };

    public void Move(long amount, LocalDate date, BookPeriod period)
    {
        if (date < FirstDay) FirstDay = date;
        if (period.IsBefore(date)) Opening += amount;
        if (!period.IsAfter(date)) Closing += amount;
    }
}
