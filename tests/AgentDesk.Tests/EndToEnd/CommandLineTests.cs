namespace AgentDesk.Tests.EndToEnd;

/// <summary>contracts/command-line.md: errors are one line on standard error, with the exit code that says whose turn it is.</summary>
public sealed class CommandLineTests(CommandLineTests.Desk desk) : IClassFixture<CommandLineTests.Desk>
{
    private const int Refused = 1;
    private const int Unusable = 2;

    public static TheoryData<int, string, string> Mistakes =>
        new()
        {
            { Unusable, "no-such-verb", "no-such-verb" },
            { Unusable, "scan --colour red", "--colour" },
            { Unusable, "import {empty}", "deals.csv" },
            { Unusable, "import {empty}/nowhere", "nowhere" },
            { Refused, "inbox --data {empty}/fresh", "nothing is imported" },
            { Refused, "show r-000000000000 --data {data}", "r-000000000000" },
            { Refused, "scan --deal D-999 --data {data}", "D-999" },
            { Refused, "next D-999 --data {data}", "D-999" },
            { Unusable, "ask --data {data}", "the question is empty" },
            { Refused, "ask why --deal D-999 --data {data}", "D-999" },
            { Refused, "ask why --conversation q-none --data {data}", "q-none" },
            { Refused, "ask why --as nobody@example.test --data {data}", "nobody@example.test" },
            { Refused, "mcp --as nobody@example.test --data {data}", "nobody@example.test" },
            { Unusable, "scan --workflow nonsense --data {data}", "stalled-deal" },
            { Unusable, "inbox --as-of yesterday --data {data}", "yesterday" },
            { Refused, "decide r-000000000000 approve --action a1 --payload-hash 00 --data {data}", "r-000000000000" },
            { Unusable, "decide r-000000000000 applaud --data {data}", "applaud" },
            { Unusable, "serve --urls http://0.0.0.0:5080 --data {data}", "0.0.0.0" },
        };

