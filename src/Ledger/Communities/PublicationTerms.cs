namespace Buurthulp.Ledger.Communities;

/// <summary>Over which periods a community makes its figures public: one kind only, so that no two published periods overlap.</summary>
public enum PublicationPeriod
{
    Month,
    Quarter,
    Year,
}

/// <summary>What everybody may see of the community's figures.</summary>
/// <param name="Every">Figures are published for each whole calendar period of this kind.</param>
public sealed record PublicationTerms(PublicationPeriod Every);
