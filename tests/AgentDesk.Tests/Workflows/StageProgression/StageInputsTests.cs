using System.Text.Json.Nodes;
using AgentDesk.Core.Runs;
using AgentDesk.Tests.Policy;
using AgentDesk.Workflows.StageProgression;

namespace AgentDesk.Tests.Workflows.StageProgression;

public sealed class StageInputsTests
{
    [Fact]
    public void Every_member_stands_in_the_readme_of_the_prompts()
    {
        var readme = File.ReadAllText(RepoRoot.Path("prompts", "README.md"));

        Assert.All(Inputs(null), m => Assert.Contains($"| `{m.Key}` |", readme, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-03-20T10:00:00Z", "2026-03-24")]
    [InlineData("2026-03-18T10:00:00Z", "2026-03-20")]
    [InlineData("2026-03-21T10:00:00Z", "2026-03-25")]
    public void A_task_is_due_two_working_days_on(string now, string deadline) =>
        Assert.Equal(deadline, Inputs(now)["task_deadline"]!.ToString());

    private static JsonObject Inputs(string? now)
    {
        var dossier = GateCaseFile.Build(now is null ? null : new JsonObject { ["now"] = now }).Dossier;
        return new StageProgressionWorkflow().Inputs(dossier, new Cause([new Trigger("weekly_review", "d", dossier.Now, "x")]));
    }
}
