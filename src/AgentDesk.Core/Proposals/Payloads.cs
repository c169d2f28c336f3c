using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentDesk.Core.Proposals;

/// <summary>How a person's edit becomes a payload: typed, complete, and of the same kind.</summary>
public static class Payloads
{
    /// <summary>The payload with the edit's members put in; members that the edit leaves out keep their value.</summary>
    /// <exception cref="JsonException">A member is unknown to this kind, has the wrong type, or the kind would change.</exception>
    public static ActionPayload Merge(ActionPayload current, JsonObject edit)
    {
        var whole = current.ToJson();
        foreach (var (name, value) in edit)
        {
            if (!whole.ContainsKey(name))
            {
                throw new JsonException(
                    $"`{name}` is no member of `{current.Kind}`: {string.Join(", ", whole.Select(m => m.Key).Where(k => k != "kind"))}"
                );
            }
            if (name == "kind" && value?.ToString() != current.Kind)
            {
                throw new JsonException($"`{current.Kind}` cannot become `{value}`");
            }

            whole[name] = value?.DeepClone();
        }

        return whole.Deserialize<ActionPayload>(DeskJson.Options)!;
    }
}
