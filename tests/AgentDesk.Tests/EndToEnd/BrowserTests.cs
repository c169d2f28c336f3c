using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>The inbox in a real browser over the real program: what is decided there is what the journal holds.</summary>
public sealed class BrowserTests
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task Decisions_taken_in_the_browser_are_exactly_what_the_record_holds()
    {
        Assert.SkipUnless(File.Exists(Chromium), "chromium is not installed");
        using var data = new TempFolder();
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "tidewater"), "--data", data.Path);
        await AgentDeskProgram.RunOkAsync("scan", "--data", data.Path);
        var inbox = (await AgentDeskProgram.RunOkAsync("inbox", "--state", "waiting", "--data", data.Path, "--json")).Json;
        var actions = inbox["runs"]!
            .AsArray()
            .SelectMany(r =>
                r!["actions"]!
                    .AsArray()
                    .Where(a => a!["state"]!.ToString() == "pending")
                    .Select(a => (Run: r["id"]!.ToString(), Action: a!))
            )
            .ToList();
        // Of different deals: a draft that was approved counts against the touches of its own.
        var deals = inbox["runs"]!
            .AsArray()
            .ToDictionary(r => r!["id"]!.ToString(), r => r!["deal_id"]!.ToString(), StringComparer.Ordinal);
        var drafts = actions.Where(a => a.Action["kind"]!.ToString() == "email_draft").DistinctBy(a => deals[a.Run]).ToList();
        var change = actions.First(a => a.Action["audience"]!.ToString() == "record");
        var unwanted = actions.Last(a => a.Action["kind"]!.ToString() == "task");
        Assert.True(drafts.Count >= 2, $"{drafts.Count} drafts wait");
        await using var server = await InboxServer.StartAsync(data.Path);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] }
        );
        var page = await browser.NewPageAsync();
        var foreign = new List<string>();
        page.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith(server.Address, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
            )
            {
                foreign.Add(request.Url);
            }
        };

        await ApproveAsync(page, server, drafts[0]);
        await ApproveAsync(page, server, change);
        var edited = await EditAsync(page, server, drafts[1]);
        await RejectAsync(page, server, unwanted);

        var journal = (
            await File.ReadAllLinesAsync(Path.Combine(data.Path, "journal", "journal.jsonl"), TestContext.Current.CancellationToken)
        )
            .Select(l => JsonNode.Parse(l)!)
            .ToList();
        Assert.Empty(foreign);
        Assert.Equal(3, journal.Count);
        Assert.True(JsonNode.DeepEquals(drafts[0].Action["payload"], Written(journal, drafts[0])["payload"]));
        Assert.True(JsonNode.DeepEquals(change.Action["payload"], Written(journal, change)["payload"]));
        Assert.Equal(drafts[0].Action["payload_hash"]!.ToString(), Written(journal, drafts[0])["payload_hash"]!.ToString());
        Assert.Equal(edited, Written(journal, drafts[1])["payload"]!["body"]!.ToString().ReplaceLineEndings("\n"));
        Assert.DoesNotContain(journal, l => l["key"]!.ToString() == Key(unwanted));
        await AgentDeskProgram.RunOkAsync("ledger", "verify", "--data", data.Path);
    }

    [Fact]
    public async Task On_a_phone_no_page_is_wider_than_the_screen()
    {
        Assert.SkipUnless(File.Exists(Chromium), "chromium is not installed");
        using var data = new TempFolder();
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "tidewater"), "--data", data.Path);
        await AgentDeskProgram.RunOkAsync("scan", "--deal", "D-101", "--data", data.Path);
        await using var server = await InboxServer.StartAsync(data.Path);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] }
        );
        var page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        await page.GotoAsync(server.Address);
        var runs = await page.Locator("a[href^='/runs/']")
            .EvaluateAllAsync<string[]>("links => [...new Set(links.map(a => a.getAttribute('href')))]");
        Assert.NotEmpty(runs);

        foreach (var path in runs.Concat(["/", "/deals/D-101", "/ask", "/figures", "/?q=nothing-of-the-kind"]))
        {
            await page.GotoAsync(server.Address + path);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= 390, $"{path} is {width} px wide");
            await Assertions.Expect(page.Locator(".top .who")).ToBeInViewportAsync(new() { Ratio = 1 });
        }

        // The evidence opens as a sheet; Escape closes it and gives back the link that opened it.
        await page.GotoAsync(server.Address + runs[0]);
        var cite = page.Locator("a[href^='#ev-']:visible").First;
        await cite.ClickAsync();
        await Assertions.Expect(page.Locator(".rail .ev:target")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".rail")).ToBeHiddenAsync();
        await Assertions.Expect(cite).ToBeFocusedAsync();
    }

    private static async Task ApproveAsync(IPage page, InboxServer server, (string Run, JsonNode Action) what)
    {
        var id = await OpenAsync(page, server, what);
        await page.ClickAsync($"#yes-{id} button");
        await Assertions.Expect(page.Locator($"#{id}.line")).ToContainTextAsync("✓");
    }

    private static async Task<string> EditAsync(IPage page, InboxServer server, (string Run, JsonNode Action) what)
    {
        var id = await OpenAsync(page, server, what);
        var body = what.Action["payload"]!["body"]!.ToString().ReplaceLineEndings("\n");
        var edited = body + "\n\nThank you for your patience.";
        await page.ClickAsync($"#{id} details:has(form.edit) > summary");
        await page.FillAsync($"#{id} form.edit textarea[name='p.body']", edited);
        await page.ClickAsync($"#{id} form.edit button[value=edit]");
        await Assertions.Expect(page.Locator($"#{id} ins")).ToContainTextAsync("patience");
        await page.ClickAsync($"#yes-{id} button");
        await Assertions.Expect(page.Locator($"#{id}.line")).ToContainTextAsync("✓");
        return edited;
    }

    private static async Task RejectAsync(IPage page, InboxServer server, (string Run, JsonNode Action) what)
    {
        var id = await OpenAsync(page, server, what);
        await page.ClickAsync($"#{id} summary:has-text('Reject')");
        await page.FillAsync($"#{id} details[open] textarea[name=reason]", "we spoke this morning");
        await page.ClickAsync($"#{id} details[open] button[value=reject]");
        await Assertions.Expect(page.Locator($"#{id}.line")).ToContainTextAsync("we spoke this morning");
    }

    private static async Task<string> OpenAsync(IPage page, InboxServer server, (string Run, JsonNode Action) what)
    {
        await page.GotoAsync($"{server.Address}/runs/{what.Run}");
        return what.Action["id"]!.ToString();
    }

    private static string Key((string Run, JsonNode Action) what) => $"{what.Run}/{what.Action["id"]}";

    private static JsonNode Written(List<JsonNode> journal, (string Run, JsonNode Action) what) =>
        journal.Single(l => l["key"]!.ToString() == Key(what));
}

/// <summary>The real `agentdesk serve` on a free port, ended with the test.</summary>
internal sealed class InboxServer : IAsyncDisposable
{
    private readonly System.Diagnostics.Process _process;

    private InboxServer(System.Diagnostics.Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    public static async Task<InboxServer> StartAsync(string data)
    {
        var process = AgentDeskProgram.Start("serve", "--port", "0", "--data", data);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Split(' ').FirstOrDefault(w => w.StartsWith("http://", StringComparison.Ordinal)) is { } address)
            {
                return new InboxServer(process, address.TrimEnd('/'));
            }
        }

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.Dispose();
        throw new InvalidOperationException($"serve ended: {error}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
