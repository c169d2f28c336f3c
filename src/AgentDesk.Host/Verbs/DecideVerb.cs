using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;
using AgentDesk.Engine;
using AgentDesk.Engine.Documents;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`decide RUN …`: one decision on one action, or on the run (dispose).</summary>
internal static class DecideVerb
{
    private static readonly string[] Kinds = ["approve", "edit", "reject", "escalate", "reassign", "snooze", "suppress", "dispose"];

    private static readonly Argument<string> What = new("DECISION") { Description = string.Join(" | ", Kinds) };
    private static readonly Option<string?> Action = new("--action")
    {
        Description = "The action's id; not needed when only one is open.",
        HelpName = "ID",
    };
    private static readonly Option<string?> PayloadHash = new("--payload-hash")
    {
        Description = "The hash of the payload that you saw; an approval must match it.",
        HelpName = "HASH",
    };
    private static readonly Option<string?> RecordVersion = new("--record-version")
    {
        Description = "The record version that you saw.",
        HelpName = "V",
    };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why: reject, suppress and dispose need it." };
    private static readonly Option<string?> To = new("--to")
    {
        Description = "Who decides instead: escalate (default the manager), reassign.",
        HelpName = "EMAIL",
    };
    private static readonly Option<string?> Until = new("--until")
    {
        Description = "Snooze until this instant or date.",
        HelpName = "INSTANT",
    };
    private static readonly Option<string?> Payload = new("--payload")
    {
        Description = "The edited payload as JSON, `-` for standard input; members that it leaves out keep their value.",
        HelpName = "FILE",
    };
    private static readonly Option<string?> Disposition = new("--disposition")
    {
        Description = $"{string.Join(" | ", Dispositions.All)}; for exceptions of a stage {string.Join(" | ", ExceptionDispositions.All)}",
    };

    public static Command Create()
    {
        Disposition.CompletionSources.Add(_ => Dispositions.All.Select(d => new System.CommandLine.Completions.CompletionItem(d)));
        What.CompletionSources.Add(_ => Kinds.Select(k => new System.CommandLine.Completions.CompletionItem(k)));
        return Verb.Create(
            "decide",
            "Takes one decision: approve, edit, reject, escalate, reassign, snooze, suppress or dispose.",
            [ShowVerb.Run, What, Action, PayloadHash, RecordVersion, Reason, To, Until, Payload, Disposition],
            RunAsync
        );
    }

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var parsed = context.Parsed;
        var kind = parsed.GetRequiredValue(What);
        if (!Kinds.Contains(kind))
        {
            throw new UnusableInputException($"there is no decision `{kind}`: {string.Join(", ", Kinds)}");
        }

        var view = await ShowVerb.FindAsync(context, parsed.GetRequiredValue(ShowVerb.Run), ct);
        var action = kind == "dispose" ? null : ActionOf(view, parsed.GetValue(Action));
        var decision = await DecisionAsync(context, view, kind, action, ct);
        var answer = await context.Desk.DecideAsync(
            view.Run.Header.Id,
            action?.Action.Id ?? Named(parsed, kind),
            decision,
            await context.ActorAsync(ct),
            execute: true,
            ct
        );
        if (answer.Refusal is { } refusal)
        {
            var said = DecideHints.Of(answer, action?.Action.Id ?? Named(parsed, kind), decision);
            throw refusal == RefusalKind.Invalid ? new UnusableInputException(said) : new RefusedException(said);
        }

