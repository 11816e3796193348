using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Ledger.Matching;

namespace Buurthulp.Projections.Matching;

/// <summary>What people offer, and until when.</summary>
internal sealed class OffersFold : IViewFold
{
    private readonly List<(OfferPosted Event, long Position)> posted = [];
    private readonly List<(OfferWithdrawn Event, long Position)> withdrawn = [];

    public void Apply(Entry entry)
    {
        switch (entry.Event)
        {
            case OfferPosted e: posted.Add((e, entry.Position)); break;
            case OfferWithdrawn e: withdrawn.Add((e, entry.Position)); break;
        }
    }

    public void WriteTo(ViewStatements statements, CommunityCode community)
    {
        if (posted.Count > 0)
        {
            statements.Add("""
                INSERT INTO views.offers (community, offer, account, category, posted_on, channel, availability, languages, neighbourhood, not_from_my_street, position)
                SELECT $1, offer, account, category, posted_on, channel, string_to_array(availability, ';'), string_to_array(languages, ';'), neighbourhood, not_from_my_street, position
                FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS o (offer, account, category, posted_on, channel, availability, languages, neighbourhood, not_from_my_street, position)
                """, posted.Count,
                Parameter.Of(community.Value), Column(e => e.Offer.Value), Column(e => e.Member.Value), Column(e => e.Category.Value), Column(e => e.PostedOn.ToDateOnly()), Column(e => EnumText.Of(e.Channel)),
                Column(e => ListText.Of(e.Terms?.Availability?.Select(part => EnumText.Of(part)))), Column(e => ListText.Of(e.Terms?.Languages?.Select(language => language.Value))),
                Column(e => e.Terms?.Neighbourhood?.Value), Column(e => e.Terms?.NotFromMyStreet == true), Parameter.Of(posted.Select(one => one.Position).ToList()));
        }

        if (withdrawn.Count > 0)
        {
            statements.Add("UPDATE views.offers o SET withdrawn_on = w.on_day, position = w.position FROM unnest($2, $3, $4) AS w (offer, on_day, position) WHERE o.community = $1 AND o.offer = w.offer", withdrawn.Count,
                Parameter.Of(community.Value), Parameter.Of(withdrawn.Select(one => one.Event.Offer.Value).ToList()), Parameter.Of(withdrawn.Select(one => one.Event.WithdrawnOn.ToDateOnly()).ToList()),
                Parameter.Of(withdrawn.Select(one => one.Position).ToList()));
        }
    }

    private Npgsql.NpgsqlParameter Column<T>(Func<OfferPosted, T> value) => Parameter.Of(posted.Select(one => value(one.Event)).ToList());
}
