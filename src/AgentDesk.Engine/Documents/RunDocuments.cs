using System.Text.Json;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine.Documents;

/// <summary>Runs as the documents of contracts/command-line.md.</summary>
public static class RunDocuments
{
    public static InboxDocument Inbox(DateTimeOffset asOf, IReadOnlyList<RunView> runs) => new(asOf, [.. runs.Select(Of)]);

    public static RunDocument Of(RunView view)
    {
        var run = view.Run;
        var shown = run as Run.Waiting ?? (run as Run.Closed)?.Was;
        var closed = run as Run.Closed;

        // A run that was stopped keeps saying why after it is closed.
        var stopped = shown is null ? view.History.Select(h => h.Event).OfType<RunEvent.Stopped>().LastOrDefault() : null;
        var preparation = shown?.Preparation ?? (run as Run.Drafted)?.Preparation ?? LastPreparation(view);
        var packet = shown is not null ? Of(shown.Packet) : null;
        if (stopped is not null)
        {
            packet = Of(stopped);
        }
        return new RunDocument(
            run.Header.Id.Value,
            run.Header.Workflow,
            run.Header.Deal.Value,
            run.Header.DealName,
            run.Header.Account,
            run.Header.Owner,
            Decide.StateOf(run),
            Of(run.Header.Now.First),
            [.. run.Header.Now.Triggers.Select(Of)],
            preparation?.At,
            preparation?.Model,
            preparation?.Prompt,
            preparation?.FellBackBecause,
            view.JudgedBy,
            packet,
            [.. run.Done.Concat(shown?.Actions ?? []).Select(Of)],
            [.. (shown?.Findings ?? stopped?.Findings ?? []).Select(Of)],
            [.. view.History.Select(Of)],
            closed?.Outcome,
            closed?.Reason ?? (run as Run.Stopped)?.Reason,
            run.Header.Follows?.Value
        );
    }

    public static ActionDocument Of(ActionState state)
    {
        var (action, payload) = (state.Action, state.Action.Payload);
        return new ActionDocument(
            action.Id.Value,
            payload.Kind,
            payload.Audience,
            payload.Recipients,
            action.Summary,
            payload.ToJson(),
            action.PayloadHash,
            action.RecordVersion,
            action.Needs,
            Decide.NeedsWho(state),
            state.AssignedTo,
            Decide.Word(state.Status),
            state.Detail,
            state.Since,
            state.Until,
            state.DecidedBy,
            state.Prepared?.ToJson()
        );
    }

    private static TriggerDocument Of(Trigger trigger) => new(trigger.Kind, trigger.Detail, trigger.At);

    private static PacketDocument Of(Packet p) =>
        new(
            p.Headline,
            p.Blocker is { } b ? new BlockerDocument(b.Category, b.Standing, b.Secondary, b.Disposition) : null,
            p.Claims,
            p.PriorAttempts,
            p.MissingEvidence,
            p.Exceptions,
            p.Read,
            p.LeftOut,
            p.Stage,
            p.Clocks
        );

    /// <summary>Of stopped work nothing is shown but the reason and what is missing.</summary>
    private static PacketDocument Of(RunEvent.Stopped s) => new(s.Reason, null, [], null, s.MissingEvidence, [], [], []);

    private static FindingDocument Of(Finding f) =>
        new(f.Gate, JsonNamingPolicy.SnakeCaseLower.ConvertName(f.Outcome.ToString()), f.Reason, f.About);

    private static HistoryDocument Of(RecordedEvent e) =>
        new(e.At, e.Who, JsonNamingPolicy.SnakeCaseLower.ConvertName(e.Event.GetType().Name), HistoryWords.Of(e.Event));

    private static Preparation? LastPreparation(RunView view) =>
        view.History.LastOrDefault(h => h.Event is RunEvent.Prepared) is { Event: RunEvent.Prepared p } h
            ? new Preparation(p.Model, p.Prompt, p.Audit, p.FellBackBecause, h.At)
            : null;
}
