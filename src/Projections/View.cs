using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Projections;

/// <summary>A read model in schema <c>views</c>.</summary>
/// <param name="Name">Stands in <c>views.progress</c> and on the command line.</param>
/// <param name="Tables">All tables that the view owns, without schema; no other view writes them.</param>
/// <param name="StartFold">An empty fold for a batch of entries of one community.</param>
public sealed record View(string Name, IReadOnlyList<string> Tables, Func<IViewFold> StartFold)
{
    /// <summary>
    /// The rows are as many as there are accounts and not as many as there are entries, and nearly every entry changes some. A rebuild folds the whole journal
    /// before it writes them: otherwise a community of 50,000 accounts writes nearly all of them anew for every 50,000 entries.
    /// </summary>
    public bool HasRowsOfAccounts { get; init; }
}

/// <summary>
/// The changes that a batch of consecutive entries makes to a view. They follow from the entries alone: no clock, no ids, no look at
/// a table. So a batch can be folded before anybody knows whether it will be written, and folding twice gives the same.
/// </summary>
public interface IViewFold
{
    /// <summary>Adds what the next entry changes.</summary>
    /// <exception cref="InvalidOperationException">The entry is of a kind that this program does not know: a defect.</exception>
    void Apply(Entry entry);

    /// <summary>Adds the few statements that write all changes at once, however many entries were applied.</summary>
    void WriteTo(ViewStatements statements, CommunityCode community);
}
