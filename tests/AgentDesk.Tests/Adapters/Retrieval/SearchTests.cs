using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using static AgentDesk.Tests.Adapters.Retrieval.IndexFixture;

namespace AgentDesk.Tests.Adapters.Retrieval;

public sealed class SearchTests : IDisposable
{
    private readonly IndexFixture _fixture = new();

    [Theory]
    [InlineData(4000)]
    [InlineData(0)]
    public async Task The_passage_that_says_it_comes_first(int readWholeUpTo)
    {
        using var index = await _fixture.BuildAsync(
            [
                Deal(
                    "D-1",
                    "Harbor",
                    Mail("m1", "Lunch", "See you on Friday for lunch."),
                    Mail("m2", "Review", "Penetration test results are what our auditors ask for.")
                ),
            ],
            new RetrievalOptions { ReadWholeUpTo = readWholeUpTo }
        );

        var found = await index.SearchAsync(
            "Which penetration tests do the auditors want?",
            new SearchFilter(),
            5,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("mail:m2", found[0].Name.Value);
        Assert.Equal(new DealId("D-1"), found[0].Deal);
        Assert.Equal(Side.Buyer, found[0].Side);
        Assert.Contains("Penetration test results", found[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\" OR 1=1 --")]
    [InlineData("security AND NEAR(budget legal, 2) OR NOT text:x")]
    [InlineData("secur* ^budget {a b} : - + ( )")]
    [InlineData("'; DROP TABLE passage; --")]
    [InlineData("Sicherheitsprüfung 安全审查 проверка أمن 🙂")]
    [InlineData("bad \ud800 surrogate \udc00 security")]
    [InlineData("and not or near")]
    public async Task A_query_is_words_and_never_syntax(string query)
    {
        foreach (var limit in (int[])[4000, 0])
        {
            using var index = await _fixture.BuildAsync(
                [Deal("D-1", "Harbor", Mail("m1", "Security", "security and budget, not near the end"))],
                new RetrievalOptions { ReadWholeUpTo = limit }
            );

            var found = await index.SearchAsync(query, new SearchFilter(), 5, TestContext.Current.CancellationToken);
            var after = await index.SearchAsync("security", new SearchFilter(), 5, TestContext.Current.CancellationToken);

            Assert.True(found.Count <= 5);
            Assert.Equal("mail:m1", after[0].Name.Value);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \t\n")]
    [InlineData("?!… --- \"\" ()")]
    public async Task A_query_without_a_word_finds_nothing(string query)
    {
        using var index = await _fixture.BuildAsync([Deal("D-1", "Harbor", Mail("m1", "Security", "security"))]);

        Assert.Empty(await index.SearchAsync(query, new SearchFilter(), 5, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_an_index_or_with_an_empty_one_nothing_is_found()
    {
        using var none = _fixture.Open([]);
        var before = await none.SearchAsync("security", new SearchFilter(), 5, TestContext.Current.CancellationToken);
        await none.RefreshAsync(null, TestContext.Current.CancellationToken);
        var after = await none.SearchAsync("security", new SearchFilter(), 5, TestContext.Current.CancellationToken);

        Assert.Empty(before);
        Assert.Empty(after);
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(0)]
    public async Task Equal_passages_come_in_order_of_name_whatever_the_order_of_the_book(int readWholeUpTo)
    {
        List<Mail> mails =
        [
            Mail("m3", "Terms", "payment terms"),
            Mail("m1", "Terms", "payment terms"),
            Mail("m2", "Terms", "payment terms"),
        ];
        using var index = await _fixture.BuildAsync([Deal("D-1", "Harbor", mails)], new RetrievalOptions { ReadWholeUpTo = readWholeUpTo });

        var found = await index.SearchAsync("payment terms", new SearchFilter(Kinds: ["mail"]), 3, TestContext.Current.CancellationToken);

        Assert.Equal(["mail:m1", "mail:m2", "mail:m3"], Names(found));
    }

    [Fact]
    public async Task A_word_that_every_passage_holds_still_answers_and_does_not_drown_a_rare_one()
    {
        var deals = Enumerable
            .Range(0, 120)
            .Select(i =>
                Deal(
                    $"D-{i:000}",
                    "Harbor",
                    Mail($"m{i:000}", "Pricing", i == 40 ? "pricing with an indexation clause" : "pricing as agreed")
                )
            )
            .ToList();
        using var index = await _fixture.BuildAsync(deals, new RetrievalOptions { ReadWholeUpTo = 0, EntriesPerSearch = 60 });

        var rare = await index.SearchAsync("pricing indexation", new SearchFilter(), 5, TestContext.Current.CancellationToken);
        var common = await index.SearchAsync("pricing", new SearchFilter(), 5, TestContext.Current.CancellationToken);

        Assert.Equal("mail:m040", rare[0].Name.Value);
        Assert.Equal(5, common.Count);
        Assert.All(common, p => Assert.Contains("pricing", p.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Cues_are_found_together_and_one_by_one_when_a_side_is_asked_for()
    {
        var deal = WithCall(
            Deal("D-1", "Harbor"),
            "c1",
            (Side.Seller, "who signs off on the purchase"),
            (Side.Buyer, "our treasurer does"),
            (Side.Seller, "thanks")
        );
        using var index = await _fixture.BuildAsync([deal]);

        var together = await index.SearchAsync("who signs the purchase", new SearchFilter(), 5, TestContext.Current.CancellationToken);
        var buyers = await index.SearchAsync("treasurer", new SearchFilter(Sides: [Side.Buyer]), 5, TestContext.Current.CancellationToken);

        Assert.Equal("call:c1#1-3", together[0].Name.Value);
        Assert.Equal("who signs off on the purchase our treasurer does thanks", together[0].Text);
        Assert.Equal(["call:c1#2"], Names(buyers));
    }

    [Fact]
    public async Task Words_that_a_mail_only_quotes_are_found_where_they_were_written()
    {
        var first = Mail("m1", "Terms", "We need uncapped indemnity.");
        var reply = Mail("m2", "Re: Terms", "Understood, thank you.\n> We need uncapped indemnity.", Side.Seller) with
        {
            OwnWords = "Understood, thank you.",
        };
        using var index = await _fixture.BuildAsync([Deal("D-1", "Harbor", first, reply)]);

        var found = await index.SearchAsync(
            "uncapped indemnity",
            new SearchFilter(Kinds: ["mail"]),
            5,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("mail:m1", found[0].Name.Value);
        Assert.DoesNotContain(found, p => p.Name.Value == "mail:m2" && p.Text.Contains("indemnity", StringComparison.Ordinal));
    }

    public void Dispose() => _fixture.Dispose();
}
