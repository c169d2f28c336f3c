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
    private static readonly HashSet<string> Standard = new(StringComparer.OrdinalIgnoreCase)
    {
        "deal_id", "name", "account", "owner_email", "manager_email", "stage", "amount", "currency", "created_at", "close_date", "forecast_category", "next_step", "next_step_due", "segment", "type", "status",
    };

    public static JsonObject Of(Dossier dossier, Cause cause)
    {
        var (file, id) = (dossier.File, dossier.Deal.Id);
        var prior = PriorOutreach.Of(file, dossier.Team, dossier.Now);
        var since = prior.Since is { } last ? Node(new { name = last.Name.Value, at = last.At, who = last.Who }) : null;
        return new JsonObject
        {
            ["now"] = Node(dossier.Now),
            ["deal"] = OfDeal(dossier.Deal),
            ["stage_age"] = StageAge.Of(file, dossier.Playbook, dossier.Now) is { } age ? Node(new { days = age.Days, expected = age.Expected, entered_at = age.EnteredAt }) : null,
            ["triggers"] = List(cause.Triggers, t => new { kind = t.Kind, detail = t.Detail, at = t.At }),
            ["contacts"] = List(file.Contacts, c => new { name = c.Name, email = c.Email, title = c.Title, side = c.Side, role = c.Role, status = c.Status }),
            ["trackers"] = List(file.Trackers, t => new { name = $"tracker:{t.Id}", kind = t.Kind, item = t.Item, status = t.Status, owner = t.OwnerEmail, updated_at = t.UpdatedAt, note = t.Note }),
            ["meetings"] = List(file.Meetings, m => new
            {
                name = $"event:{m.Id}", subject = m.Subject, start = m.Start, cancelled = m.IsCancelled,
                attendees = m.Attendees.Select(a => new { name = a.Name, email = a.Address, side = a.Side, response = a.Response }),
            }),
            ["prior_attempts"] = new JsonObject
            {
                ["count"] = prior.Count,
                ["items"] = List(prior.Items, a => new { name = a.Name.Value, at = a.At, kind = a.Kind, summary = a.Summary }),
                ["since"] = since,
            },
            ["last_buyer_word"] = since?.DeepClone(),
            ["routing"] = Routing(dossier),
            ["colleagues"] = List(dossier.Team.Colleagues, c => new { email = c.Email, name = c.Name, roles = c.Roles }),
            ["assets"] = List(dossier.Team.Assets, a => new { name = $"asset:{a.Stem}", title = a.Title, kind = a.Kind, usable = a.IsUsable(DateOnly.FromDateTime(dossier.Now.UtcDateTime)), expires_on = a.ExpiresOn, audience = a.Audience }),
            ["voice"] = List(dossier.Team.Voices.Where(v => Sides.Same(v.Email, dossier.Deal.OwnerEmail)).SelectMany(v => v.Messages), m => m),
            ["stage_history"] = List(file.Stages, s => new { name = StageAge.NameOf(id, s).Value, stage = s.Stage, entered_at = s.EnteredAt, exited_at = s.ExitedAt, changed_by = s.ChangedBy, source = s.Source }),
            ["field_changes"] = List(file.FieldChanges, f => new { name = string.Create(CultureInfo.InvariantCulture, $"field:{id}#{f.Row}"), field = f.Field, old = f.OldValue, @new = f.NewValue, at = f.ChangedAt, by = f.ChangedBy }),
            ["limits"] = Node(new { pause_days = dossier.Playbook.Limits.PauseDays }),
            ["feedback"] = new JsonArray(),
        };
    }

    private static JsonObject OfDeal(Deal deal) => new()
    {
        ["id"] = deal.Id.Value,
        ["name"] = deal.Name,
        ["account"] = deal.Account,
        ["owner"] = deal.OwnerEmail,
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
        ["fields"] = new JsonObject(deal.Columns.Where(c => !Standard.Contains(c.Key)).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value)))),
    };

    private static JsonObject Routing(Dossier dossier) => new(
        from role in Roles.Qualified.Append(Roles.Manager)
        let who = QualifiedOwners.Of(role, dossier.Deal, dossier.Team, dossier.Playbook)
        where who.Count > 0
        select KeyValuePair.Create(role, Node(who)));

    private static JsonArray List<TItem, TShape>(IEnumerable<TItem> items, Func<TItem, TShape> shape) => [.. items.Select(i => Node(shape(i)))];

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, DeskJson.Options);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
