using System.Diagnostics;

namespace AgentDesk.Tests.Evals.Running;

/// <summary>
/// The real program in a network namespace that holds no network, over this repository's own suites. All of them, by hand: docs/evals.md.
/// </summary>
public sealed class NoNetworkTests
{
    // Recordings of a careful reader and the embedded analyst; all suites take minutes.
    private static readonly string[] Asked = ["--suite", "citations", "--model", "by-hand,offline"];

    [Fact]
    public async Task Suites_replay_without_a_network_to_the_same_bytes_twice_and_a_missing_recording_is_told()
    {
        if (!await CanAsync())
        {
            Assert.Skip("this system lets nobody make a network namespace (`unshare --net`)");
        }
        using var folder = new TempFolder();
        foreach (var part in new[] { "evals/suites", "evals/data", "evals/recordings", "evals/judges", "evals/baselines", "prompts" })
        {
            Copy(RepoRoot.Path(part), folder.Sub(part));
        }
        Task<int> Run(string name) =>
            UnsharedAsync([
                "dotnet",
                Path.Combine(AppContext.BaseDirectory, "agentdesk.dll"),
                "eval",
                "run",
                "--replay",
                .. Asked,
                "--name",
                name,
                "--repo",
                folder.Path,
                "--data",
                folder.Sub("desk"),
            ]);

        Assert.Equal((0, 0), (await Run("one"), await Run("two")));
        var bytes = await File.ReadAllBytesAsync(folder.Sub("evals", "runs", "one", "rows.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal(
            bytes,
            await File.ReadAllBytesAsync(folder.Sub("evals", "runs", "two", "rows.jsonl"), TestContext.Current.CancellationToken)
        );

        // One stays, so that the model is still known.
        foreach (
            var recording in Directory.GetFiles(folder.Sub("evals", "recordings"), "by-hand-*.json").Order(StringComparer.Ordinal).Skip(1)
        )
        {
            File.Delete(recording);
        }
        Assert.Equal(4, await Run("missing"));
    }

    private static async Task<bool> CanAsync() =>
        OperatingSystem.IsLinux() && File.Exists("/usr/bin/unshare") && await UnsharedAsync("true") == 0;

    // A user namespace where the user is not root, so that it takes no privilege where the kernel allows it.
    private static async Task<int> UnsharedAsync(params string[] command)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/unshare",
            Environment.UserName == "root" ? ["--net", "--", .. command] : ["--user", "--map-root-user", "--net", "--", .. command]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    private static void Copy(string from, string to)
    {
        if (!Directory.Exists(from))
        {
            return;
        }
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
