using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;
using Kinds = AgentDesk.Core.Measures.MeasurementKinds;

namespace AgentDesk.Core.Measures;

/// <summary>What is tracked of stage progression (SP: how it is measured).</summary>
internal static class StageFigures
{
    private static readonly string[] FalseMove = ["missing_exit_criteria", "seller_activity_only", "skipped_stage"];
    private static readonly string[] OfTheRate = ["over_age", "skipped_stage", "regression", "no_next_step"];
    private static readonly string[] LetStand = ["accepted", "not_an_exception"];

    public static IReadOnlyList<Figure> Of(Measured m)
    {
        var runs = m
            .Input.Stories.Where(s => s.Start.Workflow == RunMeasures.StageProgression && s.Proposed is not null && !s.IsOvertaken)
            .ToList();
        var missing = m.Without(Kinds.StageReviewed);
        return
        [
            Kind(m, "stage_age_exceptions", "Deals that outstayed their stage", "over_age", missing),
            Kind(m, "missing_criteria", "Reviews with exit criteria that no buyer's words meet", "missing_exit_criteria", missing),
            Kind(m, "skipped_stages", "Skipped stages", "skipped_stage", missing),
            Exceptions(m, missing),
            FalseProgression(m, missing),
            Corrections(m, runs, missing),
            ForecastChanges(runs, missing),
            Turnaround(m, runs, missing),
            Overrides(m, runs, missing),
            Rate(m, missing),
        ];
    }

    private static Figure Kind(Measured m, string id, string name, string kind, IReadOnlyList<string> missing)
    {
        var found = m[Kinds.StageException].Where(e => e.Value == kind).ToList();
        return new(
            id,
            name,
            missing.Count > 0 ? null : found.Count,
            "exceptions",
            m[Kinds.StageReviewed].Count,
            null,
            Measured.Behind(found)
        )
        {
            Missing = missing,
        };
    }

    private static Figure Exceptions(Measured m, IReadOnlyList<string> missing)
    {
        var all = m[Kinds.StageException];
        return new(
            "stage_exceptions",
            "Stage exceptions, by kind",
            missing.Count > 0 ? null : all.Count,
            "exceptions",
            m[Kinds.StageReviewed].Count,
            null,
            Measured.Behind(all)
        )
        {
            Missing = missing,
            Parts = StallFigures.Split(all, all.Count),
        };
    }

    private static bool IsMove(RunStory s) => s.Start.Cause.Triggers.Any(t => t.Kind == "stage_moved");

    // A move is one, however many cards told of it; what the latest review of it found, it found, also where a newer card has taken its
    // place.
    private static Figure FalseProgression(Measured m, IReadOnlyList<string> missing)
    {
        var moves = m
            .Input.Stories.Where(s => s.Start.Workflow == RunMeasures.StageProgression && s.Proposed is not null && IsMove(s))
            .GroupBy(s => (s.Deal, s.Start.Cause.Triggers.First(t => t.Kind == "stage_moved").Anchor))
            .Select(g => g.Last())
            .ToList();
        var wrong = moves.Where(s => s.Packet!.Exceptions.Any(x => FalseMove.Contains(x.Kind, StringComparer.Ordinal))).ToList();
        return new(
            "false_progression",
            "Stage moves without the buyer's progress behind them",
            Numbers.Share(wrong.Count, moves.Count),
            "%",
            moves.Count,
            null,
            Measured.Names(wrong.Select(s => s.Proposed!.Name))
        )
        {
            Count = wrong.Count,
            Missing =
                moves.Count > 0 ? []
                : missing.Count > 0 ? missing
                : ["stage.moved"],
        };
    }

    // A person took a reviewed move back: a written stage change to an earlier stage, or the disposition that says so.
    private static Figure Corrections(Measured m, List<RunStory> runs, IReadOnlyList<string> missing)
    {
        var decided = runs.Where(s => IsMove(s) && s.Ended is not null && s.Reviewed is not null).ToList();
        var back = decided
            .Where(s =>
                s.Disposition?.Disposition is "corrected" or "sent_back"
                || s.Actions.Any(a =>
                    a.Written is not null
                    && a.Payload is ActionPayload.StageChange c
                    && m.Input.Playbook.Order(c.After) < m.Input.Playbook.Order(c.Before)
                )
            )
            .ToList();
        return new(
            "stage_correction_rate",
            "Reviewed stage moves that a person corrected or sent back",
            Numbers.Share(back.Count, decided.Count),
            "%",
            decided.Count,
            null,
            Measured.Names(back.Select(s => s.Ended!.Name))
        )
        {
            Count = back.Count,
            Missing =
                decided.Count > 0 ? []
                : missing.Count > 0 ? missing
                : ["a decided review of a stage move"],
        };
    }

