using System.CommandLine;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Playbooks;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Engine.Measuring;
using AgentDesk.Host.Terminal;
using AgentDesk.Surfaces.Teams;
using AgentDesk.Workflows;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`doctor`: what is configured, what answers, what a workflow lacks.</summary>
internal static class DoctorVerb
{
    private sealed record Check(string What, string State, string Detail);

    private static readonly Option<string?> Overrule = new("--overrule")
    {
        Description = "Runs a workflow although the data is not ready for it: kept with who and why.",
        HelpName = "WORKFLOW",
    };
    private static readonly Option<string?> Withdraw = new("--withdraw")
    {
        Description = "Takes an overruling back.",
        HelpName = "WORKFLOW",
    };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why: --overrule and --withdraw need it." };

    public static Command Create()
    {
        foreach (var option in new[] { Overrule, Withdraw })
        {
            option.CompletionSources.Add(_ => Catalog.All.Select(w => new System.CommandLine.Completions.CompletionItem(w.Name)));
        }
        return Verb.Create(
            "doctor",
            "Says what is configured, what answers, and what a workflow lacks.",
            [Overrule, Withdraw, Reason],
            RunAsync,
            checksSettings: false
        );
    }

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var (overrule, withdraw) = (context.Parsed.GetValue(Overrule), context.Parsed.GetValue(Withdraw));
        if (overrule is not null || withdraw is not null)
        {
            return await OverruleAsync(context, overrule, withdraw, ct);
        }

        var checks = new List<Check> { Data(context), await ModelAsync(context, ct) };
        checks.AddRange(await BookAsync(context, ct));
        checks.Add(await LedgerAsync(context, ct));
        checks.AddRange(await TeamsAsync(context, ct));
        if (context.Json)
        {
            Say.Json(new { Checks = checks });
        }
        else
        {
            var table = new Table().Border(TableBorder.Minimal).AddColumn("what").AddColumn("state").AddColumn("detail");
            foreach (var c in checks)
            {
                table.AddRow(new Text(c.What), new Text(c.State), new Text(c.Detail));
            }
            Say.Out.Write(table);
        }

