using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;

namespace AgentDesk.Workflows.StageProgression;

/// <summary>
/// What wakes the stage review (SP: a stage changes, a deal exceeds its expected stage age, or the weekly review finds something): a move
/// of the last ten days, by whomever and however; an overstay, and each further time that the whole of its span has gone by; and whatever
/// else the review finds in the record, each finding for itself, so that what has been seen is not asked again and what is new is
/// (docs/decisions/0012). A deal that did not move and is clean wakes nothing.
/// </summary>
public static class StageTriggers
{
    public const string StageMoved = "stage_moved";
    public const string OverAge = "over_age";
    public const string WeeklyReview = "weekly_review";
    public const string NotReady = "not_ready";

    /// <summary>How long a move is news: a weekly export that comes late still brings it.</summary>
    public const int MoveDays = 10;

    public static IReadOnlyList<Trigger> Of(DealFile file, Team team, Playbook playbook, DateTimeOffset now)
    {
        if (file.Deal.Status != DealStatus.Open)
        {
            return [];
        }
        if (NotReadable(file, now) is { } damaged)
        {
            return [damaged];
        }

        var path = new StagePath(file, playbook, now);
        List<Trigger?> triggers =
        [
            Moved(file, path, now),
            Overstayed(file, playbook, now),
            .. WeeklyFindings.Of(file, team, playbook, path, now),
        ];
        return [.. triggers.OfType<Trigger>()];
    }

    /// <summary>What was looked at where none of them holds.</summary>
    public static string WhyNone(DealFile file, Playbook playbook, DateTimeOffset now)
    {
        var moved = new StagePath(file, playbook, now).LastStep is { } last
            ? Text($"the last move was on {last.To.EnteredAt:yyyy-MM-dd}")
            : "it has not moved";
        var age = StageAge.Of(file, playbook, now) is { } a
            ? a.Expected is { } expected
                ? Text($", {a.Days} days in {a.Stage}, {expected} expected")
                : Text($", {a.Days} days in {a.Stage}")
            : "";
        return $"no stage exception in the record ({moved}{age})";
    }

    private static Trigger? Moved(DealFile file, StagePath path, DateTimeOffset now)
    {
        if (path.LastStep is not { } step || step.To.EnteredAt.AddDays(MoveDays) < now)
        {
            return null;
        }

        var by = step.To.ChangedBy is { Length: > 0 } who ? $" by {who}" : "";
        var how = step.To.Source is { Length: > 0 } source ? $" ({source})" : "";
        return new(
            StageMoved,
            Text($"{step.From.Stage} → {step.To.Stage} on {step.To.EnteredAt:yyyy-MM-dd}{by}{how}"),
            step.To.EnteredAt,
            $"{StageAge.NameOf(file.Deal.Id, step.To)}@{step.To.EnteredText}"
        );
    }

    private static Trigger? Overstayed(DealFile file, Playbook playbook, DateTimeOffset now)
    {
        if (StageAge.Of(file, playbook, now) is not { IsOver: true, Expected: { } expected } age)
        {
            return null;
        }

        // Who let it stay once did not let it stay for ever.
        var spans = (age.Days - 1) / expected;
        return new(
            OverAge,
            Text($"{age.Days} days in {age.Stage}, {expected} expected"),
            age.EnteredAt.AddDays((spans * expected) + 1),
            $"{age.Stage}@{age.EnteredText}{(spans > 1 ? Text($"x{spans}") : "")}"
        );
    }

    private static Trigger? NotReadable(DealFile file, DateTimeOffset now)
    {
        if (file.Damage is [var first, ..])
        {
            return new(
                NotReady,
                $"{first.Place} was lost on import: {first.Reason}",
                now,
                $"{first.File}:{first.Line.ToString(CultureInfo.InvariantCulture)}"
            );
        }
        return file.Stages.Count == 0
            ? new(NotReady, "no stage history, so neither its age nor its moves can be told", now, "stage_history")
            : null;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
