using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Models.Embedded.Stages;

/// <summary>A sentence with what the cue model makes of it.</summary>
internal sealed record Scored(Said Said, float[] About, double Open, double Settled);

/// <summary>
/// Everything that was said in a deal, by side, in order of time. Planted passages are left out.
/// </summary>
internal sealed class StageSpeech
{
    private readonly CueModel _model;
    private readonly NamedPeople _names;
    private readonly Dictionary<Said, Scored> _scored = [];

    public StageSpeech(DealReading reading, CueModel model)
    {
        (Reading, _model, _names) = (reading, model, new NamedPeople(reading));
        var spoken = reading
            .Evidence.Where(e => e.Kind is "mail" or "call" or "thread" or "activity" && e.At <= reading.Now)
            .OrderBy(e => e.At)
            .ToList();
        Buyers = [.. spoken.Where(e => e is { Side: Side.Buyer, Automatic: false }).SelectMany(Honest).Where(IsSaying)];
        Ours = [.. spoken.Where(e => e.Side == Side.Seller && e.Kind is "thread" or "activity").SelectMany(Honest).Where(IsSaying)];
        Automatic = [.. reading.Evidence.Where(e => e is { Side: Side.Buyer, Automatic: true } && e.At <= reading.Now)];
    }

    public DealReading Reading { get; }

    public IReadOnlyList<Said> Buyers { get; }

    /// <summary>What our side wrote among itself: notes, log entries, threads.</summary>
    public IReadOnlyList<Said> Ours { get; }

    public IReadOnlyList<EvidencePiece> Automatic { get; }

    /// <summary>The sentences that are about a category of the cue model, with how it stands there.</summary>
    public IReadOnlyList<Scored> About(IEnumerable<Said> said, string category, double least = 0.4)
    {
        var at = Index(category);
        return at < 0 ? [] : [.. said.Select(Score).Where(s => s.About[at] >= least)];
    }

    /// <summary>Each sentence is read once, however many rules ask for it.</summary>
    public Scored Score(Said said)
    {
        if (_scored.TryGetValue(said, out var known))
        {
            return known;
        }
        var (about, states) = _model.Score(_names.InWords(said.Sentence));
        return _scored[said] = new Scored(said, about, states[1], states[2]);
    }

    /// <summary>Where the category stands in <see cref="Scored.About"/>, or -1.</summary>
    public int Index(string category)
    {
        for (var i = 0; i < _model.About.Count; i++)
        {
            if (_model.About[i] == category)
            {
                return i;
            }
        }

        return -1;
    }

    private static IEnumerable<Said> Honest(EvidencePiece e) =>
        Sentences.Of(e).Where(s => !Injection.Taints(e, s)).Select(s => new Said(e, s));

    private static bool IsSaying(Said s) =>
        s.Sentence.Count(char.IsLetter) >= 6 && s.Sentence.Length <= 420 && s.Sentence.Contains(' ', StringComparison.Ordinal);
}
