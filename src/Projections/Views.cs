using Buurthulp.Ledger.Journal;
using Buurthulp.Projections.Accounts;
using Buurthulp.Projections.Communities;
using Buurthulp.Projections.Corrections;
using Buurthulp.Projections.Exchanges;
using Buurthulp.Projections.Matching;
using Buurthulp.Projections.Members;
using Buurthulp.Projections.Notes;
using Buurthulp.Projections.Periods;
using Buurthulp.Projections.Publications;
using Buurthulp.Projections.Scheduled;
using Buurthulp.Projections.Shops;
using Buurthulp.Projections.Signals;
using Buurthulp.Projections.Statements;

namespace Buurthulp.Projections;

/// <summary>All views, and the scripts that make their tables.</summary>
public static class Views
{
    public static readonly SchemaScripts Schema = new("views", typeof(Views).Assembly, "Projections.Schema");

    /// <summary>A rebuild writes every other one on a connection of its own; those with most rows stand so that either has half of them.</summary>
    public static readonly IReadOnlyList<View> All =
    [
        new("accounts", ["accounts"], static () => new AccountsFold()) { HasRowsOfAccounts = true },
        new("statements", ["statement_entries", "statement_lines"], static () => new StatementsFold()),
        new("exchanges", ["exchanges", "exchange_shares"], static () => new ExchangesFold()),
        new("members", ["members", "member_receipts"], static () => new MembersFold()) { HasRowsOfAccounts = true },
        new("corrections", ["corrections", "correction_steps"], static () => new CorrectionsFold()),
        new("periods", ["periods", "period_signatures", "checkpoints"], static () => new PeriodsFold()),
        new("notes", ["note_batches", "notes"], static () => new NotesFold()),
        new("offices", ["member_roles", "member_proxies"], static () => new OfficesFold()),
        new("schedule", ["scheduled_communities", "waiting_proposals", "waiting_matches"], static () => new ScheduleFold()),
        new("requests", ["requests", "request_people", "roster_dates", "last_asked"], static () => new RequestsFold()),
        new("offers", ["offers"], static () => new OffersFold()),
        new("shops", ["shop_terms", "shop_discounts", "shop_settlements"], static () => new ShopsFold()),
        new("agreements", ["agreements"], static () => new AgreementsFold()),
        new("publications", ["publications"], static () => new PublicationsFold()),
        new("concerns", ["concerns", "concern_follow_ups"], static () => new ConcernsFold()),
    ];

    /// <summary>Null for a name that no view has.</summary>
    public static View? Find(string name) => All.FirstOrDefault(view => view.Name == name);
}
