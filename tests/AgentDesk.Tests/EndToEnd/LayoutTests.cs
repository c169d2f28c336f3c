using Microsoft.Playwright;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>Pages in a real browser over an export whose fields hold what people put into fields: no word is wider than its place.</summary>
public sealed class LayoutTests
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly int[] Widths = [390, 800, 1400];

    [Fact]
    public async Task However_long_the_words_of_a_record_are_no_page_is_wider_than_the_screen_and_nothing_is_cut()
    {
        Assert.SkipUnless(File.Exists(Chromium), "chromium is not installed");
        using var data = new TempFolder();
        await PreparedAsync(data, longWords: true);
        await AgentDeskProgram.RunOkAsync("ask", $"why is D-101 stuck {new string('w', 300)}", "--data", data.Path);
        await using var server = await InboxServer.StartAsync(data.Path);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await OpenAsync(playwright);
        foreach (var width in Widths)
        {
            var page = await SizedAsync(browser, width);
            await page.GotoAsync(server.Address);
            var runs = await HrefsAsync(page, "a[href^='/runs/']");
            Assert.NotEmpty(runs);
            foreach (var control in await page.Locator(".filters :is(input:not([type=hidden]), select, button, .views a)").AllAsync())
            {
                await Assertions.Expect(control).ToBeInViewportAsync(new() { Ratio = 1 });
            }
            foreach (var path in runs.Concat(["/", $"/?q={new string('q', 180)}", "/deals/D-101", "/ask", "/figures"]))
            {
                await page.GotoAsync(server.Address + path);
                Assert.True(
                    await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width,
                    $"{path} is wider than {width} px"
                );
                // Text that ends outside of its own box lies over its neighbour's.
                var over = await page.EvaluateAsync<string[]>(
                    """
                    [...document.querySelectorAll('main :is(td, th, dd, li, p, h1, h2, h3, .tag, .pill)')]
                        .filter(e => e.clientWidth > 1 && !e.closest('.vh, .wide, details:not([open])') && getComputedStyle(e).textOverflow !== 'ellipsis')
                        .filter(e => e.scrollWidth > e.clientWidth + 14).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 40))
                    """
                );
                Assert.True(over.Length == 0, $"{path} at {width} px: {string.Join("; ", over)}");
            }
        }
    }

    [Fact]
    public async Task A_run_is_told_in_words_and_a_link_to_a_source_opens_at_its_marked_words_with_all_around_them_easy_to_read()
    {
        Assert.SkipUnless(File.Exists(Chromium), "chromium is not installed");
        using var data = new TempFolder();
        await PreparedAsync(data, longWords: false);
        await using var server = await InboxServer.StartAsync(data.Path);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await OpenAsync(playwright);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await browser.NewPageAsync(
                new()
                {
                    ViewportSize = new() { Width = 1400, Height = 900 },
                    ColorScheme = scheme,
                }
            );
            await page.GotoAsync(server.Address);
            var runs = await HrefsAsync(page, "a[href^='/runs/']");
            foreach (var run in runs)
            {
                await page.GotoAsync(server.Address + run);
                var raw = await page.EvaluateAsync<string[]>(Raw);
                Assert.True(raw.Length == 0, $"{run}: {string.Join("; ", raw)}");
            }
            await page.GotoAsync(server.Address + runs[0]);
            var sources = await HrefsAsync(page, ".src footer a");
            Assert.NotEmpty(sources);
            foreach (var source in sources)
            {
                await page.GotoAsync(server.Address + source);
                await Assertions.Expect(page.Locator("#cited")).ToBeInViewportAsync();
                var faint = await page.EvaluateAsync<string[]>(Faint);
                Assert.True(faint.Length == 0, $"{source}, {scheme}: {string.Join("; ", faint)}");
            }
        }
    }

    // The desk's own words in which an id, an ISO date, a reference or a backtick stands: what somebody wrote is left out, and so is code.
    private const string Raw = """
        [...document.querySelectorAll('main *')].filter(e => !e.closest('code, kbd, q, blockquote, mark, .words, .payload, .ff, textarea, select, script, .srcs'))
            .flatMap(e => [...e.childNodes].filter(n => n.nodeType === 3)).map(n => n.textContent.replace(/“[^”]*”|"[^"]*"/g, ''))
            .filter(t => /\b[a-z]+_[a-z_]+\b|\d{4}-\d\d-\d\d|\([ac]\d+\)|`/.test(t))
        """;

    // Words of sources whose contrast with their ground is below 4.5 to 1, as WCAG counts it; opacity counts.
    private const string Faint = """
        (() => {
            const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
            const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data].map((v, i) => i === 3 ? v / 255 : v); };
            const light = c => c.slice(0, 3).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
            const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
            return [...document.querySelectorAll('.evidence *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.getClientRects().length).flatMap(e => {
                const grounds = [];
                let opacity = 1;
                for (let p = e; p; p = p.parentElement) { opacity *= getComputedStyle(p).opacity; grounds.unshift(rgba(getComputedStyle(p).backgroundColor)); }
                const ground = grounds.reduce((under, g) => over(g, under), rgba('Canvas'));
                const ink = rgba(getComputedStyle(e).color);
                ink[3] *= opacity;
                const [a, b] = [light(over(ink, ground)), light(ground)].sort((x, y) => y - x);
                return (a + .05) / (b + .05) < 4.5 ? [`${e.tagName}.${e.className} ${((a + .05) / (b + .05)).toFixed(2)}`] : [];
            });
        })()
        """;

    /// <summary>One deal, scanned; where words shall be long, its fields hold an address, a name and an account without a blank.</summary>
    private static async Task PreparedAsync(TempFolder data, bool longWords)
    {
        var export = data.Sub("export");
        TempFolder.Copy(RepoRoot.Path("evals", "data", "pipelines", "tidewater"), export);
        if (longWords)
        {
            foreach (var file in new[] { "deals.csv", "contacts.csv" })
            {
                var path = Path.Combine(export, file);
                var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
                await File.WriteAllTextAsync(
                    path,
                    text.Replace("One more nudge to Nadine", $"see https://example.com/{new string('a', 150)}", StringComparison.Ordinal)
                        .Replace("Larkfield Mechanical Group", new string('L', 117), StringComparison.Ordinal)
                        .Replace("Larkfield - Ohio & Kentucky expansion", new string('x', 300), StringComparison.Ordinal)
                        .Replace("Russ Abernathy (not met)", new string('W', 400), StringComparison.Ordinal),
                    TestContext.Current.CancellationToken
                );
            }
        }
        await AgentDeskProgram.RunOkAsync("import", export, "--data", data.Path);
        await AgentDeskProgram.RunOkAsync("scan", "--deal", "D-101", "--data", data.Path);
    }

    private static Task<IBrowser> OpenAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] }
        );

    private static Task<IPage> SizedAsync(IBrowser browser, int width) =>
        browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );

    private static Task<string[]> HrefsAsync(IPage page, string links) =>
        page.Locator(links).EvaluateAllAsync<string[]>("links => [...new Set(links.map(a => a.getAttribute('href')))]");
}
