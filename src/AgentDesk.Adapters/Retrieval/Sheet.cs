using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>What filters ask of a row, and how its small vector is scaled: <see cref="Size"/> bytes of a deal's sheet.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct Mark(long At, long Until, float Scale, byte Kind, byte Side, byte Grain, byte Spare)
{
    public const int Size = 24;
}

/// <summary>
/// One deal's rows as a search of everything scans them: all marks, then all vectors at eight bits a number. The fuller numbers of
/// the few best are then read from the vector table.
/// </summary>
/// <remarks>All vectors of an index have one length; a row may have none.</remarks>
internal static class Sheet
{
    private static readonly string[] Kinds =
    [
        "",
        "mail",
        "call",
        "thread",
        "activity",
        "tracker",
        "deal",
        "stage",
        "field",
        "contact",
        "event",
        "asset",
        "signal",
    ];

    /// <summary>The kind's number; 0 for one that is not in the contract.</summary>
    public static byte KindOf(string kind) => (byte)Math.Max(0, Array.IndexOf(Kinds, kind));

    public static byte[] Write(IReadOnlyList<PassageRow> rows, IReadOnlyList<float[]> vectors)
    {
        var dimensions = vectors.Count == 0 ? 0 : vectors.Max(v => v.Length);
        var sheet = new byte[(rows.Count * Mark.Size) + (dimensions * vectors.Count(v => v.Length > 0))];
        var marks = MemoryMarshal.Cast<byte, Mark>(sheet.AsSpan(0, rows.Count * Mark.Size));
        var end = rows.Count * Mark.Size;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var scale = Small(vectors[i], MemoryMarshal.Cast<byte, sbyte>(sheet.AsSpan(end, vectors[i].Length)));
            // INVARIANT: rows whose scale is not 0, and only they, have numbers in the sheet, in the order of the marks.
            if (scale != 0)
            {
                end += dimensions;
            }
            marks[i] = new Mark(
                row.At.ToUnixTimeMilliseconds(),
                row.Until.ToUnixTimeMilliseconds(),
                scale,
                KindOf(row.Name.Kind),
                (byte)row.Side,
                (byte)row.Grain,
                0
            );
        }

        return sheet.Length == end ? sheet : sheet[..end];
    }

    /// <summary>Rounds to eight bits by the largest number. The number times the scale that comes back is near what it was.</summary>
    public static float Small(ReadOnlySpan<float> numbers, Span<sbyte> into)
    {
        var largest = numbers.IsEmpty ? 0 : MathF.Abs(TensorPrimitives.MaxMagnitude(numbers));
        if (!(largest > 0) || !float.IsFinite(largest))
        {
            into.Clear();
            return 0;
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            into[i] = (sbyte)MathF.Round(numbers[i] / largest * 127);
        }

        return largest / 127;
    }
}
