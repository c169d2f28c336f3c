using System.Globalization;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;

namespace AgentDesk.Workflows.StageProgression;

/// <summary>
/// What the weekly review finds in the record beside a move and an overstay, a trigger each. What a finding hangs on is the thing found,
/// not the week: the same skip, the same next step and the same placeholder are the same finding next Monday, and a person who has answered
/// it is not asked again.
/// </summary>
internal static class WeeklyFindings
{
    private const int LongestDetail = 140;

    public static IEnumerable<Trigger> Of(DealFile file, Team team, Playbook playbook, StagePath path, DateTimeOffset now) =>
        All(file, team, playbook, path, now).Select((t, i) => i == 0 ? t with { Detail = $"weekly review: {t.Detail}" } : t);

    private static IEnumerable<Trigger> All(DealFile file, Team team, Playbook playbook, StagePath path, DateTimeOffset now)
    {
        foreach (var x in RecordExceptions.Of(file, playbook, now).Where(x => x.Kind != StageExceptions.OverAge))
        {
            yield return Found(x, On(file, x), now);
        }
        if (SellerOnly.Since(file, team, playbook, now) is { } ours)
        {
            yield return Found(ours, $"{ours.Kind}:{BuyerActs.Last(file, now)?.Name.Value ?? "never"}", now);
        }
        if (
            path.Current is { } current
            && ForecastImpact.Of(file.Deal, playbook, current.Stage, null) is { IsAhead: true, Category: var category }
        )
        {
            yield return Found(
                "forecast ahead of the stage",
                $"forecast_ahead:{category}:{StageAge.NameOf(file.Deal.Id, current)}@{current.EnteredText}",
                now
            );
        }
    }

    /// <summary>The kind of exception that a finding is, or `forecast_ahead`.</summary>
    public static string KindOf(Trigger finding) => finding.Anchor[..Math.Max(0, finding.Anchor.IndexOf(':', StringComparison.Ordinal))];

    private static Trigger Found(StageException x, string on, DateTimeOffset now) =>
        Found($"{x.Kind.Replace('_', ' ')}: {(x.Detail.Length > LongestDetail ? x.Detail[..LongestDetail] + "…" : x.Detail)}", on, now);

    // The review of the week that first sees it.
    private static Trigger Found(string what, string on, DateTimeOffset now) => new(StageTriggers.WeeklyReview, what, Monday(now), on);

    private static string On(DealFile file, StageException x) =>
        x.Kind switch
        {
            // A move is its rows, however long ago it was.
            StageExceptions.SkippedStage or StageExceptions.Regression =>
                $"{x.Kind}:{string.Join('+', x.Citations.Where(c => c.Evidence.Kind == "stage").Select(c => $"{c.Evidence}={c.Quote}"))}",
            // Reasons come and go by the day; the step that is none, and its date, stay until somebody writes another.
            StageExceptions.NoNextStep =>
                $"{x.Kind}:{Short($"{file.Deal.NextStep}|{file.Deal.NextStepDue?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}")}",
            _ => $"{x.Kind}:{Short(x.Detail)}",
        };

    // Words of the record are no part of a key: they may be long, and hold anything.
    private static string Short(string text) => DeskJson.Sha256(text)[..12];

    private static DateTimeOffset Monday(DateTimeOffset now)
    {
        var day = now.UtcDateTime.Date;
        return new DateTimeOffset(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), TimeSpan.Zero);
    }
}
