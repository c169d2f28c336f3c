using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AgentDesk.Adapters.Sources;

/// <summary>Which names were taken already in this export. 16 bytes a name, however long the names are.</summary>
internal sealed class Uniques
{
    private readonly HashSet<UInt128> _taken = [];

    /// <summary>Takes a name.</summary>
    /// <exception cref="UnreadableException">The name was taken before.</exception>
    public void Take(string kind, string key)
    {
        if (!_taken.Add(Digest(kind, key)))
        {
            throw new UnreadableException(
                $"{kind} `{Instants.Short(key)}` is in this export twice: the first one is kept",
                isRepetition: true
            );
        }
    }

    public static UInt128 Digest(params ReadOnlySpan<string> parts) =>
        BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
