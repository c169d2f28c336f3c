using System.ComponentModel;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Documents;

namespace AgentDesk.Engine.Asking.Tools;

/// <summary>Read-only: proposals that wait, and figures, of what the asker may see. Nothing here decides.</summary>
/// <param name="open">The view of whoever asks: one for a question, a fresh one a call where a client stays connected.</param>
public sealed class DeskTools(Func<CancellationToken, Task<AskView>> open)
{
    [Description(
        "Proposals that wait for a decision, oldest first: what each concludes and which actions it holds. A question that wants something done is answered with the run of the proposal for it, never by doing it."
    )]
    public async Task<IReadOnlyList<ProposalLine>> ListProposalsAsync(
        CancellationToken ct,
        [Description("Only this deal's id, or empty.")] string deal = ""
    )
    {
        var view = await open(ct);
        return
        [
            .. view
                .Runs.Where(r => r.Run is Run.Waiting && (deal.Length == 0 || r.Run.Header.Deal.Value == deal))
                .Select(r => (r.Run.Header, Waiting: (Run.Waiting)r.Run))
                .Select(p => new ProposalLine(
                    p.Header.Id.Value,
                    p.Header.Deal.Value,
                    p.Header.Account,
                    p.Header.Workflow,
                    Decide.StateOf(p.Waiting),
                    p.Waiting.Packet.Headline,
                    [.. p.Waiting.Actions.Where(a => a.IsOpen).Select(a => $"{a.Action.Payload.Kind}: {a.Action.Summary}")],
                    p.Waiting.Actions.Any(a => a.IsOpen && Authority.May(view.Asker, p.Header, a))
                )),
        ];
    }

    [Description("One run whole, as `show --json` prints it: its claims with their citations, what is missing, its actions and findings.")]
    public async Task<RunDocument> ShowProposalAsync(
        [Description("The run's id, as list_proposals gives it.")] string run,
        CancellationToken ct
    ) =>
        (await open(ct)).Runs.FirstOrDefault(r => r.Run.Header.Id.Value == run) is { } found
            ? RunDocuments.Of(found)
            : throw new ToolRefusedException($"there is no run `{run}` among those that the asker may see");

    [Description(
        "The desk's figures (KPIs, stalls, stages, workflows), folded from the ledger and the book. Name the figure in the answer's `figures`; a figure has no citation."
    )]
    public async Task<IReadOnlyList<FigureLine>> FiguresAsync(CancellationToken ct)
    {
        var report = await (await open(ct)).FiguresAsync(new FigureScope(), ct);
        return
        [
            .. report.Figures.All.Select(f => new FigureLine(
                f.Figure.Id,
                f.Figure.Name,
                f.Figure.Value,
                f.Figure.Unit,
                f.Figure.N,
                f.Figure.Target
            )),
        ];
    }
}
