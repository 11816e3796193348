namespace Buurthulp.Ledger.Communities;

/// <summary>
/// Ids by a number that only grows, such as the last serial number of a batch: found by halving, 24 bytes each.
/// Like <see cref="StateMap{TKey, TValue}"/> it can return to what is recorded.
/// </summary>
public sealed class PositionIndex<TId> : StatePart where TId : struct
{
    private readonly List<(long Number, TId Id)> rows = [];
    private int committed;
    private int sealedRows;

    public int Count => rows.Count;

    /// <summary>The largest number; 0 before the first.</summary>
    public long Last => rows.Count == 0 ? 0 : rows[^1].Number;

    /// <exception cref="InvalidOperationException">The number is not larger than the last: a defect.</exception>
    public void Add(long number, TId id)
    {
        if (number <= Last) throw new InvalidOperationException($"{number} does not follow {Last}");
        rows.Add((number, id));
    }

    /// <summary>The first whose number is this or larger; null after the last.</summary>
    public TId? AtOrAfter(long number) => FirstFrom(number) is var row && row < rows.Count ? rows[row].Id : null;

    public override void Seal() => sealedRows = rows.Count;

    public override void CommitSealed() => committed = sealedRows;

    public override void Commit() => committed = sealedRows = rows.Count;

    public override void RollbackToSeal() => rows.RemoveRange(sealedRows, rows.Count - sealedRows);

    public override void Rollback()
    {
        sealedRows = committed;
        RollbackToSeal();
    }

    private int FirstFrom(long number)
    {
        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (rows[middle].Number < number) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
