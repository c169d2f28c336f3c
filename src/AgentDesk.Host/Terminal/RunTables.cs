using System.Globalization;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Documents;
using Spectre.Console;

namespace AgentDesk.Host.Terminal;

/// <summary>Runs and evidence as tables and text for people at a prompt.</summary>
internal static class RunTables
{
    // Narrower than this a table breaks ids and addresses in two, and neither can be copied.
    private const int NarrowestTable = 150;

    public static void PrintInbox(IReadOnlyList<RunDocument> runs)
    {
        if (Wrapped.TableWidth() >= NarrowestTable)
        {
            Say.Out.Write(Inbox(runs));
        }
        else
        {
            Print(InboxLines(runs, Wrapped.TableWidth()));
        }
    }

    /// <summary>The runs one below the other, for a narrow terminal.</summary>
    public static IEnumerable<SheetLine> InboxLines(IReadOnlyList<RunDocument> runs, int width)
    {
        foreach (var run in runs)
        {
            yield return new SheetLine("");
            foreach (var line in Wrapped.Lines($"{run.DealId} {run.Account}, {run.State}", $"{run.Id}  ", width))
            {
                yield return new SheetLine(line, run.State == "stopped" ? Tone.Care : Tone.Heading);
            }
            foreach (
                var (name, text) in new[]
                {
                    ("why now", run.Trigger.Detail),
                    ("looks stuck on", Blocker(run)),
                    ("waits for", WaitsFor(run)),
                    ("open", OpenKinds(run)),
                }
            )
            {
                if (text.Length == 0)
                {
                    continue;
                }
                foreach (var line in Wrapped.Lines(text, $"  {name, -16}", width))
                {
                    yield return new SheetLine(line);
                }
            }
        }
    }

    private static Table Inbox(IReadOnlyList<RunDocument> runs)
    {
        var table = new Table()
            .Border(TableBorder.Minimal)
            .AddColumn(new TableColumn("run").NoWrap())
            .AddColumn("deal")
            .AddColumn(new TableColumn("state").NoWrap())
            .AddColumn("why now")
            .AddColumn("looks stuck on")
            .AddColumn("waits for")
            .AddColumn("open");
        foreach (var run in runs)
        {
            table.AddRow(
                new Text(run.Id),
                new Text($"{run.DealId} {run.Account}"),
                new Markup(StateMarkup(run.State)),
                new Text(run.Trigger.Detail),
                new Text(Blocker(run)),
                new Text(WaitsFor(run)),
                new Text(OpenKinds(run))
            );
        }

        return table;
    }

    public static Table Evidence(IReadOnlyList<EvidenceItem> items)
    {
        var table = new Table()
            .Border(TableBorder.Minimal)
            .AddColumn("name")
            .AddColumn("at")
            .AddColumn("side")
            .AddColumn("who")
            .AddColumn("begins");
        foreach (var i in items)
        {
            table.AddRow(
                new Text(i.Name.Value),
                new Text(Day(i.At)),
                new Text(i.Side.ToString().ToLowerInvariant()),
                new Text(i.Author ?? ""),
                new Text(Beginning(i.Text))
            );
        }

        return table;
    }

    public static void Print(Dossier dossier, EvidenceItem item)
    {
        var who = Plain.Speakers(dossier, item) is { Count: > 0 } speakers ? Plain.And(speakers) : "the record";
        var cues = Plain.Cues(dossier, item).ToList();
        var sides = Plain.And([
            .. cues.Select(c => c.Side).DefaultIfEmpty(item.Side).Distinct().Select(s => s.ToString().ToLowerInvariant()),
        ]);
        Say.Out.MarkupLineInterpolated(
            $"[bold]{item.Name}[/]  {Day(item.At)}  {who} ({sides}{(item.IsAutomatic ? ", automatic" : "")}{(item.IsKept ? ", not in the latest export" : "")})"
        );
        Say.Out.WriteLine();
        foreach (
            var line in cues.Count > 0
                ? cues.SelectMany(c => Wrapped.Lines(c.Text, $"{c.Author ?? "?"}: ", Wrapped.Width()))
                : Wrapped.Lines(item.Text, "", Wrapped.Width())
        )
        {
            Write(new SheetLine(line));
        }
    }

