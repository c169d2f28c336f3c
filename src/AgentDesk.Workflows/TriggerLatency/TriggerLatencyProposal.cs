using System.Globalization;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Workflows.TriggerLatency;

/// <summary>The draft as packet and actions. What is late and by how much is put in here by code; nothing is judged here.</summary>
internal static class TriggerLatencyProposal
{
    public static Proposal Of(Dossier dossier, Cause cause, TriggerLatencyDraft draft, int round)
    {
        var clocks = LatencyTriggers.Of(cause, dossier.File, dossier.Team, dossier.Playbook, dossier.Now);
        var packet = new Packet(
            Headline(draft, clocks),
            null,
            [.. Claims(dossier, clocks, draft)],
            draft.PriorAttempts,
            draft.MissingEvidence,
            [],
            [.. dossier.Items.Select(i => i.Name.Value)],
            []
        )
        {
            Clocks = [.. clocks.Select((c, i) => new ClockNote(c, draft.Triggers.FirstOrDefault(t => t.Trigger == i)?.Next ?? ""))],
        };
        var actions = Payloads(dossier, draft)
            .Select(
                (p, i) =>
                    new ProposedAction(
                        ActionIds.For(round, i + 1),
                        p.Wording,
                        p.Payload,
                        ActionVersions.Of(p.Payload, dossier),
                        Roles.DealOwner,
                        QualifiedOwners.Of(Roles.DealOwner, dossier.Deal, dossier.Team, dossier.Playbook)
                    )
            );
        return new Proposal(packet, [.. actions]);
    }

    /// <summary>Where each claim and action stands in the draft; the claims of the triggers themselves are code's.</summary>
    public static IReadOnlyDictionary<string, string> Places(Dossier dossier, Cause? cause, TriggerLatencyDraft draft, int round)
    {
        var clocks = cause is null ? [] : LatencyTriggers.Of(cause, dossier.File, dossier.Team, dossier.Playbook, dossier.Now);
        var claims = Own(draft, clocks)
            .Select(
                (k, i) => (Id: ClaimId(clocks.Count + i), Place: string.Create(CultureInfo.InvariantCulture, $"claims[{k.Index}].text"))
            );
        var actions = Payloads(dossier, draft).Select((p, i) => (Id: ActionIds.For(round, i + 1).Value, p.Place));
        return claims.Concat(actions).ToDictionary(p => p.Id, p => p.Place, StringComparer.Ordinal);
    }

    private static string ClaimId(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index + 1}");

    // What the trigger says is a fact where the buyer's own words or a system show it.
    private static IEnumerable<Claim> Claims(Dossier dossier, IReadOnlyList<TriggerClock> clocks, TriggerLatencyDraft draft)
    {
        for (var i = 0; i < clocks.Count; i++)
        {
            var text = $"{clocks[i].Detail}: \"{clocks[i].Citations[0].Quote.ReplaceLineEndings(" ").Replace('"', '\'')}\"";
            // Who spoke last, and when, is no statement about today.
            yield return new Claim(
                ClaimId(i),
                clocks[i].Trigger == TriggerRule.DealQuiet ? "context" : "known",
                text,
                clocks[i].Citations.Any(q => WitnessGate.IsWitness(dossier, q, text)) ? Standing.Fact : Standing.Inference,
                clocks[i].Citations
            );
        }

        foreach (var (i, (_, k)) in Own(draft, clocks).Index())
        {
            yield return new Claim(ClaimId(clocks.Count + i), k.Section, k.Text, k.Standing, k.Citations);
        }
    }

    // What a trigger quotes already need not be said again.
    private static IEnumerable<(int Index, StalledDeal.ClaimDraft Claim)> Own(TriggerLatencyDraft draft, IReadOnlyList<TriggerClock> clocks)
    {
        var said = clocks.SelectMany(c => c.Citations).ToHashSet();
        return draft.Claims.Index().Where(k => k.Item.Citations.Count == 0 || !k.Item.Citations.All(said.Contains));
    }

    private static IEnumerable<(string Place, string Wording, ActionPayload Payload)> Payloads(Dossier dossier, TriggerLatencyDraft draft)
    {
        foreach (var (i, m) in (draft.Messages ?? []).Index())
        {
            yield return (
                string.Create(CultureInfo.InvariantCulture, $"messages[{i}]"),
                ActionWording.Mail,
                new ActionPayload.EmailDraft(m.To, m.Cc, m.Subject, m.Body, m.InReplyTo, m.SomethingNew)
            );
        }

        foreach (var (i, t) in (draft.Tasks ?? []).Index())
        {
            yield return (
                string.Create(CultureInfo.InvariantCulture, $"tasks[{i}].text"),
                "Reminder for {owner}",
                new ActionPayload.TaskItem(t.Owner, t.Text, t.Deadline, dossier.Deal.Id.Value)
            );
        }
    }

    private static string Headline(TriggerLatencyDraft draft, IReadOnlyList<TriggerClock> clocks)
    {
        if (clocks.Count == 0)
        {
            return $"{draft.Headline.TrimEnd(' ', '.')}. Nothing to do: what it waited for has happened";
        }
        return draft.DoNothingBecause is { Length: > 0 } why && !draft.Headline.Contains(why, StringComparison.Ordinal)
            ? $"{draft.Headline.TrimEnd(' ', '.')}. Nothing to do: {why}"
            : draft.Headline;
    }
}
