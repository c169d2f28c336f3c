using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>
/// The real program, killed (SIGKILL) at random moments of scan, decide and execute. Afterwards the same work ends the same way:
/// nothing lost, nothing written twice, the chain whole.
/// </summary>
public sealed class KillTests
{
    // Each kill costs seconds: the quick suite takes a few, AGENTDESK_KILLS=200 the full number.
    private static readonly int Kills = Environment.GetEnvironmentVariable("AGENTDESK_KILLS") is { } n
        ? int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)
        : 12;
    private const int Lanes = 2;

    [Fact]
    public async Task Killed_at_any_moment_the_work_ends_as_if_undisturbed()
    {
        using var folder = new TempFolder();
        var imported = folder.Sub("imported");
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "tidewater"), "--data", imported);
        var (expected, plan, times) = await UndisturbedAsync(imported, folder.Sub("undisturbed"));
        var seed = Environment.GetEnvironmentVariable("AGENTDESK_KILL_SEED") is { } s
            ? int.Parse(s, System.Globalization.CultureInfo.InvariantCulture)
            : 20261123;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");

        var killed = await Task.WhenAll(
            Enumerable
                .Range(0, Lanes)
                .Select(async lane =>
                {
                    var random = new Random(seed + lane);
                    var kills = 0;
                    var trial = 0;
                    while (kills < Kills / Lanes)
                    {
                        var data = folder.Sub($"lane{lane}-{trial++}");
                        TempFolder.Copy(imported, data);
                        kills += await DisturbedAsync(data, plan, times, random);

                        Assert.Equal(expected, await EndStateAsync(data));
                        Directory.Delete(data, recursive: true);
                    }

                    return kills;
                })
        );

        Assert.True(killed.Sum() >= Kills, $"{killed.Sum()} kills");
    }

    private static string[] Scan(string data) => ["scan", "--data", data];

    /// <summary>One run to the end: what it leaves, the decisions that it took, and how long each step took.</summary>
    private static async Task<(string State, List<string[]> Plan, List<TimeSpan> Times)> UndisturbedAsync(string imported, string data)
    {
        TempFolder.Copy(imported, data);
        var times = new List<TimeSpan> { await TimedAsync(Scan(data)) };
        var plan = new List<string[]>();
        var inbox = (await AgentDeskProgram.RunOkAsync("inbox", "--state", "waiting", "--data", data, "--json")).Json;
        foreach (var run in inbox["runs"]!.AsArray())
        {
            if (run!["actions"]!.AsArray().FirstOrDefault(a => a!["state"]!.ToString() == "pending") is not { } action || plan.Count == 3)
            {
                continue;
            }

            plan.Add([
                "decide",
                run["id"]!.ToString(),
                "approve",
                "--action",
                action["id"]!.ToString(),
                "--payload-hash",
                action["payload_hash"]!.ToString(),
            ]);
            times.Add(await TimedAsync([.. plan[^1], "--data", data]));
        }

        Assert.Equal(3, plan.Count);
        return (await EndStateAsync(data), plan, times);
    }

    /// <summary>
    /// The same work with one to four kills in every step, where it lives long enough: what takes it up again is killed too. Then it may
    /// come to its end.
    /// </summary>
    private static async Task<int> DisturbedAsync(string data, List<string[]> plan, List<TimeSpan> times, Random random)
    {
        var kills = 0;
        List<string[]> steps = [Scan(data), .. plan.Select(p => (string[])[.. p, "--data", data])];
        for (var i = 0; i < steps.Count; i++)
        {
            for (var left = random.Next(1, 5); left > 0; left--)
            {
                kills += await KilledAsync(steps[i], times[i] * (0.25 + (0.75 * random.NextDouble()))) ? 1 : 0;
            }

            await AgentDeskProgram.RunOkAsync(steps[i]);
        }

        return kills;
    }

    private static async Task<bool> KilledAsync(string[] args, TimeSpan after)
    {
        using var process = AgentDeskProgram.Start(args);
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        using var alarm = new CancellationTokenSource(after);
        try
        {
            await process.WaitForExitAsync(alarm.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true); // SIGKILL
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return true;
        }
        finally
        {
            await Task.WhenAll(output, error);
        }
    }

    private static async Task<TimeSpan> TimedAsync(string[] args)
    {
        var start = Stopwatch.GetTimestamp();
        await AgentDeskProgram.RunOkAsync(args);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>What is left: every run's document without instants and retry counts, the journal's lines, and the chain's word.</summary>
    private static async Task<string> EndStateAsync(string data)
    {
        var verify = await AgentDeskProgram.RunOkAsync("ledger", "verify", "--data", data, "--json");
        var inbox = (await AgentDeskProgram.RunOkAsync("inbox", "--data", data, "--json")).Json;
        foreach (var run in inbox["runs"]!.AsArray())
        {
            run!.AsObject().Remove("history");
        }

        var journal = Path.Combine(data, "journal", "journal.jsonl");
        var lines = File.Exists(journal) ? await File.ReadAllLinesAsync(journal, TestContext.Current.CancellationToken) : [];
        var keys = lines.Select(l => JsonNode.Parse(l)!["key"]!.ToString()).ToList();
        Assert.Equal(keys.Distinct(StringComparer.Ordinal), keys);
        Assert.True(verify.Json["ok"]!.GetValue<bool>());
        return JsonSerializer.Serialize(
            new
            {
                inbox,
                journal = lines.Order(StringComparer.Ordinal),
                drafts = Drafts(data),
            }
        );
    }

    private static IEnumerable<string> Drafts(string data)
    {
        var folder = Path.Combine(data, "journal", "drafts");
        return Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllText) : [];
    }
}
