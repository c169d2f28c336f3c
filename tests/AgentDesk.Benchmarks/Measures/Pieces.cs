using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using AgentDesk.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Benchmarks.Measures;

/// <summary>
/// Import, trigger scan and search of one generated export. Each runs in a process of its own, so that its peak memory is its own.
/// </summary>
internal static class Pieces
{
    public static async Task<IReadOnlyList<Figure>> ImportAsync(string export, string data, CancellationToken ct)
    {
        await using var store = Store.Open(data);
        var source = store.GetRequiredService<ISource>();
        ImportReport? report = null;
        var seconds = await Timing.SecondsAsync(async () => report = await source.ImportAsync(export, null, ct));
        var peak = Timing.PeakMemory();
        var again = await Timing.SecondsAsync(async () => await source.ImportAsync(export, null, ct));
        var pieces = report!.Evidence.Values.Sum();
        return
        [
            new("pieces read", pieces.ToString("#,0", CultureInfo.InvariantCulture)),
            new("rejected", report.Rejects.Count.ToString(CultureInfo.InvariantCulture)),
            new("import", Timing.PerSecond(pieces, seconds, "pieces")),
            new("import, peak memory", peak),
            new("import again, nothing new", Timing.PerSecond(pieces, again, "pieces")),
        ];
    }

    public static async Task<IReadOnlyList<Figure>> ScanAsync(string data, CancellationToken ct)
    {
        await using var store = Store.Open(data);
        var (team, playbook) = (await store.Book().TeamAsync(ct), await store.Book().PlaybookAsync(ct));
        var now = team.AsOf!.Value;
        var (deals, woken) = (0, 0);
        var read = await Timing.SecondsAsync(async () =>
        {
            await foreach (var file in store.Book().OpenDealsAsync(ct))
            {
                deals += file.Mails.Count > 0 ? 1 : 0;
            }
        });
        var scan = await Timing.SecondsAsync(async () =>
        {
            await foreach (var file in store.Book().OpenDealsAsync(ct))
            {
                foreach (var workflow in Catalog.All)
                {
                    woken += workflow.Wakes(file, team, playbook, now) is null ? 0 : 1;
                }
            }
        });
        return
        [
            new("trigger scan", Timing.PerSecond(deals, scan, "deals")),
            new(
                "trigger scan, causes found",
                string.Create(CultureInfo.InvariantCulture, $"{woken:#,0} with {Catalog.All.Count} workflow(s)")
            ),
            new("reading the same deals and nothing else", Timing.PerSecond(deals, read, "deals")),
            new("trigger scan, peak memory", Timing.PeakMemory()),
        ];
    }

    public static async Task<IReadOnlyList<Figure>> IndexAsync(string data, CancellationToken ct)
    {
        await using var store = Store.Open(data);
        var index = store.GetRequiredService<IRetrieval>();
        var deals = (await store.Book().DealsAsync(ct)).Count;
        var seconds = await Timing.SecondsAsync(() => index.RefreshAsync(null, ct));
        var peak = Timing.PeakMemory();
        var again = await Timing.SecondsAsync(() => index.RefreshAsync(null, ct));
        return
        [
            new("index", Timing.PerSecond(deals, seconds, "deals")),
            new("index, peak memory", peak),
            new("index again, nothing new", Timing.PerSecond(deals, again, "deals")),
            new(
                "index on disk",
                string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(Path.Combine(data, "index.db")).Length / 1048576.0:#,0} MiB")
            ),
        ];
    }

    public static async Task<IReadOnlyList<Figure>> SearchAsync(string data, CancellationToken ct)
    {
        await using var store = Store.Open(data);
        var index = store.GetRequiredService<IRetrieval>();
        var deals = (await store.Book().DealsAsync(ct)).Select(d => d.Id).ToList();
        var random = new Random(11);
        var language = new Generated.Language(random);
        var first = await Timing.SecondsAsync(() => index.SearchAsync("contract " + language.Rare(), new SearchFilter(), 10, ct));
        // Later searches of a process are measured when the runtime has compiled what they run.
        for (var i = 0; i < 60; i++)
        {
            await index.SearchAsync(
                $"contract {language.Rare()}",
                i % 2 == 0 ? new SearchFilter() : new SearchFilter(deals[random.Next(deals.Count)]),
                10,
                ct
            );
        }

        var mine = deals.Where((_, i) => i % 40 == 3).ToHashSet();
        return
        [
            new("search, the first of a process (loads the vectors)", string.Create(CultureInfo.InvariantCulture, $"{1000 * first:0} ms")),
            new(
                "search in one deal",
                await SpreadAsync(
                    200,
                    () => ($"what is open about {language.Rare()} in the contract", new SearchFilter(deals[random.Next(deals.Count)]))
                )
            ),
            new(
                "search everywhere, rare words",
                await SpreadAsync(100, () => ($"{language.Rare()} {language.Rare()} {language.Rare()}", new SearchFilter()))
            ),
            new(
                "search everywhere, a common word among rare ones",
                await SpreadAsync(100, () => ($"contract pricing {language.Rare()} {language.Rare()}", new SearchFilter()))
            ),
            new(
                "search everywhere, common words alone",
                await SpreadAsync(50, () => (random.Next(2) == 0 ? "contract pricing" : "security questionnaire", new SearchFilter()))
            ),
            new(
                "search in one rep's deals, a common word among rare ones",
                await SpreadAsync(50, () => ($"contract {language.Rare()}", new SearchFilter(Deals: mine)))
            ),
            new("search, peak memory", Timing.PeakMemory()),
        ];

        async Task<string> SpreadAsync(int times, Func<(string Query, SearchFilter Filter)> next)
        {
            var seconds = new List<double>();
            for (var i = 0; i < times; i++)
            {
                var (query, filter) = next();
                seconds.Add(await Timing.SecondsAsync(() => index.SearchAsync(query, filter, 10, ct)));
            }

            return Timing.Spread(seconds);
        }
    }
}
