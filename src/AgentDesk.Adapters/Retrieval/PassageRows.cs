using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>Which searches a row takes part in.</summary>
internal enum Grain : byte
{
    /// <summary>A piece by itself: in every search.</summary>
    Piece,

    /// <summary>One short cue of a call: where each cue must stand alone, such as when one side's words are asked for.</summary>
    Cue,

    /// <summary>Several consecutive cues, named as a range: everywhere else.</summary>
    Window,
}

/// <summary>One row of the index: a piece of evidence, a part of a long one, or a window of cues.</summary>
/// <param name="Until">The instant of the last words in it.</param>
/// <param name="Text">Stands word for word in the source that <see cref="Name"/> names, but for white space.</param>
internal sealed record PassageRow(
    EvidenceName Name,
    Grain Grain,
    Side Side,
    DateTimeOffset At,
    DateTimeOffset Until,
    string Title,
    string? Author,
    string Text
);

/// <summary>
/// Cuts evidence into rows. A cue is too short to tell what it is about, so cues are also joined to overlapping windows; a long text is cut
/// at its paragraphs or sentences. What a mail quotes of earlier mail is left out: it is found where it was first written.
/// </summary>
internal static class PassageRows
{
    /// <summary>Part of the index's identity, as <see cref="Words.Version"/> is.</summary>
    public const int Version = 1;

    private const int WindowCues = 6;
    private const int WindowWords = 60;
    private const int LongCueWords = 40;
    private const int PartCharacters = 1400;

    public static IReadOnlyList<PassageRow> Of(IReadOnlyList<EvidenceItem> items)
    {
        var rows = new List<PassageRow>(items.Count + (items.Count / 2));
        foreach (var item in items.Where(i => i.Kind != "call"))
        {
            var text = item.Kind == "mail" && !string.IsNullOrWhiteSpace(item.OwnWords) ? item.OwnWords : item.Text;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }
            rows.AddRange(
                Parts(text)
                    .Select(part => new PassageRow(item.Name, Grain.Piece, item.Side, item.At, item.At, item.Title, item.Author, part))
            );
        }

        foreach (
            var call in items
                .Where(i => i.Kind == "call" && CueOf(i.Name) is not null)
                .GroupBy(i => CueOf(i.Name)!.Value.Call, StringComparer.Ordinal)
        )
        {
            AddCall(rows, call.Key, [.. call.Select(i => (CueOf(i.Name)!.Value.Number, i)).OrderBy(c => c.Number)]);
        }

        return rows;
    }

    /// <summary>The call and the first and last cue that a name covers, or null for another kind of name.</summary>
    public static (string Call, int First, int Last)? RangeOf(EvidenceName name)
    {
        if (name.Kind != "call" || name.Value.LastIndexOf('#') is not (var hash and > 0))
        {
            return null;
        }
        var range = name.Value.AsSpan(hash + 1);
        var dash = range.IndexOf('-');
        var head = dash < 0 ? range : range[..dash];
        if (!int.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            return null;
        }
        if (dash < 0)
        {
            return (name.Value[..hash], first, first);
        }
        return int.TryParse(range[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? (name.Value[..hash], first, last)
            : null;
    }

    private static (string Call, int Number)? CueOf(EvidenceName name) =>
        RangeOf(name) is { } r && r.First == r.Last ? (r.Call, r.First) : null;

    private static void AddCall(List<PassageRow> rows, string call, List<(int Number, EvidenceItem Item)> cues)
    {
        var words = cues.ConvertAll(c => CountWords(c.Item.Text));
        for (var i = 0; i < cues.Count; i++)
        {
            var item = cues[i].Item;
            if (string.IsNullOrWhiteSpace(item.Text))
            {
                continue;
            }
            var parts = Parts(item.Text).ToList();
            // A cue that says enough alone stands alone in every search.
            var grain = words[i] >= LongCueWords ? Grain.Piece : Grain.Cue;
            rows.AddRange(
                parts.Select(part => new PassageRow(item.Name, grain, item.Side, item.At, item.At, item.Title, item.Author, part))
            );
        }

        // INVARIANT: every short cue is in a window. A window that ends where the one before it did adds nothing.
        var covered = -1;
        for (var first = 0; first < cues.Count; )
        {
            var last = first;
            for (var sum = words[first]; Joins(last + 1) && last + 1 - first < WindowCues && sum < WindowWords; last++)
            {
                sum += words[last + 1];
            }
            if (last > covered && words[first] < LongCueWords && words[first..(last + 1)].Exists(w => w > 0))
            {
                rows.Add(Window(call, cues, first, last));
            }
            covered = Math.Max(covered, last);
            first += Math.Max(1, (last - first + 1) / 2);
        }

        bool Joins(int next) =>
            next < cues.Count
            && cues[next].Number == cues[next - 1].Number + 1
            && words[next] < LongCueWords
            && words[next - 1] < LongCueWords;
    }

    private static PassageRow Window(string call, List<(int Number, EvidenceItem Item)> cues, int first, int last)
    {
        var head = cues[first].Item;
        if (first == last)
        {
            return new PassageRow(head.Name, Grain.Window, head.Side, head.At, head.At, head.Title, head.Author, head.Text);
        }

        var inside = cues[first..(last + 1)].ConvertAll(c => c.Item);
        var name = new EvidenceName(string.Create(CultureInfo.InvariantCulture, $"{call}#{cues[first].Number}-{cues[last].Number}"));
        return new PassageRow(
            name,
            Grain.Window,
            inside.TrueForAll(c => c.Side == head.Side) ? head.Side : Side.Unknown,
            inside.Min(c => c.At),
            inside.Max(c => c.At),
            head.Title,
            string.Join(", ", inside.Select(c => c.Author).Where(a => a is not null).Distinct(StringComparer.Ordinal)),
            string.Join(' ', inside.Select(c => c.Text))
        );
    }

    private static IEnumerable<string> Parts(string text)
    {
        for (var from = 0; from < text.Length; )
        {
            var length = text.Length - from <= PartCharacters ? text.Length - from : Cut(text.AsSpan(from, PartCharacters));
            var part = text.Substring(from, length).Trim();
            if (part.Length > 0)
            {
                yield return part;
            }
            from += length;
        }
    }

    // The last paragraph, line, sentence or blank in the second half; a text without any is cut where it is, not inside a surrogate pair.
    private static int Cut(ReadOnlySpan<char> text)
    {
        foreach (var mark in (ReadOnlySpan<string>)["\n\n", "\n", ". ", "? ", "! ", " "])
        {
            var at = text.LastIndexOf(mark, StringComparison.Ordinal);
            if (at >= text.Length / 2)
            {
                return at + mark.Length;
            }
        }

        return char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
    }

    private static int CountWords(string text)
    {
        var count = 0;
        var inside = false;
        foreach (var c in text)
        {
            var letter = char.IsLetterOrDigit(c);
            if (letter && !inside)
            {
                count++;
            }
            inside = letter;
        }

        return count;
    }
}
