using AgentDesk.Evals.Running;

namespace AgentDesk.Tests.Evals.Running;

public sealed class SpendTests
{
    [Fact]
    public async Task A_call_that_does_not_fit_now_waits_for_what_is_under_way_to_cost_less_than_feared()
    {
        var spend = new Spend(1.0, 0);
        Assert.True(await spend.ReserveAsync(0.8, TestContext.Current.CancellationToken));

        var second = spend.ReserveAsync(0.5, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        spend.Settle(0.8, 0.1);

        Assert.True(await second);
        Assert.Equal(0.1, spend.Spent, 9);
    }

    [Fact]
    public async Task A_call_that_can_never_fit_is_refused_at_once() =>
        Assert.False(await new Spend(1.0, 0.9).ReserveAsync(0.2, TestContext.Current.CancellationToken));
}
