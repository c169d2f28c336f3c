using System.CommandLine;
using System.Globalization;
using AgentDesk.Engine;
using AgentDesk.Engine.AlwaysOn;
using AgentDesk.Host.AlwaysOn;
using AgentDesk.Host.Terminal;
using AgentDesk.Host.Web;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`serve`: the web inbox, and the work that goes on by itself.</summary>
internal static class ServeVerb
{
    public static readonly Option<int> Port = new("--port")
    {
        Description = "The port on 127.0.0.1; 0 takes a free one.",
        HelpName = "N",
        DefaultValueFactory = _ => 5080,
    };

    static ServeVerb() =>
        Port.Validators.Add(r =>
        {
            // A validator runs before the value is converted, and what cannot be converted must not be asked for.
            if (
                r.Tokens is [.., { Value: var text }]
                && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535)
            )
            {
                r.AddError($"--port `{text}` is no port: a number from 0 to 65535");
            }
        });

    private static readonly Option<string[]> Urls = new("--urls")
    {
        Description = "Addresses to listen on instead; with the person switcher only loopback is allowed.",
        HelpName = "URL",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<bool> NoSwitcher = new("--no-switcher")
    {
        Description = "Turns the person switcher off: every page then asks for a sign-in that this version does not have.",
    };

    private static readonly Option<DirectoryInfo?> Watch = new("--watch")
    {
        Description = "A folder that your systems export into: a new or changed export in it is read, and its deals are looked at.",
        HelpName = "DIR",
    };
    private static readonly Option<string?> Until = new("--until")
    {
        Description = "With --as-of: goes through the time from there to here step by step, prints what each step did, and ends.",
        HelpName = "INSTANT",
    };
    private static readonly Option<TimeSpan> Step = new("--step")
    {
        Description = "The length of a step, as [D.]HH:MM.",
        HelpName = "LENGTH",
        DefaultValueFactory = _ => TimeSpan.FromDays(1),
    };

    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(366);

    public static Command Create() =>
        Verb.Create(
            "serve",
            "Serves the web inbox on 127.0.0.1, scans by schedule and on deal events.",
            [Port, Urls, NoSwitcher, Watch, Until, Step],
            RunAsync
        );

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        if (context.Parsed.GetValue(Until) is { } until)
        {
            return await ReplayAsync(context, GlobalOptions.Instant(until, "--until"), context.Parsed.GetValue(Step), ct);
        }

        var urls = context.Parsed.GetValue(Urls) is { Length: > 0 } named ? named : [$"http://127.0.0.1:{context.Parsed.GetValue(Port)}"];
        var schedule = Settings(context);
        if (schedule.Watch is null)
        {
            _ = await context.Book.TeamAsync(ct);
        } // says at once when nothing is imported
        await WebServer.RunAsync(
            context.Parsed,
            urls,
            switcher: !context.Parsed.GetValue(NoSwitcher),
            schedule,
            address => Say.Out.MarkupLineInterpolated($"the inbox is at [bold]{address}[/] (Ctrl+C ends it)"),
            ct
        );
        return ExitCode.Done;
    }

    /// <exception cref="UnusableInputException">A setting of the schedule cannot be used.</exception>
    private static ScheduleOptions Settings(VerbContext context)
    {
        var options =
            context.Services.GetRequiredService<IConfiguration>().GetSection(ScheduleOptions.Section).Get<ScheduleOptions>()
            ?? new ScheduleOptions();
        if (context.Parsed.GetValue(Watch) is { } folder)
        {
            options.Watch = folder.FullName;
        }
        var wrong = new List<System.ComponentModel.DataAnnotations.ValidationResult>();
        return System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options, new(options), wrong, validateAllProperties: true)
            ? options
            : throw new UnusableInputException($"the settings cannot be used: {string.Join("; ", wrong.Select(w => w.ErrorMessage))}");
    }

    private static string Cut(string line) => line.Length > 200 ? line[..199] + "…" : line;

    private static async Task<int> ReplayAsync(VerbContext context, DateTimeOffset until, TimeSpan step, CancellationToken ct)
    {
        var clock =
            context.Services.GetService<ReplayClock>()
            ?? throw new UnusableInputException("--until needs --as-of: the instant where the replay begins");
        if (until < clock.GetUtcNow())
        {
            throw new UnusableInputException("--until lies before --as-of");
        }
        if (step <= TimeSpan.Zero || step > LongestStep)
        {
            throw new UnusableInputException(
                $"--step must be longer than nothing and no longer than {LongestStep.Days} days, such as 1.00:00 for a day"
            );
        }

        var steps = new List<ReplayStep>();
        await foreach (var s in new Replay(context.Desk, context.Services.GetRequiredService<ILedger>(), clock).RunAsync(until, step, ct))
        {
            steps.Add(s);
            if (context.Json)
            {
                continue;
            }
            var parts = new (int Count, string What)[]
            {
                (s.Started, "new"),
                (s.Proposed, "proposed"),
                (s.Routed, s.Routed == 1 ? "action routed" : "actions routed"),
                (s.Superseded, "superseded"),
                (s.Reminded, "reminded"),
                (s.Expired, "expired"),
                (s.Stopped, "stopped"),
            }
                .Where(p => p.Count > 0)
                .ToList();
            Say.Out.WriteLine(
                FormattableString.Invariant(
                    $"{s.At:yyyy-MM-dd HH:mm}  {(parts.Count == 0 ? "nothing to do" : string.Join(", ", parts.Select(p => $"{p.Count} {p.What}")))}"
                )
            );
            if (context.Parsed.GetValue(GlobalOptions.Verbose))
            {
                foreach (var l in s.Lines)
                {
                    Say.Out.WriteLine(Cut($"  {l.What, -10}  {l.Run}  {l.Deal}  {l.Workflow}  {l.Detail}"));
                }
            }
            foreach (var failure in s.Failures)
            {
                Say.Error(failure);
            }
        }

        if (context.Json)
        {
            Say.Json(new { Steps = steps });
        }
        return steps.Exists(s => s.Failures.Count > 0) ? ExitCode.Unavailable : ExitCode.Done;
    }
}
