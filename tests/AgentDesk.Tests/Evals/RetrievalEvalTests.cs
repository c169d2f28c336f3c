using AgentDesk.Adapters.Retrieval;
using AgentDesk.Evals.Retrieval;
using AgentDesk.Tests.Samples;

namespace AgentDesk.Tests.Evals;

public sealed class RetrievalEvalTests
{
    [Fact]
    public async Task The_fused_search_answers_more_labelled_questions_than_plain_BM25_with_and_without_windows()
    {
        var file = EvalData.Path("qmsum_val.jsonl");
        Assert.SkipWhen(file is null, "AGENTDESK_EVAL_DATA names no folder with qmsum_val.jsonl");
        var meetings = Meetings.Read(file);

        var measured = await RetrievalEval.MeasureAsync(
            meetings,
            [("turns", new RetrievalOptions { Windows = false }), ("windows", new RetrievalOptions())],
            TestContext.Current.CancellationToken
        );

        var plain = measured.Take(2).Max(m => m.Recall);
        Assert.True(measured[2].Recall > plain, $"single turns {measured[2].Recall:P1}, plain {plain:P1}");
        Assert.True(measured[3].Recall > plain, $"windows {measured[3].Recall:P1}, plain {plain:P1}");
    }

    // Newcombe 1998, table I.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(29, 29, 0.8830, 1)]
    public void The_interval_is_Wilsons(int hits, int n, double low, double high)
    {
        var interval = RetrievalEval.Wilson(hits, n);

        Assert.Equal(low, interval.Low, 0.0001);
        Assert.Equal(high, interval.High, 0.0001);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 0, 0.0625)]
    [InlineData(8, 2, 0.109375)]
    [InlineData(3, 3, 1)]
    public void The_sign_test_is_exact(int gained, int lost, double p) => Assert.Equal(p, RetrievalEval.SignTest(gained, lost), 0.000001);
}
