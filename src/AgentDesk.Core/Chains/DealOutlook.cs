using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Chains;

/// <summary>Something that happens next on a deal, and why.</summary>
/// <param name="Kind">`trigger`, `decision`, `gap`, `next_step`, `wait`, `agree_next_step` or `closed`.</param>
/// <param name="Due">When it is due, where anything says so; a day is its last instant in the owner's working time.</param>
/// <param name="LateMinutes">Working minutes since it was due; 0 when it is not, or has no due instant.</param>
/// <param name="Run">The card on which a person decides it; null where there is none.</param>
public sealed record NextMove(
    string Kind,
    string What,
    string Why,
    IReadOnlyList<Citation> Citations,
    DateTimeOffset? Due = null,
    int LateMinutes = 0,
    RunId? Run = null
);

/// <summary>One stay in a stage.</summary>
/// <param name="Days">Whole days, until now for the current one.</param>
/// <param name="Expected">What the playbook expects; null where it does not say.</param>
public sealed record StageStay(
    string Stage,
    DateTimeOffset EnteredAt,
    DateTimeOffset? ExitedAt,
    int Days,
    int? Expected,
    string? By,
    Citation Row
);

/// <summary>
/// What happens next on a deal, for anybody who looks at it (SW: "can anyone look at any deal and know what happens next?"). In this order:
/// open triggers, the earliest due first; decisions that wait; the gap to the stage's exit criteria, with the action that closes it (SW:
/// "the next action … is whatever closes the gap to the criterion"); the agreed next step or announced wait.
/// </summary>
/// <param name="Moves">In that order; the first is what happens next.</param>
/// <param name="Clocks">All triggers that were ever seen, the oldest first.</param>
/// <param name="Reviewed">The run whose review the criteria are taken from; null where none has been made of this stage.</param>
public sealed record DealOutlook(
    Deal Deal,
    DateTimeOffset Now,
    IReadOnlyList<NextMove> Moves,
    IReadOnlyList<TriggerClock> Clocks,
    IReadOnlyList<CriterionState> Criteria,
    IReadOnlyList<StageStay> Path,
    IReadOnlyList<Run> Runs,
    RunId? Reviewed
)
{
    public NextMove Next => Moves[0];

    /// <param name="runs">All runs of the deal, of any workflow.</param>
    /// <param name="cardOf">The run that has a trigger before a person, or null.</param>
    public static DealOutlook Of(
        DealFile file,
        Team team,
        Playbook playbook,
        DateTimeOffset now,
        IReadOnlyList<Run> runs,
        Func<TriggerClock, RunId?> cardOf
    )
    {
        var clocks = TriggerClocks.Of(file, team, playbook, now);
        var (criteria, reviewed) = CriterionState.Of(file, playbook, now, runs);
        var moves = new List<NextMove>();
        if (file.Deal.Status != DealStatus.Open)
        {
            moves.Add(Closed(file));
        }
        else
        {
            moves.AddRange(
                clocks
                    .Where(c => c.IsOpen && !IsAnswered(c, runs))
                    .OrderBy(c => c.Due)
                    .ThenBy(c => c.At)
                    .Select(c => new NextMove(
                        "trigger",
                        Saved(c, runs) ?? ClockWords.Next(c),
                        ClockWords.Line(c),
                        c.Citations,
                        c.Due,
                        c.LateMinutes,
                        cardOf(c)
                    ))
            );
            var shown = moves.Select(m => m.Run).OfType<RunId>().ToHashSet();
            moves.AddRange(Decisions(file.Deal, playbook, now, runs.Where(r => !shown.Contains(r.Header.Id))));
            moves.AddRange(criteria.Where(c => c.Action is not null).Select(c => Gap(file, c)));
            moves.AddRange(Agreed(file, playbook, now));
            if (moves.Count == 0)
            {
                moves.Add(
                    new(
                        "agree_next_step",
                        "Agree the next step with the buyer, with a day.",
                        "No trigger runs, no decision waits, every exit criterion that is known is met, and the record names no next step.",
                        StageRow(file)
                    )
                );
            }
        }

        return new(
            file.Deal,
            now,
            moves,
            clocks,
            criteria,
            Stays(file, playbook, now),
            [.. runs.OrderByDescending(r => r.Header.StartedAt).ThenBy(r => r.Header.Id.Value, StringComparer.Ordinal)],
            reviewed
        );
    }

    // The desk found that nothing is to be done, or a person said so: its clock still stands on the page, and is not what happens next.
    private static bool IsAnswered(TriggerClock clock, IReadOnlyList<Run> runs) =>
        runs.Any(r => r is Run.Closed { Outcome: "nothing_to_do" or Outcomes.Declined or "disposed" } && IsOf(clock, r))
        && !runs.Any(r => r is Run.Waiting && IsOf(clock, r));

    // Approved and saved, and not seen sent.
    private static string? Saved(TriggerClock clock, IReadOnlyList<Run> runs) =>
        runs.Where(r => IsOf(clock, r))
            .SelectMany(EarlierActs.ActionsOf)
            .LastOrDefault(a =>
                a is { Status: ActionStatus.Written, Action.Payload: ActionPayload.EmailDraft m }
                && m.To.Any(t => clock.To.Count == 0 || clock.To.Contains(t, StringComparer.OrdinalIgnoreCase))
            )
            is { Action.Payload: ActionPayload.EmailDraft mail } saved
            ? FormattableString.Invariant(
                $"Send the draft to {string.Join(", ", mail.To)} that was saved on {saved.Since:yyyy-MM-dd}: it has not been seen sent."
            )
            : null;

    private static bool IsOf(TriggerClock clock, Run run) =>
        run.Header.Cause.Triggers.Any(t => t.Kind == clock.Trigger && t.Anchor == clock.Name.Value);

    private static IEnumerable<NextMove> Decisions(Deal deal, Playbook playbook, DateTimeOffset now, IEnumerable<Run> runs)
    {
        var clock = new WorkClock(playbook.Hours, deal.AnsweredBy);
        var found = new List<NextMove>();
        foreach (var run in runs)
        {
            var citations = (run as Run.Waiting)?.Packet.Claims.FirstOrDefault(c => c.Citations.Count > 0)?.Citations ?? [];
            if (run is Run.Stopped stopped)
            {
                found.Add(
                    new(
                        "decision",
                        $"Mend what stopped the {Spoken(run)}, or close it with a reason.",
                        stopped.Reason,
                        [],
                        Run: run.Header.Id
                    )
                );
            }
            if (
                run is not Run.Waiting waiting
                || waiting.Actions.Count(a => a.IsOpen && a.Status != ActionStatus.Snoozed) is var open && open == 0
            )
            {
                continue;
            }

            // The playbook's own promise on what the desk has raised: a stall is decided within its limit.
            var rule =
                run.Header.Workflow == Measures.RunMeasures.StalledDeal ? playbook.RuleFor(TriggerRule.StallFlagged, deal.Stage) : null;
            DateTimeOffset? due = rule is null ? null : TimeZoneInfo.ConvertTime(clock.Due(waiting.ProposedAt, rule), clock.Zone);
            var late = due is { } d && now > d ? (int)clock.Between(d, now).TotalMinutes : 0;
            found.Add(
                new(
                    "decision",
                    $"Decide on the {Spoken(run)}: {open} {(open == 1 ? "action waits" : "actions wait")}.",
                    waiting.Packet.Headline,
                    citations,
                    due,
                    late,
                    run.Header.Id
                )
            );
        }

        return found.OrderBy(m => m.Due ?? DateTimeOffset.MaxValue).ThenBy(m => m.Run?.Value, StringComparer.Ordinal);
    }

    private static string Spoken(Run run) => $"{run.Header.Workflow.Replace('-', ' ')} card";

    private static NextMove Gap(DealFile file, CriterionState c) =>
        new(
            "gap",
            c.Action!,
            $"To leave {c.Stage}: {c.Text}. {(c.Standing == "denied" ? $"The buyer says otherwise: {c.Note}" : Capital(c.Note))}",
            c.Citations.Count > 0 ? c.Citations : StageRow(file)
        );

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static IEnumerable<NextMove> Agreed(DealFile file, Playbook playbook, DateTimeOffset now)
    {
        foreach (var step in PlannedSteps.Of(file, playbook.Limits, now).OrderBy(p => p.Until))
        {
            var day = FormattableString.Invariant($"{step.Until:yyyy-MM-dd}");
            yield return step.Kind switch
            {
                PlanKind.Meeting => new(
                    "next_step",
                    $"Prepare and hold `{step.What}` on {day}.",
                    "The buyer has accepted the meeting.",
                    Cited(file, step.Name),
                    Day(step.Until)
                ),
                PlanKind.BuyerDate => new(
                    "wait",
                    $"Wait until {day}, the day that the buyer named.",
                    $"{step.What}.",
                    Cited(file, step.Name),
                    Day(step.Until)
                ),
                _ => new(
                    "wait",
                    $"Leave it with the buyer's counsel until {day}.",
                    $"`{step.What}` lies in their queue.",
                    Cited(file, step.Name),
                    Day(step.Until)
                ),
            };
        }

        var deal = file.Deal;
        if (Placeholders.IsBlank(deal.NextStep) || Placeholders.Is(deal.NextStep) || Cites.Field(file, "next_step") is not { } cited)
        {
            yield break;
        }

        List<Citation> citations = [cited];
        if (Cites.Field(file, "next_step_due") is { } dated)
        {
            citations.Add(dated);
        }
        yield return new(
            "next_step",
            $"{deal.NextStep!.TrimEnd('.')}.",
            deal.NextStepDue is { } due
                ? FormattableString.Invariant($"The record's next step, due {due:yyyy-MM-dd}.")
                : "The record's next step; it has no day.",
            citations,
            deal.NextStepDue is { } d ? Day(d) : null
        );
    }

    private static NextMove Closed(DealFile file)
    {
        var status = file.Deal.Status == DealStatus.Won ? "won" : "lost";
        List<Citation> citations = [];
        if (Cites.Field(file, "status") is { } cited)
        {
            citations.Add(cited);
        }
        return new(
            "closed",
            $"Nothing: the deal is {status}.",
            file.Deal.Status == DealStatus.Won
                ? "A won deal leaves the sales workflow; what it taught is for the record."
                : "A lost deal leaves the sales workflow; opening it again is a person's decision.",
            citations
        );
    }

    private static IReadOnlyList<StageStay> Stays(DealFile file, Playbook playbook, DateTimeOffset now) =>
        [
            .. file
                .Stages.Where(s => s.EnteredAt <= now)
                .OrderBy(s => s.EnteredAt)
                .ThenBy(s => s.Row)
                .Select(s => new StageStay(
                    s.Stage,
                    s.EnteredAt,
                    s.ExitedAt,
                    Math.Max(0, (int)((s.ExitedAt ?? now) - s.EnteredAt).TotalDays),
                    playbook.Stage(s.Stage) is { Terminal: false } rule ? rule.DaysFor(file.Deal.Segment) : null,
                    s.ChangedBy,
                    Cites.Stage(file, s)
                )),
        ];

    private static IReadOnlyList<Citation> StageRow(DealFile file) => StageAge.Current(file) is { } row ? [Cites.Stage(file, row)] : [];

    private static IReadOnlyList<Citation> Cited(DealFile file, EvidenceName name)
    {
        if (name.Kind == "tracker" && file.Trackers.FirstOrDefault(t => $"tracker:{t.Id}" == name.Value) is { } tracker)
        {
            return [Cites.Tracker(tracker)];
        }
        if (name.Kind == "mail" && file.Mails.FirstOrDefault(m => $"mail:{m.Id}" == name.Value) is { } mail)
        {
            return [Touching.Quote(mail)];
        }
        if (Cites.Of(file, name) is { } cited)
        {
            return [cited];
        }
        return
            file
                .Calls.SelectMany(c => c.Cues.Select(q => (Name: EvidenceText.CueName(c.Id, q.Number), q.Text)))
                .FirstOrDefault(q => q.Name == name)
                .Text
                is { Length: > 0 } text
            ? [new(name, BuyerActs.Cut(text))]
            : [];
    }

    private static DateTimeOffset Day(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
