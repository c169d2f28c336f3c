using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>`ask` and `mcp` as their users run them.</summary>
public sealed class AskTests(AskTests.Desk desk) : IClassFixture<AskTests.Desk>
{
    private const string Manager = "gordon.tate@tidewater.example";
    private const string OtherManager = "silvia.renner@tidewater.example";

    [Fact]
    public async Task A_question_is_answered_with_quotes_that_stand_in_their_sources()
    {
        var ended = await desk.AskAsync("why is Larkfield stuck?", "--as", Manager, "--json");

        var answer = ended.Json["answer"]!.AsArray();
        Assert.NotEmpty(answer);
        foreach (var c in answer.SelectMany(s => s!["citations"]!.AsArray()))
        {
            var source = await AgentDeskProgram.RunOkAsync(
                "evidence",
                c!["deal"]!.ToString(),
                c["evidence"]!.ToString(),
                "--data",
                desk.Data,
                "--json"
            );
            Assert.True(
                AgentDesk.Core.Evidence.QuoteCheck.Stands(c["quote"]!.ToString(), source.Json["text"]!.ToString()),
                c["quote"]!.ToString()
            );
        }

        Assert.Equal(
            answer.SelectMany(s => s!["citations"]!.AsArray()).Select(c => c!["evidence"]!.ToString()).Distinct(),
            ended.Json["used"]!.AsArray().Select(u => u!.ToString())
        );
        Assert.Equal("offline", ended.Json["model"]!.ToString());
    }

