using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Measures;

/// <summary>What is tracked of stage progression (SP: how it is measured).</summary>
public static class StageMeasurementKinds
{
    /// <summary>One raised exception; the value is its kind.</summary>
    public const string Exception = "stage_exception";

    /// <summary>A deal whose evidence stands in an earlier stage than its record: the value is `from → to`.</summary>
    public const string FalseProgression = "false_progression";

    /// <summary>A stage change that was approved and written.</summary>
    public const string StageCorrection = "stage_correction";

    /// <summary>A stage change whose forecast category differs from the deal's.</summary>
    public const string ForecastImpactingChange = "forecast_impacting_change";

    /// <summary>From the proposal to the manager's first decision.</summary>
    public const string ManagerTurnaround = "manager_approval_turnaround";

    /// <summary>A person closed the exceptions; the value is the disposition.</summary>
    public const string ExceptionDisposition = "exception_disposition";
}

/// <summary>The measurement events of one stage review: a pure fold over its events.</summary>
public static class StageProgressionMeasures
{
    /// <param name="run">The run's events in order; the first is its start.</param>
    /// <returns>In order of time. Empty when the run has no start.</returns>
    public static IReadOnlyList<MeasurementEvent> Of(IReadOnlyList<Happened> run)
    {
        if (run is not [{ Event: RunEvent.Started started }, ..]) { return []; }

        var found = new List<MeasurementEvent>();
        var actions = new Dictionary<ActionId, ProposedAction>();
        DateTimeOffset? proposed = null;
        var isDecided = false;
        foreach (var (e, _, at) in run)
        {
            switch (e)
            {
                case RunEvent.Proposed p:
                    foreach (var a in p.Proposal.Actions) { actions[a.Id] = a; }
                    // A run that gathered again is one review: the latest stands.
                    found.RemoveAll(m => m.Kind is StageMeasurementKinds.Exception or StageMeasurementKinds.FalseProgression or StageMeasurementKinds.ForecastImpactingChange);
                    proposed ??= at;
                    found.AddRange(OfPacket(started, p.Proposal.Packet, at));
                    break;
                case RunEvent.Decided { Decision: Decision.Dispose d } decided:
                    found.Add(Event(started, StageMeasurementKinds.ExceptionDisposition, at, d.Disposition, who: decided.By.Name));
                    Manager(decided.By, at);
                    break;
                case RunEvent.Decided decided:
                    Manager(decided.By, at);
                    break;
                case RunEvent.Written w when actions.TryGetValue(w.Action, out var action) && action.Payload is ActionPayload.StageChange s:
                    found.Add(Event(started, StageMeasurementKinds.StageCorrection, at, $"{s.Before} → {s.After}"));
                    break;
            }
        }

        return [.. found.OrderBy(m => m.At)];

        void Manager(Actor by, DateTimeOffset at)
        {
            if (isDecided || proposed is not { } from || by.Email is not { } who || !string.Equals(who, started.Manager, StringComparison.OrdinalIgnoreCase)) { return; }

            isDecided = true;
            found.Add(Event(started, StageMeasurementKinds.ManagerTurnaround, at, length: at - from, who: by.Name));
        }
    }

    private static IEnumerable<MeasurementEvent> OfPacket(RunEvent.Started run, Packet packet, DateTimeOffset at)
    {
        foreach (var x in packet.Exceptions) { yield return Event(run, StageMeasurementKinds.Exception, at, x.Kind); }
        if (packet.Stage is not { Proposed: { } to } review) { yield break; }
        if (review.Verb == "correct" && packet.Exceptions.Any(x => x.Kind is StageExceptions.MissingExitCriteria or StageExceptions.SellerActivityOnly)) { yield return Event(run, StageMeasurementKinds.FalseProgression, at, $"{review.Current} → {to}"); }
        if (review.Forecast.Changes) { yield return Event(run, StageMeasurementKinds.ForecastImpactingChange, at, $"{review.Forecast.Category} → {review.Forecast.OfProposed}"); }
    }

    private static MeasurementEvent Event(RunEvent.Started run, string kind, DateTimeOffset at, string? value = null, TimeSpan? length = null, string? who = null) => new(kind, run.Run, run.Deal, at, value, length, who);
}
