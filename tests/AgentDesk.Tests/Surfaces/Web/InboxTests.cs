using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Surfaces.Web.Fakes;

namespace AgentDesk.Tests.Surfaces.Web;

public sealed class InboxTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_grouped_by_who_may_decide()
    {
        await using var rig = new WebRig();
        rig.Put(SampleDeal.File());
        rig.Put(SampleDeal.File("D-8", "Second Works"));
        rig.Put(SampleDeal.File("D-9", "Third Works"));
        rig.Draft = r =>
            r.Dossier.Deal.Id.Value switch
            {
                "D-8" => new(SampleDeal.Packet("D-8"), [.. SampleDeal.Actions().OfType<ActionPayload.ForecastChange>()]),
                "D-9" => new(
                    SampleDeal.Packet("D-9") with
                    {
                        Blocker = new Blocker(Blockers.None, BlockerStanding.Confirmed, [], "none"),
                    },
                    []
                ),
                var id => new(SampleDeal.Packet(id), SampleDeal.Actions()),
            };
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);
        await browser.BecomeAsync("Mara Quist", Ct);

        var page = await browser.OpenAsync("/", Ct);

        Assert.Equal("Harrow Glass", page.QuerySelector("#you .row th a")!.TextContent);
        Assert.Equal("Second Works", page.QuerySelector("#others .row th a")!.TextContent);
        Assert.Equal("Third Works", page.QuerySelector("#none .row th a")!.TextContent);
        Assert.Equal("24 d", page.QuerySelector("#you .strip b")!.TextContent);
        Assert.Equal("One deal waits for you", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_deal_with_two_cards_is_one_deal_and_its_rows_stand_together()
    {
        await using var rig = new WebRig("stalled-deal", "stage-progression");
        rig.Put(SampleDeal.File());
        rig.Put(SampleDeal.File("D-8", "Second Works"));
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync("/", Ct);

        Assert.Equal("Two deals wait for you", page.QuerySelector("h1")!.TextContent);
        var accounts = page.QuerySelectorAll("#you .row th a").Select(a => a.TextContent).ToList();
        Assert.Equal(4, accounts.Count);
        Assert.Equal(accounts[0], accounts[1]);
        Assert.Equal(accounts[2], accounts[3]);
    }

    [Theory]
    [InlineData("q=saul+drawer", 1)]
    [InlineData("q=HARROW", 1)]
    [InlineData("q=nothing+like+it", 0)]
    [InlineData("category=security&standing=confirmed", 1)]
    [InlineData("category=security&standing=inferred", 0)]
    [InlineData("needs=manager", 1)]
    [InlineData("owner=mara.quist%40fernway.test", 1)]
    [InlineData("view=closed", 0)]
    public async Task Filters_and_words_that_somebody_wrote_find_rows(string query, int rows)
    {
        await using var rig = new WebRig();
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync("/?" + query, Ct);

        Assert.Equal(rows, page.QuerySelectorAll(".row").Length);
        Assert.Equal(rows == 0, page.QuerySelector(".state") is not null);
    }

    [Fact]
    public async Task A_thousand_rows_come_in_pages_and_read_only_the_files_that_they_show()
    {
        await using var rig = new WebRig();
        for (var i = 0; i < 1000; i++)
        {
            rig.Put(SampleDeal.File($"D-{i:0000}", $"Works {i:0000}"));
        }
        await rig.StartAsync(Ct, desk: new ManyRuns(1000));
        using var browser = new Browser(rig.Address);

        var first = await browser.OpenAsync("/", Ct);
        var size = browser.Last.Content.Headers.ContentLength ?? (await browser.TextAsync("/", Ct)).Length;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var page = first; ; )
        {
            Assert.InRange(page.QuerySelectorAll(".row").Length, 1, 100);
            Assert.All(page.QuerySelectorAll(".row th a").Select(a => a.TextContent), a => Assert.True(seen.Add(a)));
            if (page.QuerySelector(".more a[rel=next]")?.GetAttribute("href") is not { } more)
            {
                break;
            }
            page = await browser.OpenAsync(more, Ct);
            Assert.NotNull(page.QuerySelector(".more a[rel=prev]"));
        }

        Assert.StartsWith("1–100 of 1,000", first.QuerySelector(".more span")!.TextContent, StringComparison.Ordinal);
        Assert.Null(first.QuerySelector(".more a[rel=prev]"));
        Assert.Equal(1000, seen.Count);
        Assert.InRange(size, 1, 200_000);
        Assert.Contains("1,000", first.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>A desk with many runs that wait, and nothing behind them.</summary>
    private sealed class ManyRuns(int count) : IDesk
    {
        private readonly IReadOnlyList<RunView> _runs = [.. Enumerable.Range(0, count).Select(Make)];

        public Task<DateTimeOffset> NowAsync(CancellationToken ct) => Task.FromResult(SampleDeal.Now);

        public Task<IReadOnlyList<RunView>> InboxAsync(InboxQuery query, CancellationToken ct) => Task.FromResult(_runs);

        public Task<RunView?> ShowAsync(RunId run, CancellationToken ct) =>
            Task.FromResult(_runs.FirstOrDefault(r => r.Run.Header.Id == run));

        public Task<AgentDesk.Core.Chains.DealOutlook?> OutlookAsync(DealId deal, CancellationToken ct) =>
            Task.FromResult<AgentDesk.Core.Chains.DealOutlook?>(null);

        public Task<Dossier?> DossierAsync(DealId deal, CancellationToken ct) => Task.FromResult<Dossier?>(null);

        public Task<ScanReport> ScanAsync(string? workflow, DealId? deal, IProgress<Progress>? progress, CancellationToken ct) =>
            throw new NotSupportedException();

        public Task<DecisionAnswer> DecideAsync(
            RunId run,
            ActionId? action,
            Decision decision,
            Actor actor,
            bool execute,
            CancellationToken ct
        ) => throw new NotSupportedException();

        public Task<IReadOnlyList<AgentDesk.Core.Measures.Readied>> ReadinessAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<AgentDesk.Core.Measures.Readied>>([]);

        public Task<OverruleAnswer> OverruleAsync(string workflow, string reason, bool withdraw, Actor actor, CancellationToken ct) =>
            throw new NotSupportedException();

        public Task WorkAsync(CancellationToken ct) => Task.CompletedTask;

        private static RunView Make(int i)
        {
            var deal = new DealId($"D-{i:0000}");
            var id = RunId.For("stalled-deal", deal, "x");
            var cause = new Cause([new Trigger("buyer_quiet", "25 days", SampleDeal.Now, "x")]);
            RunEvent[] events =
            [
                new RunEvent.Started(
                    id,
                    "stalled-deal",
                    deal,
                    "two new plants",
                    $"Works {i:0000}",
                    SampleDeal.Owner,
                    SampleDeal.Manager,
                    cause,
                    "built-in@1"
                ),
                new RunEvent.Gathered("h", "v", 10),
                new RunEvent.Prepared(default, "offline", "stalled-deal@1", null, null),
                new RunEvent.Proposed(
                    new Proposal(
                        SampleDeal.Packet(),
                        [
                            .. SampleDeal
                                .Actions()
                                .Select(
                                    (p, n) => new ProposedAction(ActionIds.For(1, n + 1), p.Kind, p, "v", "deal_owner", [SampleDeal.Owner])
                                ),
                        ]
                    ),
                    []
                ),
            ];
            return new RunView(
                events.Aggregate((Run?)null, (run, e) => Run.Apply(run, e, SampleDeal.Now))!,
                [.. events.Select((e, n) => new RecordedEvent(n + 1, id, n + 1, SampleDeal.Now, "agentdesk", e, "h"))]
            );
        }
    }
}
