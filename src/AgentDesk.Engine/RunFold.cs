using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>Runs as folded from their events.</summary>
public static class RunFold
{
    /// <summary>The run that these events make, or null when there are none, or none of a run.</summary>
    public static RunView? Of(IReadOnlyList<RecordedEvent> events) =>
        events is [] or [{ Event: RunEvent.Overruled }, ..] ? null : After(null, events);

    /// <summary>The run after further events.</summary>
    public static RunView After(RunView? view, IReadOnlyList<RecordedEvent> events)
    {
        var run = view?.Run;
        foreach (var e in events)
        {
            run = Run.Apply(run, e.Event, e.At);
        }
        return new RunView(run!, view is null ? events : [.. view.History, .. events]);
    }
}
