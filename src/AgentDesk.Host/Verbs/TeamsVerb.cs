using System.CommandLine;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Host.Terminal;
using AgentDesk.Surfaces.Teams;
using AgentDesk.Surfaces.Teams.Identity;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`teams package` and `teams deliveries`.</summary>
internal static class TeamsVerb
{
    private static readonly Option<FileInfo> Out = new("--out")
    {
        Description = "The file to write.",
        HelpName = "FILE",
        DefaultValueFactory = _ => new FileInfo("agentdesk-teams.zip"),
    };

    public static Command Create() =>
        Verb.Create(
            "teams",
            "The Teams app: its package, and what has not reached anybody.",
            [
                Verb.Create(
                    "package",
                    "Zips the app package that an administrator uploads: manifest with the settings' ids, and icons.",
                    [Out],
                    PackageAsync
                ),
                Verb.Create(
                    "deliveries",
                    "Lists the conversations that can be written to, and what could not be delivered.",
                    [],
                    DeliveriesAsync
                ),
            ],
            DeliveriesAsync
        );

    /// <summary>The Teams settings as they are, on or off.</summary>
    public static TeamsOptions Options(VerbContext context) =>
        context.Services.GetRequiredService<IConfiguration>().GetSection(TeamsOptions.Section).Get<TeamsOptions>() ?? new TeamsOptions();

    private static async Task<int> PackageAsync(VerbContext context, CancellationToken ct)
    {
        var file = context.Parsed.GetRequiredValue(Out);
        var package = AppPackage.Build(Path.Combine(AppContext.BaseDirectory, "teams"), Options(context));
        await File.WriteAllBytesAsync(file.FullName, package, ct);
        if (context.Json)
        {
            Say.Json(new { File = file.FullName, Bytes = package.Length });
        }
        else
        {
            Say.Out.MarkupLineInterpolated(
                $"{file.FullName}: upload it in the Teams admin center under Teams apps, Manage apps, Upload new app"
            );
        }
        return ExitCode.Done;
    }

    private static async Task<int> DeliveriesAsync(VerbContext context, CancellationToken ct)
    {
        var store = context.Services.GetRequiredService<IDeliveryStore>();
        var chats = await store.ChatsAsync(ct);
        var undelivered = await store.UndeliveredAsync(ct);
        if (context.Json)
        {
            Say.Json(
                new
                {
                    Chats = chats.Select(c => new
                    {
                        c.Conversation,
                        Who = c.Email,
                        State = c.State.ToString().ToLowerInvariant(),
                        c.Problem,
                        c.Since,
                    }),
                    Undelivered = undelivered.Select(u => new
                    {
                        u.Card.Subject,
                        Run = u.Card.Run?.Value,
                        Who = u.Chat.Email,
                        Problem = u.Card.Problem ?? u.Chat.Problem,
                        u.Card.Attempts,
                        Again = u.Card.NotBefore,
                        GivenUp = u.Card.IsGivenUp,
                    }),
                }
            );
            return ExitCode.Done;
        }

        if (chats.Count == 0)
        {
            Say.Out.WriteLine("nobody has installed the Teams app yet");
        }
        else
        {
            var table = new Table().Border(TableBorder.Minimal).AddColumn("who").AddColumn("state").AddColumn("since").AddColumn("problem");
            foreach (var c in chats)
            {
                table.AddRow(
                    new Text(c.Email ?? (c.ObjectId is null ? "a chat of several" : $"unknown ({c.ObjectId})")),
                    new Text(c.State.ToString().ToLowerInvariant()),
                    new Text(FormattableString.Invariant($"{c.Since:yyyy-MM-dd HH:mm}")),
                    new Text(c.Problem ?? "")
                );
            }
            Say.Out.Write(table);
        }

        if (undelivered.Count > 0)
        {
            var table = new Table()
                .Border(TableBorder.Minimal)
                .AddColumn("not delivered")
                .AddColumn("to")
                .AddColumn("tries")
                .AddColumn("why")
                .AddColumn("again");
            foreach (var (card, chat) in undelivered)
            {
                table.AddRow(
                    new Text(card.Subject),
                    new Text(chat.Email ?? chat.Conversation),
                    new Text(FormattableString.Invariant($"{card.Attempts}")),
                    new Text(card.Problem ?? chat.Problem ?? ""),
                    new Text(
                        card.IsGivenUp ? "when it changes"
                        : chat.State != ChatState.Open ? "when they are back"
                        : FormattableString.Invariant($"{card.NotBefore:HH:mm:ss}")
                    )
                );
            }
            Say.Out.Write(table);
        }

        return ExitCode.Done;
    }
}
