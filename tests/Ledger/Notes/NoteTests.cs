using Buurthulp.Ledger.Notes;
using static Buurthulp.Tests.Ledger.Scenarios.Facts;
using static Buurthulp.Tests.Ledger.Scenarios.Neighbourhood;
using static Buurthulp.Tests.Ledger.Scenarios.Scenario;
using static Buurthulp.Tests.Ledger.Scenarios.Wishes;

namespace Buurthulp.Tests.Ledger.Notes;

public sealed class NoteTests
{
    private static readonly NoteTerms ToPot = new(FloorMinutes: 0, ValidMonths: 12, ExpiredTo: Pot);

    [Fact]
    public void A_printed_batch_takes_the_next_serials_and_moves_nothing() =>
        Given(Joined(Anna), Printed(4)).When(Print(10, minutes: 30))
            .Then(Printed(10, from: 5, batch: New, minutes: 30)).AndBalances((Anna, 0));

    [Fact]
    public void Notes_are_valid_for_the_agreed_months() =>
        Given(Agreed(BelowZero with { Notes = new NoteTerms(0, ValidMonths: 18) })).When(Print(1)).Then(Printed(1, batch: New, expiresOn: new(2028, 5, 20)));

    [Fact]
    public void Ten_thousand_printed_notes_are_one_line_in_the_state()
    {
        var state = Given(Printed(10_000)).State();
        (state.NoteBatches.Count, state.Notes.Count).ShouldBe((1, 0));
    }

    [Fact]
    public void Issued_notes_leave_the_account_and_are_in_circulation() =>
        Given(Joined(Anna), Opened(Anna, 150), Printed(4)).When(Issue(Anna, 3, 1))
            .Then(Issued(Anna, 3, 1)).AndBalances((Anna, 30), (PaperNotes.Account, 120));

    [Fact]
    public void Notes_of_different_worth_are_issued_together() =>
        Given(Joined(Anna), Opened(Anna, 150), Printed(1), Printed(1, from: 2, batch: Number(7), minutes: 30)).When(Issue(Anna, 1, 2))
            .Then(new NotesIssued(Anna, Serials(1, 2), 90, Today)).AndBalances((Anna, 60), (PaperNotes.Account, 90));

    [Fact]
    public void A_pot_puts_what_it_has_on_paper() =>
        Given(PotOpen(), Opened(Pot, 60), Printed(4)).When(Issue(Pot, 1)).Then(Issued(Pot, 1)).AndBalances((Pot, 0), (PaperNotes.Account, 60));

    [Fact]
    public void The_agreed_floor_for_notes_may_lie_below_zero() =>
        Given(Joined(Anna), Agreed(BelowZero with { Notes = new NoteTerms(FloorMinutes: -60) }), Printed(4)).When(Issue(Anna, 1)).Then(Issued(Anna, 1)).AndBalances((Anna, -60), (PaperNotes.Account, 60));

    [Fact]
    public void Anybody_who_holds_a_note_hands_it_in() =>
        Given(Joined(Anna), Joined(Bram), Printed(4), Issued(Anna, 1, 2)).When(Redeem(Bram, 2))
            .Then(Redeemed(Bram, 2)).AndBalances((Anna, -120), (Bram, 60), (PaperNotes.Account, 60));

    [Fact]
    public void A_shop_takes_notes_up_to_what_it_wants_to_hold() =>
        Given(ShopOpened(), TermsAgreed(), Opened(Bakery, 3480), Joined(Anna), Printed(4), Issued(Anna, 1, 2)).When(Redeem(Bakery, 1, 2))
            .Then(Redeemed(Bakery, 1, 2)).AndBalances((Bakery, 3600), (PaperNotes.Account, 0));

    [Fact]
    public void A_note_is_good_until_the_day_before_it_expires() =>
        Given(Joined(Anna), Joined(Bram), Printed(4, expiresOn: Tomorrow), Issued(Anna, 1)).When(Redeem(Bram, 1)).Then(Redeemed(Bram, 1));

    [Fact]
    public void Lost_notes_go_back_to_those_who_issued_them_and_unissued_ones_just_end() =>
        Given(PotOpen(), Joined(Anna), Printed(4), Issued(Anna, 1, 2), Issued(Pot, 3)).When(Void(1, 2, 3, 4))
            .Then(NotesGone([1, 2, 3, 4], Of(Anna, 120), Of(Pot, 60))).AndBalances((Anna, 0), (Pot, 0), (PaperNotes.Account, 0));

    [Fact]
    public void A_lost_note_of_somebody_who_left_goes_to_the_agreed_pot() =>
        Given(PotOpen(), Agreed(BelowZero with { Notes = ToPot }), Joined(Anna), Printed(4), Issued(Anna, 1), Left(Anna)).When(Void(1))
            .Then(NotesGone([1], Of(Pot, 60))).AndBalances((Anna, -60), (Pot, 60));

    [Fact]
    public void Without_an_agreed_pot_it_goes_back_to_the_account_although_it_is_closed() =>
        Given(Joined(Anna), Printed(4), Issued(Anna, 1), Left(Anna)).When(Void(1)).Then(NotesGone([1], Of(Anna, 60))).AndBalances((Anna, 0), (PaperNotes.Account, 0));

    [Fact]
    public void Expired_notes_go_back_where_they_came_from() =>
        Given(Joined(Anna), Joined(Bram), Printed(4, expiresOn: Today), Issued(Bram, 2), Issued(Anna, 1, 3), Redeemed(Bram, 3)).When(Expire())
            .Then(NotesOver(Earlier, [1, 2], Of(Anna, 60), Of(Bram, 60))).AndBalances((Anna, -60), (Bram, 60), (PaperNotes.Account, 0));

    [Fact]
    public void Expired_notes_go_to_the_pot_when_that_was_agreed() =>
        Given(PotOpen(), Agreed(BelowZero with { Notes = ToPot }), Joined(Anna), Printed(4, expiresOn: Today), Issued(Anna, 1)).When(Expire())
            .Then(NotesOver(Earlier, [1], Of(Pot, 60))).AndBalances((Anna, -60), (Pot, 60), (PaperNotes.Account, 0));

    [Fact]
    public void A_large_batch_expires_a_part_at_a_time()
    {
        long[] all = [.. Enumerable.Range(1, 250).Select(i => (long)i)];
        var state = Given(Joined(Anna), Printed(250, expiresOn: Today), Issued(Anna, all)).State();
        state.DueBatches(Today).ShouldBe([new NoteBatchId(Earlier)]);
        state.DueBatches(Yesterday).ShouldBeEmpty();
        Given(Joined(Anna), Printed(250, expiresOn: Today), Issued(Anna, all), NotesOver(Earlier, all[..200], Of(Anna, 12_000))).When(Expire())
            .Then(NotesOver(Earlier, all[200..], Of(Anna, 3000))).AndBalances((PaperNotes.Account, 0));
    }

    [Fact]
    public void The_state_forgets_where_a_note_came_from_once_it_is_handed_in() =>
        Given(Joined(Anna), Joined(Bram), Printed(4), Issued(Anna, 1), Redeemed(Bram, 1)).State().Notes[NoteSerial.OfNumber(1)]
            .ShouldBe(new NoteState(NoteStatus.Redeemed, Today, 60, From: null));
}