    [Fact]
    public async Task A_follow_up_goes_on_from_the_last_question()
    {
        await desk.AskAsync("what did we promise Ironbark on the last call?", "--as", OtherManager);

        var ended = await desk.AskAsync("who is their economic buyer?", "--as", OtherManager, "--follow", "--json");

        Assert.Contains("D-110", ended.Json["deals"]!.AsArray().Select(d => d!.ToString()));
        Assert.Contains("Vernon Ashby", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deal_that_the_asker_may_not_see_is_refused_as_one_that_does_not_exist()
    {
        var hidden = await AgentDeskProgram.RunAsync(
            "ask",
            "why is it stuck?",
            "--deal",
            "D-101",
            "--as",
            OtherManager,
            "--data",
            desk.Data
        );
        var absent = await AgentDeskProgram.RunAsync(
            "ask",
            "why is it stuck?",
            "--deal",
            "D-999",
            "--as",
            OtherManager,
            "--data",
            desk.Data
        );

        Assert.Equal(1, hidden.ExitCode);
        Assert.Equal(absent.Err, hidden.Err.Replace("D-101", "D-999", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_question_that_wants_something_done_shows_the_proposal_and_does_nothing()
    {
        var before = await AgentDeskProgram.RunOkAsync("ledger", "export", "--data", desk.Data);

        var ended = await desk.AskAsync("send Larkfield a reminder", "--as", Manager, "--json");

        var run = Assert.Single(ended.Json["proposals"]!.AsArray())!.ToString();
        Assert.Equal("D-101", (await AgentDeskProgram.RunOkAsync("show", run, "--data", desk.Data, "--json")).Json["deal_id"]!.ToString());
        Assert.Contains("only reads", ended.Json["remarks"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(before.Out, (await AgentDeskProgram.RunOkAsync("ledger", "export", "--data", desk.Data)).Out);
    }

    [Fact]
    public async Task Two_deals_that_fit_are_asked_back_and_the_answer_names_one()
    {
        var asked = await desk.AskAsync("why is it stuck?", "--as", Manager, "--json");
        Assert.True(asked.Json["choices"]!.AsArray().Count > 1);
        Assert.Empty(asked.Json["answer"]!.AsArray());

        var answered = await desk.AskAsync("D-109", "--as", Manager, "--conversation", asked.Json["conversation"]!.ToString(), "--json");

        Assert.NotEmpty(answered.Json["answer"]!.AsArray());
        Assert.All(
            answered.Json["answer"]!.AsArray().SelectMany(s => s!["citations"]!.AsArray()),
            c => Assert.Equal("D-109", c!["deal"]!.ToString())
        );
    }

    [Fact]
    public async Task People_get_sentences_with_their_sources_and_inferences_marked()
    {
        var ended = await desk.AskAsync("who is the economic buyer at Kestrel?", "--as", Manager);

        Assert.Contains("Geoff Prentice", ended.Out, StringComparison.Ordinal);
        Assert.Contains("(inferred)", ended.Out, StringComparison.Ordinal);
        Assert.Contains("contact:D-108#geoff.prentice@kestrelgrid.example", ended.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("[", ended.Out.Split('\n')[0], StringComparison.Ordinal);
    }

    // On a busy machine the program may take longer to start than the client waits for its first answer; asked twice in two dialects, the
    // server refuses the second.
    private static readonly McpClientOptions Patient = new() { DiscoverProbeTimeout = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task An_MCP_client_lists_the_tools_asks_and_gets_the_same_cited_answer()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var client = await McpClient.CreateAsync(
            new StdioClientTransport(
                new StdioClientTransportOptions
                {
                    Name = "agentdesk",
                    Command = "dotnet",
                    Arguments = [Path.Combine(AppContext.BaseDirectory, "agentdesk.dll"), "mcp", "--as", Manager, "--data", desk.Data],
                }
            ),
            Patient,
            cancellationToken: ct
        );

        var tools = await client.ListToolsAsync(cancellationToken: ct);
        var asked = await client.CallToolAsync(
            "ask",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["question"] = "why is Larkfield stuck?" },
            cancellationToken: ct
        );

        Assert.Equal(
            [
                "ask",
                "field_history",
                "figures",
                "find_deals",
                "get_deal",
                "list_calls",
                "list_deals",
                "list_proposals",
                "read_conversations",
                "read_evidence",
                "read_transcript",
                "search_evidence",
                "show_proposal",
                "slipped_deals",
                "stage_history",
            ],
            tools.Select(t => t.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(tools, t => Assert.True(t.ProtocolTool.Annotations?.ReadOnlyHint, t.Name));
        Assert.All(tools, t => Assert.NotEmpty(t.Description));
        var here = (await desk.AskAsync("why is Larkfield stuck?", "--as", Manager, "--json")).Json;
        Assert.Equal(Bare(here), Bare(JsonNode.Parse(TextOf(asked))!));
        Assert.NotEqual("[]", here["answer"]!.ToJsonString());
    }

    [Fact]
    public async Task An_MCP_client_sees_the_deals_of_its_viewer_alone()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var client = await McpClient.CreateAsync(
            new StdioClientTransport(
                new StdioClientTransportOptions
                {
                    Name = "agentdesk",
                    Command = "dotnet",
                    Arguments = [Path.Combine(AppContext.BaseDirectory, "agentdesk.dll"), "mcp", "--as", OtherManager, "--data", desk.Data],
                }
            ),
            Patient,
            cancellationToken: ct
        );

        var listed = await client.CallToolAsync(
            "list_deals",
            new Dictionary<string, object?>(StringComparer.Ordinal),
            cancellationToken: ct
        );
        var hidden = await client.CallToolAsync(
            "get_deal",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["deal"] = "D-101" },
            cancellationToken: ct
        );
        var searched = await client.CallToolAsync(
            "search_evidence",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["query"] = "Wendell vendor sheet" },
            cancellationToken: ct
        );

        Assert.Contains("D-102", TextOf(listed), StringComparison.Ordinal);
        Assert.DoesNotContain("Larkfield", TextOf(listed) + TextOf(searched), StringComparison.OrdinalIgnoreCase);
        Assert.True(hidden.IsError);
        Assert.Contains("no deal `D-101`", TextOf(hidden), StringComparison.Ordinal);
    }

    private static string TextOf(CallToolResult result) => string.Concat(result.Content.OfType<TextContentBlock>().Select(c => c.Text));

    // A conversation's id is its own.
    private static string Bare(JsonNode document)
    {
        var copy = document.DeepClone().AsObject();
        copy.Remove("conversation");
        return copy.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    public sealed class Desk : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();

        public string Data => _folder.Sub("data");

        internal Task<AgentDeskProgram.Ended> AskAsync(string question, params string[] options) =>
            AgentDeskProgram.RunOkAsync(["ask", question, "--data", Data, .. options]);

        public async ValueTask InitializeAsync()
        {
            await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "tidewater"), "--data", Data);
            await AgentDeskProgram.RunOkAsync("scan", "--workflow", "stalled-deal", "--deal", "D-101", "--data", Data);
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
