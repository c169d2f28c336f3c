using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using AgentDesk.Evals.Analyst;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Tasks;
using AgentDesk.Workflows.StalledDeal;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentDesk.Tests.Evals.Tasks;

public sealed class DraftTaskTests
{
    /// <summary>What is recorded with the desk must replay in an eval, and the other way about.</summary>
    [Fact]
    public async Task An_eval_sends_a_model_what_the_desk_sends_it_to_the_byte()
    {
        using var folder = new TempFolder();
        var workflow = new StalledDealWorkflow();
        var dossier = (
            await LabelledDeals.DossiersAsync(
                RepoRoot.Path("evals", "data", "pipelines", "larkspur"),
                ["L-202"],
                TestContext.Current.CancellationToken
            )
        )[0];
        var prompts = new PromptFolder(RepoRoot.Path("prompts"));
        var options = new ModelOptions
        {
            Provider = ModelOptions.OpenAi,
            Name = "m",
            ApiKey = "k",
        };
        using var ofDesk = new Listening();
        using var ofEval = new Listening();

        var drafter = new Drafter(
            new DeskModels(ofDesk, ofDesk),
            prompts,
            options,
            folder.Path,
            TimeProvider.System,
            NullLogger<Drafter>.Instance
        );
        await drafter.PrepareAsync(
            new PrepareRequest(
                new RunId("r-0123456789ab"),
                workflow.Prepare,
                dossier,
                workflow.Inputs(dossier, LabelledDeals.CauseOf(workflow, dossier)),
                [],
                1
            ),
            TestContext.Current.CancellationToken
        );
        var model = new EvalModel("openai:m", ofEval, new ModelPrice("openai:m", 0, 0), 1, false, options);
        var asking = new Asking(
            model,
            RunMode.Live,
            folder.Path,
            0,
            new Spend(null, 0),
            new Lane(1, TimeProvider.System),
            TimeProvider.System
        );
        await DraftTask.PrepareAsync(
            workflow,
            new DealCase(dossier, []),
            prompts.Get("stalled-deal"),
            prompts,
            asking,
            0,
            TestContext.Current.CancellationToken
        );

        Assert.NotEmpty(ofDesk.Keys);
        Assert.Equal(ofDesk.Keys, ofEval.Keys);
    }

    /// <summary>Answers as the analyst does and keeps the key of every request.</summary>
    private sealed class Listening : IChatClient
    {
        private readonly AgentDesk.Adapters.Models.Embedded.EmbeddedAnalyst _analyst = new();

        public List<string> Keys { get; } = [];

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            Keys.Add(DeskJson.Hash(Recording.RequestOf(messages, options)));
            return _analyst.GetResponseAsync(messages, options, cancellationToken);
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
