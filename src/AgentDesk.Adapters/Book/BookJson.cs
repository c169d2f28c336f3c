using System.Security.Cryptography;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Book;

/// <summary>Records as the book keeps them.</summary>
internal static class BookJson
{
    public static byte[] Bytes(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), DeskJson.Options);

    public static T Read<T>(byte[] json) =>
        JsonSerializer.Deserialize<T>(json, DeskJson.Options)
        ?? throw new JsonException($"the book holds null where a {typeof(T).Name} belongs");

    public static object Read(byte[] json, Type type) =>
        JsonSerializer.Deserialize(json, type, DeskJson.Options)
        ?? throw new JsonException($"the book holds null where a {type.Name} belongs");

    public static string Hash(byte[] json) => Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16));

    public static string Status(DealStatus status) =>
        status switch
        {
            DealStatus.Open => "open",
            DealStatus.Won => "won",
            DealStatus.Lost => "lost",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
        };
}
