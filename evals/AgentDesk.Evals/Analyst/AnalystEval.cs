using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Policy;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Evals.Analyst;

/// <summary>What the analyst said of one deal, beside its label and the baseline.</summary>
internal sealed record AnalystAnswer(
    LabelledDeal Deal,
    string Category,
    string Standing,
    string Disposition,
    string Baseline,
    Verdict Verdict
)
{
    public bool IsRight =>
        Category == Deal.Label.Blocker
        && (Deal.Label.Blocker != "none" || (Standing == "insufficient") == (Deal.Label.Status == "insufficient"));

    /// <summary>A healthy deal that is called stalled: the one mistake that is never made.</summary>
    public bool IsFalseAlarm => !Deal.IsStalled && (Category != "none" || Standing == "insufficient");
}

/// <summary>Runs the embedded analyst over labelled exports through the real import, inputs and gates, and counts.</summary>
internal static class AnalystEval
{
    private static readonly StalledDealWorkflow Workflow = new();

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken ct)
    {
        var folder = Path.Combine(Repository.Root(), "evals", "data", "pipelines");
        var names = args.Where(a => !a.StartsWith('-')).ToList();
        var exports =
            names.Count > 0
                ? names.Select(n => Directory.Exists(n) ? n : Path.Combine(folder, n))
                : Directory
                    .EnumerateFiles(folder, "*.labels.jsonl")
                    .Order(StringComparer.Ordinal)
                    .Select(f => f[..^".labels.jsonl".Length]);
        foreach (var export in exports)
        {
            await Console.Out.WriteLineAsync(
                Table(
                    Path.GetFileName(export),
                    await AnswersAsync(export, ct),
                    args.Contains("--short", StringComparer.Ordinal),
                    args.Contains("--why", StringComparer.Ordinal)
                )
            );
        }
        return 0;
    }

    public static async Task<IReadOnlyList<AnalystAnswer>> AnswersAsync(string export, CancellationToken ct) =>
        [.. (await LabelledDeals.ReadAsync(export, ct)).Select(Answer)];

    /// <summary>The two blocks as the analyst gets them.</summary>
    public static string Blocks(LabelledDeal deal) =>
        $"{EvidenceBlock.Inputs(Workflow.Inputs(deal.Dossier, LabelledDeals.CauseOf(Workflow, deal.Dossier)))}\n{EvidenceBlock.Write(deal.Dossier, int.MaxValue).Text}";

    private static AnalystAnswer Answer(LabelledDeal deal)
    {
        using var draft = JsonDocument.Parse(EmbeddedAnalyst.Answer(Blocks(deal)));
        var blocker = draft.RootElement.GetProperty("blocker");
        var proposal = Workflow.Propose(deal.Dossier, LabelledDeals.CauseOf(Workflow, deal.Dossier), draft.RootElement, 1);
        return new AnalystAnswer(
            deal,
            blocker.GetProperty("category").GetString()!,
            blocker.GetProperty("standing").GetString()!,
            blocker.GetProperty("disposition").GetString()!,
            KeywordBaseline.Name(deal.Dossier),
            Workflow.Judge(new GateCase(proposal, deal.Dossier))
        );
    }

    /// <summary>What was weighed: the categories with their scores, the pulse, and the strongest signals.</summary>
    private static string Why(LabelledDeal deal)
    {
        var d = Diagnose.Of(BlockReader.Read(Blocks(deal))!, CueModel.Default);
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"> {string.Join(", ", d.Ranked.Take(5).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Category} {r.Score:F2}")))}; health {d.Pulse.Health:F2}, attempts {d.Pulse.Attempts}, quiet {d.Pulse.DaysQuiet} days{(d.Pulse.Unflagged ? ", unflagged" : "")}{(d.Pulse.Planned ? ", planned" : "")}{(d.Pulse.Wait is { } w ? $", announced wait: {w.Sentence}" : "")}{(d.Pulse.Step is { } p ? $", step: {p.Sentence}" : "")}"
        );
        foreach (var s in d.Signals.OrderByDescending(s => Math.Abs(s.Amount)).Take(8))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"> {s.Category} {s.Amount:F2} {s.Because}: {s.Piece?.Name} {s.Sentence}");
        }
        return text.ToString();
    }

    private static string Table(string name, IReadOnlyList<AnalystAnswer> answers, bool shortly, bool why)
    {
        var stalled = answers.Where(a => a.Deal.IsStalled).ToList();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {name}");
        if (!shortly)
        {
            text.AppendLine("| deal | label | analyst | standing | disposition | keywords | gates that stop or withhold |")
                .AppendLine("|---|---|---|---|---|---|---|");
            foreach (var a in answers)
            {
                var gates = string.Join(
                    "; ",
                    a.Verdict.Findings.Where(f => f.Outcome is Outcome.Stop or Outcome.Withhold).Select(f => $"{f.Gate}: {f.Reason}")
                );
                if (why)
                {
                    text.AppendLine(Why(a.Deal));
                }
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {a.Deal.Label.DealId} | {a.Deal.Label.Blocker} ({a.Deal.Label.Status}) | {a.Category}{(a.IsRight ? "" : " ✗")} | {a.Standing} | {a.Disposition}{(a.Disposition == a.Deal.Label.Disposition ? "" : $" ✗ {a.Deal.Label.Disposition}")} | {a.Baseline} | {gates} |"
                );
            }
        }

        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"primary blocker of stalled deals: {stalled.Count(a => a.IsRight)} of {stalled.Count}; keywords in the buyers' words: {stalled.Count(a => a.Baseline == a.Deal.Label.Blocker)} of {stalled.Count}"
        );
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"healthy deals called stalled: {answers.Count(a => a.IsFalseAlarm)} of {answers.Count - stalled.Count}; drafts that a gate stops: {answers.Count(a => a.Verdict.Stops)} of {answers.Count}"
        );
        return text.ToString();
    }
}
