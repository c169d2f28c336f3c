using AgentDesk.Core.Deals;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine.Measuring;

/// <summary>
/// Whether the workflows can be run on what the book holds, and the word of those who have one run all the same: it stands in the ledger,
/// with who gave it, when and why.
/// </summary>
internal sealed class Overruling(IDealBook book, ILedger ledger, DeskClock clock)
{
    /// <summary>A line a workflow, in their order.</summary>
    /// <exception cref="NothingImportedException">No export has been imported.</exception>
    public async Task<IReadOnlyList<Readied>> OfAsync(IEnumerable<string> workflows, CancellationToken ct)
    {
        var (stats, playbook) = (await book.StatsAsync(ct), await book.PlaybookAsync(ct));
        var readied = new List<Readied>();
        foreach (var workflow in workflows)
        {
            readied.Add(Readiness.Of(workflow, stats, playbook, Words(await ledger.ReadAsync(StreamOf(workflow), ct))));
        }
        return readied;
    }

    /// <summary>Has a workflow run although its data is not ready, or takes that back.</summary>
    public async Task<OverruleAnswer> TakeAsync(string workflow, string reason, bool withdraw, Actor actor, CancellationToken ct)
    {
        while (true)
        {
            var events = await ledger.ReadAsync(StreamOf(workflow), ct);
            var before = (await OfAsync([workflow], ct))[0];
            if (Refusal(before, reason, withdraw, actor) is { } refusal)
            {
                return new(before, refusal);
            }

            if (
                await ledger.AppendAsync(
                    StreamOf(workflow),
                    events.Count,
                    [new RunEvent.Overruled(workflow, reason, actor, before.Lacks, withdraw)],
                    actor.Name,
                    await clock.NowAsync(ct),
                    ct
                )
                is not { } appended
            )
            {
                continue;
            } // somebody was quicker

            await ledger.DoneAsync(StreamOf(workflow), events.Count + appended.Count, ct); // nothing follows from it: the next scan reads it
            return new((await OfAsync([workflow], ct))[0], null);
        }
    }

    private static string? Refusal(Readied before, string reason, bool withdraw, Actor actor)
    {
        if (!actor.Roles.Any(r => r is Roles.RevOps or Roles.Manager or Roles.Admin))
        {
            return $"{actor.Name} may not overrule it: a manager or RevOps may";
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return "it needs a reason";
        }
        if (!withdraw && before.Lacks.Count == 0)
        {
            return $"{before.Workflow} lacks nothing here: there is nothing to overrule";
        }
        return withdraw && before.Overruled is null ? $"nobody has overruled anything for {before.Workflow}" : null;
    }

    private static RunId StreamOf(string workflow) => new($"readiness-{workflow}");

    private static IEnumerable<Overrule> Words(IReadOnlyList<RecordedEvent> events) =>
        events
            .Select(e => (e.At, Said: e.Event as RunEvent.Overruled))
            .Where(e => e.Said is not null)
            .Select(e => new Overrule(e.Said!.Workflow, e.At, e.Said.By.Name, e.Said.Reason, e.Said.IsWithdrawn));
}
