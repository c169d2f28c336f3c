using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;

namespace AgentDesk.Workflows.StageProgression;

/// <summary>
/// What wakes the stage review (SP: a stage changes, a deal exceeds its expected stage age, or the weekly review finds something): a move within the last week, by whomever and however;
/// an overstay; and, once a calendar week, any deal whose record holds an exception. A deal that did not move and is clean wakes nothing.
/// </summary>
public static class StageTriggers
{
    public const string StageMoved = "stage_moved";
    public const string OverAge = "over_age";
    public const string WeeklyReview = "weekly_review";
    public const string NotReady = "not_ready";

    /// <summary>How long a move is news: one weekly review sees it.</summary>
    public const int MoveDays = 7;

    public static IReadOnlyList<Trigger> Of(DealFile file, Team team, Playbook playbook, DateTimeOffset now)
    {
        if (file.Deal.Status != DealStatus.Open) { return []; }
        if (NotReadable(file, now) is { } damaged) { return [damaged]; }

        var path = new StagePath(file, playbook, now);
        List<Trigger?> triggers = [Moved(file, path, now), Overstayed(file, playbook, now), Weekly(file, team, playbook, path, now)];
        return [.. triggers.OfType<Trigger>()];
    }

    private static Trigger? Moved(DealFile file, StagePath path, DateTimeOffset now)
    {
        if (path.LastStep is not { } step || step.To.EnteredAt.AddDays(MoveDays) < now) { return null; }

        var by = step.To.ChangedBy is { Length: > 0 } who ? $" by {who}" : "";
        var how = step.To.Source is { Length: > 0 } source ? $" ({source})" : "";
        return new(StageMoved, Text($"{step.From.Stage} → {step.To.Stage} on {step.To.EnteredAt:yyyy-MM-dd}{by}{how}"), step.To.EnteredAt, $"{StageAge.NameOf(file.Deal.Id, step.To)}@{step.To.EnteredText}");
    }

    private static Trigger? Overstayed(DealFile file, Playbook playbook, DateTimeOffset now) =>
        StageAge.Of(file, playbook, now) is { IsOver: true, Expected: { } expected } age
            ? new(OverAge, Text($"{age.Days} days in {age.Stage}, {expected} expected"), age.EnteredAt.AddDays(expected + 1), $"{age.Stage}@{age.EnteredText}")
            : null;

    private static Trigger? Weekly(DealFile file, Team team, Playbook playbook, StagePath path, DateTimeOffset now)
    {
        var kinds = RecordExceptions.Of(file, playbook, now).Select(x => x.Kind).ToList();
        if (SellerOnly.Since(file, team, playbook, now) is { } ours) { kinds.Add(ours.Kind); }
        if (path.Current is { } current && ForecastImpact.Of(file.Deal, playbook, current.Stage, null).IsAhead) { kinds.Add("forecast ahead of the stage"); }
        if (kinds.Count == 0) { return null; }

        var day = now.UtcDateTime.Date;
        var monday = new DateTimeOffset(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), TimeSpan.Zero);
        var week = Text($"{ISOWeek.GetYear(day)}-W{ISOWeek.GetWeekOfYear(day):00}");
        return new(WeeklyReview, $"weekly review: {string.Join(", ", kinds.Distinct(StringComparer.Ordinal).Select(k => k.Replace('_', ' ')))}", monday, week);
    }

    private static Trigger? NotReadable(DealFile file, DateTimeOffset now)
    {
        if (file.Damage is [var first, ..]) { return new(NotReady, Text($"{first.File} line {first.Line} could not be read: {first.Reason}"), now, $"{first.File}:{first.Line.ToString(CultureInfo.InvariantCulture)}"); }
        return file.Stages.Count == 0 ? new(NotReady, "no stage history, so neither its age nor its moves can be told", now, "stage_history") : null;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
