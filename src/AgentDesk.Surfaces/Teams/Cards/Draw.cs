using System.Text.Json.Nodes;
using AgentDesk.Core.Runs;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>
/// Elements and actions of Adaptive Cards 1.5, as their schema names them. Texts come in escaped (<see cref="CardText"/>), except the
/// values of inputs, which are literal.
/// </summary>
internal static class Draw
{
#pragma warning disable S5332 // A name, which nobody fetches.
    public const string Schema = "http://adaptivecards.io/schemas/adaptive-card.json";
#pragma warning restore S5332

    public static JsonObject Card(IEnumerable<JsonObject> body, string speak, JsonObject? refresh = null)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = Schema,
            ["version"] = "1.5",
            ["lang"] = "en",
            ["speak"] = speak,
            ["fallbackText"] = speak,
            ["body"] = Array(body),
        };
        if (refresh is not null)
        {
            card["refresh"] = new JsonObject { ["action"] = refresh };
        }
        return card;
    }

    public static JsonObject Text(
        string text,
        string? weight = null,
        string? size = null,
        bool subtle = false,
        string? color = null,
        string? spacing = null,
        string? id = null
    ) =>
        With(
            new JsonObject
            {
                ["type"] = "TextBlock",
                ["text"] = string.IsNullOrWhiteSpace(text) ? "…" : text,
                ["wrap"] = true,
            },
            ("weight", weight),
            ("size", size),
            ("isSubtle", subtle ? true : null),
            ("color", color),
            ("spacing", spacing),
            ("id", id)
        );

    /// <summary>A heading, told as one by screen readers.</summary>
    public static JsonObject Heading(string text, string size = "Medium", string? spacing = null) =>
        With(Text(text, "Bolder", size, spacing: spacing), ("style", "heading"));

    public static JsonObject Box(
        IEnumerable<JsonObject> items,
        string? style = null,
        string? id = null,
        bool hidden = false,
        string? spacing = null,
        bool separator = false
    ) =>
        With(
            new JsonObject { ["type"] = "Container", ["items"] = Array(items) },
            ("style", style),
            ("id", id),
            ("isVisible", hidden ? false : null),
            ("spacing", spacing),
            ("separator", separator ? true : null)
        );

    public static JsonObject Facts(params IEnumerable<(string Title, string Value)> facts) =>
        new() { ["type"] = "FactSet", ["facts"] = Array(facts.Select(f => new JsonObject { ["title"] = f.Title, ["value"] = f.Value })) };

    /// <summary>A row of text with something at its right.</summary>
    public static JsonObject Beside(IEnumerable<JsonObject> wide, JsonObject narrow, bool separator) =>
        With(
            new JsonObject
            {
                ["type"] = "ColumnSet",
                ["columns"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "Column",
                        ["width"] = "stretch",
                        ["items"] = Array(wide),
                    },
                    new JsonObject
                    {
                        ["type"] = "Column",
                        ["width"] = "auto",
                        ["verticalContentAlignment"] = "Center",
                        ["items"] = new JsonArray(narrow),
                    }
                ),
            },
            ("separator", separator ? true : null)
        );

    public static JsonObject Buttons(params IEnumerable<JsonObject> actions) =>
        new() { ["type"] = "ActionSet", ["actions"] = Array(actions) };

    /// <summary>A row that folds out what stands under <paramref name="id"/>.</summary>
    public static JsonObject Fold(string title, string id, string? spacing = null) =>
        With(
            new JsonObject
            {
                ["type"] = "Container",
                ["selectAction"] = new JsonObject
                {
                    ["type"] = "Action.ToggleVisibility",
                    ["title"] = title,
                    ["targetElements"] = new JsonArray(id),
                },
                ["items"] = new JsonArray(Text($"▾ {title}", color: "Accent")),
            },
            ("spacing", spacing)
        );

    public static JsonObject Toggle(string title, string id) =>
        new()
        {
            ["type"] = "Action.ToggleVisibility",
            ["title"] = title,
            ["targetElements"] = new JsonArray(id),
        };

    public static JsonObject Open(string title, string url) =>
        new()
        {
            ["type"] = "Action.OpenUrl",
            ["title"] = title,
            ["url"] = url,
        };

    /// <summary>A button that asks the desk for something, with the same as a plain submit for clients that do not know it.</summary>
    public static JsonObject Execute(string title, string verb, JsonObject data, bool fallback, string? style = null)
    {
        var action = With(
            new JsonObject
            {
                ["type"] = "Action.Execute",
                ["title"] = title,
                ["verb"] = verb,
                ["data"] = data,
            },
            ("style", style)
        );
        if (fallback)
        {
            var carried = (JsonObject)data.DeepClone();
            carried[CardData.Verb] = verb;
            action["fallback"] = new JsonObject
            {
                ["type"] = "Action.Submit",
                ["title"] = title,
                ["data"] = carried,
            };
        }

        return action;
    }

    /// <summary>A form that opens under its button. Its inputs are asked for by its own buttons alone.</summary>
    public static JsonObject Form(string title, params IEnumerable<JsonObject> body) =>
        new()
        {
            ["type"] = "Action.ShowCard",
            ["title"] = title,
            ["card"] = new JsonObject { ["type"] = "AdaptiveCard", ["body"] = Array(body) },
        };

    /// <summary>The input of a field of a payload.</summary>
    public static JsonObject Input(string id, FormField field) =>
        field.Kind switch
        {
            FieldKind.Day => InputOf("Input.Date", id, field.Label, field.Value),
            FieldKind.Minutes => With(
                InputOf("Input.Number", id, field.Label, null),
                ("value", double.TryParse(field.Value, out var n) ? n : null),
                ("min", 1),
                ("max", 1440)
            ),
            FieldKind.Text => With(InputOf("Input.Text", id, field.Label, field.Value), ("isMultiline", true)),
            _ => InputOf("Input.Text", id, field.Label, field.Value),
        };

    public static JsonObject Required(JsonObject input, string otherwise) => With(input, ("isRequired", true), ("errorMessage", otherwise));

    public static JsonObject InputOf(string type, string id, string label, string? value) =>
        With(
            new JsonObject
            {
                ["type"] = type,
                ["id"] = id,
                ["label"] = label,
            },
            ("value", value)
        );

    public static JsonObject With(JsonObject element, params IEnumerable<(string Name, JsonNode? Value)> members)
    {
        foreach (var (name, value) in members.Where(m => m.Value is not null))
        {
            element[name] = value;
        }
        return element;
    }

    private static JsonArray Array(IEnumerable<JsonObject> items) => [.. items];
}
