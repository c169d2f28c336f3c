using System.Globalization;
using System.Text.Json.Nodes;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Documents;
using Spectre.Console;

namespace AgentDesk.Host.Terminal;

/// <summary>Runs and evidence as tables and text for people at a prompt.</summary>
internal static class RunTables
{
    public static Table Inbox(IReadOnlyList<RunDocument> runs)
    {
        var table = new Table().Border(TableBorder.Minimal)
            .AddColumn("run").AddColumn("deal").AddColumn("state").AddColumn("why now").AddColumn("looks stuck on").AddColumn("waits for").AddColumn("open");
        foreach (var run in runs)
        {
            List<ActionDocument> open = [.. run.Actions.Where(a => IsOpen(run, a))];
            table.AddRow(
                new Text(run.Id), new Text($"{run.DealId} {run.Account}"), new Markup(StateMarkup(run.State)), new Text(run.Trigger.Detail), BlockerText(run),
                new Text(string.Join(", ", open.SelectMany(WaitsFor).Distinct(StringComparer.Ordinal))),
                new Text(string.Join(", ", open.Select(a => a.Kind).Distinct(StringComparer.Ordinal))));
        }

        return table;
    }

    public static Table Evidence(IReadOnlyList<EvidenceItem> items)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumn("name").AddColumn("at").AddColumn("side").AddColumn("who").AddColumn("begins");
        foreach (var i in items)
        {
            table.AddRow(new Text(i.Name.Value), new Text(Day(i.At)), new Text(i.Side.ToString().ToLowerInvariant()), new Text(i.Author ?? ""), new Text(Beginning(i.Text)));
        }

