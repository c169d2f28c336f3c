using System.CommandLine;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Engine;
using AgentDesk.Host.Terminal;

namespace AgentDesk.Host.Verbs;

/// <summary>`evidence DEAL NAME`: the source that a citation names, whole.</summary>
internal static class EvidenceVerb
{
    private static readonly Argument<string> Deal = new("DEAL") { Description = "The deal's id." };
    private static readonly Argument<string?> Name = new("NAME")
    {
        Description = "The evidence's name, as a citation gives it; without it all are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create() =>
        Verb.Create("evidence", "Prints a source that a citation names, or lists a deal's evidence.", [Deal, Name], RunAsync);

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var id = context.Parsed.GetRequiredValue(Deal);
        var dossier = await context.Desk.DossierAsync(new DealId(id), ct) ?? throw new RefusedException($"there is no deal `{id}`");
        if (context.Parsed.GetValue(Name) is not { } name)
        {
            if (context.Json)
            {
                Say.Json(dossier.Items);
            }
            else
            {
                Say.Out.Write(RunTables.Evidence(dossier.Items));
            }
            return ExitCode.Done;
        }

        var item =
            dossier.Find(new EvidenceName(name))
            ?? throw new RefusedException($"deal {id} has no evidence `{name}`: `agentdesk evidence {id}` lists it");
        if (context.Json)
        {
            Say.Json(item);
        }
        else
        {
            RunTables.Print(dossier, item);
        }
        return ExitCode.Done;
    }
}
