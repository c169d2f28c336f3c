using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Tests.Policy;

/// <summary>
/// The golden table of one gate: Cases/NAME.json, an array of `{ "case", "set", "finds" }`. `set` changes the deal of deal.json: a dotted
/// path to a value, where `+` appends and a null value removes. `finds` is what the gate answers; UPDATE_GOLDEN=1 rewrites it.
/// </summary>
internal sealed class GateCaseFile(string gate)
{
    private static readonly JsonSerializerOptions Shown = new(DeskJson.Indented) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Base = File.ReadAllText(RepoRoot.Path("tests", "AgentDesk.Tests", "Policy", "deal.json"));

    private readonly string _path = RepoRoot.Path("tests", "AgentDesk.Tests", "Policy", "Cases", gate + ".json");

    public static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public bool Exists => File.Exists(_path);

    public JsonArray Cases => JsonNode.Parse(File.ReadAllText(_path))!.AsArray();

    /// <summary>The deal as deal.json has it, or with changes.</summary>
    public static GateCase Build(JsonObject? changes = null)
    {
        var root = JsonNode.Parse(Base)!.AsObject();
        foreach (var (path, value) in changes ?? [])
        {
            Set(root, path, value?.DeepClone());
        }

        var playbook = BuiltInPlaybook.Value;
        if (root["opt_outs"] is { } out_)
        {
            playbook = playbook with { OptOuts = out_.Deserialize<List<string>>()! };
        }

        var dossier = new Dossier(Read<DealFile>(root["file"]), Read<Team>(root["team"]), playbook, Read<DateTimeOffset>(root["now"]));
        var actions = Read<List<ProposedAction>>(root["actions"])
            .Select(a => a.RecordVersion == "current" ? a with { RecordVersion = ActionVersions.Of(a.Payload, dossier) } : a);
        return new GateCase(
            new Proposal(Read<Packet>(root["packet"]), [.. actions]),
            dossier,
            root["edited_by"] is { } by ? new Actor(by.GetValue<string>(), []) : null
        )
        {
            Live = root["live"] is { } live ? Read<List<LiveAct>>(live) : [],
            Earlier = root["earlier"] is { } earlier ? Read<List<EarlierAct>>(earlier) : [],
            Before = root["before"] is { } before ? Read<ProposedAction>(before) : null,
        };
    }

    /// <summary>The findings of a gate as a golden file has them.</summary>
    public static JsonArray Finds(Gate gate, GateCase c) =>
        [
            .. gate.Judge(c)
                .Select(f =>
                {
                    var o = new JsonObject
                    {
                        ["outcome"] = f.SendBack ? "send_back" : JsonNamingPolicy.SnakeCaseLower.ConvertName(f.Outcome.ToString()),
                        ["reason"] = f.Reason,
                    };
                    if (f.RouteTo is { } role)
                    {
                        o["route_to"] = role;
                    }
                    if (f.About.Count > 0)
                    {
                        o["about"] = new JsonArray([.. f.About.Select(a => (JsonNode)JsonValue.Create(a))]);
                    }
                    return (JsonNode)o;
                }),
        ];

    public void Rewrite(JsonArray cases) => File.WriteAllText(_path, cases.ToJsonString(Shown) + "\n");

    private static T Read<T>(JsonNode? node) => node.Deserialize<T>(DeskJson.Options)!;

    private static void Set(JsonNode root, string path, JsonNode? value)
    {
        var parts = path.Split('.');
        var at = root;
        foreach (var part in parts[..^1])
        {
            at = at is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)]! : at[part]!;
        }

        switch (at)
        {
            case JsonArray list when parts[^1] == "+":
                list.Add(value);
                break;
            case JsonArray list when value is null:
                list.RemoveAt(int.Parse(parts[^1], CultureInfo.InvariantCulture));
                break;
            case JsonArray list:
                list[int.Parse(parts[^1], CultureInfo.InvariantCulture)] = value;
                break;
            default:
                at[parts[^1]] = value;
                break;
        }
    }
}
