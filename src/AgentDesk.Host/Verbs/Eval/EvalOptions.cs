using System.CommandLine;
using AgentDesk.Adapters.Models;
using AgentDesk.Engine;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Host.Verbs;

/// <summary>The options that the subcommands of `eval` share.</summary>
internal static class EvalOptions
{
    public static readonly Option<DirectoryInfo?> Repo = new("--repo")
    {
        Description = "The repository; without it the one around the working folder.",
        HelpName = "DIR",
    };

    public static readonly Option<DirectoryInfo?> DataRoot = new("--data-root")
    {
        Description =
            "The folder with public data that is not in the repository; or AGENTDESK_EVAL_DATA. Suites whose data is absent are skipped, and say so.",
        HelpName = "DIR",
    };

    public static readonly Option<DirectoryInfo?> Runs = new("--runs")
    {
        Description = "Where runs are kept; without it evals/runs of the repository.",
        HelpName = "DIR",
    };

    public static readonly Option<string[]> Suites = new("--suite")
    {
        Description = "Only these suites, several with commas.",
        HelpName = "A,B",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Every suite of the repository.</summary>
    public static IReadOnlyList<Suite> All(EvalPlaces places) => SuiteFile.All(places.Suites);

    /// <summary>The suites that --suite names, or all.</summary>
    /// <exception cref="UnusableInputException">There is no such suite.</exception>
    public static IReadOnlyList<Suite> Chosen(ParseResult parsed, EvalPlaces places)
    {
        var (all, names) = (All(places), Split(parsed.GetValue(Suites)));
        if (names.FirstOrDefault(n => !all.Any(s => s.Name == n)) is { } unknown)
        {
            throw new UnusableInputException($"there is no suite `{unknown}`: {string.Join(", ", all.Select(s => s.Name))}");
        }
        return names.Count == 0 ? all : [.. all.Where(s => names.Contains(s.Name, StringComparer.Ordinal))];
    }

    public static IReadOnlyList<string> Split(string[]? values) =>
        [.. (values ?? []).SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <exception cref="UnusableInputException">There is no repository, or the data root is not there.</exception>
    public static EvalPlaces Places(ParseResult parsed)
    {
        var repository =
            parsed.GetValue(Repo)?.FullName
            ?? Find(Environment.CurrentDirectory)
            ?? Find(AppContext.BaseDirectory)
            ?? throw new UnusableInputException(
                "suites, prompts and recordings are in the repository: run this inside it, or name it with --repo DIR"
            );
        if (!IsRepository(repository))
        {
            throw new UnusableInputException($"`{repository}` is no repository of AgentDesk: it has no evals/suites");
        }
        var root =
            parsed.GetValue(DataRoot)?.FullName
            ?? (Environment.GetEnvironmentVariable("AGENTDESK_EVAL_DATA") is { Length: > 0 } set ? set : null);
        if (root is not null && !Directory.Exists(root))
        {
            throw new UnusableInputException($"there is no data root `{root}`");
        }
        return new EvalPlaces(repository, root);
    }

    /// <summary>The repository around the working folder; null where there is none.</summary>
    public static EvalPlaces? PlacesIfAny() =>
        Find(Environment.CurrentDirectory) is { } repository
            ? new EvalPlaces(
                repository,
                Environment.GetEnvironmentVariable("AGENTDESK_EVAL_DATA") is { Length: > 0 } root && Directory.Exists(root) ? root : null
            )
            : null;

    /// <summary>The repository around the working folder or the program; null where there is none.</summary>
    public static EvalPlaces? Near() =>
        (Find(Environment.CurrentDirectory) ?? Find(AppContext.BaseDirectory)) is { } repository ? new EvalPlaces(repository, null) : null;

    /// <exception cref="UnusableInputException">There is no repository, or a file stands where runs are to be kept.</exception>
    public static string RunsFolder(ParseResult parsed)
    {
        var folder = parsed.GetValue(Runs)?.FullName ?? Places(parsed).Runs;
        return File.Exists(folder) ? throw new UnusableInputException($"--runs `{folder}` is a file: name a folder") : folder;
    }

    /// <summary>The settings of OpenAI-compatible servers: section AgentDesk:Model, whichever provider it names.</summary>
    public static ModelOptions Model(IServiceProvider services)
    {
        var options = new ModelOptions();
        services.GetRequiredService<IConfiguration>().GetSection(ModelOptions.Section).Bind(options);
        return options;
    }

    private static bool IsRepository(string folder) => Directory.Exists(Path.Combine(folder, "evals", "suites"));

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (IsRepository(folder.FullName))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
