using System.Text.Json;
using Buurthulp.Api.Http.Accounts;
using Buurthulp.Api.Http.Journal;
using Buurthulp.Api.Http.Matching;
using Buurthulp.Api.Http.Members;
using Buurthulp.Api.Http.Signals;
using Buurthulp.Api.Http.Treasury;
using Buurthulp.Api.Vault;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Exchanges;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;
using Buurthulp.Ledger.Members;
using Buurthulp.Ledger.Signals;

namespace Buurthulp.Api.Http.OpenApi;

/// <summary>The examples of answers that do not fit on a line.</summary>
internal static class SampleAnswers
{
    public static readonly ReceiptAnswer Receipt = new(Sample.Id, Sample.Checkpoint.ToText(), Sample.Position,
        [new EntryProof(JsonElement.Parse(LeafHash.CanonicalBytes(Sample.Booked)), LeafIndex: Sample.Position - 1, [Sample.Checkpoint.Root.ToBase64()])]);

    public static readonly RequestAnswer Request = new(Sample.Id, RequestStatus.Matched, Sample.Errands, PostedOn: Sample.Yesterday, "Wie haalt er donderdag boodschappen voor mij?",
        NeededOn: Sample.NextWeek, NeededBy: null, Sample.North, NotFromMyStreet: false, [new LanguageCode("nl")], Dates: null, Member: Sample.Anna, Helper: Sample.Bram, ProposedBy: null,
        AgreedOn: Sample.Today, ClosedOn: null, Exchanges: [], Channel: null, ReopenedOn: null, Organisation: null, FollowedUpOn: null, Outcome: null, StopReason: null);

    public static readonly StatementAnswer Statement = new(Sample.Anna, AccountKind.Member, From: new(2026, 11, 1), To: new(2026, 11, 30), Opening: 195,
        [
            new(Sample.Position, Sample.Id, Sample.Booked.Type, Sample.Yesterday, Sample.RecordedAt, Amount: -60, Balance: 135, ExchangeId: Sample.Id,
                DiscountId: null, GiftId: null, PaidByPot: null, Reverses: null, GrantId: null),
            new(Sample.Position + 6, Sample.OtherId, "discount_given", Sample.Today, Sample.RecordedAt, Amount: -90, Balance: 45, ExchangeId: null,
                DiscountId: Sample.OtherId, GiftId: null, PaidByPot: null, Reverses: null, GrantId: null),
        ],
        Closing: 45, Page: 1, Pages: 1, PeriodOpening: 195, PeriodClosing: 45, Sample.Position + 6);

    public static readonly MemberAnswer Member = new(Sample.Anna, Sample.North, JoinedOn: new(2022, 2, 13), LeftOn: null, PausedOn: null, IsErased: false, ReciprocityExpected: true,
        GaveMinutes: 1_320, ReceivedMinutes: 1_455, Exchanges: 31, ThanksGiven: 12, Roles: [Role.Auditor], ActedForBy: [new ProxyAnswer(Sample.Bram, ProxyKind.Proxy, Sample.Today, Until: null)], ActsFor: [],
        new PersonAnswer("Anna", "Schoolstraat 12", "anna@voorbeeld.test", "0612345678", 1958, ["nl"]), Sample.Position);

    public static readonly ConcernAnswer Concern = new(Sample.Id, IsOpen: true, Sample.Yesterday, About: Sample.Anna, RaisedBy: Sample.Bram, "De gordijnen blijven al een week dicht.", IsErased: false,
        [new ConcernFollowUpAnswer(ConcernOutcome.Watching, Sample.Today, "Gebeld, niemand thuis.")], [new ConcernReadAnswer(Sample.Chaima.Value, "coordinator", new("follow-up"), Sample.RecordedAt)]);

    public static readonly SignalsAnswer Signals = new(Sample.Today, new ThresholdsAnswer(OverloadMinutes: 1_200, OverloadPeople: 8, OveraskingMinutes: 1_200, UnansweredDays: 14, FollowUpDays: 7),
        Overload: new(1, [new(Sample.Bram, GaveMinutes: 1_260, HelpedPeople: 9)]), Overasking: new(0, []), Quiet: new(1, [new(Sample.Chaima, LastExchangeOn: new(2026, 7, 3))]), NewWithoutFirst: new(0, []),
        UnansweredRequests: new(1, [new(Sample.Id, Sample.Anna, Sample.Errands, RequestStatus.Open, Since: new(2026, 11, 1), Days: 19)]), FollowUpsDue: new(0, []),
        OpenConcerns: new(1, [new(Sample.OtherId, IsOpen: true, Sample.Yesterday, FollowedUpOn: null, Outcome: null)]), Sample.Position);

    public static readonly OwnDataAnswer OwnData = new(Sample.Anna, Member, Balance: 45, Statement.Lines,
        [new OwnExchangeAnswer(Sample.Id, ExchangeStatus.Booked, Sample.Yesterday, Sample.Errands, GaveMinutes: null, ReceivedMinutes: 60)],
        [new OwnRequestAnswer(Sample.Id, IsAsker: true, Sample.Errands, RequestStatus.Matched, Sample.Yesterday, "Wie haalt er donderdag boodschappen voor mij?")], Offers: [],
        [new OwnActivityAnswer(new("koffieochtend"), Sample.Today)], [new ReadAnswer(Sample.Chaima.Value, "coordinator", new("phone-call"), Sample.RecordedAt)],
        [new ContactChangeAnswer(["phone"], Sample.Anna.Value, "member", Sample.RecordedAt)], Invitations: [], [new OwnSessionAnswer("link", "Firefox, Windows", Sample.RecordedAt, Sample.RecordedAt, EndedAt: null)],
        Reminders: [], MailWish.Weekly);

    public static readonly PeriodAnswer Period = new(Sample.Id, "signed", From: new(2026, 10, 1), Through: new(2026, 10, 31), Size: 4_502, Sample.Checkpoint.Root.ToBase64(), Accounts: 326, TotalMinutes: 0,
        Exchanges: 118, ExchangeMinutes: 9_870, Discounts: 14, Gifts: 3, Grants: 5,
        [new StepAnswer("closed", Sample.Chaima.Value, new(2026, 11, 2), 4_503), new StepAnswer("signed", Sample.Bram.Value, new(2026, 11, 3), 4_507)]);
}
