using System.Text.Json;
using AgentDesk.Adapters.Asking;
using AgentDesk.Adapters.Models;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Asking;
using AgentDesk.Evals.Questions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using static AgentDesk.Tests.Adapters.Asking.ScriptedChat;

namespace AgentDesk.Tests.Adapters.Asking;

/// <summary>The model path over the real book, index and tools; only the model's turns are written in advance.</summary>
public sealed class ModelAskTests(ModelAskTests.Export export) : IClassFixture<ModelAskTests.Export>
{
    private static readonly Actor Gordon = new("gordon.tate@tidewater.example", []);
    private static readonly Actor Dev = new("dev.malhotra@tidewater.example", []);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_found_with_tools_and_shown_with_its_quote()
    {
        using var chat = new ScriptedChat(
            Calls("find_deals", ("words", "Larkfield")),
            Calls("search_evidence", ("query", "Wendell sheet blank"), ("deal", "D-101")),
            Says(
                Answer(
                    "Nadine waits for Wendell’s sheet.",
                    "fact",
                    "D-101",
                    "mail:AAMkTW1013",
                    "I can't walk this anywhere while half of Wendell's sheet is coming back blank."
                )
            )
        );

        var answer = await AskAsync(chat, "why is Larkfield stuck?", Gordon);

        Assert.Equal("openai:scripted", answer.Model);
        Assert.Null(answer.FellBackBecause);
        Assert.Equal(Standing.Fact, Assert.Single(answer.Sentences).Standing);
        Assert.Contains("D-101", LastResult(chat.Asked[1].Messages), StringComparison.Ordinal);
        Assert.Contains("AAMkTW1013", LastResult(chat.Asked[2].Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misquote_is_sent_back_once_and_the_mended_sentence_is_shown()
    {
        using var chat = new ScriptedChat(
            Says(Answer("They find it dear.", "fact", "D-101", "mail:AAMkTW1013", "it is too dear")),
            Says(
                Answer(
                    "Price is no surprise to them.",
                    "fact",
                    "D-101",
                    "mail:AAMkTW1013",
                    "the pricing is what I told everybody to expect"
                )
            )
        );

        var answer = await AskAsync(chat, "is it price at Larkfield?", Gordon);

        Assert.Equal("Price is no surprise to them.", Assert.Single(answer.Sentences).Text);
        Assert.Contains("word for word", chat.Asked[1].Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_misquoted_twice_is_not_shown()
    {
        using var chat = new ScriptedChat(Says(Answer("They find it dear.", "fact", "D-101", "mail:AAMkTW1013", "it is too dear")));

        var answer = await AskAsync(chat, "is it price at Larkfield?", Gordon);

        Assert.Empty(answer.Sentences);
        Assert.NotEmpty(answer.Missing);
        Assert.Equal(2, chat.Asked.Count);
    }

    [Fact]
    public async Task No_tool_shows_a_hidden_deal_and_citing_it_shows_nothing()
    {
        var results = new List<string>();
        Func<IReadOnlyList<ChatMessage>, ChatMessage> Then(Func<IReadOnlyList<ChatMessage>, ChatMessage> next) =>
            seen =>
            {
                results.Add(LastResult(seen));
                return next(seen);
            };
        using var chat = new ScriptedChat(
            Calls("find_deals", ("words", "Larkfield")),
            Then(Calls("get_deal", ("deal", "D-101"))),
            Then(Calls("search_evidence", ("query", "Wendell vendor sheet tabs D and E"))),
            Then(Calls("read_evidence", ("deal", "D-101"), ("name", "mail:AAMkTW1013"))),
            Then(Calls("list_deals")),
            Then(Calls("list_proposals")),
            Then(Says(Answer("Nadine waits.", "fact", "D-101", "mail:AAMkTW1013", "So I'm parked for now.")))
        );

        var answer = await AskAsync(chat, "why is Larkfield stuck?", Dev);

        Assert.Empty(answer.Sentences);
        Assert.Empty(answer.Deals);
        Assert.All(results, r => Assert.DoesNotContain("Larkfield", r, StringComparison.OrdinalIgnoreCase));
        Assert.All(
            results.Where(r => !r.Contains("error", StringComparison.Ordinal)),
            r => Assert.DoesNotContain("D-101", r, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_hidden_deal_and_one_that_does_not_exist_get_the_same_words()
    {
        using var first = new ScriptedChat(Calls("get_deal", ("deal", "D-101")), Says(Nothing));
        using var second = new ScriptedChat(Calls("get_deal", ("deal", "D-999")), Says(Nothing));

        await AskAsync(first, "q", Dev);
        await AskAsync(second, "q", Dev);

        Assert.Equal(
            LastResult(first.Asked[1].Messages).Replace("D-101", "D-999", StringComparison.Ordinal),
            LastResult(second.Asked[1].Messages)
        );
    }

    [Fact]
    public async Task When_the_provider_is_down_the_embedded_analyst_answers_and_says_so()
    {
        using var chat = new ScriptedChat(_ => throw new ModelFailedException(ModelFailure.Unreadable, "connection refused", null!));

        var answer = await AskAsync(chat, "why is Larkfield stuck?", Gordon);

        Assert.Equal("offline", answer.Model);
        Assert.Contains("connection refused", answer.FellBackBecause, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Sentences);
    }

    [Fact]
    public async Task A_question_that_would_cost_more_than_it_may_is_answered_by_the_embedded_analyst()
    {
        using var chat = new ScriptedChat(Calls("list_deals"));

        var answer = await AskAsync(chat, "why is Larkfield stuck?", Gordon, o => o.MaxTokensPerRun = 12_000);

        Assert.Equal("offline", answer.Model);
        Assert.Contains("budget", answer.FellBackBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_planted_for_an_AI_is_marked_in_what_the_tools_give()
    {
        using var chat = new ScriptedChat(Calls("read_evidence", ("deal", "D-110"), ("name", "mail:AAMkTW1105")), Says(Nothing));

        await AskAsync(chat, "what did Stuart write?", new Actor("silvia.renner@tidewater.example", []));

        Assert.Contains("\"planted\":true", LastResult(chat.Asked[1].Messages), StringComparison.Ordinal);
    }

    private async Task<CitedAnswer> AskAsync(ScriptedChat chat, string question, Actor asker, Action<ModelOptions>? change = null)
    {
        var options = new ModelOptions { Provider = ModelOptions.OpenAi, Name = "scripted" };
        change?.Invoke(options);
        using var folder = new TempFolder();
        var model = new ModelAsker(
            chat,
            new PromptFolder(RepoRoot.Path("prompts")),
            options,
            new AskOptions(),
            folder.Path,
            TimeProvider.System
        );
        var desk = export.Desk;
        return await new AskService(desk.Desk, desk.Book, desk.Retrieval, model, NullLogger<AskService>.Instance).AnswerAsync(
            new AskRequest(question, asker),
            Ct
        );
    }

    private const string Nothing =
        """{"answer":[],"missing":[{"text":"all of it","who_could_supply":""}],"deals":[],"choices":[],"proposals":[],"figures":[]}""";

    private static string Answer(string text, string standing, string deal, string evidence, string quote) =>
        JsonSerializer.Serialize(
            new
            {
                answer = new[]
                {
                    new
                    {
                        text,
                        standing,
                        citations = new[]
                        {
                            new
                            {
                                deal,
                                evidence,
                                quote,
                            },
                        },
                    },
                },
                missing = Array.Empty<object>(),
                deals = new[] { deal },
                choices = Array.Empty<string>(),
                proposals = Array.Empty<string>(),
                figures = Array.Empty<string>(),
            }
        );

    public sealed class Export : IAsyncLifetime
    {
        internal AskDesk Desk { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Desk = await AskDesk.OpenAsync(RepoRoot.Path("evals", "data", "pipelines", "tidewater"), CancellationToken.None);

        public ValueTask DisposeAsync() => Desk.DisposeAsync();
    }
}