        return checks.Exists(c => c.State == "broken") ? ExitCode.Unavailable : ExitCode.Done;
    }

    private static async Task<int> OverruleAsync(VerbContext context, string? overrule, string? withdraw, CancellationToken ct)
    {
        if (overrule is not null && withdraw is not null)
        {
            throw new UnusableInputException("--overrule and --withdraw exclude each other");
        }
        var workflow = overrule ?? withdraw!;
        if (Catalog.Find(workflow) is null)
        {
            throw new UnusableInputException($"there is no workflow `{workflow}`: {string.Join(", ", Catalog.All.Select(w => w.Name))}");
        }
        if (context.Parsed.GetValue(Reason) is not { } reason || string.IsNullOrWhiteSpace(reason))
        {
            throw new UnusableInputException("why? Say it with --reason");
        }

        var answer = await context.Desk.OverruleAsync(workflow, reason, withdraw is not null, await context.ActorAsync(ct), ct);
        if (answer.Refusal is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        var after = answer.Workflow;
        if (context.Json)
        {
            Say.Json(after);
        }
        else
        {
            Say.Out.MarkupLineInterpolated(
                $"[bold]{workflow}[/] is {(after.IsOn ? "on" : "off")} from the next scan on: {string.Join("; ", after.Lacks)}"
            );
        }
        return ExitCode.Done;
    }

    private static Check Data(VerbContext context)
    {
        var folder = context.Parsed.GetRequiredValue(GlobalOptions.Data);
        return new("data folder", folder.Exists ? "ok" : "empty", folder.FullName);
    }

    private static async Task<Check> ModelAsync(VerbContext context, CancellationToken ct)
    {
        try
        {
            Settings.Check(context.Services);
        }
        catch (UnusableInputException e)
        {
            return new("model", "broken", e.Message);
        }

        var options = context.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ModelOptions>>().Value;
        if (options.ReplayFrom is { } folder)
        {
            return new("model", Directory.Exists(folder) ? "ok" : "broken", $"replays the recordings in {folder}, never goes live");
        }
        if (options.Provider == ModelOptions.Offline)
        {
            return new("model", "ok", "the embedded analyst: no key, no network");
        }

        var address = options.BaseUrl ?? options.Endpoint ?? ModelOptions.OpenAiAddress;
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
            var stats = await context.Book.StatsAsync(ct);
            var readiness = await context.Desk.ReadinessAsync(ct);

            return
            [
                new(
                    "pipeline",
                    "ok",
                    FormattableString.Invariant($"{team.Name}: {stats.Open:N0} open deals, as of {await context.Desk.NowAsync(ct):u}")
                ),
                new(
                    "rejected rows",
                    rejects.Count == 0 ? "ok" : "look",
                    rejects.Count == 0 ? "none" : FormattableString.Invariant($"{rejects.Count:N0}: `agentdesk import DIR` lists them")
                ),
                .. readiness.Select(r => new Check(
                    $"workflow {r.Workflow}",
                    r.Lacks.Count == 0 ? "ready"
                        : r.IsOn ? "overruled"
                        : "off",
                    r.Lacks.Count == 0
                        ? FormattableString.Invariant(
                            $"{stats.Undated:N0} open deals without stage dates, {stats.Silent:N0} without any activity (these pause)"
                        )
                        : $"{string.Join("; ", r.Lacks)}{(r.Overruled is { } o ? FormattableString.Invariant($"; {o.Who} runs it all the same since {o.At:yyyy-MM-dd}: {o.Reason}; to take that back: agentdesk doctor --withdraw {r.Workflow} --reason …") : $"; to run it all the same: agentdesk doctor --overrule {r.Workflow} --reason …")}"
                )),
            ];
        }
        catch (NothingImportedException e)
        {
            return [new("pipeline", "empty", e.Message)];
        }
    }

    private static async Task<IReadOnlyList<Check>> TeamsAsync(VerbContext context, CancellationToken ct)
    {
        var checks = new List<Check>();
        try
        {
            var people = await context.Services.GetRequiredService<IPeople>().ReadAsync(ct);
            checks.Add(
                new(
                    "people file",
                    people.Members.Count == 0 ? "empty" : "ok",
                    people.Members.Count == 0
                        ? "none: owners, managers and colleagues are read off the records"
                        : FormattableString.Invariant($"{people.Members.Count} people, {people.Groups.Count} Entra groups")
                )
            );
        }
        catch (UnusableInputException e)
        {
            checks.Add(new("people file", "broken", e.Message));
        }

        var options = TeamsVerb.Options(context);
        if (!options.IsOn)
        {
            return [.. checks, new("teams", "off", "AgentDesk:Teams:AppId is not set")];
        }
        if (TeamsSurface.Problem(options, isProduction: !options.Anonymous) is { } problem)
        {
            return [.. checks, new("teams", "broken", problem)];
        }

        var store = context.Services.GetRequiredService<IDeliveryStore>();
        var (chats, undelivered) = (await store.ChatsAsync(ct), await store.UndeliveredAsync(ct));
        var open = chats.Count(c => c.State == ChatState.Open);
        checks.Add(
            new(
                "teams",
                options.Anonymous ? "playground" : "ok",
                FormattableString.Invariant(
                    $"answers at {options.Url}{TeamsSurface.Path}; {(chats.Count == 0 ? "nobody has installed the app yet" : $"{Count(open, "conversation")} open")}{Shut(chats)}"
                )
            )
        );
        if (undelivered.Count > 0)
        {
            checks.Add(
                new(
                    "deliveries",
                    "look",
                    FormattableString.Invariant(
                        $"{Count(undelivered.Count, "card")} not arrived yet: `agentdesk teams deliveries` lists what, to whom and why"
                    )
                )
            );
        }
        return checks;
    }

    private static string Count(int n, string what) => FormattableString.Invariant($"{n} {what}{(n == 1 ? "" : "s")}");

    private static string Shut(IReadOnlyList<Chat> chats)
    {
        var shut = chats
            .Where(c => c.State != ChatState.Open)
            .Select(c => $"{c.Email ?? "a chat"} ({(c.State == ChatState.Blocked ? "blocked the bot" : "app taken out")})")
            .ToList();
        return shut.Count == 0
            ? ""
            : $"; shut: {string.Join(", ", shut.Take(5))}{(shut.Count > 5 ? FormattableString.Invariant($" and {shut.Count - 5} more") : "")}";
    }

    private static async Task<Check> LedgerAsync(VerbContext context, CancellationToken ct)
    {
        var check = await context.Services.GetRequiredService<ILedger>().VerifyAsync(ct);
        return new(
            "ledger",
            check.Problem is null ? "ok" : "broken",
            check.Problem ?? FormattableString.Invariant($"{check.Events:N0} events, chain whole")
        );
    }
}
