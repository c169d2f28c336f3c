using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Evals.Suites;
using AgentDesk.Workflows;

namespace AgentDesk.Evals.Cases;

/// <summary>What an import of decisions came to.</summary>
/// <param name="Added">New cases by file.</param>
/// <param name="Known">Decisions that are in the hold-out already.</param>
/// <param name="Same">Decisions that say what another case says, word for word or nearly.</param>
/// <param name="Lost">Decisions on deals or workflows that are no longer there, with the reason.</param>
/// <param name="Inexact">Of the added, those whose evidence is not what was read then, piece for piece.</param>
internal sealed record ImportedDecisions(
    IReadOnlyDictionary<string, int> Added,
    int Known,
    int Same,
    IReadOnlyList<string> Lost,
    int Inexact
);

/// <summary>Turns the decisions of a ledger into cases of the hold-out: redacted, each once, at the end of the files.</summary>
internal sealed class DecisionImport(IDealBook book, ILedger ledger, EvalPlaces places, string licence)
{
    /// <summary>What rows are marked with where nothing else is said.</summary>
    public const string Private = "private: own correspondence, redacted; not for publication";

    /// <param name="file">One file for all; null for one a workflow in the hold-out's folder.</param>
    public async Task<ImportedDecisions> RunAsync(string? file, IProgress<Progress>? progress, CancellationToken ct)
    {
        var decisions = await DecisionReader.ReadAsync(ledger, ct);
        var held = HoldOut.All(places).Concat(file is null ? [] : HoldOut.Read(file)).ToList();
        var (ids, keys, near) = (
            held.Select(h => h.Id).ToHashSet(StringComparer.Ordinal),
            held.Select(h => h.Key).ToHashSet(StringComparer.Ordinal),
            held.Select(h => h.Near).ToHashSet(StringComparer.Ordinal)
        );
        var added = new SortedDictionary<string, List<DecisionCase>>(StringComparer.Ordinal);
        var (lost, known, same, inexact) = (new List<string>(), 0, 0, 0);
        var open = decisions.Where(d => !ids.Contains(IdOf(d))).ToList();
        known = decisions.Count - open.Count;
        var opened = open.Count == 0 ? null : await BookAsync(ct);
        for (var i = 0; i < open.Count; i++)
        {
            progress?.Report(new Progress("Decisions", i, open.Count));
            var d = open[i];
            var (one, why) = await CaseAsync(d, opened!, ct);
            if (one is null)
            {
                lost.Add($"{d.Event.Run} {d.Action}: {why}");
                continue;
            }
            var (isNewKey, isNewNear) = (keys.Add(one.Key), near.Add(one.Near));
            if (!isNewKey || !isNewNear)
            {
                same++;
                continue;
            }

            inexact += one.Provenance.Exact ? 0 : 1;
            var into = file ?? Path.Combine(HoldOut.Folder(places), $"{d.Run.Workflow}.jsonl");
            if (!added.TryGetValue(into, out var list))
            {
                added[into] = list = [];
            }
            list.Add(one);
        }

        foreach (var (into, list) in added)
        {
            HoldOut.Add(into, list);
        }
        return new ImportedDecisions(
            added.ToDictionary(a => a.Key, a => a.Value.Count, StringComparer.Ordinal),
            known,
            same,
            lost,
            inexact
        );
    }

    public static string IdOf(Decided d) => $"d-{DeskJson.Sha256(FormattableString.Invariant($"{d.Event.Run}/{d.Event.Version}"))[..12]}";

    private sealed record Pipeline(
        Team Team,
        Core.Playbooks.Playbook Playbook,
        IReadOnlyList<string> Accounts,
        IReadOnlyList<Contact> People
    );

    private async Task<Pipeline> BookAsync(CancellationToken ct)
    {
        var deals = await book.DealsAsync(ct);
        var people = new Dictionary<string, Contact>(StringComparer.OrdinalIgnoreCase);
        foreach (var deal in deals)
        {
            foreach (var c in (await book.FindAsync(deal.Id, ct))?.Contacts ?? [])
            {
                people.TryAdd($"{c.Email}\n{c.Name}", c);
            }
        }

        return new Pipeline(
            await book.TeamAsync(ct),
            await book.PlaybookAsync(ct),
            [.. deals.Select(d => d.Account).Distinct(StringComparer.Ordinal)],
            [.. people.Values]
        );
    }

    private async Task<(DecisionCase? Case, string? Why)> CaseAsync(Decided d, Pipeline pipeline, CancellationToken ct)
    {
        if (Catalog.Find(d.Run.Workflow) is not { } workflow)
        {
            return (null, $"there is no workflow `{d.Run.Workflow}`");
        }
        if (await book.FindAsync(d.Run.Deal, ct) is not { } file)
        {
            return (null, "the deal is no longer in the pipeline");
        }
        if (DossierOf(d, file, pipeline) is not var (dossier, exact))
        {
            return (null, "the deal's file does not reach back to that instant");
        }
        return (Case(d, dossier, exact, workflow.Inputs(dossier, d.Run.Cause), pipeline.Accounts, pipeline.People, licence), null);
    }

