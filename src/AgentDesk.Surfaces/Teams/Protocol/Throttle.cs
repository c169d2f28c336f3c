namespace AgentDesk.Surfaces.Teams.Protocol;

/// <summary>
/// Keeps within what Teams lets one bot do in one conversation (7 in a second, 8 in two, 60 in thirty, 1800 in an hour; reading members
/// twice as often) and, over all conversations, 50 a second of an app in a tenant. Who comes too early is given a later instant, in the
/// order of asking.
/// </summary>
public sealed class Throttle(TimeProvider clock)
{
    public static readonly IReadOnlyList<(int Most, TimeSpan Within)> PerConversation =
    [
        (7, TimeSpan.FromSeconds(1)),
        (8, TimeSpan.FromSeconds(2)),
        (60, TimeSpan.FromSeconds(30)),
        (1800, TimeSpan.FromHours(1)),
    ];

    public static readonly IReadOnlyList<(int Most, TimeSpan Within)> ForMembers =
    [
        (14, TimeSpan.FromSeconds(1)),
        (16, TimeSpan.FromSeconds(2)),
        (120, TimeSpan.FromSeconds(30)),
        (3600, TimeSpan.FromHours(1)),
    ];

    public static readonly IReadOnlyList<(int Most, TimeSpan Within)> Overall = [(50, TimeSpan.FromSeconds(1))];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<DateTimeOffset>> _sent = new(StringComparer.Ordinal);
    private readonly List<DateTimeOffset> _all = [];

    /// <summary>Waits for this call's turn.</summary>
    public async Task WaitAsync(string conversation, bool members, CancellationToken ct)
    {
        var wait = Reserve(conversation, members) - clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, ct);
        }
    }

    /// <summary>Takes the next free instant, now or later, and keeps it for the caller.</summary>
    public DateTimeOffset Reserve(string conversation, bool members)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var limits = members ? ForMembers : PerConversation;
            var key = members ? "m|" + conversation : "s|" + conversation;
            if (!_sent.TryGetValue(key, out var own))
            {
                Forget(now);
                _sent[key] = own = [];
            }

            var at = now;
            // One limit may push it into another's full window: until none does.
            for (var before = DateTimeOffset.MinValue; before != at; )
            {
                before = at;
                at = Free(_all, Overall, Free(own, limits, at));
            }

            Keep(own, at, limits);
            Keep(_all, at, Overall);
            return at;
        }
    }

    private static DateTimeOffset Free(List<DateTimeOffset> taken, IReadOnlyList<(int Most, TimeSpan Within)> limits, DateTimeOffset at)
    {
        foreach (var (most, within) in limits)
        {
            if (taken.Count >= most && taken[^most] + within > at)
            {
                at = taken[^most] + within;
            }
        }

        return at;
    }

    // In order of time: a later conversation may have been given an earlier instant than another's.
    private static void Keep(List<DateTimeOffset> taken, DateTimeOffset at, IReadOnlyList<(int Most, TimeSpan Within)> limits)
    {
        var place = taken.BinarySearch(at);
        taken.Insert(place < 0 ? ~place : place, at);
        if (taken.Count > 2 * limits[^1].Most)
        {
            taken.RemoveRange(0, taken.Count - limits[^1].Most);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (
            var idle in _sent.Where(s => s.Value.Count == 0 || s.Value[^1] < now - PerConversation[^1].Within).Select(s => s.Key).ToList()
        )
        {
            _sent.Remove(idle);
        }
    }
}