    public static void Print(RunDocument run, Dossier? dossier, bool verbose)
    {
        foreach (var line in new RunSheet(run, dossier, Wrapped.Width(), verbose).Lines())
        {
            Write(line);
        }
    }

    public static void Print(IEnumerable<SheetLine> lines)
    {
        foreach (var line in lines)
        {
            Write(line);
        }
    }

    public static void PrintPayload(ActionPayload payload, Dossier? dossier)
    {
        foreach (var line in PayloadLines.Of(payload.ToJson(), dossier, Wrapped.Width()))
        {
            Write(new SheetLine(line));
        }
    }

    /// <summary>What an edit made of a payload, as a difference.</summary>
    public static void PrintChanges(ActionPayload before, ActionPayload after)
    {
        foreach (var line in PayloadLines.Changes(before.ToJson(), after.ToJson(), null, Wrapped.Width()))
        {
            Write(new SheetLine(line));
        }
    }

    // What fits is set by the sheet; the console would break what is meant to stay whole.
    private static void Write(SheetLine line)
    {
        var style = line.Tone switch
        {
            Tone.Heading => new Style(decoration: Decoration.Bold),
            Tone.Quiet or Tone.Command => new Style(Color.Grey),
            Tone.Care => new Style(Color.Yellow),
            _ => Style.Plain,
        };
        var out_ = Say.Out.Profile.Out.Writer;
        if (
            style.Equals(Style.Plain)
            || Say.Out.Profile.Capabilities.ColorSystem == ColorSystem.NoColors
            || line.Text.Length > Say.Out.Profile.Width
        )
        {
            out_.WriteLine(line.Text);
        }
        else
        {
            Say.Out.Write(new Text(line.Text + "\n", style));
        }
    }

    private static IEnumerable<ActionDocument> Open(RunDocument run) => run.Actions.Where(a => IsOpen(run, a));

    private static string OpenKinds(RunDocument run) =>
        string.Join(", ", Open(run).Select(a => Plain.Kind(a.Kind)).Distinct(StringComparer.Ordinal));

    private static string WaitsFor(RunDocument run) => string.Join(", ", Open(run).SelectMany(WaitsFor).Distinct(StringComparer.Ordinal));

    private static IReadOnlyList<string> WaitsFor(ActionDocument a) =>
        a.NeedsWho switch
        {
            [] => [a.Needs],
            [var first, ..] when first == a.AssignedTo => [first],
            var all => all,
        };

    public static bool IsOpen(RunDocument run, ActionDocument a) =>
        (run.State is "waiting" or "executing") && (a.State is "pending" or "edited" or "snoozed" or "failed");

    private static string Blocker(RunDocument run) =>
        run.Packet?.Blocker switch
        {
            null when run.Packet?.Clocks is { Count: > 0 } clocks => string.Join(
                ", ",
                clocks.Select(c => c.Clock.Action.Replace('_', ' ')).Distinct(StringComparer.Ordinal)
            ),
            null => run.Packet?.Exceptions is { Count: > 0 } exceptions ? RunSheet.Kinds(exceptions) : run.Reason ?? "",
            { Standing: BlockerStanding.Insufficient } => "no basis",
            { Category: "none" } => "not stalled",
            var b => $"{Plain.Category(b.Category)} ({b.Standing.ToString().ToLowerInvariant()})",
        };

    private static string StateMarkup(string state) =>
        state switch
        {
            "waiting" => "[bold]waiting[/]",
            "stopped" => "[yellow]stopped[/]",
            _ => Markup.Escape(state),
        };

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Beginning(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 80 ? line : line[..79] + "…";
    }
}
