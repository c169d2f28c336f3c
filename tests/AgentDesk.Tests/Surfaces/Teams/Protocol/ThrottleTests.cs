using AgentDesk.Surfaces.Teams.Protocol;
using AgentDesk.Tests.Engine.Fakes;

namespace AgentDesk.Tests.Surfaces.Teams.Protocol;

public sealed class ThrottleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_window_of_any_length_ever_holds_more_than_Teams_allows(bool members)
    {
        var time = new ManualTime(Start);
        var throttle = new Throttle(time);
        var random = new Random(7);
        var sent = new List<DateTimeOffset>();

        for (var i = 0; i < 4000; i++)
        {
            if (random.Next(5) == 0)
            {
                time.Advance(TimeSpan.FromMilliseconds(random.Next(900)));
            }
            sent.Add(throttle.Reserve("c", members));
        }

        foreach (var (most, within) in members ? Throttle.ForMembers : Throttle.PerConversation)
        {
            for (var i = most; i < sent.Count; i++)
            {
                Assert.True(sent[i] - sent[i - most] >= within, $"{most + 1} within {sent[i] - sent[i - most]} at {i}");
            }
        }
    }

    [Fact]
    public void All_conversations_together_stay_within_fifty_a_second()
    {
        var throttle = new Throttle(new ManualTime(Start));

        var sent = Enumerable.Range(0, 500).Select(i => throttle.Reserve($"c{i % 250}", false)).Order().ToList();

        for (var i = 50; i < sent.Count; i++)
        {
            Assert.True(sent[i] - sent[i - 50] >= TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void Who_is_alone_does_not_wait() => Assert.Equal(Start, new Throttle(new ManualTime(Start)).Reserve("c", false));
}
