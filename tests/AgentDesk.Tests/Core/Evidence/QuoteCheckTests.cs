using AgentDesk.Core.Evidence;
using FsCheck;
using FsCheck.Fluent;

namespace AgentDesk.Tests.Core.Evidence;

public sealed class QuoteCheckTests
{
    [Theory]
    [InlineData("legal has the contract", "Hi,\nlegal has\r\n  the contract\tnow", true)]
    [InlineData("  legal\nhas ", "legal has it", true)]
    [InlineData("the o\uFB03ce", "in the office", true)]
    [InlineData("in the office", "in the o\uFB03ce", true)]
    [InlineData("wait...", "wait\u2026 what", true)]
    [InlineData("we\u00A0wait", "we wait", true)]
    [InlineData("Legal has", "legal has", false)]
    [InlineData("legal has", "legalhas", false)]
    [InlineData("legalhas", "legal has", false)]
    [InlineData("a b", "a-b", false)]
    [InlineData("it's done", "it’s done", false)]
    [InlineData("", "anything", false)]
    [InlineData(" \n", "any thing", false)]
    [InlineData("a", "", false)]
    [InlineData("aa b", "aaa b", true)]
    [InlineData("x aa", "x a\n x \n aa", true)]
    [InlineData("pay\u200Bment", "payment", false)]
    public void A_quote_stands_word_for_word_or_not(string quote, string source, bool stands) =>
        Assert.Equal(stands, QuoteCheck.Stands(quote, source));

    [Fact]
    public void The_fast_check_is_the_plain_one() =>
        Prop.ForAll(Cases().ToArbitrary(), c => QuoteCheck.Stands(c.Quote, c.Source) == Plainly(c.Quote, c.Source))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_stretch_of_a_source_stands_in_it() =>
        Prop.ForAll(
                Cases().ToArbitrary(),
                Gen.Choose(0, 40).ToArbitrary(),
                Gen.Choose(1, 40).ToArbitrary(),
                (c, from, length) =>
                {
                    var source = Spaced(c.Source);
                    var quote = source.Substring(
                        Math.Min(from, source.Length),
                        Math.Min(length, source.Length - Math.Min(from, source.Length))
                    );
                    return string.IsNullOrWhiteSpace(quote) || QuoteCheck.Stands(quote, c.Source);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_normal_form_is_the_plain_one() =>
        Prop.ForAll(Cases().ToArbitrary(), c => QuoteCheck.Normalize(c.Source) == Spaced(c.Source)).QuickCheckThrowOnFailure();

    private static bool Plainly(string quote, string source) =>
        Spaced(quote) is { Length: > 0 } q && Spaced(source).Contains(q, StringComparison.Ordinal);

    // The rule as it reads, step by step.
    private static string Spaced(string text) =>
        string.Join(' ', Nfkc.Of(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // Few letters and much white space, so that quotes nearly stand, and stand, often.
    private static Gen<(string Quote, string Source)> Cases()
    {
        var piece = Gen.Elements(
            "a",
            "a",
            "b",
            "ab",
            "aab",
            " ",
            " ",
            "  ",
            "\n",
            "\t\r\n",
            "\u00A0",
            "\u2003",
            "\uFB01",
            "\u2026",
            "e\u0301",
            "\u00E9"
        );
        var text = piece.ListOf().Select(parts => string.Concat(parts));
        return Gen.Choose(0, 6)
            .SelectMany(n => piece.ListOf(n))
            .Select(parts => string.Concat(parts))
            .SelectMany(quote => text.Select(source => (quote, source)));
    }
}
