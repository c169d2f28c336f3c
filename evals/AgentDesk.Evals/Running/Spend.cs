namespace AgentDesk.Evals.Running;

/// <summary>
/// What a run has spent, in US dollars. A call is made only when its worst case (all its tokens in, all that it may answer) fits beside
/// what is spent and what is under way: where the estimate is an upper bound, the limit is never passed.
/// </summary>
internal sealed class Spend(double? max, double spent)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _spent = spent;
    private double _reserved;

    public double Spent
    {
        get
        {
            lock (_gate)
            {
                return _spent;
            }
        }
    }

    public double? Max => max;

    /// <summary>Sets the worst case aside; waits while what is under way may leave enough of it.</summary>
    /// <returns>False when it does not fit.</returns>
    public async Task<bool> ReserveAsync(double worst, CancellationToken ct)
    {
        while (true)
        {
            Task settled;
            lock (_gate)
            {
                if (max is null || _spent + _reserved + worst <= max)
                {
                    _reserved += worst;
                    return true;
                }

                if (_reserved <= 0 || _spent + worst > max)
                {
                    return false;
                }
                settled = _settled.Task;
            }

            await settled.WaitAsync(ct);
        }
    }

    public void Settle(double worst, double actual)
    {
        TaskCompletionSource was;
        lock (_gate)
        {
            _reserved = Math.Max(0, _reserved - worst);
            if (_reserved < 1e-12)
            {
                _reserved = 0;
            }
            _spent += actual;
            (was, _settled) = (_settled, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        was.SetResult();
    }
}

/// <summary>The run's money does not reach for the next call.</summary>
internal sealed class OutOfMoneyException(double spent, double max)
    : Exception(
        FormattableString.Invariant(
            $"the limit of ${max:0.####} does not reach for another call (${spent:0.####} spent): go on with --resume and a higher --max-usd"
        )
    );
