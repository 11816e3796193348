using System.Text.Json;
using System.Text.Json.Serialization;

namespace Buurthulp.Ledger.Accounts;

/// <summary>The id of a thing that lives in the journal: the id of the command that made it.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    static abstract TSelf Of(Guid value);

    Guid Value { get; }
}

/// <summary>An id stands in JSON as a lower-case UUID.</summary>
public sealed class IdJsonConverter<T> : JsonConverter<T> where T : struct, IId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.Of(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>One exchange of help, from proposal to reversal.</summary>
[JsonConverter(typeof(IdJsonConverter<ExchangeId>))]
public readonly record struct ExchangeId(Guid Value) : IId<ExchangeId>
{
    public static ExchangeId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One request for help.</summary>
[JsonConverter(typeof(IdJsonConverter<RequestId>))]
public readonly record struct RequestId(Guid Value) : IId<RequestId>
{
    public static RequestId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One offer of help.</summary>
[JsonConverter(typeof(IdJsonConverter<OfferId>))]
public readonly record struct OfferId(Guid Value) : IId<OfferId>
{
    public static OfferId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One discount at a shop.</summary>
[JsonConverter(typeof(IdJsonConverter<DiscountId>))]
public readonly record struct DiscountId(Guid Value) : IId<DiscountId>
{
    public static DiscountId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One gift to a pot.</summary>
[JsonConverter(typeof(IdJsonConverter<GiftId>))]
public readonly record struct GiftId(Guid Value) : IId<GiftId>
{
    public static GiftId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One grant from a pot.</summary>
[JsonConverter(typeof(IdJsonConverter<GrantId>))]
public readonly record struct GrantId(Guid Value) : IId<GrantId>
{
    public static GrantId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One settlement of what a shop held.</summary>
[JsonConverter(typeof(IdJsonConverter<SettlementId>))]
public readonly record struct SettlementId(Guid Value) : IId<SettlementId>
{
    public static SettlementId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One correction, from proposal to answer.</summary>
[JsonConverter(typeof(IdJsonConverter<CorrectionId>))]
public readonly record struct CorrectionId(Guid Value) : IId<CorrectionId>
{
    public static CorrectionId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One close of a period.</summary>
[JsonConverter(typeof(IdJsonConverter<PeriodId>))]
public readonly record struct PeriodId(Guid Value) : IId<PeriodId>
{
    public static PeriodId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One concern that somebody raised.</summary>
[JsonConverter(typeof(IdJsonConverter<ConcernId>))]
public readonly record struct ConcernId(Guid Value) : IId<ConcernId>
{
    public static ConcernId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>One shared activity: a coffee morning, a walk, a meal.</summary>
[JsonConverter(typeof(IdJsonConverter<ActivityId>))]
public readonly record struct ActivityId(Guid Value) : IId<ActivityId>
{
    public static ActivityId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
