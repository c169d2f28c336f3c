using AgentDesk.Evals.Questions;

namespace AgentDesk.Tests.Evals;

/// <summary>Questions with expected evidence on the labelled exports, asked of the whole desk with the embedded analyst.</summary>
public sealed class AskEvalTests
{
    private static readonly Lazy<Task<IReadOnlyList<AskResult>>> Run = new(() =>
        AskEval.AllAsync(RepoRoot.Path("evals", "data"), "questions", CancellationToken.None)
    );

    [Fact]
    public async Task At_least_85_per_cent_of_the_answers_hold_the_expected_quote()
    {
        var asked = (await Run.Value).Where(r => r.Case.Kind == "answer").ToList();

        Assert.True(asked.Count >= 25, $"only {asked.Count} questions have an answer");
        Assert.True(
            asked.Count(r => r.Right) >= 0.85 * asked.Count,
            $"missed: {string.Join(", ", asked.Where(r => !r.Right).Select(r => r.Case.Id))}"
        );
    }

    [Fact]
    public async Task Every_quote_stands_in_its_source() => Assert.Empty((await Run.Value).SelectMany(r => r.Unresolved));

    [Fact]
    public async Task What_the_evidence_does_not_show_is_said_and_not_guessed()
    {
        var asked = (await Run.Value).Where(r => r.Case.Kind == "unanswerable").ToList();

        Assert.True(asked.Count >= 10, $"only {asked.Count} questions have no answer");
        Assert.Empty(asked.Where(r => !r.Right).Select(r => $"{r.Case.Id}: {string.Join(" / ", r.Answer.Sentences.Select(s => s.Text))}"));
    }

    [Fact]
    public async Task Nothing_comes_out_of_a_deal_that_the_asker_may_not_see()
    {
        var asked = (await Run.Value).Where(r => r.Case.Kind == "invisible").ToList();

        Assert.True(asked.Count >= 5, $"only {asked.Count} questions are about a hidden deal");
        Assert.Empty(asked.Where(r => !r.Right).Select(r => $"{r.Case.Id}: {string.Join(", ", r.Leaks)}"));
    }
}
