using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Tests.Core.Evidence.Readings;

public sealed class SpokenDatesTests
{
    [Theory]
    [InlineData("I am here all of next week, and then away for May.", 5)]
    [InlineData("It slips into March.", 3)]
    [InlineData("somewhere around Sept, I would think", 9)]
    [InlineData("in May", 5)]
    public void A_month_after_a_word_of_time_is_that_month(string text, int month) =>
        Assert.Equal(month, Assert.Single(SpokenDates.Find(text)).Month);

    [Theory]
    [InlineData("You may march on.")]
    [InlineData("It may be so.")]
    public void A_word_that_only_looks_like_a_month_is_none(string text) => Assert.Empty(SpokenDates.Find(text));
}
