using AgentDesk.Adapters.Models.Embedded.Weighing;
using Xunit;

namespace AgentDesk.Tests.Adapters.Models.Embedded;

/// <summary>What buyers say to wave a topic away, in the English of many places; and what only sounds like it.</summary>
public sealed class RulesOutTests
{
    [Theory]
    [InlineData("budget", "The funds of Matteo are there, he has to spend them.")]
    [InlineData("budget", "The amount stands in our list, this is not the theme.")]
    [InlineData("budget", "I have put the money on the side already.")]
    [InlineData("budget", "Keep your five percent, darlin'.")]
    [InlineData("budget", "He is not looking for a discount.")]
    [InlineData("budget", "Price is agreed, over that we need not come back.")]
    [InlineData("timing", "August is fine, whatever suits you.")]
    [InlineData("authority", "She's the president and she said it's your call.")]
    [InlineData("authority", "The boss signs what I lay in front of him.")]
    [InlineData("authority", "They'd approve it in a heartbeat.")]
    [InlineData("procurement", "I release it when Ms. Beaumont says so.")]
    [InlineData("procurement", "Thank heavens it isn't a bid.")]
    [InlineData("procurement", "You're complete, the packet's on its way up.")]
    [InlineData("missing_asset", "Please, I don't need any more paper.")]
    [InlineData("missing_asset", "You must do nothing.")]
    [InlineData("legal", "Both lawyers are happy.")]
    [InlineData("security", "On the IT side I'm fine.")]
    [InlineData("weak_case", "I'm sold, I have been since spring.")]
    [InlineData("competition", "A fellow from the coast came by and I didn't like his boots.")]
    public void A_topic_waved_away_is_ruled_out(string category, string said) => Assert.Contains(category, RulesOut.Of(said));

    [Theory]
    [InlineData("budget", "The money is there only if the levy passes.")]
    [InlineData("budget", "I'd put the money in the other hall before the price is agreed.")]
    [InlineData("timing", "August is fine until the auditors come.")]
    [InlineData("authority", "The board approved it if the second vote goes through.")]
    [InlineData("procurement", "You're complete once the bank letter is stamped.")]
    [InlineData("legal", "Both lawyers are happy except on clause nine.")]
    [InlineData("missing_asset", "I don't need a sermon, I need the drawing.")]
    [InlineData("competition", "They like his boots better than mine.")]
    public void What_hangs_on_something_or_is_another_matter_is_not(string category, string said) =>
        Assert.DoesNotContain(category, RulesOut.Of(said));

    [Theory]
    [InlineData("It's not the price, it's the board.", true)]
    [InlineData("The money is there, but nobody may spend it.", true)]
    [InlineData("The money is there and nobody takes it from me.", false)]
    public void A_sentence_may_go_on_to_what_it_is(string said, bool goesOn) => Assert.Equal(goesOn, RulesOut.GoesOn(said));
}