        var after = answer.Run ?? await context.Desk.ShowAsync(view.Run.Header.Id, ct) ?? view;
        if (context.Json)
        {
            Say.Json(RunDocuments.Of(after));
        }
        else
        {
            Say.Out.WriteLine(answer.Message);
            if (
                decision is Decision.Edit
                && action is not null
                && (after.Run as Run.Waiting)?.Actions.FirstOrDefault(a => a.Action.Id == action.Action.Id) is { } edited
            )
            {
                RunTables.PrintChanges(action.Action.Payload, edited.Action.Payload);
            }
        }
        return ExitCode.Done;
    }

    // On a run that waits for nothing any more, the named action still says why.
    private static ActionId? Named(ParseResult parsed, string kind) =>
        kind != "dispose" && parsed.GetValue(Action) is { } name ? new ActionId(name) : null;

    private static ActionState? ActionOf(RunView view, string? name)
    {
        if (view.Run is not Run.Waiting waiting)
        {
            return null;
        }
        if (name is not null)
        {
            return waiting.Actions.FirstOrDefault(a => a.Action.Id.Value == name)
                ?? throw new RefusedException(Decide.NoSuchAction(waiting, new ActionId(name)));
        }

        var open = waiting.Actions.Where(a => a.IsOpen).ToList();
        return open.Count == 1
            ? open[0]
            : throw new UnusableInputException($"name the action with --action: {Listed(open.Count > 0 ? open : waiting.Actions)}");
    }

    private static string Listed(IReadOnlyList<ActionState> actions) =>
        string.Join(", ", actions.Select(a => $"`{a.Action.Id}` ({a.Action.Payload.Kind})"));

    private static async Task<Decision> DecisionAsync(
        VerbContext context,
        RunView view,
        string kind,
        ActionState? state,
        CancellationToken ct
    )
    {
        var parsed = context.Parsed;
        var reason = parsed.GetValue(Reason);
        switch (kind)
        {
            case "approve":
                var seen = parsed.GetValue(PayloadHash) ?? Confirmed(state);
                return new Decision.Approve(seen, parsed.GetValue(RecordVersion) ?? state?.Action.RecordVersion ?? "");
            case "edit":
                var current =
                    state
                    ?? throw new RefusedException(
                        $"run {view.Run.Header.Id} is {Decide.StateOf(view.Run)}: nothing waits for a decision there"
                    );
                return new Decision.Edit(
                    await EditedAsync(current.Action.Payload, parsed.GetValue(Payload), ct),
                    parsed.GetValue(PayloadHash) ?? current.Action.PayloadHash
                );
            case "reject":
                return new Decision.Reject(reason ?? "");
            case "suppress":
                return new Decision.Suppress(reason ?? "");
            case "escalate":
                return new Decision.Escalate(
                    parsed.GetValue(To)
                        ?? view.Run.Header.Manager
                        ?? throw new UnusableInputException("this deal has no manager: name who decides with --to EMAIL"),
                    reason
                );
            case "reassign":
                return new Decision.Reassign(
                    parsed.GetValue(To) ?? throw new UnusableInputException("name who decides with --to EMAIL"),
                    reason
                );
            case "snooze":
                var until = GlobalOptions.Instant(
                    parsed.GetValue(Until) ?? throw new UnusableInputException("name the end with --until INSTANT"),
                    "--until"
                );
                return until > await context.Desk.NowAsync(ct)
                    ? new Decision.Snooze(until)
                    : throw new UnusableInputException($"--until `{until:u}` has passed");
            case "dispose":
                return new Decision.Dispose(
                    parsed.GetValue(Disposition)
                        ?? throw new UnusableInputException(
                            $"name it with --disposition: {string.Join(", ", Decide.DispositionsOf(view.Run))}"
                        ),
                    reason ?? ""
                );
            default:
                throw new UnusableInputException($"`{kind}` is no decision: {string.Join(", ", Kinds)}");
        }
    }

    // What runs is what was seen: at a terminal the payload is shown and asked for; elsewhere the caller must name the hash that it saw.
    private static string Confirmed(ActionState? state)
    {
        if (state is null)
        {
            return "";
        }
        if (!Say.Out.Profile.Capabilities.Interactive || Console.IsInputRedirected)
        {
            throw new UnusableInputException("name what you saw with --payload-hash HASH: `show RUN` prints it");
        }

        RunTables.PrintPayload(state.Action.Payload, null);
        return Say.Out.Confirm($"{Markup.Escape(state.Action.Summary)}?", defaultValue: false)
            ? state.Action.PayloadHash
            : throw new RefusedException("nothing was done");
    }

    // Names of types are nobody's business outside of the program.
    private static string Why(JsonException e) =>
        e.Path is { Length: > 0 } path && e.Message.Contains("AgentDesk.", StringComparison.Ordinal)
            ? $"`{path.TrimStart('$', '.')}` is not of the kind that belongs there"
        : e.Message.Contains("AgentDesk.", StringComparison.Ordinal)
            ? "a member is missing or of another kind: `show RUN --json` prints the payload whole"
        : e.Message.ReplaceLineEndings(" ");

    private static async Task<ActionPayload> EditedAsync(ActionPayload current, string? file, CancellationToken ct)
    {
        if (file is null)
        {
            throw new UnusableInputException("name the edited payload with --payload FILE, `-` for standard input");
        }
        if (file != "-" && !File.Exists(file))
        {
            throw new UnusableInputException($"`{file}` is no file");
        }

        var text = file == "-" ? await Console.In.ReadToEndAsync(ct) : await File.ReadAllTextAsync(file, ct);
        try
        {
            return Payloads.Merge(current, JsonNode.Parse(text) as JsonObject ?? throw new JsonException("a payload is a JSON object"));
        }
        catch (JsonException e)
        {
            throw new UnusableInputException($"`{file}` is no payload of kind {current.Kind}: {Why(e)}");
        }
    }
}
