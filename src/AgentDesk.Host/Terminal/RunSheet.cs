using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Documents;

namespace AgentDesk.Host.Terminal;

/// <summary>How a line of a sheet is set.</summary>
internal enum Tone
{
    Text,
    Heading,
    Quiet,
    Care,
    Command,
}

/// <param name="Text">Already as wide as the sheet; a command is never broken, so that it can be copied.</param>
internal sealed record SheetLine(string Text, Tone Tone = Tone.Text);

/// <summary>One run as a person reads it at a prompt.</summary>
/// <param name="dossier">What the citations name; null where the deal is gone.</param>
/// <param name="verbose">Lists the gates that passed too.</param>
internal sealed partial class RunSheet(RunDocument run, Dossier? dossier, int width, bool verbose)
{
    private readonly List<SheetLine> _lines = [];

    public IReadOnlyList<SheetLine> Lines()
    {
        Heading();
        if (run.Packet is { } packet)
        {
            Packet(packet);
        }
        if (run.Reason is { } reason)
        {
            Add("");
            Write(reason, "", Tone.Care);
        }

        foreach (var action in run.Actions)
        {
            Action(action);
        }
        Gates();
        Section("history");
        foreach (var h in run.History)
        {
            Write(h.Detail, string.Create(CultureInfo.InvariantCulture, $"  {h.At:yyyy-MM-dd HH:mm}  {h.Who}  "));
        }
        return _lines;
    }

