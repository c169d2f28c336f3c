using System.Globalization;
using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Workflows.StalledDeal;

/// <summary>The draft as packet and actions, each with the role that may approve it. Nothing is judged here.</summary>
internal static class StalledDealProposal
{
    /// <summary>The candidate, not yet judged.</summary>
    /// <exception cref="JsonException">A word that must be one of a list is none of it.</exception>
    public static Proposal Of(Dossier dossier, StalledDealDraft draft, int round)
    {
        Check(draft);
        var claims = draft
            .Claims.Select(
                (k, i) => new Claim(string.Create(CultureInfo.InvariantCulture, $"c{i + 1}"), k.Section, k.Text, k.Standing, k.Citations)
            )
            .ToList();
        var packet = new Packet(
            Headline(draft),
            new Blocker(draft.Blocker.Category, draft.Blocker.Standing, draft.Blocker.Secondary, draft.Blocker.Disposition),
            claims,
            draft.PriorAttempts,
            draft.MissingEvidence,
            [],
            [.. dossier.Items.Select(i => i.Name.Value)],
            []
        );
        var actions = Payloads(dossier, draft)
            .Select(
                (p, i) =>
                    new ProposedAction(
                        ActionIds.For(round, i + 1),
                        p.Wording,
                        p.Payload,
                        ActionVersions.Of(p.Payload, dossier),
                        p.Needs,
                        QualifiedOwners.Of(p.Needs, dossier.Deal, dossier.Team, dossier.Playbook)
                    )
                    {
                        Because = p.Because,
                    }
            );
        return new Proposal(packet, [.. actions]);
    }

    /// <summary>Where each claim and action stands in the draft.</summary>
    public static IReadOnlyDictionary<string, string> Places(Dossier dossier, StalledDealDraft draft, int round)
    {
        var claims = draft.Claims.Select(
            (_, i) => (Id: string.Create(CultureInfo.InvariantCulture, $"c{i + 1}"), Place: At("claims", i, "text"))
        );
        var actions = Payloads(dossier, draft).Select((p, i) => (Id: ActionIds.For(round, i + 1).Value, p.Place));
        return claims.Concat(actions).ToDictionary(p => p.Id, p => p.Place, StringComparer.Ordinal);
    }

    private static string At(string list, int index, string member) =>
        string.Create(CultureInfo.InvariantCulture, $"{list}[{index}].{member}");

    private static IEnumerable<(string Place, string Wording, ActionPayload Payload, string Needs, string? Because)> Payloads(
        Dossier dossier,
        StalledDealDraft draft
    )
    {
        if (draft.CustomerMessage is { } m)
        {
            yield return (
                "customer_message",
                ActionWording.Mail,
                new ActionPayload.EmailDraft(m.To, m.Cc, m.Subject, m.Body, m.InReplyTo, m.SomethingNew),
                Roles.DealOwner,
                null
            );
        }

        if (draft.Escalation is { } e)
        {
            var record = RecordOf(dossier, e.Role);
            yield return (
                "escalation.text",
                ActionWording.Escalation,
                new ActionPayload.Escalation(e.To, e.Role, e.Text, e.Deadline, record),
                Roles.DealOwner,
                null
            );

            // The deal owner decides on asking; taking it on is for whom it is asked of (SD: qualified owners review escalation paths).
            yield return (
                "escalation.text",
                $"Take on the question on {dossier.Deal.Account} ({e.Role.Replace('_', ' ')})",
                new ActionPayload.TaskItem(
                    e.To,
                    $"Take on {Asker(dossier)} on {dossier.Deal.Account} ({e.Role.Replace('_', ' ')}): answer it in the record, or name the day on which you can.",
                    e.Deadline,
                    record
                ),
                e.Role,
                null
            );
        }

        foreach (var (i, t) in (draft.Tasks ?? []).Index())
        {
            yield return (
                At("tasks", i, "text"),
                ActionWording.Task,
                new ActionPayload.TaskItem(t.Owner, t.Text, t.Deadline, dossier.Deal.Id.Value),
                Roles.DealOwner,
                null
            );
        }
        if (draft.Pause is { } p)
        {
            yield return ("pause", ActionWording.Pause, new ActionPayload.Pause(p.Until, p.Reason), Roles.Manager, null);
        }

        foreach (var (i, f) in (draft.Fields ?? []).Index())
        {
            var before = dossier.Deal.Columns.GetValueOrDefault(f.Field, "");
            if (before == f.After)
            {
                continue;
            }

            var because =
                f.Because >= 0 && f.Because < draft.Claims.Count ? string.Create(CultureInfo.InvariantCulture, $"c{f.Because + 1}") : null;
            var needs = DecisionGates.ForecastFields.Contains(f.Field, StringComparer.OrdinalIgnoreCase) ? Roles.Manager : Roles.DealOwner;
            yield return (
                At("fields", i, "after"),
                ActionWording.Field,
                new ActionPayload.CrmField(f.Field, before, f.After),
                needs,
                because
            );
        }

        if (draft.CrmNote is { Length: > 0 } note)
        {
            yield return ("crm_note", ActionWording.Note, new ActionPayload.CrmNote(note), Roles.DealOwner, null);
        }
    }

    private static string Asker(Dossier dossier) =>
        dossier.Team.Colleagues.FirstOrDefault(c => Sides.Same(c.Email, dossier.Deal.AnsweredBy)) is { Name: { } name }
            ? $"{name}'s question"
            : $"the question of {dossier.Deal.AnsweredBy}";

    // The tracker that the question is about, where there is one that is not done; else the deal.
    private static string RecordOf(Dossier dossier, string role) =>
        dossier.File.Trackers.LastOrDefault(t => t.Kind == role && t.Status != "done") is { } tracker
            ? $"tracker:{tracker.Id}"
            : dossier.Deal.Id.Value;

    private static string Headline(StalledDealDraft draft) =>
        draft.DoNothingBecause is { Length: > 0 } why && !draft.Headline.Contains(why, StringComparison.Ordinal)
            ? $"{draft.Headline.TrimEnd(' ', '.')}. Nothing to do: {why}"
            : draft.Headline;

    private static void Check(StalledDealDraft draft)
    {
        Word("blocker.category", draft.Blocker.Category, Blockers.All);
        Word("blocker.disposition", draft.Blocker.Disposition, Dispositions.All);
        foreach (var secondary in draft.Blocker.Secondary)
        {
            Word("blocker.secondary", secondary, Blockers.All);
        }
        foreach (var claim in draft.Claims)
        {
            Word("claims.section", claim.Section, ["known", "against", "context"]);
        }
        if (draft.Escalation is { } e)
        {
            Word("escalation.role", e.Role, [.. Roles.Qualified, Roles.Manager]);
        }
    }

    private static void Word(string member, string word, IReadOnlyList<string> words)
    {
        if (!words.Contains(word, StringComparer.Ordinal))
        {
            throw new JsonException($"{member} is `{word}`, must be one of {string.Join(", ", words)}");
        }
    }
}
