using System.Diagnostics.CodeAnalysis;

namespace Buurthulp.Ledger.Communities;

/// <summary>
/// A dictionary of immutable values whose changes since the last <see cref="Commit"/> can be taken back.
/// The writer decides several commands ahead of the database; when the database says no, the state returns to what is recorded.
/// </summary>
public sealed class StateMap<TKey, TValue> where TKey : notnull where TValue : class
{
    private readonly Dictionary<TKey, TValue> values = [];
    private readonly List<(TKey Key, TValue? Before)> changes = [];

    public int Count => values.Count;

    public IReadOnlyDictionary<TKey, TValue> All => values;

    public bool Contains(TKey key) => values.ContainsKey(key);

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => values.TryGetValue(key, out value);

    /// <exception cref="KeyNotFoundException">Nobody checked the key first: a defect.</exception>
    public TValue this[TKey key]
    {
        get => values[key];
        set
        {
            changes.Add((key, values.GetValueOrDefault(key)));
            values[key] = value;
        }
    }

    public void Commit() => changes.Clear();

    public void Rollback()
    {
        for (var i = changes.Count - 1; i >= 0; i--)
        {
            var (key, before) = changes[i];
            if (before is null) values.Remove(key);
            else values[key] = before;
        }

        changes.Clear();
    }
}
