using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Runs;

/// <summary>What the clock alone does to a run. Expiry means undecided: neither yes nor no.</summary>
public static class Clockwork
{
    /// <summary>
    /// Reminders, wakings and expiries that are due. An action is reminded of once in the playbook's span, and
    /// <see cref="Run.MaxReminders"/> times at the most; those that wait for the same people are one reminder.
    /// </summary>
    public static IReadOnlyList<RunEvent> Due(Run run, Playbooks.Waiting limits, DateTimeOffset now)
    {
        if (run is not Run.Waiting waiting)
        {
            return [];
        }

        var due = new List<RunEvent>();
        var remind = new List<(IReadOnlyList<string> To, ActionId Id)>();
        foreach (var a in waiting.Actions)
        {
            if (a.Status == ActionStatus.Snoozed && a.Until <= now)
            {
                due.Add(new RunEvent.Woken(a.Action.Id));
            }
            else if (a.ExpiresAt(limits) <= now)
            {
                due.Add(new RunEvent.Expired(a.Action.Id));
            }
            else if (
                a.Status is ActionStatus.Pending or ActionStatus.Edited
                && a.Reminders < Run.MaxReminders
                && LastHeard(a) + limits.RemindAfter <= now
            )
            {
                remind.Add((a.AssignedTo is { } to ? [to] : a.Action.NeedsWho, a.Action.Id));
            }
        }

        due.AddRange(
            remind
                .GroupBy(r => string.Join('\n', r.To), StringComparer.OrdinalIgnoreCase)
                .Select(g => new RunEvent.Reminded(g.First().Id, g.First().To, g.Count() > 1 ? [.. g.Skip(1).Select(r => r.Id)] : null))
        );
        return due;
    }

    /// <summary>
    /// The run as it reads at <paramref name="now"/>, whether or not the desk has noted yet what the clock did: what woke is awake, what
    /// expired is expired, and a run of which nothing is left is closed. Nothing of it is in the ledger.
    /// </summary>
    public static Run At(Workflow workflow, Run run, Playbooks.Waiting limits, DateTimeOffset now)
    {
        while (Due(run, limits, now).Where(e => e is not RunEvent.Reminded).ToList() is { Count: > 0 } due)
        {
            foreach (var e in due)
            {
                run = Run.Apply(run, e, Instant((Run.Waiting)run, e, limits));
            }
        }

        return Run.Next(workflow, run) is Effect.Close close
            ? Run.Apply(run, new RunEvent.Closed(close.Outcome, null, close.Reason), LastOf((Run.Waiting)run))
            : run;
    }

    private static DateTimeOffset LastHeard(ActionState a) => Later(Later(a.Since, a.RemindedAt), a.Assignment?.At);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset? b) => b is { } other && other > a ? other : a;

    private static DateTimeOffset Instant(Run.Waiting run, RunEvent e, Playbooks.Waiting limits) =>
        e switch
        {
            RunEvent.Woken w => run.Actions.First(a => a.Action.Id == w.Action).Until!.Value,
            RunEvent.Expired x => run.Actions.First(a => a.Action.Id == x.Action).ExpiresAt(limits)!.Value,
            _ => throw new InvalidOperationException($"`{e.GetType().Name}` has no instant of its own"),
        };

    private static DateTimeOffset LastOf(Run.Waiting run) => run.Actions.Select(a => a.Since).Append(run.ProposedAt).Max();
}
