using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Evals.Analyst;
using AgentDesk.Workflows.TriggerLatency;

namespace AgentDesk.Evals.Latency;

/// <summary>What the workflow makes of one deal at one instant.</summary>
internal sealed record LatencyAnswer(Dossier Dossier, Proposal Proposal, Verdict Verdict)
{
    public string DealId => Dossier.Deal.Id.Value;

    public IReadOnlyList<ClockNote> Clocks => Proposal.Packet.Clocks ?? [];

    public IEnumerable<ProposedAction> Shown => Proposal.Actions.Where(a => !Verdict.Withholds(a.Id));

    /// <summary>Words in quotation marks of a mail that stand in no piece of the deal's evidence and in no asset.</summary>
    public IEnumerable<string> Unquoted =>
        Proposal
            .Actions.Select(a => a.Payload)
            .OfType<ActionPayload.EmailDraft>()
            .SelectMany(m =>
                Regex
                    .Matches(m.Body, "\"(?<q>[^\"\\n]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
                    .Select(q => q.Groups["q"].Value)
            )
            .Where(q => !Dossier.Items.Any(i => QuoteCheck.Stands(q, i.Text) || QuoteCheck.Stands(q, i.Title)));
}

/// <summary>One row of evals/data/triggers: how a reader says that a trigger stands at an instant.</summary>
internal sealed record TriggerRow(
    string Export,
    string Deal,
    DateTimeOffset AsOf,
    string Trigger,
    string Evidence,
    ClockState State,
    string Why
);

/// <summary>
/// Walks labelled exports through their last six weeks, an evening a day, with the real import, inputs, embedded analyst and gates.
/// </summary>
internal static class LatencyEval
{
    private static readonly TriggerLatencyWorkflow Workflow = new();

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken ct)
    {
        var folder = Path.Combine(Repository.Root(), "evals", "data", "pipelines");
        var names = args.Where(a => !a.StartsWith('-')).ToList();
        foreach (
            var export in names.Count > 0
                ? names.Select(n => Directory.Exists(n) ? n.TrimEnd('/') : Path.Combine(folder, n))
                : Directory.EnumerateFiles(folder, "*.labels.jsonl").Order(StringComparer.Ordinal).Select(f => f[..^".labels.jsonl".Length])
        )
        {
            await Console.Out.WriteLineAsync(Table(Path.GetFileName(export), await AnswersAsync(export, 42, 7, ct)));
        }

        return 0;
    }

    public static IReadOnlyList<TriggerRow> Rows() =>
        [
            .. File.ReadAllLines(Path.Combine(Repository.Root(), "evals", "data", "triggers", "rows.jsonl"))
                .Where(l => l.Length > 0)
                .Select(l => JsonSerializer.Deserialize<TriggerRow>(l, Core.DeskJson.Options)!),
        ];

    /// <summary>One answer a deal and evening on which something is late.</summary>
    public static async Task<IReadOnlyList<LatencyAnswer>> AnswersAsync(string export, int days, int step, CancellationToken ct)
    {
        var answers = new List<LatencyAnswer>();
        foreach (var deal in await LabelledDeals.ReadAsync(export, ct))
        {
            var end = deal.Dossier.Now.Date.AddHours(18);
            for (var back = days; back >= 0; back -= step)
            {
                var now = new DateTimeOffset(end.AddDays(-back), TimeSpan.Zero);
                if (
                    deal.Dossier.File.At(now) is { } then
                    && Answer(new Dossier(then, deal.Dossier.Team, deal.Dossier.Playbook, now)) is { } answer
                )
                {
                    answers.Add(answer);
                }
            }
        }

        return answers;
    }

    public static LatencyAnswer? Answer(Dossier dossier)
    {
        if (Workflow.Wakes(dossier.File, dossier.Team, dossier.Playbook, dossier.Now) is not { } cause)
        {
            return null;
        }

        using var draft = JsonDocument.Parse(
            EmbeddedAnalyst.Answer(
                $"{EvidenceBlock.Inputs(Workflow.Inputs(dossier, cause))}\n{EvidenceBlock.Write(dossier, int.MaxValue).Text}"
            )
        );
        var proposal = Workflow.Propose(dossier, cause, draft.RootElement, 1);
        return new LatencyAnswer(dossier, proposal, Workflow.Judge(new GateCase(proposal, dossier)));
    }

    private static string Table(string name, IReadOnlyList<LatencyAnswer> answers)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {name}");
        text.AppendLine("| trigger | late | a mail drafted and shown | a mail held back | a task | nothing, and why |")
            .AppendLine("|---|---|---|---|---|---|");
        foreach (var kind in TriggerClocks.Kinds)
        {
            var of = answers.Where(a => a.Clocks.Any(c => c.Clock.Trigger == kind)).ToList();
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {kind} | {of.Count} | {of.Count(a => a.Shown.Any(x => x.Payload is ActionPayload.EmailDraft))} | {of.Count(a => a.Proposal.Actions.Any(x => x.Payload is ActionPayload.EmailDraft && a.Verdict.Withholds(x.Id)))} | {of.Count(a => a.Shown.Any(x => x.Payload is ActionPayload.TaskItem))} | {of.Count(a => a.Proposal.Actions.Count == 0)} |"
            );
        }

        var stops = answers.Where(a => a.Verdict.Stops).ToList();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{answers.Count} cards; stopped by a gate: {stops.Count}{(stops.Count > 0 ? $" ({string.Join("; ", stops.SelectMany(a => a.Verdict.Findings.Where(f => f.Outcome == Outcome.Stop).Select(f => $"{a.DealId} {f.Gate}: {f.Reason}")).Distinct(StringComparer.Ordinal).Take(8))})" : "")}; quotes that stand nowhere: {answers.Sum(a => a.Unquoted.Count())}"
        );
        return text.ToString();
    }
}
