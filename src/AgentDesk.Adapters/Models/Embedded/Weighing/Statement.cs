using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>One sentence of the evidence, with what the cue model makes of it and how much it counts.</summary>
/// <param name="Turn">How many turns of the buyer came after it: 0 is the latest.</param>
/// <param name="Weight">By who says it, where, and how long ago in turns.</param>
/// <param name="Owners">The deal's owner says it.</param>
/// <param name="Words">How many words it has.</param>
internal sealed record Statement(
    EvidencePiece Source,
    string Sentence,
    int Turn,
    double Weight,
    float[] About,
    double Open,
    double Settled,
    bool Owners = false,
    int Words = 8
)
{
    public bool IsBuyers => Source.Side == Side.Buyer;

    public double OpenOn(int category) => About[category] * Open;

    public double SettledOn(int category) => About[category] * Settled;
}

/// <summary>Reads every sentence of mails, calls, threads and log entries into statements.</summary>
internal static class Statements
{
    public static IReadOnlyList<Statement> Of(DealReading reading, CueModel model) => Weigh(Read(reading, model), Weights.Default);

    /// <summary>The same statements, with what they weigh.</summary>
    public static IReadOnlyList<Statement> Weigh(IReadOnlyList<Statement> read, Weights weights) =>
        [
            .. read.Select(s =>
                s with
                {
                    Weight =
                        SourceWeight(s, weights) * Math.Max(weights.Oldest, Math.Pow(weights.Decay, s.Turn)) * Math.Min(1, s.Words / 8.0),
                }
            ),
        ];

    /// <summary>Every sentence, read but not yet weighed.</summary>
    public static IReadOnlyList<Statement> Read(DealReading reading, CueModel model)
    {
        var owner = reading.Inputs.Deal.Owner;
        var ownerName = reading
            .Inputs.Colleagues.FirstOrDefault(c => string.Equals(c.Email, owner, StringComparison.OrdinalIgnoreCase))
            ?.Name;
        var spoken = reading
            .Evidence.Where(e => e.Kind is "mail" or "call" or "thread" or "activity" && !e.Automatic && e.At <= reading.Now)
            .OrderBy(e => e.At)
            .ToList();
        var turns = spoken.Where(e => e.Side == Side.Buyer).Select(TurnOf).Distinct(StringComparer.Ordinal).Reverse().ToList();
        var starts = spoken
            .Where(e => e.Side == Side.Buyer)
            .GroupBy(TurnOf, StringComparer.Ordinal)
            .Select(g => g.Min(e => e.At))
            .Order()
            .ToList();
        var names = new NamedPeople(reading);
        var all = new List<Statement>();
        foreach (var piece in spoken)
        {
            var isPlanted = Injection.IsIn(piece);
            var turn = piece.Side == Side.Buyer ? turns.IndexOf(TurnOf(piece)) : starts.Count(s => s > piece.At);
            var own = Author(piece, owner, ownerName);
            foreach (var sentence in Sentences.Of(piece))
            {
                var words = Words.Of(sentence).Count;
                if (words < 3 || (isPlanted && Injection.Taints(piece, sentence)))
                {
                    continue;
                }
                var (about, states) = model.Score(names.InWords(sentence));
                all.Add(new Statement(piece, sentence, turn, 0, about, states[1], states[2], own, words));
            }
        }

        return [.. all.Select((s, i) => s with { About = InContext(all, i) })];
    }

    /// <summary>What one sentence takes of the topic of each neighbour.</summary>
    private const float Neighbour = 0.2f;

    // "It's only the one paragraph" is about what the sentence before it is about: people name a thing once.
    private static float[] InContext(List<Statement> all, int at)
    {
        var own = all[at].About;
        var mixed = (float[])own.Clone();
        var sum = 1f;
        for (var i = at - 1; i <= at + 1; i += 2)
        {
            if (i < 0 || i >= all.Count || all[i].Source.Side != all[at].Source.Side || TurnOf(all[i].Source) != TurnOf(all[at].Source))
            {
                continue;
            }
            for (var c = 0; c < mixed.Length; c++)
            {
                mixed[c] += Neighbour * all[i].About[c];
            }
            sum += Neighbour;
        }

        for (var c = 0; c < mixed.Length; c++)
        {
            mixed[c] /= sum;
        }
        return mixed;
    }

    private static bool Author(EvidencePiece p, string owner, string? ownerName) =>
        string.Equals(p.Author, owner, StringComparison.OrdinalIgnoreCase)
        || (ownerName is not null && string.Equals(p.Author, ownerName, StringComparison.OrdinalIgnoreCase));

    /// <summary>A mail is a turn, and so is a whole call.</summary>
    private static string TurnOf(EvidencePiece p) => p.Kind == "call" && p.Name.LastIndexOf('#') is var i and > 0 ? p.Name[..i] : p.Name;

    private static double SourceWeight(Statement s, Weights w) =>
        (s.Source.Side, s.Source.Kind, s.Owners) switch
        {
            (Side.Buyer, "mail", _) => w.BuyerMail,
            (Side.Buyer, "call", _) => w.BuyerCall,
            (Side.Buyer, _, _) => (w.BuyerMail + w.BuyerCall) / 2,
            (_, "thread", false) => w.Colleague * (s.Sentence.EndsWith('?') ? w.ColleagueAsks : 1),
            (_, "activity", false) => w.Colleague * 0.9,
            (_, "thread" or "activity", true) => w.Owner,
            _ => 0,
        };
}