    /// <summary>
    /// What the preparation read: the file as it is when nothing has changed since, else as it was known at that instant.
    /// </summary>
    private static (Dossier Dossier, bool Exact)? DossierOf(Decided d, DealFile file, Pipeline pipeline)
    {
        var whole = new Dossier(file, pipeline.Team, pipeline.Playbook, d.GatheredAt);
        if (whole.Hash() == d.Gathered.DossierHash)
        {
            return (whole, true);
        }
        if (file.At(d.GatheredAt) is not { } then)
        {
            return null;
        }
        var earlier = new Dossier(then, pipeline.Team, pipeline.Playbook, d.GatheredAt);
        return (earlier, earlier.Hash() == d.Gathered.DossierHash);
    }

    /// <summary>One decision as a case. Pure: the same decision on the same evidence is always the same bytes.</summary>
    internal static DecisionCase Case(
        Decided d,
        Dossier dossier,
        bool exact,
        JsonObject inputs,
        IReadOnlyList<string> accounts,
        IReadOnlyList<Contact> others,
        string licence
    )
    {
        var redact = new Redactor(dossier, new Roster(dossier, accounts, others));
        var clean = redact.Of(inputs);
        clean["feedback"] ??= new JsonArray();
        var (lines, words) = Evidence(d, dossier, redact);
        var prepared = d.First is { } first ? redact.Of(first.ToJson()) : null;
        var payload = d.Payload is { } left ? redact.Of(left.ToJson()) : null;
        var text = d.Payload is { } p ? redact.Of(PayloadText.Of(p)) : null;
        var edit = d.Said == PersonSaid.Edit ? WordDistance.Between(PayloadText.Of(d.First!), PayloadText.Of(d.Payload!)) : null;
        var inDraft =
            d.First is { } worded
            && d.Prepared.Draft.ValueKind == JsonValueKind.Object
            && ClosestText.To(PayloadText.Of(worded), JsonObject.Create(d.Prepared.Draft)) >= 0.9;
        var expected = new PersonLeft(
            d.Said,
            d.Reason is { } why ? redact.Of(why) : null,
            d.Payload?.Kind,
            text,
            payload,
            edit,
            inDraft,
            d.Packet?.Blocker?.Category,
            d.Disposition
        );
        var variables = new JsonObject { ["inputs"] = EvidenceBlock.Inputs(clean), ["evidence"] = lines };
        var said = $"{d.Run.Workflow}\n{d.Said}\n{d.Payload?.Kind}\n{d.Disposition}";
        return new DecisionCase(
            IdOf(d),
            HoldOut.Split,
            licence,
            $"deal-{DeskJson.Sha256(d.Run.Deal.Value)[..8]}",
            variables,
            prepared,
            expected,
            new Provenance(
                d.Event.Run.Value,
                d.Action?.Value,
                d.Event.Hash,
                d.Event.At,
                d.Run.Workflow,
                d.Prepared.Prompt,
                d.Prepared.Model,
                d.Needs,
                exact
            ),
            JsonLines.Hash(
                new JsonObject
                {
                    ["said"] = said,
                    ["evidence"] = lines,
                    ["expected"] = JsonSerializer.SerializeToNode(expected, DeskJson.Options),
                }
            ),
            DeskJson.Sha256($"{said}\n{words}\n{Folded.Plain($"{text} {expected.Reason}")}")[..16]
        );
    }

    // The block as the prompt carried it, less what did not fit then; and its words alone, by which near-duplicates are known.
    private static (string Block, string Words) Evidence(Decided d, Dossier dossier, Redactor redact)
    {
        var read = d.Prepared.Read is { Count: > 0 } names ? names.ToHashSet(StringComparer.Ordinal) : null;
        var all = EvidenceBlock.Write(dossier, int.MaxValue).Text.Split('\n');
        var (kept, words) = (new List<string> { all[0] }, new List<string>());
        foreach (var line in all[1..^1])
        {
            var piece = JsonNode.Parse(line)!.AsObject();
            if (read is not null && !read.Contains(piece["name"]!.ToString()))
            {
                continue;
            }
            var clean = redact.Of(piece);
            kept.Add(
                clean
                    .ToJsonString(DeskJson.Options)
                    .Replace("\u0085", "\\u0085", StringComparison.Ordinal)
                    .Replace("\u2028", "\\u2028", StringComparison.Ordinal)
                    .Replace("\u2029", "\\u2029", StringComparison.Ordinal)
            );
            words.Add(Folded.Plain(clean["text"]?.ToString() ?? ""));
        }

        kept.Add(all[^1]);
        return (string.Join('\n', kept), string.Join('\n', words));
    }
}

/// <summary>The words of a payload that a person reads and changes.</summary>
internal static class PayloadText
{
    public static string Of(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.EmailDraft m => $"{m.Subject}\n{m.Body}",
            ActionPayload.MeetingRequest m => $"{m.Subject}\n{m.Agenda}",
            ActionPayload.Escalation e => e.Text,
            ActionPayload.TaskItem t => t.Text,
            ActionPayload.CrmNote n => n.Text,
            ActionPayload.CrmField f => $"{f.Field}: {f.After}",
            ActionPayload.StageChange s => $"{s.After}: {s.Reason}",
            ActionPayload.ForecastChange f => $"{f.After}: {f.Reason}",
            ActionPayload.Pause p => $"{p.Until:yyyy-MM-dd}: {p.Reason}",
            _ => payload.Kind,
        };
}
