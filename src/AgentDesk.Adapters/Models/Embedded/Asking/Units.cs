using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>One sentence, or one row of the record, that may be quoted as an answer.</summary>
/// <param name="Quote">Stands in the item's text.</param>
/// <param name="Stems">The words of the quote, and of a row what it is called.</param>
/// <param name="Around">Words that stand just before it: the sentence before, or what was said on the call before; and the title.</param>
/// <param name="About">What the cue model takes it to be about; empty for a row.</param>
/// <param name="Said">The weighed sentences in it: none in a row, several where the whole of a short turn on a call is quoted.</param>
internal sealed record Unit(
    EvidenceItem Item,
    string Quote,
    IReadOnlySet<string> Stems,
    IReadOnlySet<string> Around,
    IReadOnlyList<float> About,
    int Turn,
    IReadOnlyList<Statement> Said
)
{
    /// <summary>How open what it speaks of is, 0 to 1.</summary>
    public double Open => Said.Count == 0 ? 0 : Said.Max(s => s.Open);

    /// <summary>How far it is about something that can hold a deal up, and no small talk; 0 to 1.</summary>
    public double Matters
    {
        get
        {
            var names = CueModel.Default.About;
            return About.Count == 0 ? 0 : 1 - Enumerable.Range(0, names.Count).Where(i => names[i] is "neutral").Sum(i => About[i]);
        }
    }

    public bool IsRow => Item.Kind is "tracker" or "deal" or "stage" or "field" or "contact" or "event" or "signal";
}

/// <summary>Cuts a deal's evidence into units.</summary>
internal static class Units
{
    // What the record is known by answers no question of content.
    private static readonly HashSet<string> Unasked = new(StringComparer.OrdinalIgnoreCase)
    {
        "deal_id",
        "name",
        "account",
        "owner_email",
        "manager_email",
        "currency",
        "created_at",
        "status",
    };

    /// <summary>A turn of a call of so many characters is one unit; a longer one is cut into its sentences.</summary>
    private const int ShortTurn = 240;

    /// <summary>So many sentences, or cues of a call, make up what a sentence goes on from.</summary>
    private const int MostBefore = 2;

    public static IReadOnlyList<Unit> Of(Matter m)
    {
        var units = new List<Unit>();
        foreach (var piece in m.Said.GroupBy(s => s.Source.Name, StringComparer.Ordinal))
        {
            if (m.Find(piece.Key) is not { } item || m.IsPlanted(item.Name))
            {
                continue;
            }
            if (item.Kind == "call" && item.OwnWords.Length <= ShortTurn)
            {
                // What somebody says in one short turn is understood together.
                var said = piece.ToList();
                units.Add(
                    new Unit(
                        item,
                        item.OwnWords.Trim(),
                        Stems(item.OwnWords),
                        Title(item),
                        [.. Enumerable.Range(0, said[0].About.Length).Select(c => said.Max(s => s.About[c]))],
                        said[0].Turn,
                        said
                    )
                );
                continue;
            }

            var before = new Queue<HashSet<string>>();
            foreach (var s in piece)
            {
                var stems = Stems(s.Sentence);
                units.Add(
                    new Unit(
                        item,
                        s.Sentence,
                        stems,
                        new HashSet<string>([.. Title(item), .. before.SelectMany(b => b)], StringComparer.Ordinal),
                        s.About,
                        s.Turn,
                        [s]
                    )
                );
                before.Enqueue(stems);
                if (before.Count > MostBefore)
                {
                    before.Dequeue();
                }
            }
        }

        // What is too short to be weighed can still be an answer; an auto-reply too, on whether its sender is there.
        foreach (var item in m.Dossier.Items.Where(i => i.Deal is not null && i.At <= m.Now && !m.IsPlanted(i.Name)))
        {
            if (item.IsAutomatic)
            {
                units.AddRange(
                    Sentences
                        .Of(item.OwnWords, dropSignature: true)
                        .Select(s => new Unit(item, s, Stems(s), Title(item), CueModel.Default.Score(s).About, 0, []))
                );
            }
            else if (Row(item) is { } row)
            {
                units.Add(row);
            }
        }

        return WithCallsBefore(m, units);
    }

    /// <summary>The stems of a text, contractions spelled out; names stay words here.</summary>
    public static HashSet<string> Stems(string text)
    {
        var stems = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (word, _, _) in Engine.Asking.Naming.NameWords.Of(text))
        {
            var lower = word.ToLowerInvariant().Replace('’', '\'');
            if (lower.EndsWith("'s", StringComparison.Ordinal))
            {
                lower = lower[..^2];
            }
            stems.Add(Words.Stem(lower));
        }

        return stems;
    }

    private static HashSet<string> Title(EvidenceItem item) => item.Kind is "mail" or "call" or "activity" ? Stems(item.Title) : [];

    private static readonly HashSet<string> NoWords = [];

    private static Unit? Row(EvidenceItem item) =>
        item.Kind switch
        {
            "tracker" => new Unit(item, item.Text, Stems($"{item.Text.Replace('_', ' ')} tracker"), NoWords, [], 0, []),
            "deal" when item.Text.Length > 0 && !Unasked.Contains(item.Title) => new Unit(
                item,
                item.Text,
                Stems($"{item.Title.Replace('_', ' ')} {item.Text}"),
                NoWords,
                [],
                0,
                []
            ),
            "event" => new Unit(item, item.Text, Stems($"{item.Text} meeting calendar"), NoWords, [], 0, []),
            "signal" => new Unit(item, item.Text, Stems($"{item.Title} {item.Text}"), NoWords, [], 0, []),
            "contact" => new Unit(item, item.Text, Stems(item.Text.Replace('_', ' ')), NoWords, [], 0, []),
            _ => null,
        };

    // On a call an answer is understood from what was said just before it.
    private static List<Unit> WithCallsBefore(Matter m, List<Unit> units)
    {
        var cues = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var call in m.File.Calls)
        {
            for (var i = 0; i < call.Cues.Count; i++)
            {
                cues[EvidenceText.CueName(call.Id, call.Cues[i].Number).Value] =
                [
                    .. call.Cues.Skip(Math.Max(0, i - MostBefore)).Take(Math.Min(i, MostBefore)).SelectMany(c => Stems(c.Text)),
                ];
            }
        }

        return
        [
            .. units.Select(u =>
                cues.TryGetValue(u.Item.Name.Value, out var before)
                    ? u with
                    {
                        Around = new HashSet<string>([.. u.Around, .. before], StringComparer.Ordinal),
                    }
                    : u
            ),
        ];
    }
}
