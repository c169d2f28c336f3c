using System.Text.Json.Nodes;

namespace AgentDesk.Tests.Core.Measures;

/// <summary>A deal as the exported files hold it.</summary>
internal sealed class NaiveDeal
{
    public string Id = "",
        Owner = "",
        Manager = "",
        Stage = "",
        Status = "open",
        LossReason = "";
    public List<(int Row, string Stage, DateTimeOffset In, DateTimeOffset? Out, string By)> Stages = [];
    public List<(int Row, string Field, string Old, string New, DateTimeOffset At)> Changes = [];
    public List<(string Id, DateTimeOffset At, string Side, string Subject, string[] To, bool Auto)> Mails = [];
    public List<(string Id, DateTimeOffset Start, DateTimeOffset? End, long Ours, long All)> Calls = [];
}

/// <summary>One action of a run, with what became of it.</summary>
internal sealed class NaiveAction(
    NaiveRun run,
    string id,
    JsonNode payload,
    DateTimeOffset proposed,
    List<(DateTimeOffset From, DateTimeOffset To)> busy
)
{
    public NaiveRun Run => run;

    public string Id => id;

    public JsonNode Payload = payload;
    public DateTimeOffset? Approved,
        Refused,
        Written;
    public List<JsonNode> Edits = [];

    public DateTimeOffset Proposed => proposed;

    /// <summary>When the desk was at work on it before it was proposed.</summary>
    public List<(DateTimeOffset From, DateTimeOffset To)> Busy => busy;

    public string Kind => (string)Payload["kind"]!;

    public DateTimeOffset? Decided => Approved is { } a && Refused is { } r ? (a < r ? a : r) : Approved ?? Refused;
}

/// <summary>A run, folded from the lines of `ledger export` that name it.</summary>
internal sealed class NaiveRun
{
    public NaiveRun(List<JsonNode> events)
    {
        Events = events;
        Start = events[0]["event"]!;
        At = (DateTimeOffset)events[0]["at"]!;
        DateTimeOffset? busy = At;
        var work = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var line in events)
        {
            var (e, at) = (line["event"]!, (DateTimeOffset)line["at"]!);
            var action = Actions.LastOrDefault(a => a.Id == (string?)e["action"]);
            switch ((string)e["event"]!)
            {
                case "record_moved":
                    busy ??= at;
                    break;
                case "stopped":
                case "proposed":
                    if (busy is { } from)
                    {
                        work.Add((from, at));
                    }
                    busy = null;
                    if (e["proposal"] is not { } p)
                    {
                        break;
                    }
                    LastProposed = at;
                    Packet = p["packet"]!;
                    foreach (var a in p["actions"]!.AsArray())
                    {
                        Actions.Add(new NaiveAction(this, (string)a!["id"]!, a["payload"]!, at, [.. work]));
                    }
                    break;
                case "edited":
                    Reviewed = true;
                    action!.Payload = e["payload"]!;
                    action.Edits.Add(line);
                    break;
                case "written":
                    action!.Written ??= at;
                    break;
                case "superseded":
                    (Outcome, Ended) = ("superseded", at);
                    break;
                case "closed":
                    (Outcome, Ended) = ((string)e["outcome"]!, at);
                    break;
                case "decided":
                    Reviewed = true;
                    switch ((string)e["decision"]!["kind"]!)
                    {
                        case "approve":
                            action!.Approved ??= at;
                            Approved ??= at;
                            break;
                        case "reject" or "suppress":
                            action!.Refused ??= at;
                            break;
                        case "dispose":
                            (Disposition, ClosingReason) = ((string)e["decision"]!["disposition"]!, (string?)e["decision"]!["reason"]);
                            break;
                    }

                    break;
            }
        }
    }

    /// <summary>Whether these lines are of a run: those about a workflow as a whole are not.</summary>
    public static bool IsRun(IEnumerable<JsonNode> lines) => (string)lines.First()["event"]!["event"]! == "started";

    public List<JsonNode> Events { get; }

    public JsonNode Start { get; }

    public DateTimeOffset At { get; }

    public List<NaiveAction> Actions { get; } = [];

    public JsonNode? Packet { get; }

    public DateTimeOffset? LastProposed { get; }

    public DateTimeOffset? Approved { get; }

    public DateTimeOffset? Ended { get; }

    public bool Reviewed { get; }

    public string? Outcome { get; }

    public string? Disposition { get; }

    /// <summary>The reason that a person gave with the disposition.</summary>
    public string? ClosingReason { get; }

    public string Id => (string)Events[0]["run"]!;

    /// <summary>The word for a run that nobody has decided.</summary>
    public string Standing =>
        LastProposed is not null
            ? Reviewed
                ? "partly decided"
                : "waits"
            : Events.Exists(e => (string)e["event"]!["event"]! == "stopped")
                ? "stopped"
                : "preparing";

    public string Deal => (string)Start["deal"]!;

    public string Owner => (string)Start["owner"]!;

    public string? Manager => (string?)Start["manager"];

    public string Workflow => (string)Start["workflow"]!;

    public JsonNode? Blocker => Packet?["blocker"];

    public List<string> Triggers => [.. Start["cause"]!["triggers"]!.AsArray().Select(t => (string)t!["kind"]!)];

    public string Trigger => Triggers[0];

    public string? MoveAnchor =>
        Start["cause"]!["triggers"]!
            .AsArray()
            .Where(t => (string)t!["kind"]! == "stage_moved")
            .Select(t => (string)t!["anchor"]!)
            .FirstOrDefault();

    public DateTimeOffset TriggerAt => (DateTimeOffset)Start["cause"]!["triggers"]![0]!["at"]!;

    public List<string> Exceptions => [.. Packet!["exceptions"]!.AsArray().Select(x => (string)x!["kind"]!)];

    public bool IsStall => Workflow == "stalled-deal" && Triggers.Exists(t => t != "not_ready");

    public bool IsOvertaken => Outcome is "superseded" or "overtaken" && !Actions.Exists(a => a.Written is not null);

    public string Answer
    {
        get
        {
            if (IsOvertaken || Outcome == "nothing_to_do")
            {
                return "not_asked";
            }
            if (Blocker is null)
            {
                return Ended is null ? "open" : "not_asked";
            }
            if (Ended is null)
            {
                return "open";
            }
            if (Disposition is not null)
            {
                return Disposition == (string)Blocker["disposition"]! ? "accepted" : "corrected";
            }
            var (yes, no) = (Actions.Exists(a => a.Written is not null), Actions.Exists(a => a.Refused is not null));
            return yes
                ? no
                    ? "corrected"
                    : "accepted"
                : no
                    ? "rejected"
                    : "expired";
        }
    }
}
