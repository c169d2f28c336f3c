using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentDesk.Tests.Adapters.Models;

public sealed class OpenAiClientTests
{
    [Fact]
    public async Task Tools_go_out_calls_come_back_and_results_go_out_again()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await ChatServer.StartAsync(
            ChatServer.Calls("call_1", "find_deal", new JsonObject { ["id"] = "D-1" }),
            ChatServer.Says("done")
        );
        using var client = Client(
            new ModelOptions
            {
                Provider = "openai",
                Name = "m",
                BaseUrl = server.BaseUrl,
            }
        );
        var tool = AIFunctionFactory.Create((string id) => $"deal {id}", "find_deal", "Finds a deal.");
        List<ChatMessage> talk = [new(ChatRole.User, "Which deal?")];

        var first = await client.GetResponseAsync(talk, new ChatOptions { Tools = [tool] }, ct);
        var call = first.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Single();
        talk.AddRange(first.Messages);
        talk.Add(
            new ChatMessage(
                ChatRole.Tool,
                [new FunctionResultContent(call.CallId, await tool.InvokeAsync(new AIFunctionArguments(call.Arguments), ct))]
            )
        );
        var second = await client.GetResponseAsync(talk, new ChatOptions { Tools = [tool] }, ct);

        Assert.Equal(ChatFinishReason.ToolCalls, first.FinishReason);
        Assert.Equal("done", second.Text);
        Assert.Equal("find_deal", server.Requests.First().Asked["tools"]![0]!["function"]!["name"]!.GetValue<string>());
        var sent = server.Requests.Last().Asked["messages"]!.AsArray();
        Assert.Equal("""{"id":"D-1"}""", sent[1]!["tool_calls"]![0]!["function"]!["arguments"]!.GetValue<string>());
        Assert.Equal(
            ("tool", "call_1", "deal D-1"),
            (sent[2]!["role"]!.GetValue<string>(), sent[2]!["tool_call_id"]!.GetValue<string>(), sent[2]!["content"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task A_stream_carries_the_whole_answer()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Says("all of it"));
        using var client = Client(
            new ModelOptions
            {
                Provider = "openai",
                Name = "m",
                BaseUrl = server.BaseUrl,
            }
        );

        var text = "";
        await foreach (var update in client.GetStreamingResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken))
        {
            text += update.Text;
        }

        Assert.Equal("all of it", text);
    }

    [Theory]
    [InlineData("https://desk.openai.azure.com")]
    [InlineData("https://desk.openai.azure.com/openai/v1/")]
    public async Task Azure_is_asked_at_its_v1_endpoint_with_the_key(string endpoint)
    {
        using var wire = new Wire();
        var options = new ModelOptions
        {
            Provider = "azure-openai",
            Name = "my-deployment",
            Endpoint = new Uri(endpoint),
            ApiKey = "k",
            MaxRetries = 0,
        };
        using var client = ModelEndpoint.Chat(options, wire, TimeProvider.System, NullLogger.Instance);

        await Assert.ThrowsAsync<ModelFailedException>(() =>
            client.GetResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken)
        );

        Assert.Equal(("https://desk.openai.azure.com/openai/v1/chat/completions", "Bearer k"), (wire.Asked, wire.Authorization));
        Assert.Equal("azure-openai", client.GetService<ChatClientMetadata>()!.ProviderName);
    }

    [Fact]
    public async Task Embeddings_are_asked_for_in_batches_and_come_back_in_order()
    {
        await using var server = await ChatServer.StartAsync(
            ChatServer.Body(
                """{"object":"list","model":"e","data":[{"object":"embedding","index":1,"embedding":[2,2]},{"object":"embedding","index":0,"embedding":[1,1]}],"usage":{"prompt_tokens":4,"total_tokens":4}}"""
            ),
            ChatServer.Body(
                """{"object":"list","model":"e","data":[{"object":"embedding","index":0,"embedding":[3,3]}],"usage":{"prompt_tokens":2,"total_tokens":2}}"""
            )
        );
        var options = new EmbeddingOptions
        {
            Provider = "openai",
            Name = "e",
            BaseUrl = server.BaseUrl,
            BatchSize = 2,
        };
        using var embeddings = ModelEndpoint.Embedding(options, null, TimeProvider.System, NullLogger.Instance);

        var vectors = await embeddings.GenerateAsync(["a", "b", "c"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([1f, 2f, 3f], vectors.Select(v => v.Vector.Span[0]));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(6, vectors.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Vectors_that_do_not_match_the_texts_are_refused()
    {
        await using var server = await ChatServer.StartAsync(
            ChatServer.Body("""{"object":"list","model":"e","data":[{"object":"embedding","index":0,"embedding":[3,3]}]}""")
        );
        using var embeddings = ModelEndpoint.Embedding(
            new EmbeddingOptions
            {
                Provider = "openai",
                Name = "e",
                BaseUrl = server.BaseUrl,
            },
            null,
            TimeProvider.System,
            NullLogger.Instance
        );

        var e = await Assert.ThrowsAsync<ModelFailedException>(() =>
            embeddings.GenerateAsync(["a", "b"], cancellationToken: TestContext.Current.CancellationToken)
        );

        Assert.Equal(ModelFailure.Unreadable, e.Failure);
    }

    private static IChatClient Client(ModelOptions options) => ModelEndpoint.Chat(options, null, TimeProvider.System, NullLogger.Instance);

    /// <summary>Keeps where a request would have gone.</summary>
    private sealed class Wire : HttpMessageHandler
    {
        public string? Asked { get; private set; }

        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Asked, Authorization) = (request.RequestUri!.ToString(), request.Headers.Authorization?.ToString());
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound));
        }
    }
}
