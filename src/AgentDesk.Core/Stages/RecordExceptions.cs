using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Stages;

/// <summary>The exceptions that the record itself decides, each with the rows that show it. No model has a say in them.</summary>
public static class RecordExceptions
{
    public static IReadOnlyList<StageException> Of(DealFile file, Playbook playbook, DateTimeOffset now)
    {
        if (file.Deal.Status != DealStatus.Open)
        {
            return [];
        }

        var path = new StagePath(file, playbook, now);
        var found = new List<StageException?> { OverAge(file, playbook, path, now) };
        found.AddRange(path.Skips.Select(s => Skipped(file, s)));
        found.AddRange(path.Regressions.Select(s => Regressed(file, s)));
        found.Add(NextSteps.Missing(file, playbook, now));
        found.Add(FieldStates.Placeholders(file, playbook, path));
        return [.. found.OfType<StageException>()];
    }

    private static StageException? OverAge(DealFile file, Playbook playbook, StagePath path, DateTimeOffset now) =>
        StageAge.Of(file, playbook, now) is { IsOver: true, Expected: { } expected } age && path.Current is { } current
            ? new(
                StageExceptions.OverAge,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{age.Days} days in {age.Stage} since {age.EnteredAt:yyyy-MM-dd}, {expected} expected{Segment(file.Deal)}"
                ),
                [Cites.Stage(file, current)]
            )
            : null;

    private static StageException Skipped(DealFile file, StageSkip s) =>
        new(
            StageExceptions.SkippedStage,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(s.From is { } from ? $"{from.Stage} straight to {s.To.Stage}" : $"began in {s.To.Stage}")} on {s.To.EnteredAt:yyyy-MM-dd}{Who(s.To)}; {string.Join(" and ", s.Skipped)} never entered"
            ),
            s.From is { } row ? [Cites.Stage(file, row), Cites.Stage(file, s.To)] : [Cites.Stage(file, s.To)]
        );

    private static StageException Regressed(DealFile file, StageStep s)
    {
        var forecast = file.FieldChanges.FirstOrDefault(f =>
            f.Field.Equals("forecast_category", StringComparison.OrdinalIgnoreCase)
            && (f.ChangedAt - s.To.EnteredAt).Duration() <= TimeSpan.FromMinutes(10)
        );
        var with = forecast is null ? "" : $", and the forecast from {forecast.OldValue} to {forecast.NewValue} with it";
        List<Citation> citations = [Cites.Stage(file, s.From), Cites.Stage(file, s.To)];
        if (forecast is not null)
        {
            citations.Add(Cites.Change(file, forecast));
        }
        return new(
            StageExceptions.Regression,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{s.From.Stage} back to {s.To.Stage} on {s.To.EnteredAt:yyyy-MM-dd HH:mm} UTC{Who(s.To)}{with}"
            ),
            citations
        );
    }

    private static string Who(StageMove to) =>
        (to.ChangedBy, to.Source) switch
        {
            ({ Length: > 0 } by, { Length: > 0 } source) => $" by {by} ({source})",
            ({ Length: > 0 } by, _) => $" by {by}",
            (_, { Length: > 0 } source) => $" by {source}",
            _ => "",
        };

    private static string Segment(Deal deal) => deal.Segment is { Length: > 0 } s ? $" for {s}" : "";
}
