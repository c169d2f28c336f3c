using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>One sentence of the evidence, with what the cue model makes of it and how much it counts.</summary>
/// <param name="Turn">How many turns of the buyer came after it: 0 is the latest.</param>
/// <param name="Weight">By who says it, where, and how long ago in turns.</param>
internal sealed record Statement(EvidencePiece Source, string Sentence, int Turn, double Weight, float[] About, double Open, double Settled)
{
    public bool IsBuyers => Source.Side == Side.Buyer;

    public double OpenOn(int category) => About[category] * Open;

    public double SettledOn(int category) => About[category] * Settled;
}

/// <summary>Reads every sentence of mails, calls, threads and log entries into statements.</summary>
internal static class Statements
{
    public static IReadOnlyList<Statement> Of(DealReading reading, CueModel model)
    {
        var owner = reading.Inputs.Deal.Owner;
        var ownerName = reading.Inputs.Colleagues.FirstOrDefault(c => string.Equals(c.Email, owner, StringComparison.OrdinalIgnoreCase))?.Name;
        var spoken = reading.Evidence.Where(e => e.Kind is "mail" or "call" or "thread" or "activity" && !e.Automatic && e.At <= reading.Now).OrderBy(e => e.At).ToList();
        var turns = spoken.Where(e => e.Side == Side.Buyer).Select(TurnOf).Distinct(StringComparer.Ordinal).Reverse().ToList();
        var starts = spoken.Where(e => e.Side == Side.Buyer).GroupBy(TurnOf, StringComparer.Ordinal).Select(g => g.Min(e => e.At)).Order().ToList();
        var all = new List<Statement>();
        foreach (var piece in spoken)
        {
            var planted = Injection.Passages(piece);
            var turn = piece.Side == Side.Buyer ? turns.IndexOf(TurnOf(piece)) : starts.Count(s => s > piece.At);
            var own = Author(piece, owner, ownerName);
            foreach (var sentence in Sentences.Of(piece))
            {
                var words = Words.Of(sentence).Count;
                if (words < 3 || planted.Any(p => p.Contains(sentence, StringComparison.Ordinal))) { continue; }
                var (about, states) = model.Score(sentence);
                var weight = SourceWeight(piece, own) * Math.Max(0.15, Math.Pow(0.72, turn)) * Math.Min(1, words / 8.0);
                all.Add(new Statement(piece, sentence, turn, weight, about, states[1], states[2]));
            }
        }

        return all;
    }

    private static bool Author(EvidencePiece p, string owner, string? ownerName) =>
        string.Equals(p.Author, owner, StringComparison.OrdinalIgnoreCase) || (ownerName is not null && string.Equals(p.Author, ownerName, StringComparison.OrdinalIgnoreCase));

    /// <summary>A mail is a turn, and so is a whole call.</summary>
    private static string TurnOf(EvidencePiece p) => p.Kind == "call" && p.Name.LastIndexOf('#') is var i and > 0 ? p.Name[..i] : p.Name;

    // The buyer's written words first; what is said on a call is looser; a colleague with no quota to defend sees more clearly than the owner; the owner's
    // own notes and mails say what the owner hopes.
    private static double SourceWeight(EvidencePiece p, bool owner) => (p.Side, p.Kind, owner) switch
    {
        (Side.Buyer, "mail", _) => 1,
        (Side.Buyer, "call", _) => 0.5,
        (Side.Buyer, _, _) => 0.6,
        (_, "thread", false) => 0.4,
        (_, "thread", true) => 0.15,
        (_, "activity", false) => 0.35,
        (_, "activity", true) => 0.15,
        _ => 0,
    };
}
