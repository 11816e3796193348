namespace Buurthulp.Ledger;

/// <summary>A fact that was recorded. Sealed records derive from it; they hold account numbers, codes, dates and whole amounts, never a name or free text.</summary>
public abstract record LedgerEvent;

/// <summary>The stored name of an event. It never changes; a new shape gets a new name (<c>…_v2</c>).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventTypeAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
