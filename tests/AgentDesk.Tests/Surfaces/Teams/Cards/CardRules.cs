using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentDesk.Surfaces.Teams.Cards;

namespace AgentDesk.Tests.Surfaces.Teams.Cards;

/// <summary>
/// What must hold of every card, whatever it shows: the schema's element types and properties, its size, labels, links, and what its
/// actions carry.
/// </summary>
internal static partial class CardRules
{
    // The Adaptive Cards schema 1.5, as far as the desk uses it: element type, and the properties that it knows.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["AdaptiveCard"] = "type $schema version lang speak fallbackText body actions refresh",
        ["TextBlock"] = "type id text wrap weight size isSubtle color spacing style separator isVisible",
        ["Container"] = "type id items style isVisible spacing separator selectAction",
        ["ColumnSet"] = "type columns separator spacing",
        ["Column"] = "type width items verticalContentAlignment",
        ["FactSet"] = "type facts spacing separator",
        ["ActionSet"] = "type actions spacing",
        ["Input.Text"] = "type id label value isMultiline isRequired errorMessage style placeholder",
        ["Input.Date"] = "type id label value min isRequired errorMessage",
        ["Input.Number"] = "type id label value min max isRequired errorMessage",
        ["Input.ChoiceSet"] = "type id label value choices style isRequired errorMessage",
        ["Action.Execute"] = "type title verb data style fallback associatedInputs tooltip",
        ["Action.Submit"] = "type title data associatedInputs",
        ["Action.OpenUrl"] = "type title url",
        ["Action.ShowCard"] = "type title card",
        ["Action.ToggleVisibility"] = "type title targetElements",
    };

    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["weight"] = ["Lighter", "Default", "Bolder"],
        ["size"] = ["Small", "Default", "Medium", "Large", "ExtraLarge"],
        ["color"] = ["Default", "Accent", "Good", "Warning", "Attention"],
        ["spacing"] = ["None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"],
        ["associatedInputs"] = ["auto", "none"],
    };

    private static readonly string[] Carried = ["run", "action", "version", "hash", "verb"];

    /// <summary>The rules that the card breaks, a line each.</summary>
    public static IReadOnlyList<string> Broken(JsonObject card, Uri web)
    {
        var broken = new List<string>();
        var (ids, targets) = (new List<string>(), new List<string>());
        if (card["version"]?.ToString() is not ("1.5" or "1.4"))
        {
            broken.Add("its version is not 1.5 or lower");
        }
        if (Room.Bytes(card) is > 28_000 and var bytes)
        {
            broken.Add($"it has {bytes} bytes");
        }
        if (card["speak"]?.ToString() is not { Length: > 0 } || card["fallbackText"]?.ToString() is not { Length: > 0 })
        {
            broken.Add("it says nothing where it cannot be drawn");
        }
        Walk(card, broken, ids, targets, web);
        broken.AddRange(ids.GroupBy(i => i, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"two elements are `{g.Key}`"));
        broken.AddRange(targets.Except(ids, StringComparer.Ordinal).Select(t => $"`{t}` is folded out and is not there"));
        return broken;
    }

    public static IEnumerable<JsonObject> Of(JsonNode? node, string type) => All(node).Where(o => o["type"]?.ToString() == type);

    public static IEnumerable<JsonObject> All(JsonNode? node) =>
        node switch
        {
            JsonObject o => [o, .. o.SelectMany(m => All(m.Value))],
            JsonArray a => a.SelectMany(All),
            _ => [],
        };

    private static void Walk(JsonNode? node, List<string> broken, List<string> ids, List<string> targets, Uri web)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                Walk(item, broken, ids, targets, web);
            }
            return;
        }
        if (node is not JsonObject o)
        {
            return;
        }

        if (o["type"] is JsonValue t && t.ToString() is var type)
        {
            if (!Known.TryGetValue(type, out var members))
            {
                broken.Add($"`{type}` is no type of the schema");
                return;
            }
            broken.AddRange(o.Select(m => m.Key).Except(members.Split(' '), StringComparer.Ordinal).Select(p => $"`{type}` has no `{p}`"));
            broken.AddRange(
                Values
                    .Where(v =>
                        o[v.Key] is { } said
                        && type != "Column"
                        && !(type.StartsWith("Input", StringComparison.Ordinal) && v.Key == "style")
                        && !v.Value.Contains(said.ToString(), StringComparer.Ordinal)
                    )
                    .Select(v => $"{v.Key} `{o[v.Key]}`")
            );
            if (o["id"] is { } id)
            {
                ids.Add(id.ToString());
            }
            Element(o, type, broken, targets, web);
        }

        foreach (var (_, value) in o.Where(m => m.Key != "data"))
        {
            Walk(value, broken, ids, targets, web);
        }
    }

    private static void Element(JsonObject o, string type, List<string> broken, List<string> targets, Uri web)
    {
        if (type.StartsWith("Input.", StringComparison.Ordinal))
        {
            if (o["label"]?.ToString() is not { Length: > 0 } || o["id"] is null)
            {
                broken.Add($"an {type} has no label or id");
            }
            if (o["isRequired"] is not null && o["errorMessage"]?.ToString() is not { Length: > 0 })
            {
                broken.Add("a required input does not say what is asked");
            }
        }

        if (type.StartsWith("Action.", StringComparison.Ordinal) && o["title"]?.ToString() is not { Length: > 0 and <= 120 })
        {
            broken.Add($"an {type} has no title of a readable length");
        }
        if (type is "Action.Execute" or "Action.Submit")
        {
            Data(o, broken);
        }
        if (type == "Action.ToggleVisibility")
        {
            targets.AddRange(o["targetElements"]!.AsArray().Select(x => x!.ToString()));
        }
        if (type == "ActionSet" && o["actions"]!.AsArray().Count is 0 or > 6)
        {
            broken.Add("an ActionSet has no action or more than six");
        }
        if (type == "TextBlock" && (o["wrap"]?.GetValue<bool>() != true || string.IsNullOrWhiteSpace(o["text"]!.ToString())))
        {
            broken.Add($"a text does not wrap or is empty: {o.ToJsonString()}");
        }
        foreach (var url in Urls(o, type))
        {
            if (!url.StartsWith(web.AbsoluteUri, StringComparison.Ordinal))
            {
                broken.Add($"it opens {url}");
            }
        }
    }

    private static void Data(JsonObject action, List<string> broken)
    {
        var data = action["data"] as JsonObject ?? [];
        if (data["msteams"] is JsonObject { } teams)
        {
            if (teams["type"]?.ToString() is not ("imBack" or "task/fetch"))
            {
                broken.Add($"an action asks Teams for {teams.ToJsonString()}");
            }
            if (teams["type"]?.ToString() == "imBack" && data.Count > 1)
            {
                broken.Add("words for the chat carry data");
            }
        }

        broken.AddRange(
            data.Select(m => m.Key).Except([.. Carried, "msteams"], StringComparer.Ordinal).Select(k => $"an action carries `{k}`")
        );
        broken.AddRange(
            data.Where(m => m.Key != "msteams" && m.Value!.ToString().Length > 100)
                .Select(m => $"`{m.Key}` carries {m.Value!.ToString().Length} characters")
        );
    }

    private static IEnumerable<string> Urls(JsonObject o, string type)
    {
        if (o["url"] is { } url)
        {
            yield return url.ToString();
        }
        var texts =
            type == "FactSet" ? o["facts"]!.AsArray().SelectMany(f => new[] { f!["title"]!.ToString(), f["value"]!.ToString() })
            : o["text"] is { } text ? [text.ToString()]
            : [];
        foreach (var t in texts)
        {
            foreach (Match link in Link().Matches(t))
            {
                yield return link.Groups["url"].Value;
            }
        }
    }

    // A link of Markdown: brackets that no backslash takes back.
    [GeneratedRegex(@"(?<!\\)(?:\\\\)*\]\((?<url>[^)]*)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();
}
