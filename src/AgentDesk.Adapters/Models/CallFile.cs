using System.Globalization;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using Microsoft.Extensions.AI;

namespace AgentDesk.Adapters.Models;

/// <summary>One call as kept for audit.</summary>
/// <param name="Purpose">`draft`, `repair` or `fallback`.</param>
/// <param name="Failed">Why there is no answer; null when there is one.</param>
internal sealed record KeptCall(
    string Model,
    string Purpose,
    DateTimeOffset At,
    IReadOnlyList<KeptMessage> Messages,
    string? Answer,
    string? Finish,
    long InputTokens,
    long OutputTokens,
    string? Failed
);

internal sealed record KeptMessage(string Role, string Text);

/// <summary>All model calls of one preparation, as kept for audit.</summary>
internal sealed record KeptCalls(RunId Run, string Prompt, IReadOnlyList<KeptCall> Calls);

/// <summary>
/// Keeps model input and output with the run: `model-calls/RUN/ATTEMPT-HASH.json` of the data folder, written anew after each call and
/// moved into place whole. The name comes from what is asked, so that work that is done again after a crash has the same audit key.
/// </summary>
internal sealed class CallFile
{
    private readonly string _path;
    private readonly RunId _run;
    private readonly string _prompt;
    private readonly List<KeptCall> _calls;

    private CallFile(string path, string key, RunId run, string prompt, List<KeptCall> calls) =>
        (_path, Key, _run, _prompt, _calls) = (path, key, run, prompt, calls);

    /// <summary>Where the calls lie, relative to the data folder.</summary>
    public string Key { get; }

    /// <summary>The file of this preparation; it is written with the first call.</summary>
    /// <param name="keepEarlier">Calls that an interrupted preparation made stay in the file, and in the budget.</param>
    public static CallFile Open(
        string dataFolder,
        RunId run,
        int attempt,
        string prompt,
        IReadOnlyList<ChatMessage> messages,
        bool keepEarlier
    )
    {
        var hash = DeskJson.Sha256(string.Join('\n', messages.Select(m => $"{m.Role}\n{m.Text}")))[..12];
        var key = string.Create(CultureInfo.InvariantCulture, $"model-calls/{run}/{attempt}-{hash}.json");
        var path = Path.Combine(dataFolder, key);
        var earlier = keepEarlier && File.Exists(path) ? Read(path).Calls : [];
        return new CallFile(path, key, run, prompt, [.. earlier]);
    }

    /// <summary>Tokens in and out that models other than the embedded one have used for this run.</summary>
    public static (long In, long Out) Spent(string dataFolder, RunId run)
    {
        var folder = Path.Combine(dataFolder, "model-calls", run.Value);
        if (!Directory.Exists(folder))
        {
            return (0, 0);
        }

        var calls = Directory
            .EnumerateFiles(folder, "*.json")
            .SelectMany(f => Read(f).Calls)
            .Where(c => c.Model != ModelOptions.Offline)
            .ToList();
        return (calls.Sum(c => c.InputTokens), calls.Sum(c => c.OutputTokens));
    }

    public async Task AddAsync(KeptCall call, CancellationToken ct)
    {
        _calls.Add(call);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var part = _path + ".part";
        await File.WriteAllTextAsync(part, JsonSerializer.Serialize(new KeptCalls(_run, _prompt, _calls), DeskJson.Indented) + "\n", ct);
        File.Move(part, _path, overwrite: true);
    }

    private static KeptCalls Read(string path) =>
        JsonSerializer.Deserialize<KeptCalls>(File.ReadAllText(path), DeskJson.Options)
        ?? throw new JsonException($"`{path}` is empty: remove it");
}
