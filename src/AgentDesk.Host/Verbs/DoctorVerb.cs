using AgentDesk.Adapters.Models;
using AgentDesk.Engine;
using AgentDesk.Host.Terminal;
using AgentDesk.Workflows;
using Spectre.Console;
using System.CommandLine;

namespace AgentDesk.Host.Verbs;

/// <summary>`doctor`: what is configured, what answers, what a workflow lacks.</summary>
internal static class DoctorVerb
{
    private sealed record Check(string What, string State, string Detail);

    public static Command Create() => Verb.Create("doctor", "Says what is configured, what answers, and what a workflow lacks.", [], RunAsync, checksSettings: false);

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var checks = new List<Check> { Data(context), await ModelAsync(context, ct) };
        checks.AddRange(await BookAsync(context, ct));
        checks.Add(await LedgerAsync(context, ct));
        if (context.Json) { Say.Json(new { Checks = checks }); }
        else
        {
            var table = new Table().Border(TableBorder.Minimal).AddColumn("what").AddColumn("state").AddColumn("detail");
            foreach (var c in checks) { table.AddRow(new Text(c.What), new Text(c.State), new Text(c.Detail)); }
            Say.Out.Write(table);
        }

        return checks.Exists(c => c.State == "broken") ? ExitCode.Unavailable : ExitCode.Done;
    }

    private static Check Data(VerbContext context)
    {
        var folder = context.Parsed.GetRequiredValue(GlobalOptions.Data);
        return new("data folder", folder.Exists ? "ok" : "empty", folder.FullName);
    }

    private static async Task<Check> ModelAsync(VerbContext context, CancellationToken ct)
    {
        try { Settings.Check(context.Services); }
        catch (UnusableInputException e) { return new("model", "broken", e.Message); }

        var options = context.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ModelOptions>>().Value;
        if (options.ReplayFrom is { } folder) { return new("model", Directory.Exists(folder) ? "ok" : "broken", $"replays the recordings in {folder}, never goes live"); }
        if (options.Provider == ModelOptions.Offline) { return new("model", "ok", "the embedded analyst: no key, no network"); }

        var address = options.BaseUrl ?? options.Endpoint ?? new Uri("https://api.openai.com/v1");
        var who = $"{options.Provider}, {options.Name}, at {address}";
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            // Any HTTP answer, even a refusal, shows that something listens; no prompt is spent on asking more.
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
            return new("model", "ok", $"{who}: answers");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return new("model", "broken", $"{who}: does not answer; the embedded analyst prepares meanwhile");
        }
    }

    private static async Task<IReadOnlyList<Check>> BookAsync(VerbContext context, CancellationToken ct)
    {
        try
        {
            var team = await context.Book.TeamAsync(ct);
            var rejects = await context.Book.RejectsAsync(ct);
            int open = 0, damaged = 0, undated = 0, silent = 0;
            await foreach (var file in context.Book.OpenDealsAsync(ct))
            {
                open++;
                if (file.Damage.Count > 0) { damaged++; }
                if (file.Stages.Count == 0) { undated++; }
                if (file.Activities.Count + file.Mails.Count + file.Calls.Count == 0) { silent++; }
            }

            return
            [
                new("pipeline", "ok", FormattableString.Invariant($"{team.Name}: {open:N0} open deals, as of {await context.Desk.NowAsync(ct):u}")),
                new("rejected rows", rejects.Count == 0 ? "ok" : "look", rejects.Count == 0 ? "none" : FormattableString.Invariant($"{rejects.Count:N0}: `agentdesk import DIR` lists them")),
                .. Catalog.All.Select(w => new Check($"workflow {w.Name}", undated == open || silent == open ? "not ready" : "ready",
                    FormattableString.Invariant($"{undated:N0} deals without stage dates, {silent:N0} without any activity, {damaged:N0} with damaged rows (these pause)"))),
            ];
        }
        catch (NothingImportedException e)
        {
            return [new("pipeline", "empty", e.Message)];
        }
    }

    private static async Task<Check> LedgerAsync(VerbContext context, CancellationToken ct)
    {
        var check = await context.Services.GetRequiredService<ILedger>().VerifyAsync(ct);
        return new("ledger", check.Problem is null ? "ok" : "broken", check.Problem ?? FormattableString.Invariant($"{check.Events:N0} events, chain whole"));
    }
}
