using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Notes;
using Buurthulp.Ledger.Treasury;
using NodaTime;

namespace Buurthulp.Api.Web.Pages.Books;

/// <summary>What has to be in order before a period is closed, as of now. The rules of <see cref="ClosePeriod"/> decide; this says all at once what they would say one by one.</summary>
/// <param name="Through">The last day of the period.</param>
/// <param name="From">The first day; null: from the beginning.</param>
/// <param name="IsOver">That day is over, and later than the last close.</param>
/// <param name="Proposals">Exchanges of the period that wait for a yes.</param>
/// <param name="NotesRegister">Minutes in circulation by the register of notes.</param>
/// <param name="NotesBalance">Minutes in circulation by the account.</param>
/// <param name="Unsigned">The close before, when it still waits for its second signature.</param>
/// <param name="Corrections">Corrections that wait for a second person. They may be made later, in the next period.</param>
/// <param name="Total">The sum of all balances.</param>
internal sealed record CloseCheck(LocalDate Through, LocalDate? From, bool IsOver, IReadOnlyList<ExchangeId> Proposals, long NotesRegister, long NotesBalance, PeriodId? Unsigned, int Corrections, long Total)
{
    public bool NotesFit => NotesRegister == NotesBalance;

    public bool IsReady => IsOver && Proposals.Count == 0 && NotesFit && Unsigned is null && Total == 0;

    public static CloseCheck Of(CommunityState state, LocalDate today, LocalDate through) => new(through, state.Books.ClosedThrough?.PlusDays(1),
        through < today && !(through <= state.Books.ClosedThrough),
        [.. state.Exchanges.All.Where(pair => pair.Value.Status == ExchangeStatus.Proposed && pair.Value.HappenedOn <= through).Select(pair => pair.Key)],
        state.OutstandingMinutes(), state.CirculatingBalance(), state.Books.Waiting,
        state.Corrections.All.Values.Count(correction => correction.Status == CorrectionStatus.Waiting),
        state.Accounts.All.Values.Sum(account => account.Balance));

    /// <summary>The last month that is over and not closed; else yesterday.</summary>
    public static LocalDate LikelyEnd(CommunityState state, LocalDate today)
    {
        var month = new LocalDate(today.Year, today.Month, 1).PlusDays(-1);
        return month > (state.Books.ClosedThrough ?? LocalDate.MinIsoValue) ? month : today.PlusDays(-1);
    }
}
