using System.Text.Json.Nodes;
using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Measures;
using AgentDesk.Evals.Rows;
using AgentDesk.Tests.Evals.Rows;

namespace AgentDesk.Tests.Evals.Graders;

public sealed class TextGraderTests
{
    [Theory]
    [InlineData("Legal has signed the paper.", "Legal has not signed the paper.", true)]
    [InlineData("The budget was approved by the board.", "the budget wasn't approved by our board", true)]
    [InlineData("Nobody above her asks for it by name.", "truthfully nobody above me is asking for this by name", false)]
    [InlineData(
        "She will not sign before hypercare is signed off.",
        "she isn't putting her name to anything until hypercare is signed off",
        false
    )]
    [InlineData("The lines that Brent suggested are not spoken for.", "The two lines Brent suggested are spoken for", true)]
    [InlineData("She has not nothing to code it to.", "I have nothing to code it to", true)]
    [InlineData("Barry is not the owner.", "I'm not even certain it is Barry, could be the owners", false)]
    [InlineData(
        "Mia will not visit the clinic in Boise on the ninth with her brother Tom.",
        "Tom and his brother visit a warehouse office near the harbour every winter weekend",
        false
    )]
    [InlineData("It looks stuck on security.", "I can't walk this anywhere while half of the sheet is coming back blank.", false)]
    public void A_claim_that_turns_its_quote_round_is_told_from_one_that_draws_on_it(string claim, string quote, bool turned) =>
        Assert.Equal(turned, Polarity.IsTurned(claim, [quote]));

    [Theory]
    [InlineData("Could you send the form? Thank you.", 1)]
    [InlineData("Please confirm the date. And who signs?", 2)]
    [InlineData("The sheet is attached.", 0)]
    [InlineData("Let me know whether Tuesday works.", 1)]
    public void What_a_message_asks_for_is_counted_with_and_without_a_question_mark(string body, int asks) =>
        Assert.Equal(asks, DraftGraders.AsksOf(body).Count);

    [Fact]
    public void Flesch_is_as_its_formula_says()
    {
        // 6 words, 1 sentence, 6 syllables: 206.835 - 1.015 * 6 - 84.6.
        Assert.Equal(116.145, Readability.Flesch("The cat sat on the mat."), 3);
        Assert.True(Readability.Flesch("Notwithstanding considerable organisational dissatisfaction, implementation continues.") < 0);
    }

    [Theory]
    [InlineData("queue", 1)]
    [InlineData("table", 2)]
    [InlineData("asked", 1)]
    [InlineData("needed", 2)]
    [InlineData("security", 4)]
    public void Syllables_are_groups_of_vowels_without_a_silent_end(string word, int syllables) =>
        Assert.Equal(syllables, Readability.Syllables(word));

    [Fact]
    public void A_number_that_the_source_has_not_is_named_and_small_words_are_let_pass()
    {
        Assert.Equal(["45"], NumberCheck.Absent("He offered 45 seats to two people.", "We could do 40 seats."));
        Assert.Empty(NumberCheck.Absent("They agreed on 12 March at $4,500.", "let us say March 12th, for 4500 dollars"));
    }

    [Fact]
    public void Words_in_quotation_marks_stand_in_what_is_cited()
    {
        string[] sources = ["I was told, and I quote, \"they're not a number yet\"."];

        Assert.Empty(SpokenQuotes.Astray("She wrote: \"I was told, and I quote, 'they're not a number yet'.\"", sources));
        Assert.Single(SpokenQuotes.Astray("She wrote: \"I was told, and I quote, 'they're a number now'.\"", sources));
    }

    [Fact]
    public void Texts_of_one_template_overlap_and_texts_of_their_own_do_not()
    {
        static RowResult Mail(string deal, string text) => RowJournalTests.Row(deal) with { Output = new JsonObject { ["m"] = text } };

        Assert.Equal(
            1,
            TextOverlap.Of(
                [Mail("a", "we wanted to reach out about next steps"), Mail("b", "we wanted to reach out about next steps")],
                "m"
            )
        );
        Assert.Equal(
            0,
            TextOverlap.Of(
                [Mail("a", "the cap in nine two needs your counsel"), Mail("b", "which shops did you ring after the session")],
                "m"
            )
        );
        Assert.Null(TextOverlap.Of([Mail("a", "one text alone has nothing to share with")], "m"));
    }
}
