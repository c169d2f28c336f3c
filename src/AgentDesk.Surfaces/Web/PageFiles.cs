using System.Reflection;
using System.Security.Cryptography;

namespace AgentDesk.Surfaces.Web;

/// <summary>
/// The page's own files, carried in the assembly: nothing is fetched from anywhere else, and a name changes with its content.
/// </summary>
internal static class PageFiles
{
    private static readonly Dictionary<string, (byte[] Bytes, string Type, string Version)> Files = new[]
    {
        ("desk.css", "text/css"),
        ("desk.js", "text/javascript"),
        ("desk.svg", "image/svg+xml"),
    }.ToDictionary(f => f.Item1, f => Load(f.Item1, f.Item2), StringComparer.Ordinal);

    public static string Href(string name) => $"/desk/{name}?v={Files[name].Version}";

    public static (byte[] Bytes, string Type)? Find(string name) => Files.TryGetValue(name, out var f) ? (f.Bytes, f.Type) : null;

    private static (byte[], string, string) Load(string name, string type)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"web/{name}")
            ?? throw new InvalidOperationException($"`{name}` is not in the assembly");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        return (bytes, $"{type}; charset=utf-8", Convert.ToHexStringLower(SHA256.HashData(bytes))[..10]);
    }
}
