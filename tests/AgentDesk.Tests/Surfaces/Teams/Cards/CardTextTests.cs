using System.Text;
using AgentDesk.Surfaces.Teams.Cards;
using FsCheck;
using FsCheck.Fluent;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AgentDesk.Tests.Surfaces.Teams.Cards;

public sealed class CardTextTests
{
    private static readonly string[] Odd =
    [
        "[here](https://elsewhere.example)",
        "**",
        "*",
        "_",
        "__init__",
        "# ",
        "- ",
        "+ ",
        "> ",
        "1. ",
        "12) ",
        "`",
        "~~",
        "<b>",
        "</a>",
        "<https://x.example>",
        "&lt;",
        "&#42;",
        "\\",
        "\\[",
        "![",
        "](",
        "|",
        "---",
        "===",
        "{{DATE(2026-01-01T00:00:00Z)}}",
        "😀",
        "👩‍👧",
        "שלום",
        "مرحبا",
        "中文",
        "é",
        "e\u0301",
        "\u202Eevil\u202C",
        "\u200B",
        "\uFEFF",
        "word",
        " ",
        "  ",
        "12%",
        "(",
        ")",
        "!",
        "$5,000.00",
        "“quoted”",
    ];

    public static Gen<string> Texts(int most) => Gen.Elements(Odd).ListOf().Select(parts => string.Concat(parts)).Resize(most);

    [Theory]
    [InlineData("See [this](https://evil.example)", "See \\[this\\]\\(https://evil.example\\)")]
    [InlineData("snake_case *bold*", "snake\\_case \\*bold\\*")]
    [InlineData("1. first", "1\\. first")]
    [InlineData("3.5 kB & more", "3.5 kB & more")]
    [InlineData("- entry", "\\- entry")]
    [InlineData("ab\u202Ecd\u200Be\uFEFF", "abcde")]
    [InlineData("zero\u200Dwidth", "zerowidth")]
    [InlineData("👩\u200D👧", "👩\u200D👧")]
    [InlineData("{{TIME(x)}}", "{ {TIME\\(x\\)}}")]
    public void What_people_wrote_reads_as_itself(string text, string shown) => Assert.Equal(shown, CardText.Line(text));

    [Fact]
    public void What_would_be_written_shows_what_nobody_would_see()
    {
        Assert.Equal(["pay ⟨U+202E⟩now", "", "\u00A0\u00A0twice"], CardText.Lines("pay \u202Enow\r\n\r\n  twice"));
        Assert.Equal("a\ufffdb", CardText.Seen("a\ud800b"));
        Assert.True(CardText.Hides("a\u200Bb"));
        Assert.False(CardText.Hides("👩\u200D👧 שלום"));
    }

    [Fact]
    public void No_text_makes_a_link_an_emphasis_or_a_list() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(24),
            Prop.ForAll(
                Texts(24).ToArbitrary(),
                text =>
                {
                    var line = CardText.Line(text);
                    var document = Markdown.Parse(
                        line,
                        new MarkdownPipelineBuilder().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UsePipeTables().Build()
                    );

                    Assert.DoesNotContain(
                        document.Descendants(),
                        n =>
                            n
                                is LinkInline
                                    or AutolinkInline
                                    or EmphasisInline
                                    or CodeInline
                                    or HtmlInline
                                    or HtmlEntityInline
                                    or HeadingBlock
                                    or ListBlock
                                    or QuoteBlock
                                    or CodeBlock
                                    or HtmlBlock
                                    or ThematicBreakBlock
                                    or LinkReferenceDefinition
                    );
                    Assert.Equal(
                        Foreign.Isolated(Words.Cut(CardText.Seen(text), int.MaxValue)).Replace("{{", "{ {", StringComparison.Ordinal),
                        Read(document)
                    );
                }
            )
        );

    private static string Read(MarkdownDocument document)
    {
        var text = new StringBuilder();
        foreach (var literal in document.Descendants<LiteralInline>())
        {
            text.Append(literal.Content.ToString());
        }
        return text.ToString().TrimEnd();
    }
}
