using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Evals.Analyst;
using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using AgentDesk.Evals.Tasks;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Tests.Evals.Tasks;

public sealed class ConfidenceTests
{
    [Fact]
    public async Task The_analyst_tells_an_eval_how_sure_it_is_and_no_user()
    {
        var (workflow, prompts) = (new StalledDealWorkflow(), new PromptFolder(RepoRoot.Path("prompts")));
        var said = new List<double>();
        using var analyst = new EmbeddedAnalyst();
        foreach (
            var dossier in await LabelledDeals.DossiersAsync(
                RepoRoot.Path("evals", "data", "pipelines", "larkspur"),
                ["L-202", "L-204", "L-207"],
                TestContext.Current.CancellationToken
            )
        )
        {
            var asking = new Asking(
                new EvalModel(
                    "offline",
                    analyst,
                    new ModelPrice("offline", 0, 0),
                    1,
                    true,
                    new ModelOptions { MaxInputTokens = int.MaxValue }
                ),
                RunMode.Replay,
                "none",
                0,
                new Spend(null, 0),
                new Lane(1, TimeProvider.System),
                TimeProvider.System
            );
            var output = await DraftTask.PrepareAsync(
                workflow,
                new DealCase(dossier, []),
                prompts.Get("stalled-deal"),
                prompts,
                asking,
                0,
                TestContext.Current.CancellationToken
            );

            said.Add(output.Confidence!.Value);
            Assert.DoesNotContain("confidence", output.Json!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        }

        Assert.All(said, s => Assert.InRange(s, 0.001, 1));
        Assert.True(said.Distinct().Count() == said.Count, "it is as sure of one deal as of another");
    }

    [Theory]
    [InlineData("0.8", 0.8)]
    [InlineData("1.8", null)]
    [InlineData("\"high\"", null)]
    public void An_answer_that_says_how_sure_it_is_is_read_by_its_path(string written, double? confidence)
    {
        var spec = new GraderSpec(
            "label",
            "class",
            new Dictionary<string, string>
            {
                ["path"] = "label",
                ["expected"] = "label",
                ["confidence"] = "sure",
            },
            true,
            1
        );
        var answer = System.Text.Json.Nodes.JsonNode.Parse($$"""{"label":"odd","sure":{{written}}}""");
        var label = new System.Text.Json.Nodes.JsonObject { ["label"] = "odd" };

        var score = GraderCatalog.Grade(new GradeInput(new EvalCase("r", "d", label, "h", label), new CaseOutput(answer, null), spec));

        Assert.Equal((RowOutcome.Pass, confidence), (score.Outcome, score.Confidence));
    }
}
