using System.Text.Json;
using Xunit;

namespace AgentDesk.Tests.Adapters.Models.Embedded;

/// <summary>A silence that the buyer announced, with the day on which it ends, is no stall, whatever we fear.</summary>
public sealed class PlannedSilenceTests
{
    private const string Liked =
        "The demonstration was what we needed and the team has nothing to add. We went through the figures together and they are right. ";

    [Theory]
    [InlineData("You won't hear from me until the trustees have met on 22 June.")]
    [InlineData("It will be quiet on our side now, the committee sits on 22 June and I write to you on the 23rd.")]
    [InlineData("Please don't ring anybody before 22 June, there is nothing to tell until then.")]
    [InlineData("The standstill period runs to and including 22 June.")]
    [InlineData("You'll hear from me on 23 June, after the vote.")]
    [InlineData("You should not expect to hear from the district before 22 June.")]
    [InlineData("The trustees read it until 22 June and you need do nothing.")]
    [InlineData("You will get silence from me until 22 June, that is how it is done here.")]
    [InlineData("The works are closed from 25 May to 19 June and nobody reads mail then, on 22 June the council looks at it.")]
    [InlineData("I'm on annual leave until 22 June and sign when I am back.")]
    public void A_silence_with_its_end_ahead_is_the_plan(string announcement)
    {
        var c = Deal(announcement)
            .Thread(3, "Boss", "Silence for weeks. This one is dying on us, have we lost it to somebody cheaper?")
            .Thread(2, "Peer", "I fear that their budget is gone, they have no money and nobody answers.");

        Assert.False(Stalled(c));
    }

    [Fact]
    public void What_we_wrote_into_the_silence_changes_nothing()
    {
        var c = Deal("You won't hear from me until the trustees have met on 22 June.")
            .Seller(12, "Any news?", attempt: true)
            .Seller(5, "Just checking in again.", attempt: true);

        Assert.False(Stalled(c));
    }

    [Fact]
    public void Once_the_day_has_passed_the_silence_explains_nothing()
    {
        var c = new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Buyer(50, "Mara Lind", Liked)
            .Buyer(40, "Mara Lind", "You won't hear from me until the trustees have met on 20 May.")
            .Seller(20, "Any news?", attempt: true)
            .Seller(12, "Just checking in again.", attempt: true)
            .Seller(5, "Did the trustees meet?", attempt: true);

        Assert.True(Stalled(c));
    }

    [Fact]
    public void A_wish_not_to_be_called_without_an_end_is_no_plan()
    {
        var c = Deal(
                "Please don't have your manager call mine, he would hate it. There is no budget left for this in the year, finance has taken the money away."
            )
            .Seller(12, "Any news?", attempt: true)
            .Seller(5, "Just checking in again.", attempt: true);

        Assert.True(Stalled(c));
    }

    [Fact]
    public void Steps_with_their_days_that_the_buyer_agreed_to_are_a_plan()
    {
        var c = new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Buyer(40, "Mara Lind", Liked)
            .Seller(27, "As we said:\n\n1. Your counsel comments by 5 June.\n2. The trustees meet on 22 June.\n3. We sign on 26 June.")
            .Buyer(26, "Mara Lind", "Perfect, those dates suit us.")
            .Thread(2, "Boss", "Not a word for weeks, is it dead?");

        Assert.False(Stalled(c));
    }

    [Fact]
    public void Two_meetings_to_come_that_the_buyer_accepted_are_a_plan_and_one_that_we_set_is_none()
    {
        Assert.False(Stalled(Chased().MeetingTo(8, "Mara Lind").MeetingTo(16, "Mara Lind")));
        Assert.True(Stalled(Chased().MeetingTo(8, "Mara Lind", "none").MeetingTo(16, "Mara Lind", "none")));

        static AnalystCase Chased() =>
            new AnalystCase()
                .Contact("Mara Lind", "champion")
                .Buyer(40, "Mara Lind", Liked)
                .Buyer(26, "Mara Lind", Liked)
                .Seller(12, "Here is the protocol.", attempt: true)
                .Seller(5, "And the drawing.", attempt: true)
                .Trigger("buyer_quiet");
    }

    [Fact]
    public void An_absence_that_is_over_explains_nothing()
    {
        var c = new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Buyer(50, "Mara Lind", Liked)
            .Buyer(40, "Mara Lind", "I'm on annual leave until 20 May.")
            .Seller(20, "Any news?", attempt: true)
            .Seller(12, "Just checking in again.", attempt: true)
            .Seller(5, "Are you back?", attempt: true);

        Assert.True(Stalled(c));
    }

    private static AnalystCase Deal(string announcement) =>
        new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Buyer(40, "Mara Lind", Liked)
            .Buyer(22, "Mara Lind", $"{Liked}{announcement}")
            .Trigger("buyer_quiet");

    private static bool Stalled(AnalystCase c)
    {
        JsonElement blocker = c.Answer().GetProperty("blocker");
        return blocker.GetProperty("category").GetString() != "none" || blocker.GetProperty("standing").GetString() == "insufficient";
    }
}
