using System.CommandLine;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`ask "QUESTION"`: a cited answer, or what is missing.</summary>
internal static class AskVerb
{
    private static readonly Argument<string?> Question = new("QUESTION")
    {
        Description = "What you want to know; `-` reads it from standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> Deal = new("--deal")
    {
        Description = "The deal that is meant; without it, it is found from the words.",
        HelpName = "ID",
    };
    private static readonly Option<bool> Follow = new("--follow")
    {
        Description = "Goes on from your last question: \"and before that?\".",
    };
    private static readonly Option<string?> Conversation = new("--conversation")
    {
        Description = "Goes on from this conversation; --before lists them.",
        HelpName = "ID",
    };
    private static readonly Option<bool> Before = new("--before") { Description = "Lists what you asked before." };

    public static Command Create() =>
        Verb.Create(
            "ask",
            "Answers a question about deals, every sentence cited, or says what the evidence does not show. Asking only reads.",
            [Question, Deal, Follow, Conversation, Before],
            RunAsync
        );

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var actor = await context.ActorAsync(ct);
        var history = context.Services.GetRequiredService<IAskHistory>();
        if (context.Parsed.GetValue(Before))
        {
            return await ListAsync(context, history, actor, ct);
        }

        var question =
            context.Parsed.GetValue(Question) is { } given && given != "-" ? given
            : context.Parsed.GetValue(Question) == "-" ? await Console.In.ReadToEndAsync(ct)
            : "";
        var thread = await ThreadAsync(context, history, actor, ct);
        var deal = await DealAsync(context, actor, ct);
        using var progress = VerbContext.Progress();
        var answer = await context
            .Services.GetRequiredService<IAsk>()
            .AnswerAsync(new AskRequest(question.Trim(), actor, deal, thread?.Turns), ct);
        var kept = await KeepAsync(
            context,
            history,
            actor,
            thread?.Id,
            new AskTurn(question.Trim(), answer, await context.Desk.NowAsync(ct)),
            ct
        );
        if (context.Json)
        {
            Say.Json(AskDocument.Of(question.Trim(), answer) with { Conversation = kept });
            return ExitCode.Done;
        }

        var dossiers = new Dictionary<DealId, Core.Evidence.Dossier>();
        foreach (var cited in answer.Sentences.SelectMany(s => s.Citations).Select(c => c.Deal).Distinct())
        {
            if (await context.Desk.DossierAsync(cited, ct) is { } dossier)
            {
                dossiers[cited] = dossier;
            }
        }

        RunTables.Print(new AskSheet(answer, dossiers, kept, Wrapped.Width(), context.Verbose).Lines());
        return ExitCode.Done;
    }

    private static async Task<int> ListAsync(VerbContext context, IAskHistory history, Actor actor, CancellationToken ct)
    {
        var threads = await history.ListAsync(actor, ct);
        if (context.Json)
        {
            Say.Json(
                threads.Select(t => new
                {
                    conversation = t.Id,
                    at = t.Turns[^1].At,
                    questions = t.Turns.Select(q => q.Question),
                })
            );
        }
        else if (threads.Count == 0)
        {
            Say.Out.WriteLine("you have not asked anything yet: agentdesk ask \"why is NAME stuck?\"");
        }
        else
        {
            foreach (var t in threads)
            {
                foreach (
                    var line in Wrapped.Lines(
                        string.Join(" · ", t.Turns.Select(q => q.Question.ReplaceLineEndings(" "))),
                        $"{t.Id}  ",
                        Wrapped.Width()
                    )
                )
                {
                    Say.Out.WriteLine(line);
                }
            }
        }

        return ExitCode.Done;
    }

    private static async Task<AskThread?> ThreadAsync(VerbContext context, IAskHistory history, Actor actor, CancellationToken ct)
    {
        if (context.Parsed.GetValue(Conversation) is { } id)
        {
            return await history.FindAsync(actor, id, ct)
                ?? throw new RefusedException($"you have no conversation `{id}`: `agentdesk ask --before` lists them");
        }
        if (!context.Parsed.GetValue(Follow))
        {
            return null;
        }
        return (await history.ListAsync(actor, ct)) is [var last, ..]
            ? last
            : throw new RefusedException("there is nothing to follow up: ask a first question without --follow");
    }

    // The same words for a deal that is hidden and one that does not exist.
    private static async Task<DealId?> DealAsync(VerbContext context, Actor actor, CancellationToken ct)
    {
        if (context.Parsed.GetValue(Deal) is not { } id)
        {
            return null;
        }

        var view = await AskView.OpenAsync(context.Desk, context.Book, context.Services.GetRequiredService<IRetrieval>(), actor, ct);
        return view.Allows(new DealId(id)) ? new DealId(id) : throw new RefusedException($"there is no deal `{id}` that you may see");
    }

    // A data folder that may only be read still answers: there is only nothing to follow up.
    private static async Task<string?> KeepAsync(
        VerbContext context,
        IAskHistory history,
        Actor actor,
        string? id,
        AskTurn turn,
        CancellationToken ct
    )
    {
        try
        {
            return (await history.AddAsync(actor, id, turn, ct)).Id;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (context.Verbose)
            {
                Say.Error($"the conversation was not kept: {e.Message}");
            }
            return null;
        }
    }
}
