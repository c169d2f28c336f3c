using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Engine.Fakes;

/// <summary>
/// A record that writes whatever it is told to, as often as it is told to: that nothing is written twice is the engine's doing.
/// </summary>
internal sealed class MemoryRecord : IRecordWriter
{
    public List<ApprovedWrite> Writes { get; } = [];

    public Task<string?> FindAsync(string key, CancellationToken ct) =>
        Task.FromResult(Writes.Exists(w => w.Key == key) ? $"receipt of {key}" : null);

    public Task<WriteOutcome> WriteAsync(ApprovedWrite write, CancellationToken ct)
    {
        Writes.Add(write);
        return Task.FromResult<WriteOutcome>(new WriteOutcome.Written($"receipt of {write.Key}"));
    }
}
