namespace AgentDesk.Engine;

/// <summary>How the desk runs.</summary>
/// <param name="IsReplay">`--as-of`: the clock is a <see cref="AlwaysOn.ReplayClock"/> and counts as now, instead of the export's own
/// instant.</param>
/// <param name="Parallel">Runs that a scan prepares at the same time.</param>
public sealed record DeskOptions(bool IsReplay = false, int Parallel = 4);

/// <summary>
/// The instant that counts as now, for judging and in the ledger alike: `--as-of`, else the export's own, else the clock. Leases and
/// back-off do not use it: they are about this machine's work, which goes on while a replay's clock stands still.
/// </summary>
public sealed class DeskClock(IDealBook book, TimeProvider time, DeskOptions options)
{
    /// <summary>Now.</summary>
    /// <exception cref="NothingImportedException">No export has been imported.</exception>
    public async Task<DateTimeOffset> NowAsync(CancellationToken ct) =>
        options.IsReplay ? time.GetUtcNow() : (await book.TeamAsync(ct)).AsOf ?? time.GetUtcNow();
}
