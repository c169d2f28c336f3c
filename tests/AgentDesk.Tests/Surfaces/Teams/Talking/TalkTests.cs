using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Talking;
using AgentDesk.Tests.Engine.Fakes;
using AgentDesk.Tests.Surfaces.Teams.Fakes;
using static AgentDesk.Tests.Surfaces.Teams.Fakes.TeamsRig;

namespace AgentDesk.Tests.Surfaces.Teams.Talking;

public sealed class TalkTests
{
    [Theory]
    [InlineData("<at>AgentDesk</at> inbox", "inbox")]
    [InlineData("<at>Agent\nDesk</at>&nbsp;show x", "show x")]
    [InlineData("  why is Acme stuck? ", "why is Acme stuck?")]
    [InlineData(null, "")]
    public void The_mention_of_the_bot_is_no_part_of_what_is_said(string? text, string said) => Assert.Equal(said, Talk.Said(text));

    [Theory]
    [InlineData("inbox")]
    [InlineData("What waits for me?")]
    [InlineData("DIGEST")]
    public async Task Who_asks_for_the_inbox_gets_it(string text)
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);

        await rig.SayAsync(Owner, text);
        await rig.RoundAsync();

        Assert.Contains(run.Value, rig.Channel.In(Owner.Chat)[^1].Card.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("1 deal waiting for you", rig.Channel.Messages[rig.Channel.In(Owner.Chat)[^1].Id].Summary);
    }

    [Theory]
    [InlineData("show D-1")]
    [InlineData("Show northgate")]
    [InlineData("open deal d-1")]
    public async Task A_card_is_brought_by_the_deals_id_or_name(string text)
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.WaitingAsync(Owner);

        await rig.SayAsync(Boss, text);
        await rig.InstallAsync(Boss);
        await rig.RoundAsync();

        Assert.Contains(rig.Channel.In(Boss.Chat), m => m.Card.ToJsonString().Contains(CardVerbs.Approve, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_person_may_not_see_is_not_found_by_any_name()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync();

        foreach (var text in new[] { "show D-1", "show Northgate", $"show {run}", "show nobody" })
        {
            await rig.SayAsync(Stranger, text);
            Assert.Contains(
                "Nothing that you may see waits under",
                rig.Channel.In(Stranger.Chat)[^1].Card.ToJsonString(),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Where_several_fit_they_are_listed()
    {
        using var rig = new TeamsRig(Rig.Field);
        rig.Rig.Book.Put(FakeBook.File("D-2", ("wake", "stale@x")));
        await rig.InstallAsync(Owner);
        await rig.Desk.ScanAsync(null, null, null, Ct);

        await rig.SayAsync(Owner, "show Northgate");

        Assert.Contains("Two fit", rig.Channel.In(Owner.Chat)[^1].Card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_means_to_answer_a_question_it_says_what_it_can_do()
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.WaitingAsync(Owner);

        await rig.SayAsync(Owner, "why is Northgate stuck?");

        Assert.Contains("inbox", rig.Channel.In(Owner.Chat)[^1].Card.ToJsonString(), StringComparison.Ordinal);
    }
}
