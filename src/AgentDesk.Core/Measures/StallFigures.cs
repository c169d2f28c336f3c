using Kinds = AgentDesk.Core.Measures.MeasurementKinds;

namespace AgentDesk.Core.Measures;

/// <summary>What is tracked of stalled deals (SD: how it is measured).</summary>
internal static class StallFigures
{
    public const string Acceptance = "stalled_deal_diagnosis_acceptance";

    public static IReadOnlyList<Figure> Of(Measured m) =>
        [Reviewed(m), Categories(m), ManagerEdits(m), Attempts(m), Movement(m), Lost(m), Slips(m), FlagToAction(m), AcceptanceOf(m)];

    /// <summary>The deals that were flagged, by the runs that flagged them and were not overtaken.</summary>
    private static List<RunStory> Stalled(Measured m) => [.. m.Input.Stories.Where(s => RunMeasures.IsStall(s) && !s.IsOvertaken)];

    private static Figure Reviewed(Measured m)
    {
        var stalled = Stalled(m);
        var seen = stalled.Where(s => s.Reviewed is not null).ToList();
        var missing = m.Without(Kinds.DealFlagged);
        return new(
            "stalled_deals_reviewed",
            "Stalled deals that a person reviewed",
            missing.Count > 0 ? null : Deals(seen),
            "deals",
            Deals(stalled),
            null,
            Measured.Names(seen.Select(s => s.Reviewed!.Name))
        )
        {
            Count = Deals(seen),
            Missing = missing,
        };
    }

    private static Figure Categories(Measured m)
    {
        var runs = Stalled(m).Select(s => s.Run).ToHashSet();
        var found = m[Kinds.BlockerCategory].Where(e => runs.Contains(e.Run!.Value)).ToList();
        return new(
            "blocker_categories",
            "Blocker categories of the diagnoses",
            found.Count > 0 ? found.Count : null,
            "diagnoses",
            found.Count,
            null,
            Measured.Behind(found)
        )
        {
            Missing = found.Count > 0 ? [] : [Kinds.DiagnosisProposed],
            Parts = Split(found, found.Count),
        };
    }

    private static Figure ManagerEdits(Measured m) => Counted(m, "manager_edits", "Edits by a manager", "edits", Kinds.ManagerEdit);

    private static Figure Attempts(Measured m) =>
        Counted(
            m,
            "unblock_attempts",
            "Unblock attempts: customer drafts and escalations that were approved and written",
            "attempts",
            Kinds.UnblockAttempt
        );

    // Something can have moved only where the book was read again after the approval.
    private static Figure Movement(Measured m)
    {
        var seen = Stalled(m).Where(s => s.Approved is { } a && a.At < m.Input.Now && m.Input.Find(s.Deal) is not null).ToList();
        var runs = seen.Select(s => s.Run).ToHashSet();
        var moves = m[Kinds.Movement].Where(e => runs.Contains(e.Run!.Value)).ToList();
        var (n, moved) = (Deals(seen), moves.Where(e => IsForward(m, seen, e)).Select(e => e.Deal).Distinct().Count());
        return new(
            "movement_after_approval",
            "Deals that moved forward after an approved action",
            Numbers.Share(moved, n),
            "%",
            n,
            null,
            Measured.Behind(moves)
        )
        {
            Count = moved,
            Missing =
                n > 0
                    ? []
                    :
                    [
                        .. m.Without(Kinds.DealFlagged, Kinds.ActionApproved) is { Count: > 0 } none
                            ? none
                            : ["a reading of the record after the approval"],
                    ],
            Parts = Split(moves, n),
        };
    }

    private static bool IsForward(Measured m, List<RunStory> runs, MeasurementEvent move)
    {
        if (move.Value is "won" or "lost")
        {
            return move.Value == "won";
        }

        var approved = runs.First(s => s.Run == move.Run).Approved!.At;
        var before = m.Input.Find(move.Deal)!.Stages.LastOrDefault(s => s.EnteredAt <= approved);
        return before is null || m.Input.Playbook.Order(move.Value!) > m.Input.Playbook.Order(before.Stage);
    }

    private static Figure Lost(Measured m)
    {
        var flagged = m[Kinds.DealFlagged].Select(e => e.Deal).ToHashSet();
        var lost = m[Kinds.ClosedLost].Where(e => flagged.Contains(e.Deal)).ToList();
        var missing = m.Without(Kinds.DealFlagged);
        return new(
            "closed_lost_reasons",
            "Flagged deals that were lost, by reason",
            missing.Count > 0 ? null : lost.Count,
            "deals",
            flagged.Count,
            null,
            Measured.Behind(lost)
        )
        {
            Missing = missing,
            Parts =
            [
                .. lost.GroupBy(e => e.Value ?? "no reason in the record", StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new FigurePart(g.Key, g.Count(), lost.Count, Measured.Behind(g))),
            ],
        };
    }

