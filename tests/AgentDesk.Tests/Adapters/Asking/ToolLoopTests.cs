using System.ComponentModel;
using AgentDesk.Adapters.Asking;
using AgentDesk.Engine.Asking.Tools;
using Microsoft.Extensions.AI;
using static AgentDesk.Tests.Adapters.Asking.ScriptedChat;

namespace AgentDesk.Tests.Adapters.Asking;

public sealed class ToolLoopTests
{
    private static readonly AIFunction Echo = AIFunctionFactory.Create(
        ([Description("x")] string text) => $"heard {text}",
        new AIFunctionFactoryOptions { Name = "echo" }
    );
    private static readonly AIFunction Refuse = AIFunctionFactory.Create(
        (string deal) => deal.Length > 0 ? throw ToolRefusedException.NoDeal(deal) : "",
        new AIFunctionFactoryOptions { Name = "refuse" }
    );

    [Fact]
    public async Task A_tool_is_carried_out_and_its_result_goes_to_the_model()
    {
        using var chat = new ScriptedChat(Calls("echo", ("text", "hello")), seen => new ChatMessage(ChatRole.Assistant, LastResult(seen)));

        var answer = await AskAsync(chat);

        Assert.Equal("heard hello", answer.Text);
        Assert.Equal(2, chat.Asked.Count);
    }

    [Theory]
    [InlineData("refuse", "deal", "D-9", "D-9")]
    [InlineData("echo", "txt", "hello", "error")]
    [InlineData("send_mail", "to", "x", "there is no tool")]
    public async Task What_a_tool_cannot_do_is_told_to_the_model_and_the_question_goes_on(
        string tool,
        string name,
        string value,
        string says
    )
    {
        using var chat = new ScriptedChat(Calls(tool, (name, value)), seen => new ChatMessage(ChatRole.Assistant, LastResult(seen)));

        var answer = await AskAsync(chat);

        Assert.Contains(says, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_never_stops_calling_must_answer_with_what_it_has()
    {
        using var chat = new ScriptedChat(Calls("echo", ("text", "again")));

        await AskAsync(chat, mostSteps: 3);

        Assert.Equal(4, chat.Asked.Count);
        Assert.Equal(ChatToolMode.None, chat.Asked[^1].Options!.ToolMode);
        Assert.NotEqual(ChatToolMode.None, chat.Asked[0].Options!.ToolMode);
    }

    [Fact]
    public async Task A_long_result_is_cut_and_says_so()
    {
        using var chat = new ScriptedChat(
            Calls("echo", ("text", new string('a', 5_000))),
            seen => new ChatMessage(ChatRole.Assistant, LastResult(seen))
        );

        var answer = await AskAsync(chat);

        Assert.EndsWith("(cut: ask for less)", answer.Text, StringComparison.Ordinal);
        Assert.True(answer.Text.Length < 1_100);
    }

    private static async Task<ChatResponse> AskAsync(ScriptedChat chat, int mostSteps = 8)
    {
        using var loop = new ToolLoopChatClient(chat, mostSteps, mostCharacters: 1_000);
        return await loop.GetResponseAsync(
            [new ChatMessage(ChatRole.User, "q")],
            new ChatOptions { Tools = [Echo, Refuse] },
            TestContext.Current.CancellationToken
        );
    }
}
