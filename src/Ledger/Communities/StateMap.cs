using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Buurthulp.Ledger.Communities;

/// <summary>A part of a state, whose changes can be taken back.</summary>
public abstract class StatePart
{
    /// <summary>The changes so far are on their way to the database; what comes after can be taken back without them.</summary>
    public abstract void Seal();

    /// <summary>What was sealed is recorded.</summary>
    public abstract void CommitSealed();

    /// <summary>All changes are recorded.</summary>
    public abstract void Commit();

    /// <summary>Takes back the changes since the seal.</summary>
    public abstract void RollbackToSeal();

    /// <summary>Takes back all that is not recorded.</summary>
    public abstract void Rollback();
}

/// <summary>
/// A dictionary of immutable values whose changes since the last <see cref="Commit"/> can be taken back.
/// The writer decides several commands ahead of the database; when the database says no, the state returns to what is recorded.
/// </summary>
public sealed class StateMap<TKey, TValue> : StatePart where TKey : notnull where TValue : notnull
{
    private readonly Dictionary<TKey, TValue> values = [];
    private readonly List<(TKey Key, bool Existed, TValue Before)> changes = [];
    private int sealedChanges;

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
            ref var current = ref CollectionsMarshal.GetValueRefOrAddDefault(values, key, out var existed);
            changes.Add((key, existed, current!));
            current = value;
        }
    }

    /// <summary>Puts another value in the place of one, which costs half of getting and setting it: in a large dictionary it is the looking that takes time.</summary>
    /// <exception cref="KeyNotFoundException">There is none: a defect.</exception>
    public void Change<T>(TKey key, T with, Func<TValue, T, TValue> change)
    {
        ref var current = ref CollectionsMarshal.GetValueRefOrNullRef(values, key);
        if (Unsafe.IsNullRef(ref current)) throw new KeyNotFoundException($"there is no {key}");
        changes.Add((key, true, current));
        current = change(current, with);
    }

    /// <summary>Lets go of a value that can be had again from the journal. This is no change: it can't be taken back.</summary>
    internal void Forget(TKey key) => values.Remove(key);

    /// <summary>Puts back what was forgotten.</summary>
    internal void Recall(TKey key, TValue value) => values.TryAdd(key, value);

    public override void Seal() => sealedChanges = changes.Count;

    public override void CommitSealed()
    {
        changes.RemoveRange(0, sealedChanges);
        sealedChanges = 0;
    }

    public override void Commit()
    {
        changes.Clear();
        sealedChanges = 0;
    }

    public override void RollbackToSeal()
    {
        for (var i = changes.Count - 1; i >= sealedChanges; i--)
        {
            var (key, existed, before) = changes[i];
            if (existed) values[key] = before;
            else values.Remove(key);
        }

        changes.RemoveRange(sealedChanges, changes.Count - sealedChanges);
    }

    public override void Rollback()
    {
        sealedChanges = 0;
        RollbackToSeal();
    }
}