    private static Figure Slips(Measured m)
    {
        var first = m[Kinds.DealFlagged].GroupBy(e => e.Deal).ToDictionary(g => g.Key, g => g.Min(e => e.At));
        var slips = m[Kinds.SlippedCloseDate].Where(e => first.ContainsKey(e.Deal)).ToList();
        var after = slips.Where(e => e.At > first[e.Deal]).ToList();
        IReadOnlyList<string> missing =
        [
            .. m.Without(Kinds.DealFlagged),
            .. m.Input.Deals.Any(d => d.Changes.Count > 0) ? Array.Empty<string>() : ["field history"],
        ];
        return new(
            "slipped_close_dates",
            "Close dates of flagged deals that were moved later",
            missing.Count > 0 ? null : slips.Count,
            "slips",
            first.Count,
            null,
            Measured.Behind(slips)
        )
        {
            Missing = missing,
            Parts =
                missing.Count > 0
                    ? []
                    :
                    [
                        new("before_the_flag", slips.Count - after.Count, slips.Count, Measured.Behind(slips.Except(after))),
                        new("after_the_flag", after.Count, slips.Count, Measured.Behind(after)),
                    ],
        };
    }

    private static Figure FlagToAction(Measured m)
    {
        var found = m[Kinds.FlagToApprovedAction];
        var runs = m.Input.Stories.ToDictionary(s => s.Run);
        var (median, p80, elapsed) = Numbers.Minutes(
            [.. found.Select(e => TimeSpent.Between(e.At - e.Length!.Value, e.At, m.Input.ClockOf(runs[e.Run!.Value])))],
            Clocks.Business
        );
        return new(
            "flag_to_approved_action",
            "From the stall flag to the first approved action",
            median,
            "min",
            found.Count,
            null,
            Measured.Behind(found)
        )
        {
            P80 = p80,
            Clock = Clocks.Business,
            Elapsed = elapsed,
            Missing =
                found.Count > 0 ? []
                : m.Without(Kinds.DealFlagged, Kinds.ActionApproved) is { Count: > 0 } none ? none
                : [Kinds.ActionApproved],
        };
    }

    // Share of stalled deals with a blocker hypothesis, source evidence, owner review, next action and accepted disposition: of one run of
    // the deal, all five.
    private static Figure AcceptanceOf(Measured m)
    {
        var target = new Target("≥80%", 80);
        var stalled = Stalled(m);
        var whole = stalled.Where(IsWhole).ToList();
        var (n, count) = (Deals(stalled), Deals(whole));
        var missing = m.Without(Kinds.DealFlagged);
        var value = missing.Count > 0 ? null : Numbers.Share(count, n);
        return new(
            Acceptance,
            "Stalled deals with hypothesis, evidence, review, next action and accepted disposition",
            value,
            "%",
            n,
            target.Text,
            Measured.Names(whole.Select(s => Diagnosis.Of(s).Event!.Name))
        )
        {
            Count = count,
            Met = target.IsMet(value),
            Missing = missing,
            Parts =
                missing.Count > 0
                    ? []
                    :
                    [
                        Part("hypothesis", HasHypothesis),
                        Part("evidence", HasEvidence),
                        Part("review", s => s.Reviewed is not null),
                        Part("next_action", HasNextAction),
                        Part("accepted_disposition", s => Diagnosis.Of(s).IsGood),
                    ],
        };

        FigurePart Part(string key, Func<RunStory, bool> has)
        {
            var of = stalled.Where(has).ToList();
            return new(key, Deals(of), n, Measured.Names(of.Select(s => (s.Proposed ?? s.Started).Name)));
        }
    }

    private static bool IsWhole(RunStory s) =>
        HasHypothesis(s) && HasEvidence(s) && s.Reviewed is not null && HasNextAction(s) && Diagnosis.Of(s).IsGood;

    private static bool HasHypothesis(RunStory s) => s.Packet?.Blocker is not null;

    private static bool HasEvidence(RunStory s) => s.Packet?.Claims.Any(c => c.Citations.Count > 0) == true;

    // What a person said shall be done next: an approved action, or the disposition that the run was closed with.
    private static bool HasNextAction(RunStory s) => s.Approved is not null || s.Disposition is not null;

    private static Figure Counted(Measured m, string id, string name, string unit, string kind)
    {
        var (found, missing) = (m[kind], m.Without(Kinds.DiagnosisProposed));
        return new(id, name, missing.Count > 0 ? null : found.Count, unit, m[Kinds.DiagnosisProposed].Count, null, Measured.Behind(found))
        {
            Missing = missing,
            Parts = Split(found, found.Count),
        };
    }

    internal static IReadOnlyList<FigurePart> Split(IReadOnlyList<MeasurementEvent> events, int of) =>
        [
            .. events
                .GroupBy(e => e.Value!, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count())
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new FigurePart(g.Key, g.Count(), of, Measured.Behind(g))),
        ];

    private static int Deals(IEnumerable<RunStory> runs) => runs.Select(s => s.Deal).Distinct().Count();
}
