using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Core.Measures;

/// <summary>From one instant to another.</summary>
public readonly record struct WorkSpell(DateTimeOffset From, DateTimeOffset To);

/// <summary>What became of one proposed action.</summary>
/// <param name="Work">The stretches in which the desk itself worked on the run, all rounds together, until it was proposed.</param>
public sealed record ActionStory(ActionId Id, ActionPayload Payload, bool IsWithheld, Happened Proposed, IReadOnlyList<WorkSpell> Work)
{
    public IReadOnlyList<Happened> Edits { get; init; } = [];

    /// <summary>The first approval.</summary>
    public Happened? Approved { get; init; }

    /// <summary>A rejection or a suppression.</summary>
    public Happened? Refused { get; init; }

    public Happened? Written { get; init; }

    /// <summary>When a person first said yes or no.</summary>
    public Happened? Decided =>
        (Approved, Refused) switch
        {
            ({ } yes, { } no) => yes.Seq <= no.Seq ? yes : no,
            var (yes, no) => yes ?? no,
        };
}

/// <summary>
/// One run as figures see it: what was raised, proposed, said and written, each with the event that holds it. It reads events and nothing
/// else, so it stays the same whatever the desk does with a run between two of them.
/// </summary>
/// <param name="Proposed">The latest proposal; null when none came.</param>
public sealed record RunStory(
    RunEvent.Started Start,
    Happened Started,
    IReadOnlyList<Happened> Events,
    Happened? Proposed,
    IReadOnlyList<ActionStory> Actions
)
{
    public DealId Deal => Start.Deal;

    public RunId Run => Start.Run;

    public Packet? Packet => (Proposed?.Event as RunEvent.Proposed)?.Proposal.Packet;

    public Happened? Reviewed =>
        Events.FirstOrDefault(h =>
            h.Event switch
            {
                RunEvent.Decided d => d.By != Actor.Desk,
                RunEvent.Edited e => e.By != Actor.Desk,
                _ => false,
            }
        );

    /// <summary>The first approval of any action.</summary>
    public Happened? Approved => Events.FirstOrDefault(h => h.Event is RunEvent.Decided { Decision: Decision.Approve });

    public Happened? Disposed => Events.LastOrDefault(h => h.Event is RunEvent.Decided { Decision: Decision.Dispose });

    public Decision.Dispose? Disposition => (Disposed?.Event as RunEvent.Decided)?.Decision as Decision.Dispose;

    /// <summary>The end; null while it waits or is stopped.</summary>
    public Happened? Ended => Events.LastOrDefault(h => h.Event is RunEvent.Closed or RunEvent.Superseded);

    public string? Outcome =>
        Ended?.Event switch
        {
            RunEvent.Closed c => c.Outcome,
            RunEvent.Superseded => "superseded",
            _ => null,
        };

    /// <summary>Overtaken by newer work before anything was written.</summary>
    public bool IsOvertaken => Outcome is "superseded" or Outcomes.Overtaken && Actions.All(a => a.Written is null);

    /// <summary>The run that these events make.</summary>
    /// <returns>Null when they do not begin with a start.</returns>
    public static RunStory? Of(IReadOnlyList<Happened> events)
    {
        if (events is not [{ Event: RunEvent.Started start } first, ..])
        {
            return null;
        }

        var actions = new List<ActionStory>();
        Happened? proposed = null;
        var worked = new List<WorkSpell>();
        DateTimeOffset? since = first.At;
        foreach (var h in events.Skip(1))
        {
            switch (h.Event)
            {
                case RunEvent.RecordMoved:
                    since ??= h.At;
                    break;
                case RunEvent.Stopped:
                    Worked(h.At);
                    break;
                case RunEvent.Proposed p:
                    Worked(h.At);
                    proposed = h;
                    var verdict = new Verdict(p.Findings);
                    actions.AddRange(
                        p.Proposal.Actions.Select(a => new ActionStory(a.Id, a.Payload, verdict.Withholds(a.Id), h, [.. worked]))
                    );
                    break;
                case RunEvent.Edited e:
                    Change(e.Action, a => a with { Payload = e.Payload, Edits = [.. a.Edits, h] });
                    break;
                case RunEvent.Decided { Action: { } id, Decision: Decision.Approve }:
                    Change(id, a => a with { Approved = a.Approved ?? h });
                    break;
                case RunEvent.Decided { Action: { } id, Decision: Decision.Reject or Decision.Suppress }:
                    Change(id, a => a with { Refused = a.Refused ?? h });
                    break;
                case RunEvent.Written w:
                    Change(w.Action, a => a with { Written = a.Written ?? h });
                    break;
            }
        }

        return new RunStory(start, first, events, proposed, actions);

        void Worked(DateTimeOffset until)
        {
            if (since is { } from)
            {
                worked.Add(new(from, until));
            }
            since = null;
        }

        void Change(ActionId id, Func<ActionStory, ActionStory> change)
        {
            var i = actions.FindLastIndex(a => a.Id == id);
            if (i >= 0)
            {
                actions[i] = change(actions[i]);
            }
        }
    }
}
