using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Teams.Cards;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AgentDesk.Surfaces.Teams.Deciding;

/// <summary>
/// What a pressed button sent back: which action was seen in which version, and what was typed beside it. Nothing of it is believed beyond
/// that.
/// </summary>
internal sealed record CardInputs(
    RunId Run,
    ActionId? Action,
    string Version,
    string Hash,
    string Verb,
    IReadOnlyDictionary<string, string> Typed
)
{
    private const int LongestName = 200;

    /// <summary>The data of a card's action, or null when it is none that a card of this desk carries.</summary>
    public static CardInputs? Read(JsonNode? data, string? verb)
    {
        if (data is not JsonObject members)
        {
            return null;
        }
        string Of(string name) =>
            members[name] is JsonValue v && v.TryGetValue<string>(out var text) && text.Length <= LongestName ? text : "";

        verb = verb is { Length: > 0 } ? verb : Of(CardData.Verb);
        if (Of(CardData.Run) is not { Length: > 0 } run || verb.Length is 0 or > LongestName)
        {
            return null;
        }

        var action = Of(CardData.Action);
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in members.Where(m => m.Key.StartsWith(action + ".", StringComparison.Ordinal) && action.Length > 0))
        {
            // Clients send the value of every input as text; a toggle or number may come bare.
            if (value is JsonValue v)
            {
                typed[name[(action.Length + 1)..]] = v.TryGetValue<string>(out var text) ? text : v.ToJsonString();
            }
        }

        return new CardInputs(
            new RunId(run),
            action.Length > 0 ? new ActionId(action) : null,
            Of(CardData.Version),
            Of(CardData.Hash),
            verb,
            typed
        );
    }

    /// <summary>The decision that was meant, or null with what is wrong.</summary>
    public Decision? ToDecision(RunView run, out string problem)
    {
        if (Asked() is { } lacking)
        {
            problem = lacking;
            return null;
        }

        var form = new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["decision"] = Verb,
            ["payload_hash"] = Hash,
            ["record_version"] = Version,
        };
        foreach (var (name, value) in Typed)
        {
            form.TryAdd(name, value);
        }
        return Decisions.Read(new FormCollection(form), run, Action, out problem);
    }

    /// <summary>
    /// Whether the draft in the card's inputs is another than the one that the card was drawn from: then pressing "approve" cannot mean the
    /// old one.
    /// </summary>
    public bool Changes(ActionState state)
    {
        var drawn = PayloadForm.Fields(state.Action.Payload);
        return drawn.Any(f => Typed.TryGetValue(f.Name, out var typed) && Plain(typed) != Plain(f.Value));
    }

    // In the words of somebody who looks at a card, not at a prompt.
    private string? Asked() =>
        Verb switch
        {
            CardVerbs.Reject or CardVerbs.Suppress when Text(CardData.Reason).Length == 0 =>
                "Say why: fill in the reason, then press again.",
            CardVerbs.Snooze when Text(CardData.Until).Length == 0 => "Name the day on which it shall come back, then press again.",
            CardVerbs.Reassign or CardVerbs.Escalate when !Text(CardData.To).Contains('@', StringComparison.Ordinal) =>
                "Name the colleague by mail address, then press again.",
            _ => null,
        };

    private string Text(string name) => Typed.TryGetValue(name, out var text) ? text.Trim() : "";

    // Clients differ in line ends and in what they trim.
    private static string Plain(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd())).Trim();
}