    [Theory, MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_one_line_and_an_exit_code(int exit, string command, string says)
    {
        var ended = await AgentDeskProgram.RunAsync([.. command.Split(' ').Select(desk.Place)]);

        Assert.Equal(exit, ended.ExitCode);
        var line = Assert.Single(ended.Err.TrimEnd().Split('\n'));
        Assert.StartsWith("agentdesk: ", line, StringComparison.Ordinal);
        Assert.Contains(says, line, StringComparison.Ordinal);
        Assert.Empty(ended.Out);
    }

    [Theory]
    [InlineData("Provider", "oracle", "Provider")]
    [InlineData("Provider", "openai", "Name")]
    [InlineData("Timeout", "soon", "Timeout")]
    public async Task A_setting_that_cannot_be_used_is_named_before_any_work(string setting, string value, string says)
    {
        var ended = await AgentDeskProgram.RunWithAsync(
            new() { [$"AgentDesk__Model__{setting}"] = value },
            [.. "scan --data {data}".Split(' ').Select(desk.Place)]
        );

        Assert.Equal(Unusable, ended.ExitCode);
        Assert.Contains(says, Assert.Single(ended.Err.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_does_not_answer_loses_nothing()
    {
        using var folder = new TempFolder();
        TempFolder.Copy(desk.Place("{data}"), folder.Sub("data"));
        var settings = new Dictionary<string, string>
        {
            ["AgentDesk__Model__Provider"] = "openai",
            ["AgentDesk__Model__Name"] = "m",
            ["AgentDesk__Model__BaseUrl"] = "http://127.0.0.1:9/v1",
            ["AgentDesk__Model__MaxRetries"] = "0",
        };

        var ended = await AgentDeskProgram.RunWithAsync(
            settings,
            "scan",
            "--workflow",
            "stalled-deal",
            "--deal",
            "D-101",
            "--json",
            "--data",
            folder.Sub("data")
        );

        Assert.Equal(0, ended.ExitCode);
        var run = Assert.Single(ended.Json["runs"]!.AsArray())!;
        Assert.Equal(("waiting", "offline"), (run["state"]!.ToString(), run["model"]!.ToString()));
    }

    [Fact]
    public async Task A_deal_that_needs_nothing_says_why()
    {
        var ended = await AgentDeskProgram.RunAsync(
            "scan",
            "--workflow",
            "stalled-deal",
            "--deal",
            "D-104",
            "--data",
            desk.Place("{data}")
        );

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith("D-104: nothing to decide: no trigger holds (", ended.Out, StringComparison.Ordinal);
        Assert.Empty(ended.Err);
    }

    [Fact]
    public async Task What_happens_next_on_a_deal_is_said_with_its_reason_and_source()
    {
        var ended = await AgentDeskProgram.RunAsync("next", "d-101", "--data", desk.Place("{data}"));
        var json = (await AgentDeskProgram.RunOkAsync("next", "D-101", "--json", "--data", desk.Place("{data}"))).Json;

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("next  Answer Wendell Pruitt in the thread", ended.Out, StringComparison.Ordinal);
        Assert.Contains("mail:AAMkTW1018", ended.Out, StringComparison.Ordinal);
        Assert.Equal(("trigger", "D-101"), (json["next"]!["kind"]!.ToString(), json["deal_id"]!.ToString()));
        Assert.Equal(
            "late",
            json["triggers"]!
                .AsArray()
                .Last(t => t!["trigger"]!.ToString() == "buyer_reply" && t["answer"]!.ToString() == "mail:AAMkTW1018")!["state"]!.ToString()
        );
        Assert.Equal(["unread", "unread"], json["exit_criteria"]!.AsArray().Select(c => c!["standing"]!.ToString()));
    }

    [Fact]
    public async Task A_run_is_shown_with_who_said_what_and_when()
    {
        using var folder = new TempFolder();
        TempFolder.Copy(desk.Place("{data}"), folder.Sub("data"));
        var scanned = await AgentDeskProgram.RunAsync("scan", "--deal", "D-101", "--data", folder.Sub("data"));

        var shown = await AgentDeskProgram.RunAsync("show", "D-101", "--data", folder.Sub("data"));

        Assert.StartsWith("1 open deal looked at", scanned.Out, StringComparison.Ordinal);
        Assert.Contains("Nadine Okafor, ", shown.Out, StringComparison.Ordinal);
        Assert.Contains("gates passed (--verbose lists them)", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_prints_what_it_changed_and_the_run_says_it_from_then_on()
    {
        using var folder = new TempFolder();
        TempFolder.Copy(desk.Place("{data}"), folder.Sub("data"));
        var scanned = await AgentDeskProgram.RunOkAsync([
            .. "scan --workflow stalled-deal --deal D-101 --json --data".Split(' '),
            folder.Sub("data"),
        ]);
        var run = scanned.Json["runs"]!.AsArray().Single()!;
        var task = run["actions"]!.AsArray().First(a => a!["kind"]!.ToString() == "crm_note")!;
        var (old, payload) = (task["payload"]!["text"]!.ToString(), folder.Sub("edit.json"));
        await File.WriteAllTextAsync(payload, """{"text":"Nothing was said."}""", TestContext.Current.CancellationToken);

        var edited = await AgentDeskProgram.RunOkAsync(
            "decide",
            run["id"]!.ToString(),
            "edit",
            "--action",
            task["id"]!.ToString(),
            "--payload",
            payload,
            "--data",
            folder.Sub("data")
        );
        var shown = await AgentDeskProgram.RunOkAsync("show", run["id"]!.ToString(), "--data", folder.Sub("data"));

        foreach (var text in new[] { edited.Out, shown.Out })
        {
            Assert.Contains("    + Nothing was said.", text, StringComparison.Ordinal);
            Assert.Contains($"    - {old.Split('\n')[0][..20]}", text, StringComparison.Ordinal);
        }
    }

    /// <summary>An imported sample, once for all rows: none of them may change it.</summary>
    public sealed class Desk : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();

        public string Place(string argument) =>
            argument
                .Replace("{data}", _folder.Sub("data"), StringComparison.Ordinal)
                .Replace("{empty}", _folder.Sub("empty"), StringComparison.Ordinal);

        public async ValueTask InitializeAsync()
        {
            Directory.CreateDirectory(_folder.Sub("empty"));
            await AgentDeskProgram.RunOkAsync(
                "import",
                RepoRoot.Path("evals", "data", "pipelines", "tidewater"),
                "--data",
                _folder.Sub("data")
            );
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
