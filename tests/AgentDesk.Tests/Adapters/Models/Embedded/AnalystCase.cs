using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Core;

namespace AgentDesk.Tests.Adapters.Models.Embedded;

/// <summary>Builds the two blocks of a deal of an invented seller, piece by piece, and asks the analyst.</summary>
internal sealed class AnalystCase
{
    private readonly List<(string Name, string Text, JsonObject Line)> _pieces = [];
    private readonly JsonArray _trackers = [];
    private readonly JsonArray _meetings = [];
    private readonly JsonArray _contacts = [];
    private readonly JsonArray _attempts = [];
    private readonly JsonObject _deal = new()
    {
        ["id"] = "X-1",
        ["name"] = "Rollout",
        ["account"] = "Quarry Works",
        ["owner"] = "owner@seller.example",
        ["manager"] = "boss@seller.example",
        ["stage"] = "propose",
    };
    private readonly JsonArray _colleagues = [];
    private readonly JsonArray _feedback = [];
    private JsonElement? _previous;
    private int _pauseDays = 30;
    private string? _away;
    private readonly JsonArray _triggers = [];

    public static DateTimeOffset Now { get; } = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);

    public AnalystCase Contact(string name, string role = "unknown", string status = "active")
    {
        _contacts.Add(
            new JsonObject
            {
                ["name"] = name,
                ["email"] = Email(name),
                ["title"] = "",
                ["side"] = "buyer",
                ["role"] = role,
                ["status"] = status,
            }
        );
        return this;
    }

    /// <summary>Code found by an automatic reply that this contact has left.</summary>
    public AnalystCase LeftSince(string name, string day)
    {
        _contacts.Single(c => c!["name"]!.ToString() == name)!["since"] = day;
        return this;
    }

    public AnalystCase Buyer(int daysAgo, string who, string text, bool automatic = false, string title = "Rollout") =>
        Piece("mail", "buyer", daysAgo, who, text, automatic, title);

    public AnalystCase Seller(int daysAgo, string text, bool attempt = false)
    {
        Piece("mail", "seller", daysAgo, "Olga Brandt", text);
        if (attempt)
        {
            _attempts.Add(
                new JsonObject
                {
                    ["name"] = _pieces[^1].Name,
                    ["at"] = JsonSerializer.SerializeToNode(Now.AddDays(-daysAgo), DeskJson.Options),
                    ["kind"] = "mail",
                    ["summary"] = "mail",
                }
            );
        }
        return this;
    }

    /// <summary>A member of the deal's record: `close_date`, `next_step_due`, `forecast_category`.</summary>
    public AnalystCase Record(string member, string value)
    {
        _deal[member] = value;
        return this;
    }

    public AnalystCase Custom(string field, string value)
    {
        (_deal["fields"] ??= new JsonObject())[field] = value;
        return this;
    }

    public AnalystCase Colleague(string email, string name)
    {
        _colleagues.Add(
            new JsonObject
            {
                ["email"] = email,
                ["name"] = name,
                ["roles"] = new JsonArray(),
            }
        );
        return this;
    }

    public AnalystCase SentBack(string reason)
    {
        _feedback.Add(reason);
        return this;
    }

    /// <summary>A draft of the analyst's own, sent back for this.</summary>
    public AnalystCase SentBack(JsonElement draft, string reason)
    {
        _previous = draft;
        return SentBack(reason);
    }

    public AnalystCase PauseDays(int days)
    {
        _pauseDays = days;
        return this;
    }

    public AnalystCase Signal(int daysAgo, string kind, string text)
    {
        Line($"signal:S{_pieces.Count + 1}", "signal", "system", daysAgo, null, text, kind, false);
        return this;
    }

    public AnalystCase Colleagues(int daysAgo, string who, string text) => Piece("thread", "seller", daysAgo, who, text);

    public AnalystCase Note(int daysAgo, string text) => Piece("activity", "seller", daysAgo, "owner@seller.example", text);

    public AnalystCase Thread(int daysAgo, string who, string text) => Piece("thread", "seller", daysAgo, who, text);

    public AnalystCase Trigger(string kind)
    {
        _triggers.Add(new JsonObject { ["kind"] = kind });
        return this;
    }

    public AnalystCase Tracker(int daysAgo, string kind, string item, string status, string note = "")
    {
        var name = $"tracker:T{_trackers.Count + 1}";
        var at = JsonSerializer.SerializeToNode(Now.AddDays(-daysAgo), DeskJson.Options);
        _trackers.Add(
            new JsonObject
            {
                ["name"] = name,
                ["kind"] = kind,
                ["item"] = item,
                ["status"] = status,
                ["owner"] = null,
                ["updated_at"] = at,
                ["note"] = note,
            }
        );
        Line(name, "tracker", "system", daysAgo, null, $"{item} · {status} · {note}", item, false);
        return this;
    }

    public AnalystCase MeetingTo(int inDays, string who, string response = "accepted")
    {
        _meetings.Add(
            new JsonObject
            {
                ["name"] = $"event:E{_meetings.Count + 1}",
                ["subject"] = "Review",
                ["start"] = JsonSerializer.SerializeToNode(Now.AddDays(inDays), DeskJson.Options),
                ["cancelled"] = false,
                ["attendees"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = who,
                        ["email"] = Email(who),
                        ["side"] = "buyer",
                        ["response"] = response,
                    }
                ),
            }
        );
        return this;
    }

    /// <summary>Code found that this colleague is away.</summary>
    public AnalystCase Away(string email)
    {
        _away = email;
        return this;
    }

    public string TextOf(string name) => _pieces.Single(p => p.Name == name).Text;

    public bool Has(string name) => _pieces.Exists(p => p.Name == name);

    public string Prompt()
    {
        var last = _pieces
            .Where(p => p.Line["side"]!.GetValue<string>() == "buyer" && p.Line["automatic"] is null)
            .OrderBy(p => p.Line["at"]!.GetValue<string>(), StringComparer.Ordinal)
            .LastOrDefault();
        var word = last.Name is null
            ? null
            : new JsonObject
            {
                ["name"] = last.Name,
                ["at"] = last.Line["at"]!.DeepClone(),
                ["who"] = last.Line["author"]!.DeepClone(),
            };
        var inputs = new JsonObject
        {
            ["now"] = JsonSerializer.SerializeToNode(Now, DeskJson.Options),
            ["deal"] = _deal.DeepClone(),
            ["colleagues"] = _colleagues.DeepClone(),
            ["feedback"] = _feedback.DeepClone(),
            ["limits"] = new JsonObject { ["pause_days"] = _pauseDays },
            ["contacts"] = _contacts.DeepClone(),
            ["triggers"] = _triggers.DeepClone(),
            ["trackers"] = _trackers.DeepClone(),
            ["meetings"] = _meetings.DeepClone(),
            ["prior_attempts"] = new JsonObject
            {
                ["count"] = _attempts.Count,
                ["items"] = _attempts.DeepClone(),
                ["since"] = word?.DeepClone(),
            },
            ["last_buyer_word"] = word,
            ["routing"] = new JsonObject
            {
                ["security"] = new JsonArray("sec@seller.example"),
                ["legal"] = new JsonArray([
                    .. new[] { "law@seller.example", "law2@seller.example" }
                        .Where(e => e != _away)
                        .Select(e => (JsonNode)JsonValue.Create(e)),
                ]),
            },
            ["away"] = _away is null
                ? []
                : new JsonArray(
                    new JsonObject
                    {
                        ["email"] = _away,
                        ["roles"] = new JsonArray("legal"),
                        ["left"] = false,
                        ["until"] = "2026-06-29",
                        ["name"] = "thread:deal#1",
                    }
                ),
        };
        if (_previous is { } draft)
        {
            inputs["previous_draft"] = JsonObject.Create(draft);
        }
        return $"BEGIN INPUTS\n{inputs.ToJsonString(DeskJson.Options)}\nEND INPUTS\nBEGIN EVIDENCE\n{string.Concat(_pieces.Select(p => p.Line.ToJsonString(DeskJson.Options) + "\n"))}END EVIDENCE\n";
    }

    public JsonElement Answer()
    {
        using var doc = JsonDocument.Parse(EmbeddedAnalyst.Answer(Prompt()));
        return doc.RootElement.Clone();
    }

    public string Category() => Answer().GetProperty("blocker").GetProperty("category").GetString()!;

    private AnalystCase Piece(
        string kind,
        string side,
        int daysAgo,
        string who,
        string text,
        bool automatic = false,
        string title = "Rollout"
    )
    {
        Line($"{kind}:m{_pieces.Count + 1}", kind, side, daysAgo, who, text, title, automatic);
        return this;
    }

    private void Line(string name, string kind, string side, int daysAgo, string? who, string text, string title, bool automatic)
    {
        var line = new JsonObject
        {
            ["name"] = name,
            ["kind"] = kind,
            ["at"] = JsonSerializer.SerializeToNode(Now.AddDays(-daysAgo), DeskJson.Options),
            ["side"] = side,
            ["author"] = who,
            ["title"] = title,
            ["text"] = text,
        };
        if (automatic)
        {
            line["automatic"] = true;
        }
        _pieces.Add((name, text, line));
    }

    private static string Email(string name) => $"{name.ToLowerInvariant().Replace(' ', '.')}@quarry.example";
}
