using System.Diagnostics;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>`serve --watch DIR`: what a system exports is read by itself.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task An_export_that_is_put_into_the_folder_is_read_and_its_deals_are_looked_at()
    {
        using var folder = new TempFolder();
        var (data, watched) = (folder.Sub("data"), folder.Sub("exports"));
        Directory.CreateDirectory(watched);
        using var serve = AgentDeskProgram.Start(
            new() { ["AgentDesk__Schedule__WatchEvery"] = "00:00:00.300" },
            ["serve", "--port", "0", "--watch", watched, "--data", data]
        );
        var said = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        serve.OutputDataReceived += (_, line) => said.Enqueue(line.Data);
        serve.ErrorDataReceived += (_, line) => said.Enqueue(line.Data);
        serve.BeginOutputReadLine();
        serve.BeginErrorReadLine();
        try
        {
            TempFolder.Copy(RepoRoot.Path("evals", "data", "pipelines", "larkspur"), Path.Combine(watched, "2026-04-20"));

            var runs = await UntilAsync(data, count => count >= 8);
            Assert.True(runs >= 8, $"{runs} runs, serve ended: {serve.HasExited}, and it said:\n{string.Join('\n', said)}");
        }
        finally
        {
            serve.Kill(entireProcessTree: true);
            await serve.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<int> UntilAsync(string data, Func<int, bool> enough)
    {
        var waited = Stopwatch.StartNew();
        var count = 0;
        while (waited.Elapsed < TimeSpan.FromMinutes(3))
        {
            var inbox = await AgentDeskProgram.RunAsync("inbox", "--state", "waiting", "--data", data, "--json");
            if (inbox.ExitCode == 0)
            {
                count = inbox.Json["runs"]!.AsArray().Count;
                if (enough(count))
                {
                    break;
                }
            }

            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        return count;
    }
}