    private static Figure ForecastChanges(List<RunStory> runs, IReadOnlyList<string> missing)
    {
        var all = runs.SelectMany(s => s.Actions)
            .Where(a =>
                a.Payload is ActionPayload.ForecastChange
                || a.Payload is ActionPayload.CrmField f && DecisionGates.ForecastFields.Contains(f.Field, StringComparer.OrdinalIgnoreCase)
            )
            .ToList();
        return new(
            "forecast_impacting_changes",
            "Proposed changes that move the forecast",
            missing.Count > 0 ? null : all.Count,
            "changes",
            all.Count,
            null,
            Measured.Names(all.Select(a => (a.Written ?? a.Decided ?? a.Proposed).Name))
        )
        {
            Missing = missing,
            Parts =
                missing.Count > 0
                    ? []
                    :
                    [
                        Part("written", a => a.Written is not null),
                        Part("refused", a => a.Written is null && a.Refused is not null),
                        Part("other", a => a.Written is null && a.Refused is null),
                    ],
        };

        FigurePart Part(string key, Func<ActionStory, bool> which)
        {
            var of = all.Where(which).ToList();
            return new(key, of.Count, all.Count, Measured.Names(of.Select(a => (a.Written ?? a.Decided ?? a.Proposed).Name)));
        }
    }

    private static Figure Turnaround(Measured m, List<RunStory> runs, IReadOnlyList<string> missing)
    {
        var decided = runs.SelectMany(s =>
                s.Actions.Where(a => a.Decided is not null).Select(a => (Run: s, a.Proposed, Decided: a.Decided!))
            )
            .ToList();
        var (median, p80, elapsed) = Numbers.Minutes(
            [.. decided.Select(a => TimeSpent.Between(a.Proposed.At, a.Decided.At, m.Input.ClockOf(a.Run)))],
            Clocks.Business
        );
        return new(
            "approval_turnaround",
            "From a proposal to the first yes or no",
            median,
            "min",
            decided.Count,
            null,
            Measured.Names(decided.Select(a => a.Decided.Name))
        )
        {
            P80 = p80,
            Clock = Clocks.Business,
            Elapsed = elapsed,
            Missing =
                decided.Count > 0 ? []
                : missing.Count > 0 ? missing
                : ["a decision on a stage review"],
        };
    }

    // An exception that a person let stand, with the reason; or an advance that was approved although the review named what is missing.
    private static Figure Overrides(Measured m, List<RunStory> runs, IReadOnlyList<string> missing)
    {
        var names = new List<string>();
        foreach (var s in runs.Where(s => s.Packet!.Exceptions.Count > 0))
        {
            if (s.Disposition is { } d && LetStand.Contains(d.Disposition, StringComparer.Ordinal))
            {
                names.Add(s.Disposed!.Name);
            }
            if (!s.Packet!.Exceptions.Any(x => FalseMove.Contains(x.Kind, StringComparer.Ordinal)))
            {
                continue;
            }
            names.AddRange(
                s.Actions.Where(a =>
                        a.Approved is not null
                        && a.Payload is ActionPayload.StageChange c
                        && m.Input.Playbook.Order(c.After) > m.Input.Playbook.Order(c.Before)
                    )
                    .Select(a => a.Approved!.Name)
            );
        }

        return new(
            "overrides",
            "Exceptions let stand, and advances approved against the review",
            missing.Count > 0 ? null : names.Count,
            "overrides",
            runs.Count(s => s.Packet!.Exceptions.Count > 0),
            null,
            Measured.Names(names)
        )
        {
            Missing = missing,
        };
    }

    private static Figure Rate(Measured m, IReadOnlyList<string> missing)
    {
        var open = m.Input.Deals.Where(d => d.Deal.Status == DealStatus.Open).Select(d => d.Deal.Id).ToHashSet();
        var found = m[Kinds.StageException]
            .Where(e => open.Contains(e.Deal) && OfTheRate.Contains(e.Value, StringComparer.Ordinal))
            .ToList();
        var count = found.Select(e => e.Deal).Distinct().Count();
        return new(
            "stage_progression_exception_rate",
            "Open deals with an age, skip, regression or next-step exception",
            missing.Count > 0 ? null : Numbers.Share(count, open.Count),
            "%",
            open.Count,
            null,
            Measured.Behind(found)
        )
        {
            Count = count,
            Missing = missing,
        };
    }
}
