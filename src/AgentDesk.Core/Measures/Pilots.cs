using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Core.Measures;

/// <summary>One pilot of the seeds: how far it is, and what still waits.</summary>
/// <param name="Value">Per cent with one decimal; null while nothing is decided.</param>
/// <param name="N">What the share is taken of.</param>
/// <param name="Count">How many of them are as the pilot asks.</param>
/// <param name="ToTarget">Percentage points to the target; 0 when it is reached; null without a value.</param>
/// <param name="Day">The day of the pilot, from 1; null before its first run.</param>
/// <param name="Missing">What must be there before there is a value.</param>
public sealed record Pilot(
    string Id,
    string Name,
    string Workflow,
    decimal? Value,
    string Unit,
    int N,
    int Count,
    decimal Target,
    decimal? ToTarget,
    bool? Met,
    DateTimeOffset? From,
    int? Day,
    int Days,
    IReadOnlyList<string> Missing,
    IReadOnlyList<PilotPart> Parts,
    IReadOnlyList<PilotRun> Undecided,
    IReadOnlyList<string> Events
);

/// <summary>A condition of the pilot, or an answer to it, counted.</summary>
public sealed record PilotPart(string Key, int N, IReadOnlyList<string> Events);

/// <summary>A run that nobody has decided yet.</summary>
/// <param name="Open">For stage exceptions: how many are without a disposition.</param>
public sealed record PilotRun(RunId Run, DealId Deal, string DealName, string Owner, DateTimeOffset Since, string State, int? Open = null);

/// <summary>
/// `report pilot`: the two pilots as their seeds set them (SD: 80% of diagnoses accepted or corrected with a reason and next disposition,
/// 45 days; SP: every exception routed to owner review with evidence and a required disposition, 30 days).
/// </summary>
public static class Pilots
{
    public const string StalledDealPilot = "stalled_deal_diagnosis";
    public const string StagePilot = "stage_progression_exceptions";

    private static readonly string[] Answers = ["accepted", "corrected", "rejected", "expired"];

    /// <summary>
    /// Both, of the runs in the scope. What a share is taken of stands behind it as well: a share of none has its events, too.
    /// </summary>
    public static IReadOnlyList<Pilot> Of(FigureInput input, FigureScope scope) => [Stalled(input.Cut(scope)), Stage(input.Cut(scope))];

    private static Pilot Stalled(FigureInput input)
    {
        const int Days = 45;
        const decimal Target = 80;
        var runs = Within(input.Stories.Where(RunMeasures.IsStall), Days, out var from);
        var answers = runs.Select(s => (Run: s, Said: Diagnosis.Of(s))).ToList();
        var decided = answers.Where(a => a.Said.IsDecided).ToList();
        var good = decided.Count(a => a.Said.IsGood);
        var value = Numbers.Share(good, decided.Count);
        return new(
            StalledDealPilot,
            "Diagnoses accepted, or corrected with a reason and a disposition",
            RunMeasures.StalledDeal,
            value,
            "%",
            decided.Count,
            good,
            Target,
            ToTarget(value, Target),
            value is null ? null : value >= Target,
            from,
            DayOf(from, input.Now),
            Days,
            decided.Count > 0 ? [] : [runs.Count > 0 ? MeasurementKinds.DiagnosisDecided : MeasurementKinds.DealFlagged],
            [
                .. Answers.Select(w => new PilotPart(
                    w,
                    decided.Count(a => a.Said.Word == w),
                    Measured.Names(decided.Where(a => a.Said.Word == w).Select(a => a.Said.Event!.Name))
                )),
            ],
            [.. answers.Where(a => a.Said.Word == "open").Select(a => Undecided(a.Run))],
            Measured.Names(decided.Select(a => a.Said.Event!.Name))
        );
    }

