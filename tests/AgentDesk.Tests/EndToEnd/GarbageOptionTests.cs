using System.CommandLine;
using AgentDesk.Host;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>
/// contracts/command-line.md: unusable options are one line and exit 2. Every option of every verb is fed what cannot be used; one that is
/// new and not listed here fails.
/// </summary>
public sealed class GarbageOptionTests(GarbageOptionTests.Scanned desk) : IClassFixture<GarbageOptionTests.Scanned>
{
    private const int Unusable = 2;

    // Any text does: names, reasons, titles, and ids of which there may be one (those are not found: exit 1). Files that are written last are
    // said to be unwritable then.
    private static readonly HashSet<string> AnyText = new(StringComparer.Ordinal)
    {
        "--as",
        "ask --conversation",
        "ask --deal",
        "decide --action",
        "decide --payload-hash",
        "decide --reason",
        "decide --record-version",
        "doctor --reason",
        "doctor --withdraw",
        "eval bless --by",
        "eval bless --reason",
        "eval gate --junit",
        "eval gate --markdown",
        "eval import-decisions --licence",
        "eval import-decisions --out",
        "eval label --rater",
        "eval report --out",
        "eval report --title",
        "eval run --only",
        "inbox --owner",
        "playbook learn --out",
        "playbook use --reason",
        "prompts render --deal",
        "scan --deal",
        "teams package --out",
    };

    // Where a folder is made when it is not there, only a file in its way is unusable. `eval gate` has exit codes of its own (docs/evals.md).
    public static TheoryData<int, string> Lines =>
        new()
        {
            { Unusable, "inbox --as-of yesterday" },
            { Unusable, "inbox --as-of 0001-01-01" },
            { Unusable, "inbox --as-of 9999-12-31" },
            { Unusable, "inbox --data {file}/below" },
            { Unusable, "inbox --state asleep" },
            { Unusable, "scan --workflow nonsense" },
            { Unusable, "serve --port abc" },
            { Unusable, "serve --port -1" },
            { Unusable, "serve --port 65536" },
            { Unusable, "demo --port abc" },
            { Unusable, "serve --urls nonsense" },
            { Unusable, "serve --urls http://127.0.0.1:99999" },
            { Unusable, "serve --urls http://127.0.0.1:0/below" },
            { Unusable, "serve --watch {empty}/nowhere" },
            { Unusable, "serve --until yesterday --as-of 2026-06-01" },
            { Unusable, "serve --step abc" },
            { Unusable, "serve --until 2026-06-03 --as-of 2026-06-01 --step 0" },
            { Unusable, "serve --until 2026-06-03 --as-of 2026-06-01 --step 10675199.00:00" },
            { Unusable, "report --by nonsense" },
            { Unusable, "report --from yesterday" },
            { Unusable, "report --to 2026-02-30" },
            { Unusable, "report kpi --by nonsense" },
            { Unusable, "report kpi --from yesterday" },
            { Unusable, "report kpi --to 2026-02-30" },
            { Unusable, "report pilot --from yesterday" },
            { Unusable, "report pilot --to 2026-02-30" },
            { Unusable, "doctor --overrule nonsense --reason because" },
            { Unusable, "decide {run} reassign --action {action} --to nobody" },
            { Unusable, "decide {run} snooze --action {action} --until yesterday" },
            { Unusable, "decide {run} dispose --disposition nonsense --reason because" },
            { Unusable, "decide {run} edit --action {action} --payload {empty}/nowhere" },
            { Unusable, "prompts list --repo {empty}" },
            { Unusable, "prompts show stalled-deal --repo {empty}" },
            { Unusable, "prompts render stalled-deal --repo {empty}" },
            { Unusable, "prompts render stalled-deal --inputs {file}" },
            { Unusable, "prompts diff a b --repo {empty}" },
            { Unusable, "eval run --repo {empty}" },
            { Unusable, "eval run --data-root {empty}/nowhere" },
            { Unusable, "eval run --runs {file}" },
            { Unusable, "eval run --suite nonsense" },
            { Unusable, "eval run --model nonsense --suite citations" },
            { Unusable, "eval run --prompt nonsense --suite citations" },
            { Unusable, "eval run --repeat abc" },
            { Unusable, "eval run --repeat 0" },
            { Unusable, "eval run --parallel abc" },
            { Unusable, "eval run --parallel 0" },
            { Unusable, "eval run --max-usd abc" },
            { Unusable, "eval run --max-usd -1" },
            { Unusable, "eval run --name ../up" },
            { Unusable, "eval run --resume nonsense" },
            { Unusable, "eval mutants --survivors abc" },
            { Unusable, "eval mutants --survivors -1" },
            { Unusable, "eval mutants --suite nonsense" },
            { Unusable, "eval mutants --model nonsense" },
            { Unusable, "eval mutants --repo {empty}" },
            { Unusable, "eval mutants --data-root {empty}/nowhere" },
            { Unusable, "eval runs --repo {empty}" },
            { Unusable, "eval runs --runs {file}" },
            { Unusable, "eval suites --repo {empty}" },
            { Unusable, "eval suites --data-root {empty}/nowhere" },
            { Unusable, "eval report x --repo {empty}" },
            { Unusable, "eval report x --runs {file}" },
            { Unusable, "eval report x --suite nonsense" },
            { Unusable, "eval doctor x --repo {empty}" },
            { Unusable, "eval doctor x --runs {file}" },
            { Unusable, "eval diff a b --repo {empty}" },
            { Unusable, "eval diff a b --runs {file}" },
            { Unusable, "eval diff a b --suite nonsense" },
            { 1, "eval gate x --repo {empty}" },
            { 1, "eval gate x --runs {file}" },
            { 1, "eval gate x --suite nonsense" },
            { 1, "eval gate x --require nonsense" },
            { 1, "eval gate x --baseline nonsense" },
            { Unusable, "eval bless x --reason r --repo {empty}" },
            { Unusable, "eval bless x --reason r --runs {file}" },
            { Unusable, "eval bless x --reason r --suite nonsense" },
            { Unusable, "eval label --repo {empty}" },
            { Unusable, "eval label --data-root {empty}/nowhere" },
            { Unusable, "eval label --suite nonsense" },
            { Unusable, "eval kappa --suite nonsense" },
            { Unusable, "eval kappa --suite nonsense --rater nobody" },
            { Unusable, "eval kappa --suite faithfulness --repo {empty}" },
            { Unusable, "eval calibrate x --repo {empty}" },
            { Unusable, "eval calibrate x --runs {file}" },
            { Unusable, "eval calibrate x --model nonsense" },
            { Unusable, "eval calibrate x --suite nonsense" },
            { Unusable, "eval import-decisions --repo {empty}" },
        };

