using System.CommandLine;
using System.Globalization;
using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval runs`: what has been run.</summary>
internal static class EvalRunsVerb
{
    public static Command Create() =>
        Verb.Create(
            "runs",
            "Lists runs, oldest first.",
            [EvalOptions.Repo, EvalOptions.Runs],
            (context, _) =>
            {
                var runs = RunFolder.All(EvalOptions.RunsFolder(context.Parsed)).Select(r => r.Manifest()).ToList();
                if (context.Json)
                {
                    Say.Json(new { Runs = runs });
                }
                else if (runs.Count == 0)
                {
                    Say.Out.WriteLine("No runs yet: `agentdesk eval run` makes one.");
                }
                else
                {
                    var table = new Table { Border = TableBorder.Simple };
                    table.AddColumns("run", "started", "suites", "rows", "mode", "spent", "state");
                    foreach (var m in runs)
                    {
                        var suites = m.Suites.Where(s => s.Skipped is null).Select(s => s.Name).ToList();
                        table.AddRow(
                            Markup.Escape(m.Run),
                            m.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                            Markup.Escape(suites.Count > 3 ? $"{suites.Count} suites" : string.Join(", ", suites)),
                            FormattableString.Invariant($"{m.Written:N0}/{m.Planned:N0}"),
                            m.Mode.ToString().ToLowerInvariant(),
                            m.SpentUsd.ToString("$0.####", CultureInfo.InvariantCulture),
                            Markup.Escape(m.IsWhole ? "whole" : m.Stopped ?? "not whole")
                        );
                    }

                    Say.Out.Write(table);
                }

                return Task.FromResult(ExitCode.Done);
            },
            checksSettings: false
        );
}

/// <summary>`eval suites`: what can be run; every mistake of a suite's file by its line.</summary>
internal static class EvalSuitesVerb
{
    private static readonly Argument<FileInfo?> File = new("FILE")
    {
        Description = "A suite's file to check; without it all of evals/suites.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> Graders = new("--graders")
    {
        Description = "Lists the kinds of graders and their settings instead.",
    };

    public static Command Create() =>
        Verb.Create(
            "suites",
            "Lists suites, or names the line of every mistake in one.",
            [File, Graders, EvalOptions.Repo, EvalOptions.DataRoot],
            async (context, _) =>
            {
                if (context.Parsed.GetValue(Graders))
                {
                    return ListGraders(context);
                }

                var places = EvalOptions.Places(context.Parsed);
                var files =
                    context.Parsed.GetValue(File) is { } one ? [one.FullName]
                    : Directory.Exists(places.Suites)
                        ? Directory.EnumerateFiles(places.Suites, "*.yaml").Order(StringComparer.Ordinal).ToList()
                    : [];
                var read = files
                    .Select(f =>
                        (
                            Path: f,
                            Reading: SuiteFile.Read(
                                System.IO.File.Exists(f)
                                    ? System.IO.File.ReadAllText(f)
                                    : throw new RefusedException($"there is no file `{f}`"),
                                f
                            )
                        )
                    )
                    .ToList();
                var problems = read.SelectMany(r => r.Reading.Problems.Select(p => (r.Path, p))).ToList();
                var suites = read.Select(r => r.Reading.Suite).OfType<Suite>().Select(s => (Suite: s, places.Find(s.Data).Absent)).ToList();
                if (context.Json)
                {
                    Say.Json(
                        new
                        {
                            Suites = suites.Select(s => new
                            {
                                s.Suite.Name,
                                s.Suite.Version,
                                s.Suite.About,
                                s.Suite.Task,
                                s.Suite.Prompts,
                                s.Suite.Models,
                                s.Suite.Repeats,
                                s.Suite.Cluster,
                                Graders = s.Suite.Graders.Select(g => g.Name),
                                s.Absent,
                            }),
                            Problems = problems.Select(p => new
                            {
                                File = Path.GetFileName(p.Path),
                                p.p.Line,
                                p.p.Column,
                                p.p.Message,
                            }),
                        }
                    );
                }
                else
                {
                    var table = new Table { Border = TableBorder.Simple };
                    table.AddColumns("suite", "task", "models", "about", "data");
                    foreach (var (s, absent) in suites)
                    {
                        table.AddRow(
                            Markup.Escape(s.Name),
                            s.Task,
                            Markup.Escape(string.Join(", ", s.Models)),
                            Markup.Escape(s.About),
                            Markup.Escape(absent is null ? "there" : "absent")
                        );
                    }
                    if (suites.Count > 0)
                    {
                        Say.Out.Write(table);
                    }
                    foreach (var (path, p) in problems)
                    {
                        await Console.Error.WriteLineAsync(
                            FormattableString.Invariant($"{Path.GetFileName(path)}:{p.Line}:{p.Column}: {p.Message}")
                        );
                    }
                }

                return problems.Count > 0 ? ExitCode.Unusable : ExitCode.Done;
            },
            checksSettings: false
        );

    private static int ListGraders(VerbContext context)
    {
        if (context.Json)
        {
            Say.Json(
                new
                {
                    Graders = GraderCatalog.Everything.Select(g => new
                    {
                        g.Kind,
                        g.About,
                        g.Needs,
                        g.Optional,
                        g.HigherIsBetter,
                    }),
                }
            );
            return ExitCode.Done;
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("grader", "checks that", "settings");
        foreach (var g in GraderCatalog.Everything)
        {
            table.AddRow(
                g.Kind,
                Markup.Escape(g.About),
                Markup.Escape(string.Join(", ", g.Needs.Concat(g.Optional.Select(o => $"[{o}]"))))
            );
        }
        Say.Out.Write(table);
        return ExitCode.Done;
    }
}
