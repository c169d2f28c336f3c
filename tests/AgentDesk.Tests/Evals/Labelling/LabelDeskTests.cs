using AgentDesk.Evals.Labelling;
using AgentDesk.Host.Terminal;
using AgentDesk.Tests.Evals.Running;
using Spectre.Console;

namespace AgentDesk.Tests.Evals.Labelling;

public sealed class LabelDeskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_key_is_one_label_and_the_next_session_goes_on_where_the_last_one_stopped()
    {
        using var repo = new EvalRepo(5);

        var (shown, place) = await PressAsync(repo, "ann", "12q");
        Assert.Equal((2, 5), (place.Done, place.Total));
        Assert.Contains("1 even   2 odd", shown, StringComparison.Ordinal);
        Assert.Contains("1 of 5", shown, StringComparison.Ordinal);

        (_, place) = await PressAsync(repo, "ann", "1\n1 x1");

        var labels = new LabelFile(repo.Places.Labels, "sort", "ann").All;
        Assert.Equal((5, 5), (place.Done, place.Total));
        Assert.Null(place.Item);
        Assert.Equal(["even", "odd", "even", "even", "even"], labels.Select(l => l.Value));
        Assert.Equal(5, labels.Select(l => l.Row).Distinct(StringComparer.Ordinal).Count());
        Assert.All(labels, l => Assert.Equal("ann", l.Rater));
    }

    [Fact]
    public async Task A_label_is_taken_back_and_its_case_asked_again()
    {
        using var repo = new EvalRepo(3);

        await PressAsync(repo, "ann", "1u2");

        Assert.Equal(["odd"], new LabelFile(repo.Places.Labels, "sort", "ann").All.Select(l => l.Value));
        var (shown, _) = await PressAsync(repo, "ben", "u");
        Assert.Contains("nothing to take back", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skipped_case_comes_again_after_the_others()
    {
        using var repo = new EvalRepo(3);
        using var bench = new LabelBench(repo.Places, TimeProvider.System);
        var first = (await bench.NextAsync("sort", "ann", null, Ct))!.Item!.Row;

        await PressAsync(repo, "ann", "s111");

        Assert.Equal(first, new LabelFile(repo.Places.Labels, "sort", "ann").All[^1].Row);
    }

    [Fact]
    public async Task Each_rater_has_an_order_of_their_own_and_the_same_one_each_time()
    {
        using var repo = new EvalRepo(40);
        using var bench = new LabelBench(repo.Places, TimeProvider.System);
        await PressAsync(repo, "ann", new string('1', 40));
        await PressAsync(repo, "ben", new string('1', 40));

        var (ann, ben) = (Rows("ann"), Rows("ben"));
        Assert.NotEqual(ann, ben);
        Assert.Equal(ann.Order(StringComparer.Ordinal), ben.Order(StringComparer.Ordinal));
        Directory.Delete(repo.Places.Labels, recursive: true);
        await PressAsync(repo, "ann", new string('1', 40));
        Assert.Equal(ann, Rows("ann"));

        List<string> Rows(string rater) => [.. new LabelFile(repo.Places.Labels, "sort", rater).All.Select(l => l.Row)];
    }

    [Fact]
    public async Task A_rater_sees_neither_the_label_nor_what_others_say_nor_a_model()
    {
        using var repo = new EvalRepo(1);
        await File.WriteAllTextAsync(
            Path.Combine(repo.Path, "evals", "data", "sort.jsonl"),
            """
            {"id":"r0001","deal":"d1","inputs":{"text":"row seven"},"expected":{"label":"odd","why":"PRIOR-LABEL"},"provenance":{"model":"MODEL-NAME"}}
            {"id":"r0002","deal":"d1","inputs":{"text":"row eight"},"expected":{"label":"even"}}
            """,
            TestContext.Current.CancellationToken
        );
        await PressAsync(repo, "ben", "1");

        var (shown, _) = await PressAsync(repo, "ann", "12");

        Assert.Contains("row seven", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIOR-LABEL", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("MODEL-NAME", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("ben", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suite_whose_data_is_amiss_does_not_hide_the_others()
    {
        using var repo = new EvalRepo(2);
        var yaml = await File.ReadAllTextAsync(Path.Combine(repo.Places.Suites, "sort.yaml"), Ct);
        await File.WriteAllTextAsync(
            Path.Combine(repo.Places.Suites, "gone.yaml"),
            yaml.Replace("name: sort", "name: gone", StringComparison.Ordinal)
                .Replace("sort.jsonl", "gone.jsonl", StringComparison.Ordinal),
            Ct
        );
        using var bench = new LabelBench(repo.Places, TimeProvider.System);

        var suites = await bench.SuitesAsync("ann", Ct);

        Assert.Contains("gone.jsonl", suites.Single(s => s.Name == "gone").Skipped, StringComparison.Ordinal);
        Assert.Equal((2, null), suites.Where(s => s.Name == "sort").Select(s => (s.Total, s.Skipped)).Single());
    }

    private static async Task<(string Shown, AgentDesk.Engine.Labelling.LabelPlace Place)> PressAsync(
        EvalRepo repo,
        string rater,
        string keys
    )
    {
        using var bench = new LabelBench(repo.Places, TimeProvider.System);
        var (output, left) = (new StringWriter(), new Queue<char>(keys));
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
        var place = await new LabelDesk(
            bench,
            "sort",
            rater,
            console,
            () => left.TryDequeue(out var key) ? key : null,
            TimeProvider.System
        ).RunAsync(Ct);
        return (output.ToString(), place!);
    }
}
