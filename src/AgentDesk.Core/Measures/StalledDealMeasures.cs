using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Core.Measures;

/// <summary>The measurement events of one stalled-deal run: a pure fold over its events and what happened to the deal afterwards.</summary>
public static class StalledDealMeasures
{
    /// <summary>Folds a run and what happened to its deal.</summary>
    /// <param name="run">The run's events in order; the first is its start.</param>
    /// <param name="deal">Events of the deal; those before the run's start do not count.</param>
    /// <returns>In order of time. Empty when the run has no start.</returns>
    public static IReadOnlyList<MeasurementEvent> Of(IReadOnlyList<Happened> run, IReadOnlyList<DealEvent> deal)
    {
        if (run is not [{ Event: RunEvent.Started started } first, ..]) { return []; }

        var found = new List<MeasurementEvent>();
        var actions = new Dictionary<ActionId, ProposedAction>();
        var (isReviewed, isApproved) = (false, false);
        MeasurementEvent Event(string kind, DateTimeOffset at, string? value = null, TimeSpan? length = null, string? who = null) => new(kind, started.Run, started.Deal, at, value, length, who);

        found.AddRange(started.Cause.Triggers.Where(t => t.Kind == "slipped_close_date").Select(t => Event(MeasurementKinds.SlippedCloseDate, t.At, t.Detail)));
        foreach (var (e, _, at) in run)
        {
            switch (e)
            {
                case RunEvent.Proposed p:
                    foreach (var a in p.Proposal.Actions) { actions[a.Id] = a; }
                    // A run that gathered again is one diagnosis: the latest stands.
                    found.RemoveAll(m => m.Kind == MeasurementKinds.BlockerCategory);
                    if (p.Proposal.Packet.Blocker is { } blocker) { found.Add(Event(MeasurementKinds.BlockerCategory, at, blocker.Category)); }
                    break;
                case RunEvent.Edited edit:
                    if (actions.TryGetValue(edit.Action, out var edited)) { actions[edit.Action] = edited with { Payload = edit.Payload }; }
                    if (Is(edit.By.Email, started.Manager)) { found.Add(Event(MeasurementKinds.ManagerEdit, at, edit.Payload.Kind, who: edit.By.Name)); }
                    Review(edit.By, at);
                    break;
                case RunEvent.Decided d:
                    Review(d.By, at);
                    if (d.Decision is Decision.Approve && !isApproved)
                    {
                        isApproved = true;
                        found.Add(Event(MeasurementKinds.FlagToApprovedAction, at, d.Action is { } id && actions.TryGetValue(id, out var approved) ? approved.Payload.Kind : null, at - first.At, d.By.Name));
                    }

                    if (d.Decision is Decision.Dispose dispose) { found.Add(Event(MeasurementKinds.Disposition, at, dispose.Disposition, who: d.By.Name)); }
                    break;
                case RunEvent.Written w when actions.TryGetValue(w.Action, out var written) && (written.Payload is ActionPayload.Escalation || written.Payload.Audience == Audience.Customer):
                    found.Add(Event(MeasurementKinds.UnblockAttempt, at, written.Payload.Kind));
                    break;
            }
        }

        found.AddRange(deal.Where(d => d.Deal == started.Deal && d.At > first.At).SelectMany(d => d.Kind switch
        {
            "stage.moved" => [Event(MeasurementKinds.Movement, d.At, d.Detail)],
            "deal.closed" => (MeasurementEvent[])[Event(MeasurementKinds.Movement, d.At, d.Detail), Event(MeasurementKinds.ClosedOutcome, d.At, d.Detail)],
            "close_date.moved" when IsLater(d.Detail) => [Event(MeasurementKinds.SlippedCloseDate, d.At, d.Detail)],
            _ => [],
        }));
        return [.. found.OrderBy(m => m.At)];

        void Review(Actor by, DateTimeOffset at)
        {
            if (isReviewed || by == Actor.Desk) { return; }

            isReviewed = true;
            found.Add(Event(MeasurementKinds.Reviewed, at, who: by.Name));
        }
    }

    private static bool Is(string? a, string? b) => a is not null && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    // "2026-05-29 → 2026-06-30"; a date that moved nearer is no slip.
    private static bool IsLater(string detail) =>
        detail.Split('→', StringSplitOptions.TrimEntries) is [var before, var after]
        && DateOnly.TryParse(before, CultureInfo.InvariantCulture, out var from) && DateOnly.TryParse(after, CultureInfo.InvariantCulture, out var to) && to > from;
}
