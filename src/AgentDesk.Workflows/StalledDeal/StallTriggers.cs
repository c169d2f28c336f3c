using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;

namespace AgentDesk.Workflows.StalledDeal;

/// <summary>
/// The five triggers of a stalled deal (SD: an opportunity is stale, slips close date, misses a next step, loses buyer engagement, or
/// repeatedly receives follow-up without movement), with the playbook's thresholds. A silence that a dated plan or a counsel's queue
/// explains is neither of the last two.
/// </summary>
public static class StallTriggers
{
    public const string Stale = "stale";
    public const string SlippedCloseDate = "slipped_close_date";
    public const string MissedNextStep = "missed_next_step";
    public const string BuyerQuiet = "buyer_quiet";
    public const string RepeatedFollowUp = "repeated_follow_up";

    /// <summary>
    /// The record lost what the triggers are read from. It wakes the workflow so that a person learns why nothing else can be said.
    /// </summary>
    public const string NotReady = "not_ready";

    public static IReadOnlyList<Trigger> Of(DealFile file, Team team, Playbook playbook, DateTimeOffset now)
    {
        if (file.Deal.Status != DealStatus.Open)
        {
            return [];
        }

        var limits = playbook.Limits;
        var prior = PriorOutreach.Of(file, team, now);
        var silence = Silence.Of(file, prior, limits, now);
        var triggers = new List<Trigger>();
        Add(triggers, IsStale(file, playbook, now));
        Add(triggers, Slipped(file, limits, now));
        Add(triggers, Missed(file, limits, now));
        Add(triggers, Quiet(silence, prior, limits));
        Add(triggers, Repeated(silence, prior, limits));
        if (triggers.Count == 0)
        {
            Add(triggers, Damaged(file, now));
        }
        return triggers;
    }

    /// <summary>What was looked at where none of them holds: the stage's age, the next step, and who spoke last.</summary>
    public static string WhyNone(DealFile file, Team team, Playbook playbook, DateTimeOffset now)
    {
        var silence = Silence.Of(file, PriorOutreach.Of(file, team, now), playbook.Limits, now);
        var seen = new List<string>();
        if (StageAge.Of(file, playbook, now) is { } age)
        {
            seen.Add(
                age.Expected is { } expected
                    ? Text($"{Days(age.Days)} in {age.Stage}, {expected} expected")
                    : Text($"{Days(age.Days)} in {age.Stage}")
            );
        }
        if (file.Deal.NextStepDue is { } due)
        {
            seen.Add(Text($"next step due {due:yyyy-MM-dd}"));
        }
        if (silence.Last is { } last)
        {
            seen.Add(Text($"{last.Who} spoke {(silence.Days == 0 ? "today" : $"{Days(silence.Days)} ago")}"));
        }
        if (silence is { IsExplained: true, Plan: [var step, ..] })
        {
            seen.Add(Text($"`{step.What}` is planned for {step.Until:yyyy-MM-dd}"));
        }
        return seen.Count > 0 ? $"no trigger holds ({string.Join("; ", seen)})" : "no trigger holds";
    }

    private static Trigger? IsStale(DealFile file, Playbook playbook, DateTimeOffset now) =>
        StageAge.Of(file, playbook, now) is { IsOver: true, Expected: { } expected } age
            ? new(
                Stale,
                Text($"{Days(age.Days)} in {age.Stage}, {expected} expected"),
                age.EnteredAt.AddDays(expected + 1),
                $"{age.Stage}@{age.EnteredText}"
            )
            : null;

    private static Trigger? Slipped(DealFile file, Limits limits, DateTimeOffset now)
    {
        var recent = CloseDateSlip.Of(file, limits.SlipDays, now).Where(s => s.At.AddDays(limits.SlipWindowDays) >= now).ToList();
        if (recent is not [.., var last])
        {
            return null;
        }

        var often = recent.Count > 1 ? Text($", {recent.Count} times in {limits.SlipWindowDays} days") : "";
        return new(
            SlippedCloseDate,
            Text($"close date moved from {last.From:yyyy-MM-dd} to {last.To:yyyy-MM-dd} on {last.At:yyyy-MM-dd}{often}"),
            last.At,
            last.Name.Value
        );
    }

    private static Trigger? Missed(DealFile file, Limits limits, DateTimeOffset now) =>
        NextStep.DaysMissed(file, limits, now) is > 0 and var days && file.Deal.NextStepDue is { } due
            ? new(
                MissedNextStep,
                Text($"next step `{file.Deal.NextStep}` was due {due:yyyy-MM-dd}, {Days(days)} ago"),
                new DateTimeOffset(due.AddDays(limits.NextStepGraceDays + 1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
                Text($"{due:yyyy-MM-dd}")
            )
            : null;

    private static Trigger? Quiet(Silence silence, PriorOutreach prior, Limits limits)
    {
        if (silence.Days < limits.QuietDays || silence.IsExplained)
        {
            return null;
        }

        var from = silence.Last?.At ?? prior.Items[0].At;
        var detail = silence switch
        {
            { WeOwe: { } question } => Text(
                $"{Days(silence.Days)} without a word of the buyer, and {question.Who}'s question of {question.At:yyyy-MM-dd} has no answer of ours"
            ),
            { Last: { } last } => Text($"{Days(silence.Days)} since the last word of {last.Who}"),
            _ => Text($"{Days(silence.Days)} since our first touch, and the buyer never answered"),
        };
        return new(BuyerQuiet, detail, from.AddDays(limits.QuietDays), silence.Last?.Name.Value ?? prior.Items[0].Name.Value);
    }

    private static Trigger? Repeated(Silence silence, PriorOutreach prior, Limits limits)
    {
        if (prior.Count < limits.FollowUpsWithoutMovement || silence.IsExplained)
        {
            return null;
        }

        var at = prior.Items[limits.FollowUpsWithoutMovement - 1].At;
        return prior.Since is { } since
            ? new(
                RepeatedFollowUp,
                Text($"{prior.Count} touches since the buyer's last word on {since.At:yyyy-MM-dd}, and no movement"),
                at,
                since.Name.Value
            )
            : new(RepeatedFollowUp, Text($"{prior.Count} touches, and never a word of the buyer"), at, prior.Items[0].Name.Value);
    }

    private static Trigger? Damaged(DealFile file, DateTimeOffset now)
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
        return file.Stages.Count == 0 ? new(NotReady, "no stage history, so its age cannot be told", now, "stage_history") : null;
    }

    private static void Add(List<Trigger> triggers, Trigger? trigger)
    {
        if (trigger is not null)
        {
            triggers.Add(trigger);
        }
    }

    private static string Days(int days) => days == 1 ? "1 day" : Text($"{days} days");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
