using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Core;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;
using AgentDesk.Evals.Analyst;
using AgentDesk.Workflows.StageProgression;

namespace AgentDesk.Evals.Stages;

/// <summary>One deal's stage review beside what a reader says of it.</summary>
internal sealed record StageAnswer(
    string DealId,
    IReadOnlyList<(string Kind, string Detail)> Label,
    Proposal Proposal,
    Verdict Verdict,
    Dossier Dossier
)
{
    public IReadOnlySet<string> Wanted => Label.Select(l => l.Kind).ToHashSet(StringComparer.Ordinal);

    public IReadOnlySet<string> Raised => Proposal.Packet.Exceptions.Select(x => x.Kind).ToHashSet(StringComparer.Ordinal);

    /// <summary>Exceptions that quote nothing, or words that do not stand where they are said to.</summary>
    public IEnumerable<StageException> Unquoted =>
        Proposal.Packet.Exceptions.Where(x =>
            x.Citations.Count == 0
            || x.Citations.Any(q => Dossier.Find(q.Evidence) is not { } item || !QuoteCheck.Stands(q.Quote, item.Text))
        );
}

/// <summary>
/// Runs the stage review over labelled exports through the real import, inputs and gates, and compares the exceptions raised with the
/// labels'.
/// </summary>
internal static class StageEval
{
    private static readonly StageProgressionWorkflow Workflow = new();

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken ct)
    {
        var folder = Path.Combine(Repository.Root(), "evals", "data", "pipelines");
        var names = args.Where(a => !a.StartsWith('-')).ToList();
        var exports =
            names.Count > 0
                ? names.Select(n => Directory.Exists(n) ? n.TrimEnd('/') : Path.Combine(folder, n))
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

    public static async Task<IReadOnlyList<StageAnswer>> AnswersAsync(string export, CancellationToken ct)
    {
        var labels = (await File.ReadAllLinesAsync($"{export}.labels.jsonl", ct))
            .Where(l => l.Length > 0)
            .Select(l => JsonDocument.Parse(l).RootElement)
            .ToDictionary(
                l => l.GetProperty("deal_id").GetString()!,
                l =>
                    l.TryGetProperty("stage_exceptions", out var x)
                        ? x.EnumerateArray()
                            .Select(e => (e.GetProperty("kind").GetString()!, e.GetProperty("detail").GetString()!))
                            .ToList()
                        : [],
                StringComparer.Ordinal
            );
        return [.. (await LabelledDeals.ReadAsync(export, ct)).Select(d => Answer(d.Dossier, labels[d.Label.DealId]))];
    }

    private static StageAnswer Answer(Dossier dossier, List<(string, string)> label)
    {
        var cause = LabelledDeals.CauseOf(Workflow, dossier);
        using var draft = JsonDocument.Parse(
            EmbeddedAnalyst.Answer(
                $"{EvidenceBlock.Inputs(Workflow.Inputs(dossier, cause))}\n{EvidenceBlock.Write(dossier, int.MaxValue).Text}"
            )
        );
        var proposal = Workflow.Propose(dossier, cause, draft.RootElement, 1);
        return new StageAnswer(dossier.Deal.Id.Value, label, proposal, Workflow.Judge(new GateCase(proposal, dossier)), dossier);
    }

    private static string Table(string name, IReadOnlyList<StageAnswer> answers, bool shortly, bool why)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {name}");
        if (!shortly)
        {
            text.AppendLine("| deal | raised as labelled | missed | beyond the label | move | gates that stop or withhold |")
                .AppendLine("|---|---|---|---|---|---|");
            foreach (var a in answers)
            {
                var gates = string.Join(
                    "; ",
                    a.Verdict.Findings.Where(f => f.Outcome is Outcome.Stop or Outcome.Withhold).Select(f => $"{f.Gate}: {f.Reason}")
                );
                var move = a.Proposal.Packet.Stage is { } s ? $"{s.Current}: {s.Verb} {s.Proposed}" : "";
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {a.DealId} | {List(a.Wanted.Intersect(a.Raised, StringComparer.Ordinal))} | {List(a.Wanted.Except(a.Raised, StringComparer.Ordinal))} | {List(a.Raised.Except(a.Wanted, StringComparer.Ordinal))} | {move} | {gates} |"
                );
            }
        }

        if (why)
        {
            foreach (var a in answers)
            {
                text.Append(Why(a));
            }
        }

        Count(text, "record", StageExceptions.OfRecord, answers);
        Count(text, "reading", StageExceptions.OfReading, answers);
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"clean deals with an exception: {answers.Count(a => a.Wanted.Count == 0 && a.Raised.Count > 0)} of {answers.Count(a => a.Wanted.Count == 0)}; exceptions without a quote that stands: {answers.Sum(a => a.Unquoted.Count())}; reviews that a gate stops: {answers.Count(a => a.Verdict.Stops)} of {answers.Count}"
        );
        return text.ToString();
    }

    private static void Count(StringBuilder text, string what, IReadOnlyList<string> kinds, IReadOnlyList<StageAnswer> answers)
    {
        var parts = kinds.Select(k =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{k} {answers.Count(a => a.Wanted.Contains(k) && a.Raised.Contains(k))}/{answers.Count(a => a.Wanted.Contains(k))} +{answers.Count(a => !a.Wanted.Contains(k) && a.Raised.Contains(k))}"
            )
        );
        var wanted = answers.Sum(a => a.Wanted.Count(k => kinds.Contains(k, StringComparer.Ordinal)));
        var found = answers.Sum(a =>
            a.Wanted.Intersect(a.Raised, StringComparer.Ordinal).Count(k => kinds.Contains(k, StringComparer.Ordinal))
        );
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{what}: {found} of {wanted} ({(wanted == 0 ? 1 : (double)found / wanted):P0}); {string.Join(", ", parts)}"
        );
    }

    private static string Why(StageAnswer a)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"### {a.DealId}: {a.Proposal.Packet.Headline}");
        foreach (var (kind, detail) in a.Label)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  label {kind}: {detail}");
        }
        foreach (var x in a.Proposal.Packet.Exceptions)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {x.Kind}: {x.Detail} [{string.Join(" | ", x.Citations.Select(c => $"{c.Evidence}: {c.Quote}"))}]"
            );
        }
        foreach (var c in a.Proposal.Packet.Stage?.Criteria ?? [])
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {c.Stage}.{c.Id} {c.Standing}: {c.Note}");
        }
        foreach (var x in a.Proposal.Actions)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  > {x.Summary} ({x.Needs}): {DeskJson.Canonical(x.Payload.ToJson())}");
        }
        return text.ToString();
    }

    private static string List(IEnumerable<string> kinds) => string.Join(", ", kinds.Order(StringComparer.Ordinal));
}
