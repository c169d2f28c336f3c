using System.Text.Json;
using AgentDesk.Adapters.Book;
using AgentDesk.Core;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Evals.Analyst;

/// <summary>What a reader says of one deal (evals/data/pipelines).</summary>
/// <param name="Status">confirmed, inferred, insufficient or not_stalled.</param>
internal sealed record DealLabel(
    string DealId,
    string Blocker,
    IReadOnlyList<string> Secondary,
    string Status,
    string Disposition,
    int PriorAttempts,
    IReadOnlyList<string> Injected
);

internal sealed record LabelledDeal(DealLabel Label, Dossier Dossier)
{
    public bool IsStalled => Label.Status != "not_stalled";
}

/// <summary>Reads a labelled export through the real importer into a book of its own.</summary>
internal static class LabelledDeals
{
    public static async Task<IReadOnlyList<LabelledDeal>> ReadAsync(string export, CancellationToken ct)
    {
        var labels = (await File.ReadAllLinesAsync($"{export}.labels.jsonl", ct))
            .Where(l => l.Length > 0)
            .Select(l => JsonSerializer.Deserialize<DealLabel>(l, DeskJson.Options)!)
            .ToList();
        return [.. labels.Zip(await DossiersAsync(export, [.. labels.Select(l => l.DealId)], ct), (l, d) => new LabelledDeal(l, d))];
    }

    /// <summary>The dossiers of some deals of an export, as of the export's own instant.</summary>
    /// <exception cref="UnusableInputException">The export lacks a deal, or names no instant.</exception>
    public static async Task<IReadOnlyList<Dossier>> DossiersAsync(string export, IReadOnlyList<string> deals, CancellationToken ct)
    {
        var data = Directory.CreateTempSubdirectory("agentdesk-eval-");
        try
        {
            await using var services = new ServiceCollection()
                .AddDealBook(new BookOptions { Folder = data.FullName })
                .BuildServiceProvider();
            await services.GetRequiredService<ISource>().ImportAsync(export, null, ct);
            var book = services.GetRequiredService<IDealBook>();
            var team = await book.TeamAsync(ct);
            var playbook = await book.PlaybookAsync(ct);
            var dossiers = new List<Dossier>();
            foreach (var deal in deals)
            {
                var file =
                    await book.FindAsync(new(deal), ct)
                    ?? throw new UnusableInputException($"`{export}` has no deal `{deal}`, but its labels do");
                dossiers.Add(
                    new Dossier(file, team, playbook, team.AsOf ?? throw new UnusableInputException($"`{export}` names no `as_of`"))
                );
            }

            return dossiers;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>The cause that the scan would give, or one that asks for the diagnosis all the same.</summary>
    public static Cause CauseOf(Workflow workflow, Dossier dossier) =>
        workflow.Wakes(dossier.File, dossier.Team, dossier.Playbook, dossier.Now)
        ?? new Cause([new Trigger("asked", "asked for by the eval", dossier.Now, "eval")]);
}
