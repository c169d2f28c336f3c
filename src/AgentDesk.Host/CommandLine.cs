using System.CommandLine;
using AgentDesk.Engine;
using AgentDesk.Host.Terminal;
using AgentDesk.Host.Verbs;

namespace AgentDesk.Host;

/// <summary>The program's verbs, and the one edge where an error becomes a line and an exit code (contracts/command-line.md).</summary>
internal static class CommandLine
{
    /// <summary>0 done, 1 refused or not found, 2 unusable input or options, 3 a system that is needed did not answer.</summary>
    public static Task<int> RunAsync(string[] args, CancellationToken ct) => RunAsync(args, Say.Error, ct);

    /// <summary>The same.</summary>
    /// <param name="error">Takes the line that says what is wrong.</param>
    internal static async Task<int> RunAsync(string[] args, Action<string> error, CancellationToken ct)
    {
        ParseResult parsed;
        try
        {
            parsed = Root().Parse(args);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException && !args.Contains("--verbose"))
        {
            // What a conversion or a validator cannot take is an option that cannot be used, like any other.
            error(Explain(e));
            return ExitCode.Unusable;
        }

        if (parsed.Errors.Count > 0 && !AsksForHelp(args))
        {
            var what =
                parsed.CommandResult.Parent is null && parsed.UnmatchedTokens is [var unknown, ..] && !unknown.StartsWith('-')
                    ? $"there is no verb `{unknown}`"
                    : Lower(MistakeWords.Of(parsed.Errors[0]));
            error(
                $"{what}; see `agentdesk {string.Join(' ', Path(parsed))} --help`"
                    .Replace(" --help`", "--help`", StringComparison.Ordinal)
                    .Replace("agentdesk--help", "agentdesk --help", StringComparison.Ordinal)
            );
            return ExitCode.Unusable;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, ct);
        }
        catch (OperationCanceledException)
        {
            error("interrupted; what was done is kept, run it again to go on");
            return ExitCode.Unavailable;
        }
        catch (Exception e) when (!parsed.GetValue(GlobalOptions.Verbose))
        {
            error(Explain(e));
            return ExitCode.Of(e);
        }
    }

    /// <summary>The tree of verbs and options.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand(
            "AgentDesk reads a deal's evidence, prepares a cited diagnosis, and writes exactly what a person approved."
        )
        {
            DemoVerb.Create(),
            ImportVerb.Create(),
            ScanVerb.Create(),
            InboxVerb.Create(),
            ShowVerb.Create(),
            NextVerb.Create(),
            EvidenceVerb.Create(),
            DecideVerb.Create(),
            AskVerb.Create(),
            ServeVerb.Create(),
            McpVerb.Create(),
            PlaybookVerb.Create(),
            ReportVerb.Create(),
            LedgerVerb.Create(),
            EvalVerb.Create(),
            PromptsVerb.Create(),
            DoctorVerb.Create(),
            TeamsVerb.Create(),
            CompletionVerb.Create(),
        };
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }
        return root;
    }

    private static string Explain(Exception e) =>
        e switch
        {
            NothingImportedException or UnusableInputException or RefusedException or SystemUnavailableException => e.Message,
            Microsoft.Extensions.Options.OptionsValidationException o => $"the settings cannot be used: {string.Join("; ", o.Failures)}",
            Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 8 or 14 } =>
                "the data folder may only be read here: name another with --data, or change its rights",
            UnauthorizedAccessException or IOException => $"cannot read or write: {e.Message}",
            _ => $"{Lower(e.Message)} (`--verbose` shows where)",
        };

    private static List<string> Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (var r = parsed.CommandResult; r is not null; r = r.Parent as System.CommandLine.Parsing.CommandResult)
        {
            if (r.Parent is not null)
            {
                names.Insert(0, r.Command.Name);
            }
        }

        return names;
    }

    private static bool AsksForHelp(string[] args) => args.Any(a => a is "--help" or "-h" or "-?");

    private static string Lower(string text)
    {
        var line = text.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return line.Length > 1 && char.IsUpper(line[0]) && char.IsLower(line[1]) ? char.ToLowerInvariant(line[0]) + line[1..] : line;
    }
}

/// <summary>What was asked for cannot be done or does not exist: exit code 1.</summary>
public sealed class RefusedException(string message) : Exception(message);

internal static class ExitCode
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Unusable = 2;
    public const int Unavailable = 3;

    /// <summary>`eval …`: rows are missing, or too many could not be judged; the exit codes of `eval` are in docs/evals.md.</summary>
    public const int Incomplete = 4;

    public static int Of(Exception e) =>
        e switch
        {
            RefusedException or NothingImportedException => Refused,
            SystemUnavailableException or PreparationFailedException or TimeoutException or HttpRequestException => Unavailable,
            UnusableInputException
            or Microsoft.Extensions.Options.OptionsValidationException
            or System.Text.Json.JsonException
            or FormatException
            or IOException
            or UnauthorizedAccessException
            or Microsoft.Data.Sqlite.SqliteException => Unusable,
            _ => Refused,
        };
}
