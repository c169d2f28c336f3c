using System.Text.Json.Nodes;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>The card of one run: asking for decisions, or telling what became of them.</summary>
internal sealed class RunCards(CardOptions options, Links links)
{
    public JsonObject Approval(RunModel run, bool shared)
    {
        run = run with { Notice = run.Notice ?? LastSaid.Of(run, shared) };

        // In a chat of several everybody sees the same card, whoever pressed last.
        if (shared)
        {
            run = run with { Viewer = run.Viewer with { Actor = new Actor("", []) } };
        }
        var looked = new Looked();
        return Room.Fit(room => Approval(run, shared, room, looked));
    }

    public JsonObject Outcome(RunModel run) => Room.Fit(room => Outcome(run, room));

    /// <summary>What the card asks, or what became of the run: its title without the account.</summary>
    public static string Title(RunModel run, bool shared)
    {
        var open = Asked(run, shared);
        if (open.Count == 1)
        {
            return Words.Lower(Effects.Button(open[0].Action.Payload, run.Header.Deal, run.Names))
                + (run.Sight.Open.Count() > 1 ? $"? {Words.Number(run.Sight.Open.Count() - 1)} more with others" : "?");
        }
        if (open.Count > 1)
        {
            return $"{Words.Number(open.Count).ToLowerInvariant()} decisions {(shared ? "are open" : "wait for you")}";
        }
        var waiting = run.Sight.Open.Count();
        return run.Sight.View.Run switch
        {
            Run.Waiting { IsExecuting: true } when waiting == 0 => "decided, and being written",
            Run.Waiting when waiting > 0 && run.Sight.Open.All(a => a.Status == ActionStatus.Snoozed) => "put aside",
            Run.Waiting when waiting > 0 =>
                $"{Words.Number(waiting).ToLowerInvariant()} {(waiting == 1 ? "decision is" : "decisions are")} with others",
            Run.Waiting => "nothing is prepared, and why",
            Run.Stopped => "stopped, and nothing is claimed",
            Run.Closed { Outcome: "nothing_to_do" } => "nothing to do, and why",
            Run.Closed c => Words.Outcome(c.Outcome),
            _ => "being prepared",
        };
    }

    private static List<ActionState> Asked(RunModel run, bool shared) =>
        [.. run.Sight.Open.Where(a => a.Status != ActionStatus.Snoozed && (shared || run.May(a)))];

    private JsonObject Approval(RunModel run, bool shared, Room room, Looked looked)
    {
        var asked = Asked(run, shared);
        if (asked.Count == 0)
        {
            return Outcome(run, room);
        }

        var (parts, title) = (new ReviewParts(run, links, room), Title(run, shared));
        var actions = new ActionParts(run, parts, links, options, room, looked);
        var (now, later) = (asked.Take(room.Actions).ToList(), asked.Skip(room.Actions).ToList());
        var body = new List<JsonObject>();
        body.AddRange(parts.Notice(open: now));
        body.AddRange(parts.Head(title));
        body.AddRange(parts.Why(shared));
        body.AddRange(parts.Finding());
        body.AddRange(parts.Evidence());
        body.AddRange(parts.Tried());
        body.AddRange(parts.Missing());
        body.AddRange(parts.Held());
        body.AddRange(Settled(run, room));
        body.AddRange(now.Select(actions.Open));
        if (later.Count > 0)
        {
            body.Add(
                Draw.Text(
                    $"**{Words.Number(later.Count)} more {(later.Count == 1 ? "decision stands" : "decisions stand")} here when these are taken**{At(run)}: {Said(run, later, room)}"
                )
            );
        }

        body.AddRange(StillOpen(run, [.. run.Sight.Open.Except(asked)], room));
        body.AddRange(parts.Foot());
        return Draw.Card(body, Speak(run, title), Refresh(run));
    }

