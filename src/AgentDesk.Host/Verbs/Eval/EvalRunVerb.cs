using System.CommandLine;
using System.Globalization;
using AgentDesk.Engine;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using AgentDesk.Host.Terminal;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval run`: asks every row of the suites and keeps each result as it comes.</summary>
internal static class EvalRunVerb
{
    private static readonly Option<string[]> Suite = new("--suite")
    {
        Description = "Suites by name, several with commas; without it all.",
        HelpName = "A,B",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string[]> Prompt = new("--prompt")
    {
        Description = "Prompt versions in place of the suites' own: stalled-deal@3,stalled-deal@4.",
        HelpName = "NAME@V",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string[]> Model = new("--model")
    {
        Description = "Models in place of the suites' own: offline, keyword-baseline, by-hand, openai:NAME.",
        HelpName = "A,B",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<int?> Repeat = new("--repeat")
    {
        Description = "How many times each row is asked; the repeat is part of a recording's key.",
        HelpName = "N",
    };
    private static readonly Option<bool> Replay = new("--replay")
    {
        Description = "From recordings only: a missing one is an error (exit 4), never a call. The default.",
    };
    private static readonly Option<bool> Record = new("--record")
    {
        Description = "Recordings where there are any, else calls, which are kept in evals/recordings.",
    };
    private static readonly Option<bool> Live = new("--live") { Description = "Calls only; recordings are neither read nor written." };
    private static readonly Option<double?> MaxUsd = new("--max-usd")
    {
        Description = "Stops before the call that could pass this sum, by AgentDesk__Model__PricePerMillionIn and …Out.",
        HelpName = "USD",
    };
    private static readonly Option<int?> Parallel = new("--parallel") { Description = "Rows asked at once of each model.", HelpName = "N" };
    private static readonly Option<string?> Only = new("--only") { Description = "Only cases whose id contains this.", HelpName = "TEXT" };
    private static readonly Option<string?> Name = new("--name")
    {
        Description = "What the run is called; without it the instant and the suite.",
        HelpName = "RUN",
    };
    private static readonly Option<string?> Resume = new("--resume")
    {
        Description = "Goes on with a run, as it was asked for: no finished row is asked again.",
        HelpName = "RUN",
    };
    private static readonly Option<bool> Retry = new("--retry-undetermined")
    {
        Description = "With --resume: rows that nobody could judge are asked again.",
    };

    public static Command Create() =>
        Verb.Create(
            "run",
            "Runs suites: every row of data × prompt versions × models × repeats, graded.",
            [
                Suite,
                Prompt,
                Model,
                Repeat,
                Replay,
                Record,
                Live,
                MaxUsd,
                Parallel,
                Only,
                Name,
                Resume,
                Retry,
                EvalOptions.Repo,
                EvalOptions.DataRoot,
                EvalOptions.Runs,
            ],
            RunAsync,
            checksSettings: false
        );

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var parsed = context.Parsed;
        var places = EvalOptions.Places(parsed);
        var runs = EvalOptions.RunsFolder(parsed);
        if (new[] { parsed.GetValue(Replay), parsed.GetValue(Record), parsed.GetValue(Live) }.Count(x => x) > 1)
        {
            throw new UnusableInputException("--replay, --record and --live exclude one another: name one");
        }
        if (parsed.GetValue(Repeat) is < 1 or > 100)
        {
            throw new UnusableInputException("--repeat is from 1 to 100");
        }
        if (parsed.GetValue(Parallel) is < 1 or > 256)
        {
            throw new UnusableInputException("--parallel is from 1 to 256");
        }
        if (parsed.GetValue(MaxUsd) is < 0 or double.NaN or double.PositiveInfinity)
        {
            throw new UnusableInputException("--max-usd is a sum of 0 or more");
        }

        var resumed = parsed.GetValue(Resume) is { } name ? RunFolder.Open(runs, name) : null;
        var earlier = resumed?.Manifest();
        var request = earlier is null ? Asked(parsed) : Again(parsed, earlier, resumed!);
        var planner = new RunPlanner(
            places,
            new ModelShelf(places, EvalOptions.Model(context.Services), request.Parallel, TimeProvider.System)
        );
        var suites = await planner.PlanAsync(request, ct);
        if (earlier is not null)
        {
            CheckSame(earlier, suites);
        }
        var folder = resumed ?? RunFolder.Create(runs, request.Name ?? NameOf(context.Clock.GetUtcNow(), request));
        if (resumed is null)
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.Path, "request.json"),
                System.Text.Json.JsonSerializer.Serialize(request, Core.DeskJson.Indented) + "\n",
                ct
            );
        }

        RunEnd end;
        using (var progress = new EvalProgress(TimeProvider.System, suites.Sum(s => s.Rows)))
        {
            end = await new EvalRunner(places, planner, context.Clock, progress).RunAsync(
                folder,
                suites,
                request,
                earlier,
                Revision.Of(places.Repository),
                ct
            );
        }

        var summary = EvalSummary.Of(end.Folder, suites.Select(s => s.Suite));
        if (context.Json)
        {
            Say.Json(
                new
                {
                    end.Manifest.Run,
                    end.Folder.Path,
                    end.Manifest.Planned,
                    end.Manifest.Written,
                    end.Manifest.SpentUsd,
                    end.Manifest.Stopped,
                    end.Missing,
                    Suites = end.Manifest.Suites,
                    Measures = summary.Lines,
                    summary.Outcomes,
                }
            );
        }
        else
        {
            summary.Print(end);
        }
        if (end.Missing.Count > 0)
        {
            Say.Error($"{end.Manifest.Stopped}: the prompt, its schema or the data changed since; record anew with --record");
        }
        else if (!end.Manifest.IsWhole)
        {
            Say.Error($"{end.Manifest.Stopped ?? "rows are missing"}");
        }
        else if (summary.UndeterminedShare > Evals.Suites.Suite.MaxUndetermined)
        {
            Say.Error(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{summary.UndeterminedShare:P1} of the rows could not be judged, more than {Evals.Suites.Suite.MaxUndetermined:P0}: go on with --resume {end.Manifest.Run} --retry-undetermined"
                )
            );
        }
        return end.Manifest.IsWhole && summary.UndeterminedShare <= Evals.Suites.Suite.MaxUndetermined
            ? ExitCode.Done
            : ExitCode.Incomplete;
    }

    private static RunRequest Asked(ParseResult parsed) =>
        new(
            Split(parsed.GetValue(Suite)),
            Split(parsed.GetValue(Prompt)),
            Split(parsed.GetValue(Model)),
            parsed.GetValue(Repeat),
            parsed.GetValue(Live) ? RunMode.Live
                : parsed.GetValue(Record) ? RunMode.Record
                : RunMode.Replay,
            parsed.GetValue(MaxUsd),
            parsed.GetValue(Parallel),
            parsed.GetValue(Only),
            parsed.GetValue(Name)
        );

    /// <summary>What the run was asked for; only the limits and the number of calls at once may be other ones.</summary>
    private static RunRequest Again(ParseResult parsed, RunManifest earlier, RunFolder folder)
    {
        if (
            Split(parsed.GetValue(Suite)).Count + Split(parsed.GetValue(Prompt)).Count + Split(parsed.GetValue(Model)).Count > 0
            || parsed.GetValue(Repeat) is not null
            || parsed.GetValue(Only) is not null
        )
        {
            throw new UnusableInputException(
                "--resume goes on with a run as it was asked for: leave --suite, --prompt, --model, --repeat and --only out"
            );
        }

        var path = Path.Combine(folder.Path, "request.json");
        if (!File.Exists(path))
        {
            throw new UnusableInputException($"`{folder.Name}` cannot be gone on with: its request.json is not there");
        }
        var asked = System.Text.Json.JsonSerializer.Deserialize<RunRequest>(File.ReadAllText(path), Core.DeskJson.Options)!;
        return asked with
        {
            MaxUsd = parsed.GetValue(MaxUsd) ?? asked.MaxUsd,
            Parallel = parsed.GetValue(Parallel) ?? asked.Parallel,
            RetryUndetermined = parsed.GetValue(Retry),
            Mode =
                parsed.GetValue(Record) ? RunMode.Record
                : parsed.GetValue(Live) ? RunMode.Live
                : earlier.Mode,
        };
    }

    private static void CheckSame(RunManifest earlier, IReadOnlyList<PlannedSuite> suites)
    {
        foreach (var (was, now) in earlier.Suites.Zip(suites.Select(s => s.Run)))
        {
            var what =
                was.Hash != now.Hash ? "its file"
                : was.DataHash != now.DataHash ? "its data"
                : !was.Prompts.SequenceEqual(now.Prompts) ? "a prompt"
                : null;
            if (was.Name != now.Name || what is not null)
            {
                throw new UnusableInputException(
                    $"the suite `{was.Name}` is not what it was when the run began ({what ?? "another suite"}): begin a new run"
                );
            }
        }
    }

    private static string NameOf(DateTimeOffset now, RunRequest request) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{(request.Suites.Count == 1 ? request.Suites[0] : request.Suites.Count == 0 ? "all" : "some")}"
        );

    private static List<string> Split(string[]? values) =>
        [.. (values ?? []).SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