    [Theory, MemberData(nameof(Lines))]
    public async Task What_cannot_be_used_is_one_line_and_an_exit_code(int exit, string line)
    {
        var (ended, said) = await RunAsync(line);

        Assert.Equal(exit, ended);
        var one = Assert.Single(said);
        Assert.DoesNotContain('\n', one);
        Assert.DoesNotContain("System.", one, StringComparison.Ordinal);
        Assert.DoesNotContain("--verbose", one, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_refused_by_every_option_that_has_a_kind()
    {
        var root = CommandLine.Root();
        var typed = Options(root, "").Where(o => IsNumber(o.Option.ValueType)).ToList();

        Assert.NotEmpty(typed);
        Assert.All(
            typed,
            o =>
            {
                var errors = CommandLine.Root().Parse($"{o.Path} {o.Option.Name} abc").Errors.Select(MistakeWords.Of);
                Assert.Contains(errors, e => e.StartsWith($"{o.Option.Name} `abc` is no ", StringComparison.Ordinal));
            }
        );
    }

    [Fact]
    public void Every_option_is_tried_here_or_takes_any_text()
    {
        var all = Options(CommandLine.Root(), "").Where(o => o.Option.ValueType != typeof(bool)).Select(o => o.Key).ToHashSet();
        var tried = Lines.SelectMany(l => Tried(l.Data.Item2)).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(all.Except(tried).Except(AnyText));
        Assert.Empty(AnyText.Except(all));
    }

    private async Task<(int Exit, IReadOnlyList<string> Said)> RunAsync(string line)
    {
        var said = new List<string>();
        string[] args = [.. line.Split(' ').Select(desk.Place)];
        if (!args.Contains("--data"))
        {
            args = [.. args, "--data", desk.Place("{data}")];
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        return (await CommandLine.RunAsync(args, said.Add, patience.Token), said);
    }

    // The options that a line names, under the verb that it begins with and under no verb where every verb has them.
    private static IEnumerable<string> Tried(string line)
    {
        var words = line.Split(' ');
        var globals = GlobalOptions.All.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        var verb =
            words[0] is "eval" or "prompts" or "playbook" or "teams" || words is ["report", "kpi" or "pilot", ..]
                ? $"{words[0]} {words[1]}"
                : words[0];
        return words.Where(w => w.StartsWith("--", StringComparison.Ordinal)).Select(w => globals.Contains(w) ? w : $"{verb} {w}");
    }

    private static IEnumerable<(string Path, Option Option, string Key)> Options(Command command, string path)
    {
        foreach (var option in command.Options.Where(o => o.Name is not ("--help" or "--version")))
        {
            yield return (path, option, $"{path} {option.Name}".Trim());
        }
        foreach (var sub in command.Subcommands.SelectMany(s => Options(s, $"{path} {s.Name}".Trim())))
        {
            yield return sub;
        }
    }

    private static bool IsNumber(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var t && (t == typeof(int) || t == typeof(double) || t == typeof(TimeSpan));

    /// <summary>One deal of the sample with its run.</summary>
    public sealed class Scanned : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();
        private string _run = "";
        private string _action = "";

        public string Place(string argument) =>
            argument
                .Replace("{data}", _folder.Sub("data"), StringComparison.Ordinal)
                .Replace("{empty}", _folder.Sub("empty"), StringComparison.Ordinal)
                .Replace("{file}", _folder.Sub("file"), StringComparison.Ordinal)
                .Replace("{run}", _run, StringComparison.Ordinal)
                .Replace("{action}", _action, StringComparison.Ordinal);

        public async ValueTask InitializeAsync()
        {
            Directory.CreateDirectory(_folder.Sub("empty"));
            await File.WriteAllTextAsync(_folder.Sub("file"), "no JSON");
            var sample = RepoRoot.Path("evals", "data", "pipelines", "tidewater");
            await AgentDeskProgram.RunOkAsync("import", sample, "--data", Place("{data}"));
            var scanned = await AgentDeskProgram.RunOkAsync(
                "scan",
                "--workflow",
                "stalled-deal",
                "--deal",
                "D-101",
                "--json",
                "--data",
                Place("{data}")
            );
            var run = scanned.Json["runs"]!.AsArray().Single()!;
            (_run, _action) = (run["id"]!.ToString(), run["actions"]!.AsArray()[0]!["id"]!.ToString());
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
