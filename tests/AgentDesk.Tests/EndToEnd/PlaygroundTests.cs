using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>The Teams surface with a real client, headless and in a browser.</summary>
public sealed class PlaygroundTests
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Deal = "Larkfield";
    private const string Thanks = "Thank you for your patience.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headless_from_installation_to_the_journal_with_two_approvers_in_a_group()
    {
        Assert.SkipUnless(Playground.Missing is null, Playground.Missing ?? "");
        using var data = new TempFolder();
        var run = await PreparedAsync(data.Path);
        await using var playground = await Playground.StartAsync(data.Path);
        await using var stream = await playground.ListenAsync();

        // Installed, the person is told what waits; from there the card is opened below.
        await playground.InstallAsync(Playground.Personal);
        var digest = await stream.UntilAsync((_, card) => Buttons(card).Any(b => Is(b, "show", run)));
        var opened = await playground.PressAsync(
            Playground.Personal,
            "user-id-0",
            digest.Id,
            Buttons(digest.Card).First(b => Is(b, "show", run))
        );
        var asked = await stream.UntilAsync((_, card) => Buttons(card).Any(b => Is(b, "approve", run)));
        Assert.Equal("application/vnd.microsoft.activity.message", opened["type"]!.ToString());

        // The draft is changed in the card, checked, and approved as it then stands.
        var yes = Approve(asked.Card, "mail") ?? Buttons(asked.Card).First(b => Is(b, "approve", run));
        var action = yes["data"]!["action"]!.ToString();
        var input = Inputs(asked.Card)
            .First(i =>
                i["id"]!.ToString().StartsWith($"{action}.p.", StringComparison.Ordinal) && (i["isMultiline"]?.GetValue<bool>() ?? false)
            );
        var words = input["value"]!.ToString().ReplaceLineEndings("\n") + "\n\nThank you for your patience.";
        var edit = Buttons(asked.Card).First(b => Is(b, "edit", run) && b["data"]!["action"]!.ToString() == action);
        await playground.PressAsync(Playground.Personal, "user-id-0", asked.Id, edit, (input["id"]!.ToString(), words));
        var fresh = await stream.UntilAsync(
            (_, card) =>
                Buttons(card)
                    .Any(b =>
                        Is(b, "approve", run)
                        && b["data"]!["action"]!.ToString() == action
                        && b["data"]!["hash"]!.ToString() != yes["data"]!["hash"]!.ToString()
                    )
        );
        await playground.PressAsync(
            Playground.Personal,
            "user-id-0",
            fresh.Id,
            Buttons(fresh.Card).First(b => Is(b, "approve", run) && b["data"]!["action"]!.ToString() == action)
        );
        await stream.UntilAsync(
            (_, card) =>
                Buttons(card).Any(b => Is(b, "approve", run))
                && !Buttons(card).Any(b => Is(b, "approve", run) && b["data"]!["action"]!.ToString() == action)
        );
        var written = await WrittenAsync(data.Path, $"{run}/{action}");
        Assert.Contains("Thank you for your patience.", written["payload"]!.ToJsonString(), StringComparison.Ordinal);

        // In the group the owner and the manager press at the same time; one wins, the other's card says who.
        await playground.InstallAsync(Playground.Group);
        await playground.SayInGroupAsync($"show {run}");
        var shared = await stream.UntilAsync((where, card) => where == Playground.Group && Buttons(card).Any(b => Is(b, "approve", run)));
        var both = Buttons(shared.Card).Last(b => Is(b, "approve", run));
        var answers = await Task.WhenAll(
            new[] { "user-id-0", "user-id-1" }.Select(u => playground.PressAsync(Playground.Group, u, shared.Id, both))
        );
        Assert.Single(answers, a => a.ToJsonString().Contains("decided by", StringComparison.Ordinal));
        var stranger = await playground.PressAsync(Playground.Group, "user-id-5", shared.Id, both);
        Assert.Equal("application/vnd.microsoft.activity.message", stranger["type"]!.ToString());
        await WrittenAsync(data.Path, $"{run}/{both["data"]!["action"]}");
        await AgentDeskProgram.RunOkAsync("ledger", "verify", "--data", data.Path);
    }

    [Fact]
    public async Task In_the_browser_from_the_digest_over_an_edit_to_the_outcome_and_the_journal_and_from_a_question_to_the_quotes_page()
    {
        Assert.SkipUnless(Playground.Missing is null, Playground.Missing ?? "");
        Assert.SkipUnless(File.Exists(Chromium), "chromium is not installed");
        using var data = new TempFolder();
        var run = await PreparedAsync(data.Path);
        await using var playground = await Playground.StartAsync(data.Path);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] }
        );
        var page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 1400, Height = 1800 },
            }
        );
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(playground.Address);
        await playground.InstallAsync(Playground.Personal);

        // Installed, the person reads what waits, and opens the deal's card from there.
        var digest = page.Locator(".ac-adaptiveCard").Filter(new() { HasText = "deals wait for you" }).Last;
        await Assertions.Expect(digest).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ScreenshotAsync(page, "digest");
        await digest.GetByTitle(new System.Text.RegularExpressions.Regex($"^Open: {Deal}.* looks stuck")).ClickAsync();

        // Other deals and other workflows bring cards of their own; only this deal's diagnosis names a blocker of it.
        var card = page.Locator(".ac-adaptiveCard").Filter(new() { HasText = "as a hypothesis" }).Filter(new() { HasText = Deal }).Last;
        var draft = card.Locator("textarea").First;
        var yes = card.GetByRole(AriaRole.Button, new() { Name = "Save" }).First;
        await Assertions.Expect(yes).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ScreenshotAsync(page, "approval");

        await card.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).First.ClickAsync();
        await draft.FillAsync(await draft.InputValueAsync() + "\n\n" + Thanks);
        await card.GetByRole(AriaRole.Button, new() { Name = "Put this edit through the gates" }).First.ClickAsync();
        await Assertions.Expect(card.GetByText($"Put in: “{Thanks}”").First).ToBeVisibleAsync(new() { Timeout = 60_000 });

        // The card is brought up to date in its place a moment later, and still says what became of the edit.
        await page.WaitForTimeoutAsync(3_000);
        await Assertions.Expect(card.GetByText("Your edit passed every gate.").First).ToBeVisibleAsync();
        await ScreenshotAsync(page, "edited");
        await yes.ClickAsync();
        var written = await WrittenAsync(data.Path, run + "/");
        await Assertions
            .Expect(page.Locator(".ac-adaptiveCard").Filter(new() { HasText = Deal }).GetByText("✓ Draft to").First)
            .ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ScreenshotAsync(page, "outcome");

        Assert.Contains(Thanks, written["payload"]!["body"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("colleen.fahey@tidewater.example", written["approved_by"]!.ToString());
        await QuotesPageAsync(page);
    }

    /// <summary>A question as somebody types it; the answer's first quote, unfolded and tapped; and the page that it opens.</summary>
    private static async Task QuotesPageAsync(IPage page)
    {
        await page.Locator("div[role=textbox][contenteditable=true]").Last.ClickAsync();
        await page.Keyboard.TypeAsync($"why is {Deal} stuck?");
        await page.Keyboard.PressAsync("Enter");
        var answer = page.Locator(".ac-adaptiveCard").Filter(new() { HasText = "Asking changes nothing" }).Last;
        await Assertions.Expect(answer).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await answer.GetByText("The words behind it").First.ClickAsync();
        var link = answer.Locator("a[href*='/evidence?']:visible").First;
        await Assertions.Expect(link).ToBeVisibleAsync();
        await ScreenshotAsync(page, "answer");
        var quote = await link.Locator("xpath=ancestor::*[contains(@class,'ac-textBlock')]").InnerTextAsync();

        var source = await page.RunAndWaitForPopupAsync(() => link.ClickAsync());
        var marked = source.Locator("mark#cited");
        await Assertions.Expect(marked).ToBeInViewportAsync(new() { Timeout = 60_000 });
        await ScreenshotAsync(source, "quote");

        Assert.Contains(await marked.InnerTextAsync(), quote, StringComparison.Ordinal);
        Assert.Equal("#cited", new Uri(source.Url).Fragment);
    }

    /// <summary>The sample pipeline, imported and scanned; the run of the stalled deal that has a mail draft.</summary>
    private static async Task<string> PreparedAsync(string data)
    {
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "tidewater"), "--data", data);
        await AgentDeskProgram.RunOkAsync("scan", "--workflow", "stalled-deal", "--data", data);
        var inbox = (await AgentDeskProgram.RunOkAsync("inbox", "--state", "waiting", "--data", data, "--json")).Json;
        return inbox["runs"]!
            .AsArray()
            .First(r =>
                r!["deal_name"]!.ToString().StartsWith(Deal, StringComparison.Ordinal)
                && r["actions"]!.AsArray().Any(a => a!["kind"]!.ToString() == "email_draft" && a["state"]!.ToString() == "pending")
            )!["id"]!.ToString();
    }

    private static async Task<JsonNode> WrittenAsync(string data, string key)
    {
        var file = Path.Combine(data, "journal", "journal.jsonl");
        for (var i = 0; i < 600; i++)
        {
            if (
                File.Exists(file)
                && (await File.ReadAllLinesAsync(file, Ct))
                    .Where(l => l.EndsWith('}'))
                    .Select(l => JsonNode.Parse(l)!)
                    .FirstOrDefault(l => l["key"]!.ToString().StartsWith(key, StringComparison.Ordinal))
                    is { } line
            )
            {
                return line;
            }
            await Task.Delay(100, Ct); // another process writes it, in its own time
        }

        throw new TimeoutException($"nothing was written for {key}");
    }

    // Set AGENTDESK_SCREENS to a folder to look at what the browser showed.
    private static async Task ScreenshotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("AGENTDESK_SCREENS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"playground-{name}.png") });
        }
    }

    private static JsonNode? Approve(JsonNode card, string word) =>
        Buttons(card)
            .FirstOrDefault(b =>
                b["verb"]?.ToString() == "approve"
                && b["title"]!.ToString().Contains(word == "mail" ? "draft" : word, StringComparison.OrdinalIgnoreCase)
            );

    private static bool Is(JsonNode button, string verb, string run) =>
        button["verb"]?.ToString() == verb && button["data"]?["run"]?.ToString() == run;

    private static IEnumerable<JsonNode> Buttons(JsonNode card) => All(card).Where(n => n["type"]?.ToString() == "Action.Execute");

    private static IEnumerable<JsonNode> Inputs(JsonNode card) => All(card).Where(n => n["type"]?.ToString() == "Input.Text");

    private static IEnumerable<JsonObject> All(JsonNode? node) =>
        node switch
        {
            JsonObject o => new[] { o }.Concat(o.SelectMany(m => All(m.Value))),
            JsonArray a => a.SelectMany(All),
            _ => [],
        };
}
