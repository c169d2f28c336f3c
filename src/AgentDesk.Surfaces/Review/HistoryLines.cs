using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Surfaces.Review;

/// <summary>One line of what happened.</summary>
public sealed record HistoryLine(DateTimeOffset At, string Who, string Text, string? Code);

/// <summary>The ledger's events of a run as sentences, newest first.</summary>
public static class HistoryLines
{
    public static IReadOnlyList<HistoryLine> Of(RunView view, Names names)
    {
        var actions = new Dictionary<string, ProposedAction>(StringComparer.Ordinal);
        var lines = new List<HistoryLine>();
        foreach (var e in view.History)
        {
            if (e.Event is RunEvent.Proposed p)
            {
                foreach (var a in p.Proposal.Actions)
                {
                    actions[a.Id.Value] = a;
                }
            }
            var (text, code) = Say(
                e.Event,
                id => actions.TryGetValue(id.Value, out var a) ? $"“{names.In(Words.Prose(a.Summary))}”" : $"{id}",
                names
            );
            // From the edit on it is what the edit made of it.
            if (e.Event is RunEvent.Edited edit && actions.TryGetValue(edit.Action.Value, out var was))
            {
                actions[edit.Action.Value] = was.Edited(edit.Payload);
            }
            lines.Add(new HistoryLine(e.At, e.Who.Contains('@', StringComparison.Ordinal) ? names[e.Who] : e.Who, text, code));
        }

        lines.Reverse();
        return lines;
    }

    private static (string Text, string? Code) Say(RunEvent e, Func<Core.Deals.ActionId, string> name, Names names) =>
        e switch
        {
            RunEvent.Started s => ($"Started: {names.In(Words.Prose(s.Cause.First.Detail)).TrimEnd('.')}.", null),
            RunEvent.Gathered g => ($"Gathered {Words.Count(g.Items, "piece")} of evidence.", g.RecordVersion),
            RunEvent.Prepared p => (
                p.FellBackBecause is { } why ? $"Drafted by the embedded analyst, because {why}." : $"Drafted by {Model(p.Model)}.",
                p.Prompt
            ),
            RunEvent.SentBack b => ($"Draft sent back: {First(b.Findings)}.", b.Findings.Count > 0 ? b.Findings[0].Gate : null),
            RunEvent.Proposed p => (
                $"Waiting. {Words.Count(p.Findings.Select(f => f.Gate).Distinct(StringComparer.Ordinal).Count(), "gate")} ran{Held(p.Findings)}.",
                null
            ),
            RunEvent.Stopped s => (
                $"Stopped: {names.In(Words.Prose(s.Reason)).TrimEnd('.')}.",
                s.Findings.FirstOrDefault(f => f.Outcome == Outcome.Stop)?.Gate
            ),
            RunEvent.Decided d => (
                Said(d, name, names),
                d.Decision is Decision.Approve yes ? yes.PayloadHash[..Math.Min(8, yes.PayloadHash.Length)] : null
            ),
            RunEvent.Edited d => (
                $"Edited {name(d.Action)}. {EditWords.Passed("It", Remarks(d))}; what would be written is now this.",
                d.Payload.Hash()[..8]
            ),
            RunEvent.EditRefused d => ($"Edited {name(d.Action)}. Refused: {First(d.Findings)}.", d.Findings.FirstOrDefault(Blocks)?.Gate),
            RunEvent.Written w => ($"Written: {name(w.Action)}.", w.Receipt),
            RunEvent.WriteFailed f => ($"Not written: {name(f.Action)}. The record answered: {f.Reason}.", null),
            RunEvent.RecordMoved m => (
                $"The record had changed since it was read. Nothing was written{(m.Action is { } a ? $" for {name(a)}" : "")}; the desk read it again.",
                $"{m.PreparedFrom} → {m.Found}"
            ),
            RunEvent.Reminded r => ($"Reminded {names.List(r.To)} of {name(r.Action)}.", null),
            RunEvent.Woken w => ($"Back from its rest: {name(w.Action)}.", null),
            RunEvent.Expired x => ($"Expired undecided, neither yes nor no: {name(x.Action)}.", null),
            RunEvent.Superseded s => ($"Replaced: {names.In(Words.Prose(s.Because)).TrimEnd('.')}.", s.By.Value),
            RunEvent.Closed c => (
                $"Closed: {Words.Outcome(c.Outcome)}{(c.Disposition is { } d ? $", {Words.Disposition(d)}" : "")}{(c.Reason is { } r ? $". {r}" : "")}.",
                null
            ),
            _ => (Words.Plain(e.GetType().Name), null),
        };

    private static string Said(RunEvent.Decided d, Func<Core.Deals.ActionId, string> name, Names names)
    {
        var what = d.Action is { } id ? name(id) : "the whole";
        return d.Decision switch
        {
            Decision.Approve => $"Said yes to {what}.",
            Decision.Reject no => $"Said no to {what}: {no.Reason}.",
            Decision.Suppress no => $"Held back {what}, and outreach with it: {no.Reason}.",
            Decision.Snooze later => $"Put {what} aside until {Words.Minute(later.Until)}.",
            Decision.Reassign to => $"Gave {what} to {names[to.To]}{Why(to.Reason)}.",
            Decision.Escalate to => $"Passed {what} up to {names[to.To]}{Why(to.Reason)}.",
            Decision.Dispose end => $"Closed it as {Words.Disposition(end.Disposition)}: {end.Reason}.",
            _ => $"Decided {what}.",
        };
    }

    private static string Why(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {reason}";

    private static int Remarks(RunEvent.Edited e) =>
        e.Findings.Count(f => f.Outcome == Outcome.Note && f.About.Contains(e.Action.Value, StringComparer.Ordinal));

    public static bool Blocks(Finding f) => f.Outcome is Outcome.Stop or Outcome.Withhold;

    private static string First(IReadOnlyList<Finding> findings) =>
        (findings.FirstOrDefault(Blocks) ?? (findings.Count > 0 ? findings[0] : null))?.Reason is { } why
            ? Words.Prose(why).TrimEnd('.')
            : "no reason given";

    private static string Held(IReadOnlyList<Finding> findings)
    {
        var held = findings.Count(f => f.Outcome == Outcome.Withhold);
        var routed = findings.Count(f => f.Outcome == Outcome.Route);
        return (held, routed) switch
        {
            (0, 0) => "",
            (_, 0) => $": {held} withheld",
            (0, _) => $": {routed} routed",
            _ => $": {held} withheld, {routed} routed",
        };
    }

    public static string Model(string model) => model == "offline" ? "the embedded analyst" : model;
}
