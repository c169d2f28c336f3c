using System.Collections.Concurrent;

namespace AgentDesk.Engine;

/// <summary>When a write whose record did not answer may be tried again. Kept in memory: a new process tries at once.</summary>
internal sealed class Retries(TimeProvider time)
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
    ];

    private readonly ConcurrentDictionary<string, (int Failed, DateTimeOffset NotBefore)> _keys = new(StringComparer.Ordinal);

    public bool IsDue(string key) => !_keys.TryGetValue(key, out var state) || state.NotBefore <= time.GetUtcNow();

    /// <summary>Notes a failure; false when there were enough.</summary>
    public bool MayTryAgain(string key)
    {
        var failed = _keys.TryGetValue(key, out var state) ? state.Failed + 1 : 1;
        if (failed > Waits.Length)
        {
            _keys.TryRemove(key, out _);
            return false;
        }

        _keys[key] = (failed, time.GetUtcNow() + Waits[failed - 1]);
        return true;
    }

    public void Forget(string key) => _keys.TryRemove(key, out _);
}
