using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using FsCheck;
using FsCheck.Fluent;
using static AgentDesk.Tests.Adapters.Retrieval.IndexFixture;

namespace AgentDesk.Tests.Adapters.Retrieval;

public sealed class SearchFilterTests : IDisposable
{
    private static readonly RetrievalOptions Whole = new();
    private static readonly RetrievalOptions ThroughCandidates = new() { ReadWholeUpTo = 0 };
    private static readonly string[] Subjects = ["security questionnaire", "budget approval", "legal redlines", "pilot results"];
    private static readonly string[] Kinds = ["mail", "call", "tracker", "deal", "asset"];

    private readonly IndexFixture _fixture = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_result_lies_outside_the_filters(bool whole)
    {
        var deals = Corpus();
        using var index = await _fixture.BuildAsync(deals, whole ? Whole : ThroughCandidates, team: WithAsset());
        var accounts = deals.ToDictionary(d => d.Deal.Id, d => d.Deal.Account);

        var property = Prop.ForAll(
            Filters().ToArbitrary(),
            filter =>
            {
                var found = index.SearchAsync("security budget pilot review", filter, 20, CancellationToken.None).GetAwaiter().GetResult();
                return found.All(p => Holds(filter, p, accounts));
            }
        );

        property.QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_filter_lets_through_what_it_names(bool whole)
    {
        using var index = await _fixture.BuildAsync(Corpus(), whole ? Whole : ThroughCandidates, team: WithAsset());
        SearchFilter[] filters =
        [
            new(),
            new(Deal: new DealId("D-3")),
            new(Account: "account 3"),
            new(Kinds: ["tracker"]),
            new(Kinds: ["asset"]),
            new(Sides: [Side.Buyer]),
            new(From: Start.AddDays(3)),
            new(To: Start.AddDays(3)),
            new(Deals: new HashSet<DealId> { new("D-1"), new("D-4") }),
        ];

        foreach (var filter in filters)
        {
            var found = await index.SearchAsync("security review", filter, 20, TestContext.Current.CancellationToken);

            Assert.True(found.Count > 0, $"nothing found with {filter}");
        }
    }

    [Fact]
    public async Task What_the_asker_may_not_see_changes_nothing_in_what_is_found()
    {
        var deals = Corpus();
        var seen = new HashSet<DealId> { new("D-0"), new("D-2"), new("D-5") };
        using var all = await _fixture.BuildAsync(deals);
        using var alone = new IndexFixture();
        using var mine = await alone.BuildAsync([.. deals.Where(d => seen.Contains(d.Deal.Id))]);

        foreach (var query in Subjects)
        {
            var restricted = await all.SearchAsync(query, new SearchFilter(Deals: seen), 20, TestContext.Current.CancellationToken);
            var own = await mine.SearchAsync(query, new SearchFilter(Deals: seen), 20, TestContext.Current.CancellationToken);

            Assert.Equal(own, restricted);
            Assert.NotEmpty(own);
        }
    }

    [Fact]
    public async Task A_rare_word_of_an_allowed_deal_is_found_however_many_hidden_deals_hold_it()
    {
        var hidden = Enumerable.Range(0, 60).Select(i => Deal($"H-{i}", "Hidden", Mail($"h{i}", "Escrow", "escrow escrow escrow")));
        using var index = await _fixture.BuildAsync(
            [.. hidden, Deal("D-1", "Seen", Mail("m1", "Terms", "we would want an escrow clause for the source code"))],
            ThroughCandidates with
            {
                EntriesPerSearch = 10,
            }
        );

        var found = await index.SearchAsync(
            "escrow",
            new SearchFilter(Deals: new HashSet<DealId> { new("D-1") }),
            5,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("mail:m1", found[0].Name.Value);
        Assert.All(found, p => Assert.Equal(new DealId("D-1"), p.Deal));
    }

    public void Dispose() => _fixture.Dispose();

    private static bool Holds(SearchFilter filter, Passage p, Dictionary<DealId, string> accounts) =>
        (filter.Deal is null || p.Deal == filter.Deal)
        && (filter.Account is null || (p.Deal is { } d && string.Equals(accounts[d], filter.Account, StringComparison.OrdinalIgnoreCase)))
        && (filter.Kinds is null || filter.Kinds.Contains(p.Name.Kind, StringComparer.Ordinal))
        && (filter.Sides is null || filter.Sides.Contains(p.Side))
        && (filter.From is null || p.At >= filter.From)
        && (filter.To is null || p.At <= filter.To)
        && (filter.Deals is null || p.Deal is null || filter.Deals.Contains(p.Deal.Value));

    private static Gen<SearchFilter> Filters() =>
        from deal in Maybe(Gen.Choose(0, 9))
        from account in Maybe(Gen.Choose(0, 9))
        from kinds in Maybe(Gen.SubListOf(Kinds))
        from sides in Maybe(Gen.SubListOf(Enum.GetValues<Side>()))
        from @from in Maybe(Gen.Choose(0, 8))
        from to in Maybe(Gen.Choose(0, 8))
        from allowed in Maybe(Gen.SubListOf(Enumerable.Range(0, 8)))
        select new SearchFilter(
            deal.Select(d => (DealId?)new DealId($"D-{d}")).FirstOrDefault(),
            account.Select(a => $"account {a}").FirstOrDefault(),
            kinds.Select(k => (IReadOnlyList<string>?)[.. k]).FirstOrDefault(),
            sides.Select(s => (IReadOnlyList<Side>?)[.. s]).FirstOrDefault(),
            @from.Select(d => (DateTimeOffset?)Start.AddDays(d)).FirstOrDefault(),
            to.Select(d => (DateTimeOffset?)Start.AddDays(d)).FirstOrDefault(),
            allowed.Select(a => (IReadOnlySet<DealId>?)a.Select(i => new DealId($"D-{i}")).ToHashSet()).FirstOrDefault()
        );

    // None, or one: most searches name few of the filters.
    private static Gen<IReadOnlyList<T>> Maybe<T>(Gen<T> of) =>
        from use in Gen.Choose(0, 3)
        from value in of
        select (IReadOnlyList<T>)(use == 0 ? [value] : []);

    private static Team WithAsset() =>
        new(
            "team",
            null,
            [],
            [],
            [
                new Asset(
                    "pack",
                    "Security pack",
                    "security_pack",
                    "ciso@seller.test",
                    new DateOnly(2026, 1, 1),
                    null,
                    "customer",
                    "Security review answers."
                ),
            ],
            []
        );

    private static List<DealFile> Corpus() =>
        [
            .. Enumerable
                .Range(0, 8)
                .Select(i =>
                    WithTracker(
                        WithCall(
                            Deal(
                                $"D-{i}",
                                $"Account {i}",
                                Mail($"m{i}a", Subjects[i % 4], $"The {Subjects[i % 4]} needs a review this week.", Side.Buyer, i),
                                Mail($"m{i}b", "Pilot", "Our pilot security summary and budget.", Side.Seller, i)
                            ),
                            $"c{i}",
                            (Side.Buyer, "our security team must review it"),
                            (Side.Seller, "we can send the budget sheet"),
                            (Side.Buyer, "then the pilot can start")
                        ),
                        $"t{i}",
                        "Security review",
                        "waiting for answers"
                    )
                ),
        ];
}