    private JsonObject Outcome(RunModel run, Room room)
    {
        var (parts, title) = (new ReviewParts(run, links, room), Title(run, false));
        var body = new List<JsonObject>();
        body.AddRange(parts.Notice());
        body.AddRange(parts.Head(title));
        body.AddRange(Settled(run, room));
        switch (run.Sight.View.Run)
        {
            case Run.Stopped stopped:
                body.AddRange(parts.Stopped(stopped));
                body.AddRange(parts.Why(false));
                body.AddRange(parts.Missing());
                break;
            case Run.Closed { Outcome: "nothing_to_do" }:
                body.AddRange(parts.Why(false));
                body.AddRange(parts.Finding());
                body.Add(Draw.Text($"**Why it is left alone:** {CardText.Line(LeavingAlone.For(run), room.Sentence)}"));
                body.AddRange(parts.Evidence());
                break;
            case Run.Closed c:
                body.Add(
                    Draw.Text(
                        $"**Closed {Words.Minute(c.At)}{Closer(run)}**: {CardText.Line($"{Words.Outcome(c.Outcome)}{(c.Disposition is { } d ? $", {Words.Disposition(d)}" : "")}{(c.Reason is { } r ? $". {run.Names.In(r)}" : "")}", room.Sentence)}"
                    )
                );
                break;
            case Run.Waiting:
                body.AddRange(parts.Why(run.Viewer.Actor.Email is ""));
                body.AddRange(parts.Finding());
                if (!run.Sight.Actions.Any(a => a.IsSettled && a.Status != ActionStatus.Withheld))
                {
                    body.AddRange(parts.Evidence());
                }
                body.AddRange(parts.Missing());
                body.AddRange(parts.Held());
                break;
        }

        body.AddRange(StillOpen(run, [.. run.Sight.Open], room));
        body.AddRange(parts.Foot());
        return Draw.Card(body, Speak(run, title));
    }

    /// <summary>Who decided what, when, and what came of it.</summary>
    private static IEnumerable<JsonObject> Settled(RunModel run, Room room)
    {
        var settled = run
            .Sight.Actions.Where(a => a.Status is not ActionStatus.Withheld && (!a.IsOpen || run.Sight.View.Run is not Run.Waiting))
            .ToList();
        if (settled.Count == 0)
        {
            yield break;
        }

        var most = Math.Max(3, room.Listed);
        yield return Draw.Box(
            [
                .. settled
                    .Take(most)
                    .Select(a =>
                        Draw.Text(
                            CardText.Line(
                                $"{run.Line(a)}{(a.Status is ActionStatus.Rejected or ActionStatus.Superseded or ActionStatus.Failed && RunModel.DetailOf(a) is { Length: > 0 } why ? $" {run.Names.In(why)}" : "")}",
                                room.Sentence
                            ),
                            spacing: "Small"
                        )
                    ),
                .. settled.Count > most
                    ? [Draw.Text($"and {settled.Count - most} more", subtle: true, spacing: "Small")]
                    : Array.Empty<JsonObject>(),
            ],
            "emphasis"
        );
    }

    private IEnumerable<JsonObject> StillOpen(RunModel run, IReadOnlyList<ActionState> open, Room room)
    {
        if (open.Count == 0)
        {
            yield break;
        }
        yield return Draw.Text($"**Still open**{At(run)}: {Said(run, open, room)}");
    }

    private string At(RunModel run) => links.Run(run.Path) is { } url ? $" ([on its page]({url}#acts))" : "";

    private static string Said(RunModel run, IReadOnlyList<ActionState> actions, Room room)
    {
        var lines = actions
            .Take(room.Listed)
            .Select(a =>
                $"{CardText.Line(run.Title(a.Action), Math.Min(room.Sentence, 200))} ({CardText.Line(a.Status == ActionStatus.Snoozed && a.Until is { } until ? $"put aside until {Words.Weekday(until)}" : $"with {run.Names.List(Decide.WaitsFor(run.Header, a))}", 160)})"
            );
        return string.Join("; ", lines) + (actions.Count > room.Listed ? $"; and {actions.Count - room.Listed} more." : ".");
    }

    private static string Closer(RunModel run) =>
        run.Sight.View.History.Select(e => e.Event).OfType<RunEvent.Decided>().LastOrDefault(d => d.Decision is Decision.Dispose)
            is { By: var by }
            ? $" by {CardText.Line(run.Who(by.Email ?? by.Name), 80)}"
            : "";

    private static string Speak(RunModel run, string title) =>
        CardText.Seen(Words.Cut($"{run.Header.Account}: {title}. {(run.Sight.Packet is null ? "" : run.Headline)}", 300));

    private static JsonObject Refresh(RunModel run) =>
        new()
        {
            ["type"] = "Action.Execute",
            ["title"] = "Refresh",
            ["verb"] = CardVerbs.Show,
            ["data"] = CardData.Of(run.Header),
        };
}
