using System.CommandLine;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Evals.Prompts;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`prompts …`: the versioned prompts, as they are kept and as a model gets them.</summary>
internal static class PromptsVerb
{
    private static readonly Argument<string> Name = new("PROMPT") { Description = "name, or name@version." };
    private static readonly Argument<string> Other = new("OTHER") { Description = "name@version to compare with." };
    private static readonly Option<string?> Deal = new("--deal")
    {
        Description = "Renders it for a deal of the imported pipeline (the prompt of a workflow).",
        HelpName = "ID",
    };
    private static readonly Option<FileInfo?> Inputs = new("--inputs")
    {
        Description = "Renders it with a JSON file: an object with the prompt's variables.",
        HelpName = "FILE",
    };

    public static Command Create() =>
        new("prompts", "Lists, shows, renders and compares the versioned prompts.")
        {
            Verb.Create(
                "list",
                "Every prompt with its version, owner, schema and last change.",
                [EvalOptions.Repo],
                (context, _) => ListAsync(context)
            ),
            Verb.Create("show", "One prompt whole.", [Name, EvalOptions.Repo], (context, _) => ShowAsync(context)),
            Verb.Create("render", "The messages as a model gets them, byte for byte.", [Name, Deal, Inputs, EvalOptions.Repo], RenderAsync),
            Verb.Create(
                "diff",
                "What two versions say differently: template, schema, settings.",
                [Name, Other, EvalOptions.Repo],
                (context, _) => DiffAsync(context)
            ),
        };

    private static Task<int> ListAsync(VerbContext context)
    {
        var folder = Folder(context);
        var prompts = folder.Names.Select(n => (Prompt: folder.Get(n), Versions: folder.Versions(n))).ToList();
        if (context.Json)
        {
            Say.Json(
                new
                {
                    Prompts = prompts.Select(p => new
                    {
                        p.Prompt.Reference,
                        p.Prompt.Hash,
                        p.Prompt.Notes.Description,
                        p.Prompt.Notes.Owner,
                        p.Prompt.Notes.Schema,
                        p.Prompt.Notes.Change,
                        Other = p.Versions,
                    }),
                }
            );
            return Task.FromResult(ExitCode.Done);
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("prompt", "hash", "owner", "schema", "last change", "other versions");
        foreach (var (p, versions) in prompts)
        {
            table.AddRow(
                Markup.Escape(p.Reference),
                p.Hash,
                Markup.Escape(p.Notes.Owner ?? "nobody"),
                Markup.Escape(p.Notes.Schema ?? "none"),
                Markup.Escape(p.Notes.Change ?? "not told"),
                Markup.Escape(string.Join(", ", versions))
            );
        }

        Say.Out.Write(table);
        return Task.FromResult(ExitCode.Done);
    }

    private static async Task<int> ShowAsync(VerbContext context)
    {
        var p = Folder(context).Get(context.Parsed.GetRequiredValue(Name));
        if (context.Json)
        {
            Say.Json(
                new
                {
                    p.Reference,
                    p.Hash,
                    p.Notes.Description,
                    p.Notes.Owner,
                    p.Notes.Changelog,
                    p.Notes.Variables,
                    p.Temperature,
                    p.MaxTokens,
                    p.Notes.Template,
                    Schema = p.Schema,
                }
            );
            return ExitCode.Done;
        }

        Say.Out.MarkupLineInterpolated($"[bold]{p.Reference}[/]  {p.Hash}");
        Say.Out.WriteLine(p.Notes.Description);
        Say.Out.MarkupLineInterpolated(
            $"owner {p.Notes.Owner ?? "nobody"}; schema {p.Notes.Schema ?? "none"}; temperature {p.Temperature?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "the model's"}; at most {p.MaxTokens?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any number of"} tokens"
        );
        foreach (var c in p.Notes.Changelog)
        {
            Say.Out.WriteLine(FormattableString.Invariant($"  {c.Version}: {c.Change}"));
        }
        Say.Out.WriteLine();
        await Console.Out.WriteLineAsync(p.Notes.Template);
        return ExitCode.Done;
    }

    private static async Task<int> RenderAsync(VerbContext context, CancellationToken ct)
    {
        var prompt = Folder(context).Get(context.Parsed.GetRequiredValue(Name));
        var messages = (context.Parsed.GetValue(Deal), context.Parsed.GetValue(Inputs)) switch
        {
            ({ } deal, null) => await PromptRendering.ForDealAsync(prompt, deal, context.Book, await context.Desk.NowAsync(ct), ct),
            (null, { } file) => PromptRendering.With(prompt, Read(file)),
            (null, null) => throw new UnusableInputException(
                "with what? --deal ID takes a deal of the imported pipeline, --inputs FILE a JSON object with the prompt's variables"
            ),
            _ => throw new UnusableInputException("--deal and --inputs exclude one another"),
        };
        if (context.Json)
        {
            Say.Json(
                new
                {
                    prompt.Reference,
                    prompt.Hash,
                    Messages = messages.Select(m => new { Role = m.Role.Value, m.Text }),
                    Sha256 = DeskJson.Sha256(PromptRendering.Bytes(messages)),
                }
            );
        }
        else
        {
            await Console.Out.WriteAsync(PromptRendering.Bytes(messages));
        }
        return ExitCode.Done;
    }

    private static async Task<int> DiffAsync(VerbContext context)
    {
        var folder = Folder(context);
        var (a, b) = (folder.Get(context.Parsed.GetRequiredValue(Name)), folder.Get(context.Parsed.GetRequiredValue(Other)));
        var diff = PromptDiff.Of(a, b);
        if (context.Json)
        {
            Say.Json(
                new
                {
                    From = a.Reference,
                    To = b.Reference,
                    Same = diff.All(l => l.Mark == ' '),
                    Lines = diff.Select(l => new { Mark = l.Mark.ToString(), l.Text }),
                }
            );
            return ExitCode.Done;
        }

        if (a.Hash == b.Hash)
        {
            await Console.Out.WriteLineAsync($"{a.Reference} and {b.Reference} reach a model as the same bytes");
        }
        foreach (var line in PromptDiff.Near(diff, 2))
        {
            if (line.Mark == '+')
            {
                Say.Out.MarkupLineInterpolated($"[green]+ {line.Text}[/]");
            }
            else if (line.Mark == '-')
            {
                Say.Out.MarkupLineInterpolated($"[red]- {line.Text}[/]");
            }
            else
            {
                Say.Out.WriteLine($"{line.Mark} {line.Text}");
            }
        }

        return ExitCode.Done;
    }

    /// <summary>The repository's prompts where there is a repository, else those beside the program.</summary>
    private static PromptFolder Folder(VerbContext context)
    {
        try
        {
            return new PromptFolder(EvalOptions.Places(context.Parsed).Prompts);
        }
        catch (UnusableInputException) when (context.Parsed.GetValue(EvalOptions.Repo) is null)
        {
            return new PromptFolder();
        }
    }

    private static JsonObject Read(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new RefusedException($"there is no file `{file}`");
        }
        try
        {
            return JsonNode.Parse(File.ReadAllText(file.FullName)) as JsonObject
                ?? throw new UnusableInputException($"`{file}` is no JSON object");
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new UnusableInputException($"`{file}` is no JSON: {e.Message}");
        }
    }
}