    private void Heading()
    {
        Write(run.Packet?.Headline ?? $"{run.DealId} {run.DealName}", "", Tone.Heading);
        Write($"{run.DealId} {run.DealName}, {run.Account}; owner {run.Owner}; {run.Workflow}, run {run.Id}, {run.State}", "");
        Write(string.Join("; ", run.AllTriggers.Select(t => t.Detail)), "why now: ");
        if (run.Model is { } model)
        {
            Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"prepared {run.PreparedAt:yyyy-MM-dd HH:mm} by {(model == "offline" ? "the embedded analyst" : model)}, {run.Prompt}{(run.FellBackBecause is { } why ? $" ({why})" : "")}; judged by {run.Playbook}"
                ),
                ""
            );
        }
    }

    private void Packet(PacketDocument packet)
    {
        if (packet.Blocker is { } b)
        {
            var also = b.Secondary.Count > 0 ? $", also {Plain.And([.. b.Secondary.Select(Plain.Category)])}" : "";
            var category =
                b.Standing == BlockerStanding.Insufficient
                    ? "no basis for one (insufficient evidence)"
                    : $"{Plain.Category(b.Category)} ({b.Standing.ToString().ToLowerInvariant()})";
            Add("");
            Write($"{category}{also}; disposition: {(b.Disposition == Dispositions.None ? "do nothing" : b.Disposition)}", "blocker  ");
        }

        Stage(packet.Stage, packet.Exceptions);
        Clocks(packet.Clocks ?? []);

        // The stage review's claims are its criteria, and stand there.
        if (packet.Stage is null)
        {
            Claims(packet);
        }
        if (packet.PriorAttempts is { } tried)
        {
            Section("tried");
            Write(tried.Count == 0 ? tried.Summary : $"{Plain.Count(tried.Count, "attempt")}: {tried.Summary}", "  ");
        }

        if (packet.MissingEvidence.Count > 0)
        {
            Section("missing");
            foreach (var m in packet.MissingEvidence)
            {
                Write($"{m.Text} ({m.WhoCouldSupply})", "  ");
            }
        }
    }

    private void Clocks(IReadOnlyList<ClockNote> notes)
    {
        if (notes.Count == 0)
        {
            return;
        }

        Section("triggers");
        foreach (var (clock, next) in notes)
        {
            Write(ClockWords.Line(clock), $"  {clock.Trigger.Replace('_', ' ')}  ", clock.State == ClockState.Late ? Tone.Care : Tone.Text);
            Write(next, "    next: ");
        }
    }

    private void Claims(PacketDocument packet)
    {
        Claims("known", packet.Claims.Where(c => c is { Section: "known", Standing: Standing.Fact }), marked: false);
        Claims("inferred", packet.Claims.Where(c => c is { Section: "known", Standing: Standing.Inference }), marked: false);
        Claims("against it", packet.Claims.Where(c => c.Section == "against"), marked: true);
        Claims("context", packet.Claims.Where(c => c.Section is not ("known" or "against")), marked: true);
    }

    private void Claims(string title, IEnumerable<Claim> claims, bool marked)
    {
        var all = claims.ToList();
        if (all.Count == 0)
        {
            return;
        }

        Section(title);
        foreach (var claim in all)
        {
            Write(marked && claim.Standing == Standing.Inference ? $"{claim.Text} (inferred)" : claim.Text, $"  {claim.Id}  ");
            foreach (var c in claim.Citations)
            {
                Write(Cited(claim.Text, c), new string(' ', claim.Id.Length + 4), Tone.Quiet);
            }
        }
    }

    // What the sentence itself quotes whole is not said twice.
    private string Cited(string text, Citation c) =>
        !verbose && OneLine(text).Contains(OneLine(c.Quote), StringComparison.Ordinal)
            ? PayloadLines.Named(dossier, c.Evidence)
            : $"“{OneLine(c.Quote)}”  {PayloadLines.Named(dossier, c.Evidence)}";

    private void Action(ActionDocument action)
    {
        Section($"{action.Id}  {action.Summary}");
        var needs =
            $"{Plain.Kind(action.Kind)}; needs {Plain.Role(action.Needs)}{(action.NeedsWho.Count > 0 ? $" ({string.Join(", ", action.NeedsWho)})" : "")}";
        Write(
            $"{action.State.Replace('_', ' ')}{(action.Detail is { } d ? $": {d}" : "")}",
            "  ",
            action.State == "withheld" ? Tone.Care : Tone.Text
        );
        Write(needs, "  ");
        foreach (var line in PayloadLines.Of(action.Payload, dossier, width))
        {
            Add(line);
        }
        if (
            action.PreparedPayload is { } prepared
            && PayloadLines.Changes(prepared, action.Payload, dossier, width).ToList() is { Count: > 0 } changes
        )
        {
            Write("changed since it was prepared:", "  ");
            foreach (var line in changes)
            {
                Add(line, Tone.Care);
            }
        }
        if (RunTables.IsOpen(run, action))
        {
            Add($"  agentdesk decide {run.Id} approve --action {action.Id} --payload-hash {action.PayloadHash}", Tone.Command);
        }
        if (action.State != "withheld")
        {
            return;
        }

        Write(
            Until().Match(action.Detail ?? "") is { Success: true } m
                ? $"what to do: from {m.Groups["day"].Value} on it may go out; `agentdesk scan` then prepares it anew. Or reject it."
                : "what to do: change what the reason names, and approve it after it has passed the gates. Or reject it.",
            "  "
        );
        Add($"  agentdesk decide {run.Id} edit --action {action.Id} --payload FILE", Tone.Command);
    }

    private void Gates()
    {
        Section("gates");
        foreach (var f in run.Findings.Where(f => f.Outcome != "pass"))
        {
            Write(
                $"{f.Reason}{(f.About.Count > 0 ? $" ({string.Join(", ", f.About)})" : "")}",
                $"  {Plain.Outcome(f.Outcome)}  {f.Gate}  "
            );
        }

        var passed = run.Findings.Where(f => f.Outcome == "pass").ToList();
        if (passed.Count == 0)
        {
            return;
        }
        Write($"{Plain.Count(passed.Count, "gate")} passed{(verbose ? ":" : " (--verbose lists them)")}", "  ");
        if (verbose)
        {
            foreach (var f in passed)
            {
                Write(f.Reason, $"    {f.Gate}  ", Tone.Quiet);
            }
        }
    }

    private void Section(string title)
    {
        Add("");
        Write(title, "", Tone.Heading);
    }

    private void Add(string line, Tone tone = Tone.Text) => _lines.Add(new SheetLine(line, tone));

    private void Write(string text, string first, Tone tone = Tone.Text)
    {
        // A lead that takes half of the line leaves no room for what it leads.
        var lead = first.Length <= width / 2 ? first : "    ";
        if (lead != first)
        {
            Add(first.TrimEnd(), tone);
        }
        foreach (var line in Wrapped.Lines(text, lead, width))
        {
            Add(line, tone);
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    [GeneratedRegex(@"wait until (?<day>\d{4}-\d{2}-\d{2})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Until();
}