        return table;
    }

    public static void Print(EvidenceItem item)
    {
        Say.Out.MarkupLineInterpolated($"[bold]{item.Name}[/]  {Day(item.At)}  {item.Author ?? "the record"} ({item.Side.ToString().ToLowerInvariant()}{(item.IsAutomatic ? ", automatic" : "")})");
        Say.Out.WriteLine();
        Say.Out.WriteLine(item.Text);
    }

    public static void Print(RunDocument run)
    {
        Heading(run);
        if (run.Packet is { } packet) { PrintPacket(packet); }
        if (run.State == "stopped" || run.Reason is not null) { Say.Out.MarkupLineInterpolated($"\n[yellow]{run.Reason}[/]"); }
        foreach (var action in run.Actions) { PrintAction(run, action); }
        PrintFindings(run.Findings);
        Section("history");
        foreach (var h in run.History.Reverse()) { Say.Out.MarkupLineInterpolated($"  {h.At:yyyy-MM-dd HH:mm}  {h.Who}  {h.Detail}"); }
    }

    public static void PrintPayload(ActionPayload payload) => PrintPayload(payload.ToJson());

    private static void Heading(RunDocument run)
    {
        Say.Out.MarkupLineInterpolated($"[bold]{run.Packet?.Headline ?? $"{run.DealId} {run.DealName}"}[/]");
        Say.Out.MarkupLineInterpolated($"{run.DealId} {run.DealName}, {run.Account}; owner {run.Owner}; {run.Workflow}, run {run.Id}, {run.State}");
        Say.Out.MarkupLineInterpolated($"why now: {string.Join("; ", run.AllTriggers.Select(t => t.Detail))}");
        if (run.Model is { } model) { Say.Out.MarkupLineInterpolated($"prepared {run.PreparedAt:yyyy-MM-dd HH:mm} by {(model == "offline" ? "the embedded analyst" : model)}, {run.Prompt}{(run.FellBackBecause is { } why ? $" ({why})" : "")}"); }
    }

    private static void PrintPacket(PacketDocument packet)
    {
        if (packet.Blocker is { } b)
        {
            Say.Out.MarkupLineInterpolated($"\n[bold]blocker[/]  {b.Category.Replace('_', ' ')} ({b.Standing.ToString().ToLowerInvariant()}){(b.Secondary.Count > 0 ? $", also {string.Join(", ", b.Secondary)}" : "")}; disposition: {b.Disposition}");
        }

        foreach (var (title, claims) in new[]
        {
            ("known", packet.Claims.Where(c => c.Section != "against" && c.Standing == Standing.Fact)), ("inferred", packet.Claims.Where(c => c.Section != "against" && c.Standing == Standing.Inference)),
            ("against it", packet.Claims.Where(c => c.Section == "against")),
        })
        {
            if (!claims.Any()) { continue; }

            Section(title);
            foreach (var claim in claims)
            {
                Say.Out.MarkupLineInterpolated($"  {claim.Text}");
                foreach (var c in claim.Citations) { Say.Out.MarkupLineInterpolated($"    [grey]“{c.Quote.ReplaceLineEndings(" ")}”  {c.Evidence}[/]"); }
            }
        }

        if (packet.PriorAttempts is { } tried)
        {
            Section("tried");
            Say.Out.MarkupLineInterpolated($"  {tried.Count}: {tried.Summary}");
        }

        if (packet.MissingEvidence.Count == 0) { return; }

        Section("missing");
        foreach (var m in packet.MissingEvidence) { Say.Out.MarkupLineInterpolated($"  {m.Text} [grey]({m.WhoCouldSupply})[/]"); }
    }

    private static void PrintAction(RunDocument run, ActionDocument action)
    {
        Section($"{action.Id}  {action.Summary}");
        Say.Out.MarkupLineInterpolated($"  {action.State}; needs {action.Needs}{(action.NeedsWho.Count > 0 ? $" ({string.Join(", ", action.NeedsWho)})" : "")}{(action.Detail is { } d ? $"; {d}" : "")}");
        PrintPayload(action.Payload);
        if (IsOpen(run, action)) { Say.Out.MarkupLineInterpolated($"  [grey]agentdesk decide {run.Id} approve --action {action.Id} --payload-hash {action.PayloadHash}[/]"); }
    }

    private static void PrintPayload(JsonObject payload)
    {
        foreach (var (name, value) in payload)
        {
            if (name == "kind" || value is null || value is JsonArray { Count: 0 }) { continue; }

            var text = value is JsonArray list ? string.Join(", ", list.Select(v => v?.ToString())) : value.ToString();
            Say.Out.MarkupLineInterpolated($"  [bold]{name.Replace('_', ' ')}[/]  {text.ReplaceLineEndings("\n      ")}");
        }
    }

    private static void PrintFindings(IReadOnlyList<FindingDocument> findings)
    {
        Section("gates");
        foreach (var f in findings.Where(f => f.Outcome != "pass")) { Say.Out.MarkupLineInterpolated($"  {f.Outcome,-8}  {f.Gate}  {f.Reason}"); }
        Say.Out.MarkupLineInterpolated($"  passed: {string.Join(", ", findings.Where(f => f.Outcome == "pass").Select(f => f.Gate))}");
    }

    private static void Section(string title) => Say.Out.MarkupLineInterpolated($"\n[bold]{title}[/]");

    private static IReadOnlyList<string> WaitsFor(ActionDocument a) => a.NeedsWho switch
    {
        [] => [a.Needs],
        [var first, ..] when first == a.AssignedTo => [first],
        var all => all,
    };

    private static bool IsOpen(RunDocument run, ActionDocument a) => run.State is "waiting" or "executing" && a.State is "pending" or "edited" or "snoozed" or "failed";

    private static Text BlockerText(RunDocument run) => new(run.Packet?.Blocker switch
    {
        null => run.Reason ?? "",
        { Standing: BlockerStanding.Insufficient } => "no basis",
        { Category: "none" } => "not stalled",
        var b => $"{b.Category.Replace('_', ' ')} ({b.Standing.ToString().ToLowerInvariant()})",
    });

    private static string StateMarkup(string state) => state switch { "waiting" => "[bold]waiting[/]", "stopped" => "[yellow]stopped[/]", _ => Markup.Escape(state) };

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Beginning(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 80 ? line : line[..79] + "…";
    }
}
