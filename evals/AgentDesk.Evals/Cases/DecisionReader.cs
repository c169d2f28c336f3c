using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Evals.Cases;

/// <summary>A decision as the ledger tells it, with what it was on.</summary>
/// <param name="Payload">What now stands there: approved, edited or rejected. Null on a whole run.</param>
/// <param name="First">The payload as the desk prepared it.</param>
internal sealed record Decided(
    RunEvent.Started Run,
    RunEvent.Gathered Gathered,
    DateTimeOffset GatheredAt,
    RunEvent.Prepared Prepared,
    Packet? Packet,
    RecordedEvent Event,
    PersonSaid Said,
    ActionId? Action,
    ActionPayload? Payload,
    ActionPayload? First,
    string? Needs,
    string? Reason,
    string? Disposition
);

/// <summary>
/// Reads decisions off the ledger: approve, edit, reject, suppress, dispose. An approval of what was edited is the edit's own case, since
/// it says the same of the same text; what was only handed on, put off or refused is no judgement of the work.
/// </summary>
internal static class DecisionReader
{
    public static async Task<IReadOnlyList<Decided>> ReadAsync(ILedger ledger, CancellationToken ct)
    {
        var runs = new Dictionary<RunId, Thread>();
        var decisions = new List<Decided>();
        await foreach (var e in ledger.ReadAllAsync(0, ct))
        {
            if (e.Event is RunEvent.Started started)
            {
                runs[e.Run] = new Thread(started);
            }
            if (runs.TryGetValue(e.Run, out var thread) && thread.Take(e) is { } decided)
            {
                decisions.Add(decided);
            }
        }

        return decisions;
    }

    private sealed class Thread(RunEvent.Started started)
    {
        private readonly Dictionary<ActionId, (ProposedAction Action, ActionPayload First, bool IsEdited)> _actions = [];
        private (RunEvent.Gathered Event, DateTimeOffset At)? _gathered;
        private RunEvent.Prepared? _prepared;
        private Packet? _packet;

        public Decided? Take(RecordedEvent e)
        {
            switch (e.Event)
            {
                case RunEvent.Gathered g:
                    _gathered = (g, e.At);
                    return null;
                case RunEvent.Prepared p:
                    _prepared = p;
                    return null;
                case RunEvent.Proposed p:
                    _packet = p.Proposal.Packet;
                    foreach (var a in p.Proposal.Actions)
                    {
                        _actions[a.Id] = (a, a.Payload, false);
                    }
                    return null;
                case RunEvent.Edited d when _actions.TryGetValue(d.Action, out var was):
                    _actions[d.Action] = (was.Action with { Payload = d.Payload }, was.First, true);
                    return Of(e, PersonSaid.Edit, d.Action, null, null);
                case RunEvent.Decided { Decision: Decision.Approve, Action: { } id } when _actions.TryGetValue(id, out var was):
                    return was.IsEdited ? null : Of(e, PersonSaid.Approve, id, null, null);
                case RunEvent.Decided { Decision: Decision.Reject no, Action: { } id }:
                    return Of(e, PersonSaid.Reject, id, no.Reason, null);
                case RunEvent.Decided { Decision: Decision.Suppress no, Action: { } id }:
                    return Of(e, PersonSaid.Suppress, id, no.Reason, null);
                case RunEvent.Decided { Decision: Decision.Dispose end }:
                    return Of(e, PersonSaid.Dispose, null, end.Reason, end.Disposition);
                default:
                    return null;
            }
        }

        private Decided? Of(RecordedEvent e, PersonSaid said, ActionId? id, string? reason, string? disposition)
        {
            if (_gathered is not var (gathered, at) || _prepared is not { } prepared)
            {
                return null;
            }
            var on = id is { } known && _actions.TryGetValue(known, out var found) ? found : ((ProposedAction, ActionPayload, bool)?)null;
            return id is not null && on is null
                ? null
                : new Decided(
                    started,
                    gathered,
                    at,
                    prepared,
                    _packet,
                    e,
                    said,
                    id,
                    on?.Item1.Payload,
                    on?.Item2,
                    on?.Item1.Needs,
                    string.IsNullOrWhiteSpace(reason) ? null : reason,
                    disposition
                );
        }
    }
}
