using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>What speaks for each category, from words alone.</summary>
internal sealed record Scores(IReadOnlyDictionary<string, double> Open, IReadOnlyDictionary<string, double> Settled)
{
    public static Scores Of(IReadOnlyList<Statement> statements, CueModel model)
    {
        var open = new Dictionary<string, double>(StringComparer.Ordinal);
        var settled = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var c = 0; c < model.About.Count; c++)
        {
            open[model.About[c]] = statements.Sum(s => s.Weight * Math.Pow(s.OpenOn(c), 1.5));
            settled[model.About[c]] = statements.Sum(s => s.Weight * Math.Pow(s.SettledOn(c), 1.5));
        }

        return new Scores(open, settled);
    }
}
