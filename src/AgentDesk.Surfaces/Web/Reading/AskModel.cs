using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>One statement of the page with its number, from 0 over the whole page: the rail opens by it.</summary>
public sealed record Stated(int Number, AnswerSentence Sentence);

/// <summary>One question with its answer, as the page shows it.</summary>
public sealed record Asked(int Number, AskTurn Turn, IReadOnlyList<Stated> Statements);

/// <summary>What the page of questions shows to one person.</summary>
/// <param name="Thread">The conversation that is open; null before the first question.</param>
/// <param name="Before">Other conversations, newest first.</param>
/// <param name="Examples">Questions on the viewer's own deals, for a page without an answer.</param>
/// <param name="Runs">The proposals that answers name, of those that the viewer may see.</param>
/// <param name="Problem">Why a question was not answered, and what was typed.</param>
public sealed record AskModel(
    Viewer Viewer,
    DateTimeOffset Now,
    AskThread? Thread,
    IReadOnlyList<AskThread> Before,
    IReadOnlyList<string> Examples,
    IReadOnlyDictionary<DealId, Dossier> Dossiers,
    IReadOnlyDictionary<RunId, RunView> Runs,
    (string Field, string Value) Token,
    (string Question, string Why)? Problem = null
)
{
    private const int MostShown = 12;

    /// <summary>The newest first; of a long conversation the last ones.</summary>
    public IReadOnlyList<Asked> Shown { get; } = Number(Thread?.Turns ?? []);

    public Names NamesOf(DealId deal) =>
        Dossiers.TryGetValue(deal, out var dossier) ? Viewer.Names.With(Names.PeopleOf(dossier.File)) : Viewer.Names;

    public string Cite(AnswerCitation c) => Sources.Cite(Dossiers.GetValueOrDefault(c.Deal), c.Evidence, NamesOf(c.Deal));

    public bool IsBuyers(AnswerCitation c) => Dossiers.GetValueOrDefault(c.Deal)?.Find(c.Evidence)?.Side == Side.Buyer;

    /// <summary>Whether only our own side says it.</summary>
    public bool IsOursAlone(AnswerSentence s) =>
        s.Citations.All(c => Dossiers.GetValueOrDefault(c.Deal)?.Find(c.Evidence)?.Side == Side.Seller);

    /// <summary>What a source of this deal is drawn from.</summary>
    public IReadsSources SourcesOf(DealId deal) => new DealSources(deal, Dossiers.GetValueOrDefault(deal), NamesOf(deal));

    public static string ThreadHref(string id) => $"/ask?c={Uri.EscapeDataString(id)}";

    /// <summary>The deals whose evidence was read whole for the answer; none where it was searched.</summary>
    public static IReadOnlyList<DealId> ReadWhole(CitedAnswer a) => a.Read > 1 ? a.Deals : [];

    /// <summary>"the embedded analyst", and why it stood in.</summary>
    public static string By(CitedAnswer a) =>
        (a.Model == "offline" ? "the embedded analyst" : a.Model.Replace(':', ' '))
        + (a.FellBackBecause is { } why ? $", because {why}" : "");

    public IEnumerable<RunView> Proposals(CitedAnswer answer) => answer.Proposals.Select(p => Runs.GetValueOrDefault(p)).OfType<RunView>();

    /// <summary>What the button to a proposal says: its conclusion.</summary>
    public static string Open(RunView run) =>
        run.Run is Run.Waiting w ? $"Open the decision: {w.Packet.Headline}" : "Open what was decided";

    private static List<Asked> Number(IReadOnlyList<AskTurn> turns)
    {
        var shown = new List<Asked>();
        var next = 0;
        foreach (var (turn, n) in turns.Select((t, i) => (t, i)).Reverse().Take(MostShown))
        {
            shown.Add(new Asked(n, turn, [.. turn.Answer.Sentences.Select(s => new Stated(next++, s))]));
        }

        return shown;
    }
}

/// <summary>A deal whose sources stand beside an answer; the whole of one is on the deal's own page.</summary>
internal sealed record DealSources(DealId Deal, Dossier? Dossier, Names Names) : IReadsSources
{
    public string EvidenceHref(EvidenceName name) => EvidenceHref(name, []);

    public string EvidenceHref(EvidenceName name, IReadOnlyList<string> quotes) =>
        CitedWords.Href($"/deals/{Uri.EscapeDataString(Deal.Value)}/evidence?name={Uri.EscapeDataString(name.Value)}", quotes);
}
