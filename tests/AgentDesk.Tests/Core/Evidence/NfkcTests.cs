using AgentDesk.Core.Evidence;
using FsCheck;
using FsCheck.Fluent;

namespace AgentDesk.Tests.Core.Evidence;

public sealed class NfkcTests
{
    // Each as Unicode's own data has it: source, form KC, form KD.
    [Theory]
    [InlineData("plain", "plain", "plain")]
    [InlineData("o\uFB03ce", "office", "office")]
    [InlineData("wait\u2026", "wait...", "wait...")]
    [InlineData("\uFF21\uFF22\uFF11\uFF12", "AB12", "AB12")]
    [InlineData("a\u00A0b", "a b", "a b")]
    [InlineData("caf\u00E9", "caf\u00E9", "cafe\u0301")]
    [InlineData("cafe\u0301", "caf\u00E9", "cafe\u0301")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307", "q\u0323\u0307")]
    [InlineData("\u1E9B\u0323", "\u1E69", "s\u0323\u0307")]
    [InlineData("\u01D5", "\u01D5", "U\u0308\u0304")]
    [InlineData("\uAC01", "\uAC01", "\u1100\u1161\u11A8")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01", "\u1100\u1161\u11A8")]
    [InlineData("\u212B", "\u00C5", "A\u030A")]
    [InlineData("\u0958", "\u0915\u093C", "\u0915\u093C")]
    [InlineData("\u00BD\u2122\u2460", "1\u20442TM1", "1\u20442TM1")]
    [InlineData("\U0001D400\U0001F642", "A\U0001F642", "A\U0001F642")]
    [InlineData("\uD800x\uDC00", "\uD800x\uDC00", "\uD800x\uDC00")]
    [InlineData("\u0301a", "\u0301a", "\u0301a")]
    public void A_text_takes_its_normal_forms(string text, string composed, string decomposed)
    {
        Assert.Equal(composed, Nfkc.Of(text));
        Assert.Equal(decomposed, Nfkc.Decomposed(text));
    }

    [Fact]
    public void Normalizing_twice_changes_nothing_and_the_forms_agree() =>
        Prop.ForAll(
                Texts().ToArbitrary(),
                text =>
                    Nfkc.Of(Nfkc.Of(text)) == Nfkc.Of(text)
                    && Nfkc.Of(Nfkc.Decomposed(text)) == Nfkc.Of(text)
                    && Nfkc.Decomposed(Nfkc.Of(text)) == Nfkc.Decomposed(text)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_that_stays_is_not_copied()
    {
        const string Text = "Größe, naïve – “quoted” by Łukasz’s team";

        Assert.Same(Text, Nfkc.Of(Text));
    }

    private static Gen<string> Texts() =>
        Gen.OneOf(
                Gen.Choose(0x20, 0x24F),
                Gen.Choose(0x300, 0x345),
                Gen.Choose(0x900, 0x9FF),
                Gen.Choose(0x1100, 0x11FF),
                Gen.Choose(0x1E00, 0x2200),
                Gen.Choose(0xAC00, 0xAC40),
                Gen.Choose(0xF900, 0xFFEF)
            )
            .Select(c => ((char)c).ToString())
            .ListOf()
            .Select(parts => string.Concat(parts));
}
