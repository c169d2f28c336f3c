using System.Globalization;
using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Workflows.StageProgression;

/// <summary>The draft as review note and actions. What the record decides is put in here by code; nothing is judged here.</summary>
internal static class StageProgressionProposal
{
    private const string SendBack = "Send back for evidence: {owner}";

    /// <exception cref="JsonException">A word that must be one of a list is none of it, or an index points at nothing.</exception>
    public static Proposal Of(Dossier dossier, StageProgressionDraft draft, int round)
    {
        var path = new StagePath(dossier.File, dossier.Playbook, dossier.Now);
        Check(draft, dossier.Playbook);
        var readings = Readings(dossier, path, draft);
        var exceptions = Exceptions(dossier, readings, draft);
        var packet = new Packet(
            draft.Headline,
            null,
            [.. Claims(dossier, readings)],
            Attempts(dossier),
            draft.MissingEvidence,
            exceptions,
            [.. dossier.Items.Select(i => i.Name.Value)],
            []
        )
        {
            Stage = Review(dossier, path, readings, draft),
        };
        var actions = Payloads(dossier, path, draft, exceptions)
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
            );
        return new Proposal(packet, [.. actions]);
    }

    /// <summary>A reading for every criterion: what the draft leaves out is open.</summary>
    private static List<CriterionReading> Readings(Dossier dossier, StagePath path, StageProgressionDraft draft) =>
        [
            .. from c in StageProgressionInputs.Criteria(dossier.Playbook, path)
            let said = draft.Criteria.FirstOrDefault(d =>
                string.Equals(d.Stage, c.Stage, StringComparison.OrdinalIgnoreCase) && d.Id == c.Criterion.Id
            )
            select said is null
                ? new CriterionReading(
                    c.Stage,
                    c.Criterion.Id,
                    c.Criterion.Text,
                    c.Role,
                    CriterionStanding.Open,
                    "nothing in the evidence says it",
                    []
                )
                : new CriterionReading(c.Stage, c.Criterion.Id, c.Criterion.Text, c.Role, said.Standing, said.Note, said.Citations),
        ];

    private static List<StageException> Exceptions(Dossier dossier, List<CriterionReading> readings, StageProgressionDraft draft)
    {
        var found = RecordExceptions.Of(dossier.File, dossier.Playbook, dossier.Now).ToList();
        if (MissingCriteria.Of(dossier.File, dossier.Playbook, readings, dossier.Now) is { } missing)
        {
            found.Add(missing);
        }
        if (SellerOnly.Since(dossier.File, dossier.Team, dossier.Playbook, dossier.Now) is { } ours)
        {
            found.Add(ours);
        }
        found.AddRange(
            draft
                .Exceptions.Where(x => x.Kind is StageExceptions.Contradictory or StageExceptions.SellerActivityOnly)
                .Select(x => new StageException(x.Kind, x.Detail, x.Citations))
        );
        return found;
    }

    // What a buyer's words meet is a claim of fact; what they deny speaks against the stage. Criteria were met when they were met: they are
    // no statement about today.
    private static IEnumerable<Claim> Claims(Dossier dossier, List<CriterionReading> readings)
    {
        var n = 0;
        foreach (var r in readings.Where(r => r.Standing is CriterionStanding.Met or CriterionStanding.Denied))
        {
            var isFact = r.Citations.Any(q => WitnessGate.IsWitness(dossier, q, r.Note));
            yield return new Claim(
                string.Create(CultureInfo.InvariantCulture, $"c{++n}"),
                r.Standing == CriterionStanding.Met ? "context" : "against",
                $"{(r.Standing == CriterionStanding.Met ? "Met" : "Not met")}, {r.Text}: {r.Note}",
                isFact ? Standing.Fact : Standing.Inference,
                r.Citations
            );
        }
    }

    private static PriorAttempts Attempts(Dossier dossier)
    {
        var prior = PriorOutreach.Of(dossier.File, dossier.Team, dossier.Now);
        return new(
            prior.Count,
            prior.Count == 0
                ? "No outreach of ours since the buyer's last word."
                : string.Join("; ", prior.Items.TakeLast(4).Select(i => i.Summary))
        );
    }

    private static StageReview Review(Dossier dossier, StagePath path, List<CriterionReading> readings, StageProgressionDraft draft)
    {
        var (file, playbook) = (dossier.File, dossier.Playbook);
        var current = path.Current?.Stage ?? dossier.Deal.Stage;
        var age = StageAge.Of(file, playbook, dossier.Now);
        var move = path.LastStep is { } s
            ? new MoveNote(s.From.Stage, s.To.Stage, s.To.EnteredAt, s.To.ChangedBy, s.To.Source, StageAge.NameOf(dossier.Deal.Id, s.To))
            : null;
        return new StageReview(
            current,
            draft.Move.Stage,
            draft.Move.Verb,
            age?.Days ?? 0,
            age?.Expected,
            move,
            readings,
            FieldStates.Of(dossier.Deal, playbook, current),
            ForecastImpact.Of(dossier.Deal, playbook, current, draft.Move.Stage)
        );
    }

    private static IEnumerable<(string Wording, ActionPayload Payload, string Needs)> Payloads(
        Dossier dossier,
        StagePath path,
        StageProgressionDraft draft,
        List<StageException> exceptions
    )
    {
        var deal = dossier.Deal;
        var current = path.Current?.Stage ?? deal.Stage;
        if (
            draft.Move is { Verb: "advance" or "correct", Stage: { } stage }
            && !string.Equals(stage, current, StringComparison.OrdinalIgnoreCase)
        )
        {
            yield return (
                $"{(draft.Move.Verb == "advance" ? "Advance" : "Correct")} the stage: {{before}} to {{after}}",
                new ActionPayload.StageChange(current, stage, draft.Move.Reason),
                Roles.Manager
            );
            if (ForecastFor(dossier, path, stage) is { } forecast && deal.ForecastCategory is { Length: > 0 } before && forecast != before)
            {
                yield return (
                    "Correct the forecast: {before} to {after}",
                    new ActionPayload.ForecastChange(before, forecast, $"with the stage, {current} to {stage}"),
                    Roles.Manager
                );
            }
        }

        var tasks = draft.Tasks ?? [];
        foreach (var t in tasks)
        {
            var isManagers = deal.ManagerEmail is { } m && Sides.Same(m, t.Owner);
            yield return (
                isManagers ? "Manager task: {owner}" : SendBack,
                new ActionPayload.TaskItem(t.Owner, t.Text, t.Deadline, deal.Id.Value),
                isManagers ? Roles.Manager : Roles.DealOwner
            );
        }

        // Every exception is somebody's: where the draft gives it to nobody, the owner has it.
        if (exceptions.Count > 0 && tasks.Count == 0 && deal.OwnerEmail.Length > 0)
        {
            var what = string.Join(", ", exceptions.Select(x => x.Kind.Replace('_', ' ')).Distinct(StringComparer.Ordinal));
            yield return (
                SendBack,
                new ActionPayload.TaskItem(
                    deal.OwnerEmail,
                    $"Mend or explain in the record: {what}.",
                    StageProgressionInputs.TaskDeadline(dossier),
                    deal.Id.Value
                ),
                Roles.DealOwner
            );
        }

        foreach (var f in draft.Fields ?? [])
        {
            var before = deal.Columns.GetValueOrDefault(f.Field, "");
            if (before == f.After)
            {
                continue;
            }
            yield return (
                ActionWording.Field,
                new ActionPayload.CrmField(f.Field, before, f.After),
                DecisionGates.ForecastFields.Contains(f.Field, StringComparer.OrdinalIgnoreCase) ? Roles.Manager : Roles.DealOwner
            );
        }

        if (draft.CrmNote is { Length: > 0 } note)
        {
            yield return (ActionWording.Note, new ActionPayload.CrmNote(note), Roles.DealOwner);
        }
    }

    /// <summary>
    /// The category to propose with a stage: what stood before the move that is undone, else the playbook's. A commit is a person's own
    /// word, never proposed.
    /// </summary>
    private static string? ForecastFor(Dossier dossier, StagePath path, string stage)
    {
        if (
            path.LastStep is { } last
            && string.Equals(last.From.Stage, stage, StringComparison.OrdinalIgnoreCase)
            && dossier.File.FieldChanges.FirstOrDefault(f =>
                f.Field.Equals("forecast_category", StringComparison.OrdinalIgnoreCase)
                && (f.ChangedAt - last.To.EnteredAt).Duration() <= TimeSpan.FromMinutes(10)
            )
                is { } undone
        )
        {
            return undone.OldValue is Forecast.Commit or "" ? null : undone.OldValue;
        }

        return dossier.Playbook.Stage(stage)?.ForecastCategory is { } category and not (Forecast.Commit or Forecast.Closed)
            ? category
            : null;
    }

    private static void Check(StageProgressionDraft draft, Playbook playbook)
    {
        Word("move.verb", draft.Move.Verb, MoveDraft.Verbs);
        if (draft.Move.Stage is { } stage)
        {
            Word("move.stage", stage, [.. playbook.Stages.Select(s => s.Name)]);
        }
        if (draft.Move is { Verb: "advance" or "correct", Stage: null })
        {
            throw new JsonException($"move.stage is missing: `{draft.Move.Verb}` names the stage");
        }
        foreach (var (i, f) in (draft.Fields ?? []).Index())
        {
            if (f.Because < 0 || f.Because >= draft.Exceptions.Count)
            {
                throw new JsonException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"fields[{i}].because is {f.Because}, must be the index of one of the {draft.Exceptions.Count} exceptions that the draft names"
                    )
                );
            }
        }

        foreach (var x in draft.Exceptions)
        {
            Word("exceptions.kind", x.Kind, StageExceptions.OfReading);
        }
    }

    private static void Word(string member, string word, IReadOnlyList<string> words)
    {
        if (!words.Contains(word, StringComparer.OrdinalIgnoreCase))
        {
            throw new JsonException($"{member} is `{word}`, must be one of {string.Join(", ", words)}");
        }
    }
}
