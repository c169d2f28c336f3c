using System.Text;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Evals.Analyst;
using AgentDesk.Workflows;
using Microsoft.Extensions.AI;

namespace AgentDesk.Evals.Prompts;

/// <summary>A prompt as a model gets it.</summary>
internal static class PromptRendering
{
    /// <exception cref="UnusableInputException">No workflow has this prompt, or there is no such deal.</exception>
    public static async Task<IReadOnlyList<ChatMessage>> ForDealAsync(
        PromptFile prompt,
        string deal,
        IDealBook book,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var workflow =
            Catalog.All.FirstOrDefault(w => w.Prepare.Prompt == prompt.Notes.Name)
            ?? throw new UnusableInputException($"no workflow has the prompt `{prompt.Notes.Name}`: render it with --inputs FILE");
        var file =
            await book.FindAsync(new DealId(deal), ct)
            ?? throw new UnusableInputException($"there is no deal `{deal}` in the imported pipeline");
        return ForDossier(prompt, workflow, new Dossier(file, await book.TeamAsync(ct), await book.PlaybookAsync(ct), now));
    }

    /// <summary>The first request of a preparation, with all evidence.</summary>
    public static IReadOnlyList<ChatMessage> ForDossier(PromptFile prompt, Workflow workflow, Dossier dossier)
    {
        var request = new PrepareRequest(
            new RunId("render"),
            workflow.Prepare,
            dossier,
            workflow.Inputs(dossier, LabelledDeals.CauseOf(workflow, dossier)),
            [],
            1
        );
        return DraftPrompt.Render(prompt, request, DraftPrompt.EvidenceFor(request, prompt, new ModelOptions()));
    }

    /// <exception cref="UnusableInputException">A variable is missing.</exception>
    public static IReadOnlyList<ChatMessage> With(PromptFile prompt, JsonObject inputs)
    {
        var missing = prompt.Notes.Variables.Where(v => !inputs.ContainsKey(v.Name)).Select(v => $"`{v.Name}`").ToList();
        if (missing.Count > 0)
        {
            throw new UnusableInputException($"{prompt.Reference} needs {string.Join(", ", missing)}: members of the inputs");
        }
        return prompt.Render(
            inputs.ToDictionary(
                p => p.Key,
                p =>
                    (object?)(
                        p.Value is JsonValue v && v.TryGetValue<string>(out var text) ? text : p.Value?.ToJsonString(DeskJson.Options)
                    ),
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>The messages as one text, each under a line with its role.</summary>
    public static string Bytes(IReadOnlyList<ChatMessage> messages)
    {
        var text = new StringBuilder();
        foreach (var m in messages)
        {
            text.Append("=== ").Append(m.Role.Value).Append('\n').Append(m.Text).Append('\n');
        }
        return text.ToString();
    }
}
