using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Evals.Analyst;
using AgentDesk.Evals.Cues;
using Xunit;

namespace AgentDesk.Tests.Evals;

/// <summary>What the embedded analyst must reach on the labelled exports, through the real import, inputs and gates.</summary>
public sealed partial class AnalystEvalTests
{
    [Fact]
    public async Task It_names_the_blocker_far_more_often_than_keywords_do()
    {
        var answers = await AnswersAsync("larkspur", "tidewater");

        var stalled = answers.Where(a => a.Deal.IsStalled).ToList();
        var right = stalled.Count(a => a.IsRight);
        var keywords = stalled.Count(a => a.Baseline == a.Deal.Label.Blocker);
        Assert.Equal(17, stalled.Count);
        Assert.True(right >= 15, $"{right} of {stalled.Count}");
        Assert.True(right - keywords >= 0.25 * stalled.Count, $"{right} against {keywords} of {stalled.Count}");
    }

    [Fact]
    public async Task It_names_the_blocker_in_the_exports_of_other_companies()
    {
        var stalled = (
            await AnswersAsync("harrowgate", "opaline", "ferrowell", "quillon", "morrowmill", "sundermann", "frigoval", "clearbasin")
        )
            .Where(a => a.Deal.IsStalled)
            .ToList();

        Assert.Equal(70, stalled.Count);
        Assert.True(stalled.Count(a => a.IsRight) >= 58, $"{stalled.Count(a => a.IsRight)} of {stalled.Count}");
    }

    [Fact]
    public void No_training_sentence_shares_six_words_with_an_export()
    {
        var exports = Directory
            .EnumerateFiles(RepoRoot.Path("evals", "data", "pipelines"), "*", SearchOption.AllDirectories)
            .SelectMany(f => Runs(Markup().Replace(File.ReadAllText(f).Replace("\\n", " ", StringComparison.Ordinal), " ")))
            .ToHashSet(StringComparer.Ordinal);

        var shared = CueTrainer
            .Read(RepoRoot.Path("evals", "data", "cues"))
            .Where(r => Runs(r.Text).Any(exports.Contains))
            .Select(r => r.Text);

        Assert.Empty(shared);
    }

    [GeneratedRegex(@"<[^>]*>|\\u003c[^>]*>", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"[\p{L}\d']+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Word();

    private static IEnumerable<string> Runs(string text)
    {
        var words = Word().Matches(text.ToLowerInvariant().Replace('’', '\'')).Select(m => m.Value).ToList();
        for (var i = 0; i + 6 <= words.Count; i++)
        {
            yield return string.Join(' ', words.GetRange(i, 6));
        }
    }

    [Fact]
    public async Task It_never_calls_a_healthy_deal_stalled()
    {
        var answers = await AnswersAsync(
            "larkspur",
            "tidewater",
            "harrowgate",
            "opaline",
            "ferrowell",
            "quillon",
            "morrowmill",
            "sundermann",
            "frigoval",
            "clearbasin"
        );

        Assert.DoesNotContain(answers, a => a.IsFalseAlarm);
    }

    [Fact]
    public async Task Its_drafts_pass_the_gates()
    {
        var answers = await AnswersAsync(
            "larkspur",
            "tidewater",
            "harrowgate",
            "opaline",
            "ferrowell",
            "quillon",
            "morrowmill",
            "sundermann",
            "frigoval",
            "clearbasin"
        );

        Assert.All(
            answers,
            a =>
                Assert.False(
                    a.Verdict.Stops,
                    $"{a.Deal.Label.DealId}: {string.Join("; ", a.Verdict.Findings.Where(f => f.Outcome == AgentDesk.Core.Policy.Outcome.Stop).Select(f => f.Reason))}"
                )
        );
    }

    [Fact]
    public void The_shipped_model_is_what_the_trainer_makes()
    {
        using var made = new MemoryStream();
        CueTrainer.Train(CueTrainer.Read(RepoRoot.Path("evals", "data", "cues"))).Write(made);

        var shipped = File.ReadAllBytes(RepoRoot.Path("src", "AgentDesk.Adapters", "Models", "Embedded", "cues.model"));

        Assert.Equal(shipped, made.ToArray());
        Assert.True(shipped.Length < 2_000_000);
    }

    [Theory]
    [InlineData("Our security team is still waiting for your answers to the questionnaire.", "security", "open")]
    [InlineData("The security review is done and has been signed off.", "security", "settled")]
    [InlineData("Our lawyers won't accept the liability clause.", "legal", "open")]
    [InlineData("Legal has released the contract, all clauses are agreed.", "legal", "settled")]
    [InlineData("Good to meet you, I have to jump to the next call.", "neutral", "idle")]
    public void The_model_tells_what_is_open_from_what_is_settled(string sentence, string about, string state)
    {
        var (a, s) = CueModel.Default.Score(sentence);

        Assert.Equal(about, CueModel.Default.About[Array.IndexOf(a, a.Max())]);
        Assert.Equal(state, CueModel.Default.States[Array.IndexOf(s, s.Max())]);
    }

    private static async Task<IReadOnlyList<AnalystAnswer>> AnswersAsync(params string[] exports)
    {
        var all = new List<AnalystAnswer>();
        foreach (var e in exports)
        {
            all.AddRange(
                await AnalystEval.AnswersAsync(RepoRoot.Path("evals", "data", "pipelines", e), TestContext.Current.CancellationToken)
            );
        }
        return all;
    }
}
