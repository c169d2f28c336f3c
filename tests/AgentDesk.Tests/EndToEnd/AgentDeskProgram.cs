using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>The real program as a child process, as its user runs it.</summary>
internal static class AgentDeskProgram
{
    public sealed record Ended(int ExitCode, string Out, string Err)
    {
        public JsonNode Json => JsonNode.Parse(Out)!;
    }

    public static Process Start(params string[] args) => Start([], args);

    public static Process Start(Dictionary<string, string> settings, string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(System.IO.Path.Combine(AppContext.BaseDirectory, "agentdesk.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static Task<Ended> RunAsync(params string[] args) => RunWithAsync([], args);

    /// <summary>Runs with settings in its environment.</summary>
    public static async Task<Ended> RunWithAsync(Dictionary<string, string> settings, params string[] args)
    {
        using var process = Start(settings, args);
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Ended(process.ExitCode, await output, await error);
    }

    /// <summary>Runs and expects success: the output is in the failure's message.</summary>
    public static async Task<Ended> RunOkAsync(params string[] args)
    {
        var ended = await RunAsync(args);
        Assert.True(
            ended.ExitCode == 0,
            $"agentdesk {string.Join(' ', args)}: exit {ended.ExitCode}\n{ended.Err}\n{ended.Out[..Math.Min(2000, ended.Out.Length)]}"
        );
        return ended;
    }
}
