using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Core.Measures;

/// <summary>The measurement events of one run: a pure fold over its story, and over the book for what came of it.</summary>
public static class RunMeasures
{
    public const string StalledDeal = "stalled-deal";
    public const string StageProgression = "stage-progression";
    public const string TriggerLatency = "trigger-latency";

    /// <summary>The trigger of a run that says only that the record cannot be read: no stall.</summary>
    public const string NotReady = "not_ready";

    /// <summary>Folds a run.</summary>
    /// <param name="deal">Its deal as the book holds it; null when it is gone.</param>
    /// <returns>In order of time.</returns>
    public static IReadOnlyList<MeasurementEvent> Of(RunStory run, DealFacts? deal, DateTimeOffset now)
    {
        var found = new List<MeasurementEvent>();
        Actions(run, deal, now, found);
        if (run.Start.Workflow == StalledDeal && IsStall(run))
        {
            Stall(run, deal, now, found);
        }
        if (run.Start.Workflow == StageProgression)
        {
            Stage(run, found);
        }
        if (run.Reviewed is { } reviewed)
        {
            found.Add(Event(run, MeasurementKinds.Reviewed, reviewed, who: reviewed.Who));
        }
        if (run.Disposed is { } disposed)
        {
            found.Add(Event(run, MeasurementKinds.Disposition, disposed, run.Disposition!.Disposition, who: disposed.Who));
        }
        if (run.Ended is { } ended)
        {
            found.Add(Event(run, MeasurementKinds.Outcome, ended, run.Outcome));
        }
        return [.. found.OrderBy(m => m.At)];
    }

    /// <summary>Whether the run is about a stall: one that only says that the record is damaged is not.</summary>
    public static bool IsStall(RunStory run) => run.Start.Workflow == StalledDeal && run.Start.Cause.Triggers.Any(t => t.Kind != NotReady);

    private static void Actions(RunStory run, DealFacts? deal, DateTimeOffset now, List<MeasurementEvent> found)
    {
        foreach (var a in run.Actions)
        {
            var kind = a.Payload.Kind;
            found.Add(Event(run, MeasurementKinds.ActionProposed, a.Proposed, kind));
            found.AddRange(a.Edits.Select(e => Event(run, MeasurementKinds.ActionEdited, e, kind, who: e.Who)));
            if (a.Refused is { } no)
            {
                found.Add(Event(run, MeasurementKinds.ActionSuppressed, no, kind, who: no.Who));
            }
            if (a.Approved is { } yes)
            {
                found.Add(Event(run, MeasurementKinds.ActionApproved, yes, kind, who: yes.Who));
                if (a.Payload is ActionPayload.EmailDraft)
                {
                    found.Add(Event(run, MeasurementKinds.DraftApproved, yes, who: yes.Who));
                }
                if (a.Payload is ActionPayload.Pause)
                {
                    found.Add(Event(run, MeasurementKinds.DontAct, yes, "pause", who: yes.Who));
                }
            }

            if (a.Decided is { } decided && a.Payload is ActionPayload.StageChange)
            {
                found.Add(
                    Event(
                        run,
                        MeasurementKinds.StageDecided,
                        decided,
                        a.Approved is null ? "refused"
                            : a.Edits.Count > 0 ? "edited"
                            : "accepted",
                        who: decided.Who
                    )
                );
            }

            if (a.Written is not { } written)
            {
                continue;
            }
            if (a.Payload.Audience == Audience.Record)
            {
                found.Add(Event(run, MeasurementKinds.CrmWriteConfirmed, written, kind));
            }
            if (a.Payload is ActionPayload.EmailDraft draft && Sent(draft, written.At, deal, now) is { } mail)
            {
                found.Add(
                    new MeasurementEvent(MeasurementKinds.OutreachSent, mail.At, run.Deal, run.Run, $"mail:{mail.Id}", Who: run.Start.Owner)
                );
            }
        }

        found.AddRange(
            run.Events.Where(h => h.Event is RunEvent.Decided { Decision: Decision.Escalate })
                .Select(h => Event(run, MeasurementKinds.Escalated, h, who: h.Who))
        );
        if (run.Outcome == "nothing_to_do")
        {
            found.Add(Event(run, MeasurementKinds.DontAct, run.Ended!, "nothing_to_do"));
        }
        if (run.Disposition is { Disposition: Dispositions.None or "pause" } rest)
        {
            found.Add(Event(run, MeasurementKinds.DontAct, run.Disposed!, rest.Disposition, who: run.Disposed!.Who));
        }
    }

