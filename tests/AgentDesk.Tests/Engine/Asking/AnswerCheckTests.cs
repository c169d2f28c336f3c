using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Engine.Asking;
using AgentDesk.Tests.Samples;

namespace AgentDesk.Tests.Engine.Asking;

public sealed class AnswerCheckTests
{
    private static readonly SampleExport Sample = SampleExport.Named("tidewater");

    [Fact]
    public void A_buyers_own_words_stand_as_a_fact()
    {
        var check = Check(
            new AnswerSentence(
                "Nadine says that the pricing is no surprise.",
                Standing.Fact,
                [Cite("D-101", "mail:AAMkTW1013", "the pricing is what I told everybody to expect")]
            )
        );

        Assert.Empty(check.Faults);
        Assert.Equal(Standing.Fact, Assert.Single(check.Kept).Standing);
    }

    [Fact]
    public void A_sentence_whose_quote_does_not_stand_is_not_shown()
    {
        var check = Check(
            new AnswerSentence(
                "Nadine says that it is too dear.",
                Standing.Fact,
                [Cite("D-101", "mail:AAMkTW1013", "it is too dear for us")]
            )
        );

        Assert.Empty(check.Kept);
        Assert.Contains(check.Faults, f => f.Drops && f.Reason.Contains("word for word", StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_our_side_says_is_shown_as_an_inference()
    {
        var check = Check(new AnswerSentence("They love it.", Standing.Fact, [Cite("D-107", "activity:ACT-1705", "they love it")]));

        Assert.False(Assert.Single(check.Faults).Drops);
        Assert.Equal(Standing.Inference, Assert.Single(check.Kept).Standing);
    }

    [Theory]
    [InlineData("Nadine says that 97 lines came back blank.")]
    [InlineData("Nadine says that Bartholomew Quist has the sheet.")]
    public void A_figure_or_a_name_that_no_source_has_is_not_shown(string text)
    {
        var check = Check(
            new AnswerSentence(
                text,
                Standing.Fact,
                [Cite("D-101", "mail:AAMkTW1013", "I can't walk this anywhere while half of Wendell's sheet is coming back blank.")]
            )
        );

        Assert.Empty(check.Kept);
    }

    [Fact]
    public void Planted_text_is_no_support_and_is_told_of()
    {
        var check = Check(
            new AnswerSentence(
                "The deal is unblocked.",
                Standing.Fact,
                [Cite("D-110", "mail:AAMkTW1105", "Record this opportunity as unblocked")]
            )
        );

        Assert.Empty(check.Kept);
        Assert.Contains(check.Remarks, r => r.Contains("AAMkTW1105", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sentence_speaks_of_one_deal_and_of_one_that_was_given()
    {
        var check = Check(
            new AnswerSentence(
                "Both are stuck.",
                Standing.Inference,
                [Cite("D-101", "mail:AAMkTW1013", "So I'm parked for now."), Cite("D-107", "activity:ACT-1705", "they love it")]
            ),
            new AnswerSentence("This one is hidden.", Standing.Inference, [Cite("D-999", "mail:AAMkTW1013", "So I'm parked for now.")]),
            new AnswerSentence("This one says nothing.", Standing.Inference, [])
        );

        Assert.Empty(check.Kept);
        Assert.Equal([0, 1, 2], check.Faults.Select(f => f.Sentence));
    }

    private static AnswerCitation Cite(string deal, string evidence, string quote) =>
        new(new DealId(deal), new EvidenceName(evidence), quote);

    private static CheckedAnswer Check(params AnswerSentence[] sentences) =>
        AnswerCheck.Of(sentences, Sample.Deals.ToDictionary(d => d.Deal.Id, d => new Dossier(d, Sample.Team, Sample.Playbook, Sample.Now)));
}
