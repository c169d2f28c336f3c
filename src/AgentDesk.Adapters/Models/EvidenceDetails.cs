using System.Globalization;
using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Models;

/// <summary>
/// What a line of evidence says beside its text (prompts/README.md): whom a mail went to, how a tracker stands, who answered an invitation,
/// whether an asset may be used.
/// </summary>
internal sealed class EvidenceDetails(Dossier dossier)
{
    private readonly DateOnly _day = DateOnly.FromDateTime(dossier.Now.UtcDateTime);
    private readonly Dictionary<string, object> _rows = Rows(dossier);
    private readonly Dictionary<string, int> _conversations = Conversations(dossier.File.Mails);

    public JsonObject Of(EvidenceItem item) =>
        _rows.GetValueOrDefault(item.Name.Value) switch
        {
            Mail m => Some(
                ("to", List(m.To.Select(a => a.Address))),
                ("cc", List(m.Cc.Select(a => a.Address))),
                ("conversation", _conversations[m.ConversationId])
            ),
            TrackerRow t => Some(("tracker", t.Kind), ("status", t.Status), ("owner", Text(t.OwnerEmail))),
            Meeting m => Some(("cancelled", m.IsCancelled ? true : null), ("attendees", List(m.Attendees.Select(Who)))),
            StageMove s => Some(
                ("until", s.ExitedAt is { } end ? Instant(end) : null),
                ("by", Text(s.ChangedBy)),
                ("source", Text(s.Source))
            ),
            FieldChange f => Some(("by", Text(f.ChangedBy))),
            Asset a => Some(
                ("asset", a.Kind),
                ("audience", Text(a.Audience)),
                ("usable", a.IsUsable(_day)),
                ("expires_on", a.ExpiresOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            ),
            _ => [],
        };

    /// <summary>An attendee in one line: `Ana Ruiz &lt;ana@…&gt; (buyer): declined`.</summary>
    public static string Who(Attendee a) =>
        $"{a.Name} <{a.Address}> ({a.Side.ToString().ToLowerInvariant()}): {(a.Response.Length > 0 ? a.Response : "none")}".TrimStart();

    private static Dictionary<string, object> Rows(Dossier dossier)
    {
        var (file, id) = (dossier.File, dossier.Deal.Id);
        var rows = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var m in file.Mails)
        {
            rows.TryAdd($"mail:{m.Id}", m);
        }
        foreach (var t in file.Trackers)
        {
            rows.TryAdd($"tracker:{t.Id}", t);
        }
        foreach (var m in file.Meetings)
        {
            rows.TryAdd($"event:{m.Id}", m);
        }
        foreach (var s in file.Stages)
        {
            rows.TryAdd(string.Create(CultureInfo.InvariantCulture, $"stage:{id}#{s.Row}"), s);
        }
        foreach (var f in file.FieldChanges)
        {
            rows.TryAdd(string.Create(CultureInfo.InvariantCulture, $"field:{id}#{f.Row}"), f);
        }
        foreach (var a in dossier.Team.Assets)
        {
            rows.TryAdd($"asset:{a.Stem}", a);
        }
        return rows;
    }

    // The ids of mail systems are long and say nothing: conversations are counted in order of time.
    private static Dictionary<string, int> Conversations(IReadOnlyList<Mail> mails)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var m in mails)
        {
            numbers.TryAdd(m.ConversationId, numbers.Count + 1);
        }
        return numbers;
    }

    private static JsonObject Some(params (string Name, JsonNode? Value)[] members) =>
        new(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, m.Value)));

    private static JsonArray? List(IEnumerable<string> texts) =>
        texts.Select(t => (JsonNode?)JsonValue.Create(t)).ToArray() is { Length: > 0 } list ? new JsonArray(list) : null;

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