    private static void Stall(RunStory run, DealFacts? deal, DateTimeOffset now, List<MeasurementEvent> found)
    {
        found.Add(Event(run, MeasurementKinds.DealFlagged, run.Started, run.Start.Cause.First.Kind));
        if (run.Proposed is { } proposed && run.Packet!.Blocker is { } blocker)
        {
            found.Add(Event(run, MeasurementKinds.DiagnosisProposed, proposed));
            found.Add(Event(run, MeasurementKinds.BlockerCategory, proposed, blocker.Category));
        }

        if (Diagnosis.Of(run) is { Event: { } at } answer)
        {
            found.Add(Event(run, MeasurementKinds.DiagnosisDecided, at, answer.Word));
        }
        found.AddRange(
            run.Actions.SelectMany(a =>
                a.Edits.Where(e => e.Event is RunEvent.Edited d && Is(d.By.Email, run.Start.Manager))
                    .Select(e => Event(run, MeasurementKinds.ManagerEdit, e, a.Payload.Kind, who: e.Who))
            )
        );
        found.AddRange(
            run.Actions.Where(a =>
                    a.Written is not null && (a.Payload is ActionPayload.Escalation || a.Payload.Audience == Audience.Customer)
                )
                .Select(a => Event(run, MeasurementKinds.UnblockAttempt, a.Written!, a.Payload.Kind))
        );
        if (run.Approved is not { } approved)
        {
            return;
        }

        found.Add(Event(run, MeasurementKinds.FlagToApprovedAction, approved, length: approved.At - run.Started.At, who: approved.Who));
        found.AddRange(Moves(run, approved.At, deal, now));
    }

    private static void Stage(RunStory run, List<MeasurementEvent> found)
    {
        if (run.Proposed is not { } proposed || run.IsOvertaken)
        {
            return;
        }

        found.Add(Event(run, MeasurementKinds.StageReviewed, proposed));
        found.AddRange(run.Packet!.Exceptions.Select(x => Event(run, MeasurementKinds.StageException, proposed, x.Kind)));
    }

    private static IEnumerable<MeasurementEvent> Moves(RunStory run, DateTimeOffset after, DealFacts? deal, DateTimeOffset now)
    {
        if (deal is null)
        {
            yield break;
        }

        foreach (var row in deal.Stages.Where(s => s.EnteredAt > after && s.EnteredAt <= now))
        {
            yield return new MeasurementEvent(MeasurementKinds.Movement, row.EnteredAt, run.Deal, run.Run, deal.NameOf(row), row.Stage);
        }

        if (deal.Deal.Status != Deals.DealStatus.Open)
        {
            yield return new MeasurementEvent(
                MeasurementKinds.Movement,
                now,
                run.Deal,
                run.Run,
                $"deal:{run.Deal}#status",
                deal.Deal.Status == Deals.DealStatus.Won ? "won" : "lost"
            );
        }
    }

    /// <summary>The mail that is this draft, sent: the same subject, one of its addressees, not before it was written.</summary>
    private static MailFact? Sent(ActionPayload.EmailDraft draft, DateTimeOffset written, DealFacts? deal, DateTimeOffset now) =>
        deal
            ?.Mails.Where(m =>
                m.Side == Deals.Side.Seller
                && m.At >= written
                && m.At <= now
                && Subject(m.Subject) == Subject(draft.Subject)
                && m.To.Any(t => draft.To.Any(d => Is(t, d)))
            )
            .MinBy(m => m.At);

    private static string Subject(string subject)
    {
        var bare = subject.Trim();
        while (
            bare.Length > 3
            && (bare.StartsWith("re:", StringComparison.OrdinalIgnoreCase) || bare.StartsWith("fw:", StringComparison.OrdinalIgnoreCase))
        )
        {
            bare = bare[3..].TrimStart();
        }
        return bare.ToUpperInvariant();
    }

    private static MeasurementEvent Event(
        RunStory run,
        string kind,
        Happened at,
        string? value = null,
        TimeSpan? length = null,
        string? who = null
    ) => new(kind, at.At, run.Deal, run.Run, at.Name, value, length, who);

    private static bool Is(string? a, string? b) => a is not null && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What people said to a diagnosis.</summary>
/// <param name="Word">`accepted`, `corrected`, `rejected`, `expired`; `open` while it is undecided; `not_asked` where no diagnosis was put
/// to anybody, or newer work took its place.</param>
/// <param name="Event">What decided it: the disposition or the end; null while it is open.</param>
public sealed record Diagnosis(string Word, Happened? Event)
{
    /// <summary>Accepted, or corrected with a reason and a disposition: what the pilot counts.</summary>
    public bool IsGood => Word is "accepted" or "corrected";

    public bool IsDecided => Word is not ("open" or "not_asked");

    /// <summary>
    /// Accepted: an action of it was written and none refused, or a person closed it with the disposition that it proposed. Corrected:
    /// closed with another disposition and a reason, or acted upon while some action was refused with a reason. Rejected: everything was
    /// refused. Expired: nobody said anything. An edited wording corrects no diagnosis.
    /// </summary>
    public static Diagnosis Of(RunStory run)
    {
        if (!RunMeasures.IsStall(run) || run.IsOvertaken || run.Outcome == "nothing_to_do")
        {
            return new("not_asked", null);
        }
        if (run.Proposed is null || run.Packet!.Blocker is not { } blocker)
        {
            return run.Ended is null ? new("open", null) : new("not_asked", null);
        }
        if (run.Ended is not { } ended)
        {
            return new("open", null);
        }
        if (run.Disposition is { } closing)
        {
            return new(closing.Disposition == blocker.Disposition ? "accepted" : "corrected", run.Disposed);
        }

        var (written, refused) = (run.Actions.Any(a => a.Written is not null), run.Actions.Any(a => a.Refused is not null));
        return new(
            (written, refused) switch
            {
                (true, false) => "accepted",
                (true, true) => "corrected",
                (false, true) => "rejected",
                _ => "expired",
            },
            ended
        );
    }
}
