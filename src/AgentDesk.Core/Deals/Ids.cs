using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentDesk.Core.Deals;

/// <summary>The deal's id in its system of record, such as `D-101`.</summary>
[JsonConverter(typeof(IdConverter<DealId>))]
public readonly record struct DealId(string Value) : IId<DealId>
{
    public static DealId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>
/// The id of one run: `r-` and twelve hex digits, derived from workflow, deal and cause, so that one cause makes one run.
/// </summary>
[JsonConverter(typeof(IdConverter<RunId>))]
public readonly record struct RunId(string Value) : IId<RunId>
{
    public static RunId From(string value) => new(value);

    /// <summary>The id of the run that <paramref name="cause"/> makes: the same cause always makes the same run.</summary>
    public static RunId For(string workflow, DealId deal, string cause) =>
        new("r-" + DeskJson.Sha256(string.Create(CultureInfo.InvariantCulture, $"{workflow}\n{deal.Value}\n{cause}"))[..12]);

    public override string ToString() => Value;
}

/// <summary>The id of an action within its run: `a1`, `a2`, …</summary>
[JsonConverter(typeof(IdConverter<ActionId>))]
public readonly record struct ActionId(string Value) : IId<ActionId>
{
    public static ActionId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>An id that is written to JSON as its bare text.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    string Value { get; }

    static abstract TSelf From(string value);
}

internal sealed class IdConverter<TId> : JsonConverter<TId>
    where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.From(reader.GetString() ?? throw new JsonException($"an id of kind {typeof(TId).Name} is null"));

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.From(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
