using AgentDesk.Core.Evidence;
using AgentDesk.Surfaces.Review;

namespace AgentDesk.Tests.Surfaces.Review;

public sealed class MarksTests
{
    [Theory]
    [InlineData("We wait for the  sheet.", "for the sheet", "for the  sheet")]
    [InlineData("one\n two\r\nthree", "one two three", "one\n two\r\nthree")]
    [InlineData("the ﬁle is on hold", "file is", "ﬁle is")]
    [InlineData("cafe\u0301 opens", "café", "cafe\u0301")]
    [InlineData("a 😀 b", "😀", "😀")]
    [InlineData("  lead", "lead", "lead")]
    public void Cited_words_are_marked_as_they_stand(string source, string quote, string marked)
    {
        var pieces = Marks.In(source, [quote]);

        Assert.Equal(source, string.Concat(pieces.Select(p => p.Text)));
        Assert.Equal(marked, Assert.Single(pieces, p => p.IsMarked).Text);
        Assert.True(QuoteCheck.Stands(quote, source));
    }

    [Fact]
    public void Words_that_do_not_stand_there_mark_nothing() => Assert.DoesNotContain(Marks.In("We wait.", ["We waited"]), p => p.IsMarked);

    [Fact]
    public void A_quote_over_several_lines_is_marked_in_each()
    {
        var lines = Marks.Across(["I think so.", "He signs it,", "though."], ["so. He signs it, though"]);

        Assert.Equal(["so.", "He signs it,", "though"], lines.Select(l => l.Single(p => p.IsMarked).Text));
        Assert.Equal(["I think so.", "He signs it,", "though."], lines.Select(l => string.Concat(l.Select(p => p.Text))));
    }

    [Fact]
    public void A_difference_holds_both_texts_and_no_more()
    {
        const string Before = "Hi Dora,\n\nI will share a date once it is confirmed.\nMara";
        const string After = "Hi Dora,\n\nYou get a date the day I have it.\nMara";

        var stretches = TextDiff.Of(Before, After);

        Assert.Equal(Before, string.Concat(stretches.Where(s => s.Change != Change.Added).Select(s => s.Text)));
        Assert.Equal(After, string.Concat(stretches.Where(s => s.Change != Change.Removed).Select(s => s.Text)));
        Assert.Contains(stretches, s => s.Change == Change.Same && s.Text.Contains("a date ", StringComparison.Ordinal));
    }
}
