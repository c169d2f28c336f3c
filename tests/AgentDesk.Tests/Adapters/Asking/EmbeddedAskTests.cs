using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Asking;
using AgentDesk.Evals.Questions;

namespace AgentDesk.Tests.Adapters.Asking;

/// <summary>What the embedded analyst makes of turns of phrase and of conversations, on one export.</summary>
public sealed class EmbeddedAskTests(ModelAskTests.Export export) : IClassFixture<ModelAskTests.Export>
{
    private static readonly Actor Gordon = new("gordon.tate@tidewater.example", []);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follow_up_takes_up_the_question_for_another_deal()
    {
        var first = await AskAsync("how long has Brightwater been in discovery?");

        var second = await AskAsync("and Tolliver?", ("how long has Brightwater been in discovery?", first));

        Assert.Contains("entered", Assert.Single(first.Sentences).Text, StringComparison.Ordinal);
        Assert.Equal("D-109", Assert.Single(second.Deals).Value);
    }

    [Fact]
    public async Task What_is_typed_without_its_apostrophes_is_answered_as_with_them()
    {
        var typed = await AskAsync("whats larkfield asked that we havent answered");

        var written = await AskAsync("what's Larkfield asked that we haven't answered");

        Assert.NotEmpty(written.Sentences);
        Assert.Equal(written.Sentences.Select(s => s.Text), typed.Sentences.Select(s => s.Text));
    }

    [Fact]
    public async Task A_question_for_the_day_and_the_amount_is_answered_with_both()
    {
        var answer = await AskAsync("when does larkfeild close and how much is it");

        Assert.Equal(["deal:D-101#amount", "deal:D-101#close_date"], answer.Used.Select(u => u.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("who signs at Larkfield?")]
    [InlineData("who decides at Larkfield")]
    public async Task Who_signs_asks_for_the_person_and_not_for_the_word(string question) =>
        Assert.Contains((await AskAsync(question)).Used, u => u.Kind is "contact" || u.Value == "deal:D-101#economic_buyer");

    [Fact]
    public async Task And_before_that_goes_back_before_what_was_told()
    {
        var first = await AskAsync("when did we last hear from Larkfield?");

        var second = await AskAsync("and before that?", ("when did we last hear from Larkfield?", first));

        Assert.Equal("mail:AAMkTW1013", first.Used[0].Value);
        Assert.NotEqual("mail:AAMkTW1013", second.Used[0].Value);
    }

    [Fact]
    public async Task A_conversation_about_a_deal_that_one_may_not_see_says_nothing_of_it()
    {
        var first = await AskAsync("why is Larkfield stuck?");
        var turn = new AskTurn("why is Larkfield stuck?", first, await export.Desk.Desk.NowAsync(Ct));

        var other = await export.Desk.Ask.AnswerAsync(
            new AskRequest("and who is their champion?", new Actor("dev.malhotra@tidewater.example", []), null, [turn]),
            Ct
        );

        Assert.Empty(other.Sentences);
        Assert.DoesNotContain("D-101", other.Choices.Select(c => c.Deal.Value));
        Assert.All(other.Missing, m => Assert.DoesNotContain("Nadine", $"{m.Text} {m.WhoCouldSupply}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("which of my deals have no answer from the buyer for three weeks?", "D-101", "D-103", "D-106", "D-108")]
    [InlineData("which of my deals are in commit?", "D-104", "D-109")]
    [InlineData("which of my deals have an overdue next step?", "D-101", "D-103", "D-106")]
    [InlineData("which deals are waiting on legal?", "D-108")]
    public async Task A_question_over_many_deals_names_those_that_fit_and_no_others(string question, params string[] deals) =>
        Assert.Equal(deals, (await AskAsync(question)).Deals.Select(d => d.Value));

    [Theory]
    [InlineData("move Norvane to won")]
    [InlineData("please send Nadine a reminder")]
    [InlineData("can you update the close date of Kestrel?")]
    public async Task What_wants_something_done_is_answered_with_that_nothing_was_done(string question)
    {
        var answer = await AskAsync(question);

        Assert.Empty(answer.Sentences);
        Assert.Contains(answer.Remarks, r => r.Contains("nothing was sent, written or decided", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_figure_is_named_and_links_to_the_report()
    {
        var answer = await AskAsync("what is the stage accuracy?");

        Assert.Equal("stage_accuracy", Assert.Single(answer.Figures).Id);
    }

    [Fact]
    public async Task The_same_question_gets_the_same_answer()
    {
        var (first, second) = (await AskAsync("what did Wendell ask for?"), await AskAsync("what did Wendell ask for?"));

        Assert.Equal(first.Sentences.Select(s => s.Text), second.Sentences.Select(s => s.Text));
        Assert.NotEmpty(first.Sentences);
    }

    [Fact]
    public async Task Nobodys_history_is_another_persons()
    {
        using var folder = new TempFolder();
        using var history = new AgentDesk.Adapters.Asking.AskHistory(folder.Path);
        var answer = await AskAsync("what waits for me?");
        var kept = await history.AddAsync(Gordon, null, new AskTurn("what waits for me?", answer, DateTimeOffset.UnixEpoch), Ct);

        Assert.NotNull(await history.FindAsync(Gordon, kept.Id, Ct));
        Assert.Null(await history.FindAsync(new Actor("dev.malhotra@tidewater.example", []), kept.Id, Ct));
        Assert.Null(await history.FindAsync(Gordon, "../" + kept.Id, Ct));
        Assert.Empty(await history.ListAsync(Actor.LocalOperator, Ct));
    }

    private Task<CitedAnswer> AskAsync(string question, params (string Question, CitedAnswer Answer)[] earlier) =>
        export.Desk.Ask.AnswerAsync(
            new AskRequest(question, Gordon, null, [.. earlier.Select(e => new AskTurn(e.Question, e.Answer, DateTimeOffset.UnixEpoch))]),
            Ct
        );
}
