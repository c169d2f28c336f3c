using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;

namespace AgentDesk.Workflows.StalledDeal;

/// <summary>What code computed for the prompt, member for member as prompts/README.md lists it.</summary>
internal static class StalledDealInputs
{
    public static JsonObject Of(Dossier dossier, Cause cause)
    {
        var file = dossier.File;
        var prior = PriorOutreach.Of(file, dossier.Team, dossier.Now);
        var since = prior.Since is { } last
            ? Node(
                new
                {
                    name = last.Name.Value,
                    at = last.At,
                    who = last.Who,
                }
            )
            : null;
        return new JsonObject
        {
            ["now"] = Node(dossier.Now),
            ["deal"] = OfDeal(dossier.Deal),
            ["stage_age"] = StageAge.Of(file, dossier.Playbook, dossier.Now) is { } age
                ? Node(
                    new
                    {
                        days = age.Days,
                        expected = age.Expected,
                        entered_at = age.EnteredAt,
                    }
                )
                : null,
            ["triggers"] = List(
                cause.Triggers,
                t => new
                {
                    kind = t.Kind,
                    detail = t.Detail,
                    at = t.At,
                }
            ),
            ["contacts"] = List(file.Contacts, k => Contact(dossier, k)),
            ["prior_attempts"] = new JsonObject
            {
                ["count"] = prior.Count,
                ["items"] = List(
                    prior.Items,
                    a => new
                    {
                        name = a.Name.Value,
                        at = a.At,
                        kind = a.Kind,
                        summary = a.NotRead ? $"{a.Summary} (to a mailbox that is not read)" : a.Summary,
                    }
                ),
            },
            ["last_buyer_word"] = since,
            ["open_questions"] = List(
                OpenQuestions.Of(file, dossier.Now),
                q => new
                {
                    name = q.Name.Value,
                    at = q.At,
                    who = q.Who,
                    sentence = q.Sentence,
                }
            ),
            ["outreach"] = Outreach(dossier),
            ["routing"] = Routing(dossier),
            ["away"] = Away(dossier),
            ["colleagues"] = List(
                dossier.Team.Colleagues,
                c => new
                {
                    email = c.Email,
                    name = c.Name,
                    roles = c.Roles,
                }
            ),
            ["changeable_fields"] = Changeable(dossier),
            ["voice"] = List(
                dossier.Team.Voices.Where(v => Sides.Same(v.Email, dossier.Deal.AnsweredBy)).SelectMany(v => v.Messages),
                m => m
            ),
            ["limits"] = Node(new { pause_days = dossier.Playbook.Limits.PauseDays, pause_until = Text(PauseUntil(dossier)) }),
            ["feedback"] = new JsonArray(),
        };
    }

    private static JsonObject OfDeal(Deal deal) =>
        new()
        {
            ["id"] = deal.Id.Value,
            ["name"] = deal.Name,
            ["account"] = deal.Account,
            ["owner"] = deal.AnsweredBy,
            ["manager"] = deal.ManagerEmail,
            ["stage"] = deal.Stage,
            ["amount"] = deal.Amount?.Amount,
            ["currency"] = deal.Amount?.Currency,
            ["close_date"] = Text(deal.CloseDate),
            ["forecast_category"] = deal.ForecastCategory,
            ["next_step"] = deal.NextStep,
            ["next_step_due"] = Text(deal.NextStepDue),
            ["segment"] = deal.Segment,
            ["type"] = deal.Type,
            ["fields"] = new JsonObject(
                deal.Columns.Where(c => !DealColumns.IsStandard(c.Key))
                    .OrderBy(c => c.Key, StringComparer.Ordinal)
                    .Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value)))
            ),
        };

    // Who has left by an auto-reply has left, whatever the record's column says; and since when. Who is away by one is away until the day
    // that it names.
    private static JsonNode? Contact(Dossier dossier, Contact k)
    {
        var gone = Departures.Since(dossier.File, k.Email, dossier.Now);
        var row = Node(
            new
            {
                name = k.Name,
                email = k.Email,
                title = k.Title,
                side = k.Side,
                role = k.Role,
                status = gone is null ? k.Status : "left",
            }
        );
        if (gone is { } since)
        {
            row!["since"] = Text(DateOnly.FromDateTime(since.UtcDateTime));
        }
        if (k.Side != Side.Seller && Absences.Of(dossier.File, dossier.Team, k.Email, dossier.Now) is { HasLeft: false } away)
        {
            row!["away_until"] = Text(away.Until) ?? "unknown";
        }
        return row;
    }

    // Where the evidence names no day to come back: the playbook's rest, ended on a working day.
    private static DateOnly PauseUntil(Dossier dossier)
    {
        var day = DateOnly.FromDateTime(dossier.Now.UtcDateTime.AddDays(dossier.Playbook.Limits.PauseDays));
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            day = day.AddDays(1);
        }
        return day;
    }

    private static JsonNode? Outreach(Dossier dossier)
    {
        var window = TouchWindow.Of(dossier.File, dossier.Team, dossier.Playbook.Limits, dossier.Now);
        return Node(
            new
            {
                touches_in_window = window.Touches,
                window_days = window.Days,
                allowed = window.Allowed,
                free_from = Text(window.FreeFrom),
            }
        );
    }

    // The columns that the record has, each with what may be put into it.
    private static JsonObject Changeable(Dossier dossier) =>
        new(
            from column in dossier.Deal.Columns.Keys.Order(StringComparer.Ordinal)
            where !RecordColumns.Fixed.Contains(column)
            select KeyValuePair.Create(
                column,
                column.ToLowerInvariant() switch
                {
                    "stage" => Node(dossier.Playbook.Stages.Select(s => s.Name)),
                    "forecast_category" => Node(
                        new[] { Forecast.Omitted, Forecast.Pipeline, Forecast.BestCase, Forecast.Commit, Forecast.Closed }
                    ),
                    "close_date" or "next_step_due" => Node("YYYY-MM-DD"),
                    "amount" => Node("a number"),
                    _ => Node("text"),
                }
            )
        );

    private static JsonObject Routing(Dossier dossier) =>
        new(
            from role in Roles.Qualified.Append(Roles.Manager)
            let who = QualifiedOwners.AtWork(role, dossier)
            where who.Count > 0
            select KeyValuePair.Create(role, Node(who))
        );

    // Those of ours whom nothing can be asked of now, with what they would be asked about.
    private static JsonArray Away(Dossier dossier)
    {
        var held = Roles
            .Qualified.Append(Roles.Manager)
            .Append(Roles.DealOwner)
            .SelectMany(role =>
                QualifiedOwners.Of(role, dossier.Deal, dossier.Team, dossier.Playbook).Select(who => (Who: who, Role: role))
            )
            .ToLookup(h => h.Who, h => h.Role, StringComparer.OrdinalIgnoreCase);
        var absent = held.Select(h => h.Key)
            .Concat(dossier.Team.Colleagues.Select(c => c.Email))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(who => Absences.Of(dossier.File, dossier.Team, who, dossier.Now))
            .OfType<Absence>();
        return List(
            absent,
            a => new
            {
                email = a.Email,
                roles = held[a.Email],
                left = a.HasLeft,
                until = Text(a.Until),
                name = a.Name.Value,
            }
        );
    }

    private static JsonArray List<TItem, TShape>(IEnumerable<TItem> items, Func<TItem, TShape> shape) =>
        [.. items.Select(i => Node(shape(i)))];

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, DeskJson.Options);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