    private static Pilot Stage(FigureInput input)
    {
        const int Days = 30;
        const decimal Target = 100;
        var raised = Within(input.Stories.Where(s => s.Start.Workflow == RunMeasures.StageProgression), Days, out var from);
        var runs = raised.Select(s => Heir(s, input.Stories)).OfType<RunStory>().DistinctBy(s => s.Run).ToList();
        var all = runs.SelectMany(s => s.Packet!.Exceptions.Select(x => (Run: s, Exception: x))).ToList();
        var whole = all.Where(x => IsRouted(x.Run) && x.Exception.Citations.Count > 0 && IsDisposed(x.Run)).ToList();
        var value = Numbers.Share(whole.Count, all.Count);
        return new(
            StagePilot,
            "Stage exceptions routed to an owner, with evidence and a disposition",
            RunMeasures.StageProgression,
            value,
            "%",
            all.Count,
            whole.Count,
            Target,
            ToTarget(value, Target),
            value is null ? null : value >= Target,
            from,
            DayOf(from, input.Now),
            Days,
            all.Count > 0 ? [] : [runs.Count > 0 ? MeasurementKinds.StageException : MeasurementKinds.StageReviewed],
            [
                Part("routed", x => IsRouted(x.Run)),
                Part("with_evidence", x => x.Exception.Citations.Count > 0),
                Part("with_disposition", x => IsDisposed(x.Run)),
            ],
            [.. runs.Where(s => s.Packet!.Exceptions.Count > 0 && !IsDisposed(s)).Select(s => Undecided(s, s.Packet!.Exceptions.Count))],
            Measured.Names(all.Select(x => x.Run.Proposed!.Name).Concat(whole.Select(x => x.Run.Disposed!.Name)))
        );

        PilotPart Part(string key, Func<(RunStory Run, Proposals.StageException Exception), bool> has)
        {
            var of = all.Where(has).ToList();
            return new(key, of.Count, Measured.Names(of.Select(x => (key == "with_disposition" ? x.Run.Disposed! : x.Run.Proposed!).Name)));
        }
    }

    /// <summary>
    /// Where the exceptions of a run stand now: in itself, or, since a newer card took on what nobody had answered, in the latest that
    /// shows anything; null when none does.
    /// </summary>
    private static RunStory? Heir(RunStory run, IReadOnlyList<RunStory> all)
    {
        if (!run.IsOvertaken)
        {
            return run.Proposed is null ? null : run;
        }
        var after = all.SkipWhile(s => s.Run != run.Run)
            .Skip(1)
            .Where(s => s.Deal == run.Deal && s.Start.Workflow == run.Start.Workflow)
            .ToList();
        return after.FirstOrDefault(s => s.Proposed is not null && !s.IsOvertaken);
    }

    /// <summary>Somebody is asked: the run has an owner, or a manager in the owner's place.</summary>
    public static bool IsRouted(RunStory run) => run.Start.Owner.Length > 0 || run.Start.Manager is { Length: > 0 };

    /// <summary>A person closed it with a disposition and a reason.</summary>
    public static bool IsDisposed(RunStory run) => run.Disposition is { Reason.Length: > 0 };

    private static List<RunStory> Within(IEnumerable<RunStory> runs, int days, out DateTimeOffset? from)
    {
        var all = runs.ToList();
        var start = all.Count == 0 ? (DateTimeOffset?)null : all.Min(s => s.Started.At);
        from = start;
        return start is { } first
            ?
            [
                .. all.Where(s => s.Started.At < first.AddDays(days))
                    .OrderBy(s => s.Started.At)
                    .ThenBy(s => s.Deal.Value, StringComparer.Ordinal),
            ]
            : [];
    }

    private static int? DayOf(DateTimeOffset? from, DateTimeOffset now) =>
        from is { } start ? Math.Max(1, (int)Math.Floor((now - start).TotalDays) + 1) : null;

    private static decimal? ToTarget(decimal? value, decimal target) => value is { } v ? Math.Max(0, target - v) : null;

    private static PilotRun Undecided(RunStory s, int? open = null) =>
        new(
            s.Run,
            s.Deal,
            s.Start.DealName,
            s.Start.Owner,
            (s.Proposed ?? s.Started).At,
            s.Proposed is not null
                ? s.Reviewed is null
                    ? "waits"
                    : "partly decided"
                : s.Events.Any(e => e.Event is RunEvent.Stopped)
                    ? "stopped"
                    : "preparing",
            open
        );
}
