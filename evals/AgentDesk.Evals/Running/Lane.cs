using AgentDesk.Adapters.Models;

namespace AgentDesk.Evals.Running;

/// <summary>
/// One model's traffic: so many rows at once, and fewer when it does not answer. A failure halves what is let through and makes the whole
/// lane wait, twice as long each time; successes let one more through at a time.
/// </summary>
#pragma warning disable CA1001 // Nobody asks the semaphore for its wait handle: there is nothing to let go of.
internal sealed class Lane(int most, TimeProvider time)
{
#pragma warning restore CA1001
    private const int Tries = 6;
    private const int SuccessesForOneMore = 16;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _open = new(most);
    private readonly Lock _gate = new();
    private readonly int _most = most;
    private int _allowed = most;
    private int _toWithdraw;
    private int _successes;
    private TimeSpan _wait = TimeSpan.Zero;
    private DateTimeOffset _until;

    /// <summary>How many calls are let through at once now.</summary>
    public int Allowed
    {
        get
        {
            lock (_gate)
            {
                return _allowed;
            }
        }
    }

    /// <summary>Makes a call when it is its turn, again after a while when nothing answered.</summary>
    /// <exception cref="ModelFailedException">It failed as often as is tried, or in a way that another try does not mend.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await _open.WaitAsync(ct);
            try
            {
                if (Pause() is { } pause)
                {
                    await Task.Delay(pause, time, ct);
                }
                var result = await call(ct);
                Succeeded();
                return result;
            }
            catch (ModelFailedException e) when (e.Failure == ModelFailure.Unavailable && attempt < Tries)
            {
                Failed();
            }
            finally
            {
                Leave();
            }
        }
    }

    private TimeSpan? Pause()
    {
        lock (_gate)
        {
            return _until - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;
        }
    }

    private void Failed()
    {
        lock (_gate)
        {
            _successes = 0;
            // Rows that fail together are one failure of the server: it is answered once.
            if (_until > time.GetUtcNow())
            {
                return;
            }
            _wait =
                _wait == TimeSpan.Zero ? First
                : _wait * 2 > Longest ? Longest
                : _wait * 2;
            _until = time.GetUtcNow() + _wait;
            var fewer = Math.Max(1, _allowed / 2);
            _toWithdraw += _allowed - fewer;
            _allowed = fewer;
        }
    }

    private void Succeeded()
    {
        lock (_gate)
        {
            _wait = TimeSpan.Zero;
            if (++_successes < SuccessesForOneMore || _allowed == _most)
            {
                return;
            }
            _successes = 0;
            _allowed++;
            if (_toWithdraw > 0)
            {
                _toWithdraw--;
            }
            else
            {
                _open.Release();
            }
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (_toWithdraw > 0)
            {
                _toWithdraw--;
                return;
            }
        }

        _open.Release();
    }
}
