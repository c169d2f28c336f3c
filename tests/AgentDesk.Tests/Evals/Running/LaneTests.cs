using AgentDesk.Adapters.Models;
using AgentDesk.Evals.Running;
using AgentDesk.Tests.Adapters.Models;

namespace AgentDesk.Tests.Evals.Running;

public sealed class LaneTests
{
    [Fact]
    public async Task A_failure_halves_what_is_let_through_and_successes_bring_it_back()
    {
        var lane = new Lane(8, new ImpatientTime());
        var failed = false;

        await lane.RunAsync(_ => failed ? Task.FromResult(1) : Fail(ref failed), TestContext.Current.CancellationToken);
        var after = lane.Allowed;
        for (var i = 0; i < 200; i++)
        {
            await lane.RunAsync(_ => Task.FromResult(1), TestContext.Current.CancellationToken);
        }

        Assert.Equal(4, after);
        Assert.Equal(8, lane.Allowed);
    }

    [Fact]
    public async Task What_never_answers_is_given_up_after_six_tries_and_waits_longer_each_time()
    {
        var time = new ImpatientTime();
        var tries = 0;

        await Assert.ThrowsAsync<ModelFailedException>(() =>
            new Lane(2, time).RunAsync<int>(
                _ =>
                {
                    tries++;
                    throw new ModelFailedException(ModelFailure.Unavailable, "down");
                },
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(6, tries);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_not_asked_for_again()
    {
        var tries = 0;

        await Assert.ThrowsAsync<ModelFailedException>(() =>
            new Lane(2, new ImpatientTime()).RunAsync<int>(
                _ =>
                {
                    tries++;
                    throw new ModelFailedException(ModelFailure.Unreadable, "what?");
                },
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(1, tries);
    }

    private static Task<int> Fail(ref bool failed)
    {
        failed = true;
        throw new ModelFailedException(ModelFailure.Unavailable, "busy");
    }
}
