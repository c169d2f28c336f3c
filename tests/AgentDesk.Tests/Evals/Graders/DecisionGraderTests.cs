using System.Text.Json.Nodes;
using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using AgentDesk.Evals.Tasks;

namespace AgentDesk.Tests.Evals.Graders;

public sealed class DecisionGraderTests
{
    private const string Mail = """{"message":{"to":["a@b.example"],"subject":"Paper","body":"Here is the paper. When do you sign?"}}""";

    [Theory]
    [InlineData("left-by-person", "edit", "Paper\nHere is the paper. When do you sign?", true, RowOutcome.Pass)]
    [InlineData("left-by-person", "approve", "Terms\nWe cannot agree to clause nine as it stands today.", true, RowOutcome.Fail)]
    [InlineData("left-by-person", "approve", "Take on the question.", false, RowOutcome.Skipped)]
    [InlineData("left-by-person", "reject", "Paper\nHere is the paper. When do you sign?", true, RowOutcome.Skipped)]
    [InlineData("not-again", "reject", "Paper\nHere is the paper. When do you sign?", true, RowOutcome.Fail)]
    [InlineData("not-again", "suppress", "Terms\nWe cannot agree to clause nine as it stands today.", true, RowOutcome.Pass)]
    [InlineData("not-again", "approve", "Paper\nHere is the paper. When do you sign?", true, RowOutcome.Skipped)]
    public void An_answer_is_held_against_what_the_person_left(string kind, string decision, string text, bool inDraft, RowOutcome outcome)
    {
        var expected = new JsonObject
        {
            ["decision"] = decision,
            ["text"] = text,
            ["in_draft"] = inDraft,
        };
        var input = new GradeInput(
            new EvalCase("r", "d", expected, "h", expected),
            new CaseOutput(JsonNode.Parse(Mail), null),
            new GraderSpec(kind, kind, new Dictionary<string, string>(), true, 1)
        );

        Assert.Equal(outcome, GraderCatalog.Grade(input).Outcome);
    }
}
