using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Surfaces.Review;

/// <summary>One edit of an action.</summary>
/// <param name="Refused">Why it did not pass; null when it did.</param>
/// <param name="Times">How often it came so in a row: the same person, the same answer.</param>
public sealed record EditMade(DateTimeOffset At, string Who, Finding? Refused, int Times);

/// <summary>An edit form as it is to be shown.</summary>
/// <param name="IsRefused">It holds the viewer's own edit that was refused, so that no typed word is lost.</param>
/// <param name="IsAnew">It holds the draft as it was prepared, because the viewer asked for it.</param>
public sealed record EditDraft(IReadOnlyList<FormField> Fields, bool IsRefused, bool IsAnew);

public sealed partial record RunModel
{
    /// <summary>What was typed into a form that was refused just now; null when none was.</summary>
    public Typed? Typed { get; init; }

    /// <summary>The action whose edit the viewer wants to begin again from what was prepared.</summary>
    public ActionId? Anew { get; init; }

    /// <summary>What was typed into the form of these decisions on this action (null: on the run) and refused just now.</summary>
    public Typed? TypedInto(ActionId? action, params IReadOnlyList<string> decisions) =>
        Typed is { } typed && typed.Action == action && decisions.Contains(typed.Decision, StringComparer.Ordinal) ? typed : null;

    /// <summary>Edits of an action in the order in which they came.</summary>
    public IReadOnlyList<EditMade> Edits(ActionId action)
    {
        var edits = new List<EditMade>();
        foreach (var e in Sight.View.History)
        {
            EditMade? made = e.Event switch
            {
                RunEvent.Edited x when x.Action == action => new(e.At, e.Who, null, 1),
                RunEvent.EditRefused x when x.Action == action => new(
                    e.At,
                    e.Who,
                    x.Findings.FirstOrDefault(HistoryLines.Blocks) ?? new Finding("", Outcome.Stop, "no reason given", []),
                    1
                ),
                _ => null,
            };
            if (made is null)
            {
                continue;
            }
            if (edits is [.., var last] && last.Who == made.Who && last.Refused?.Reason == made.Refused?.Reason)
            {
                edits[^1] = made with { Times = last.Times + 1 };
            }
            else
            {
                edits.Add(made);
            }
        }
        return edits;
    }

    /// <summary>The gates' notes on an action as it stands: what a person should have read before saying yes.</summary>
    public IReadOnlyList<Finding> Remarks(ActionState state) =>
        [.. Sight.Findings.Where(f => f.Outcome == Outcome.Note && f.About.Contains(state.Action.Id.Value, StringComparer.Ordinal))];

    /// <summary>
    /// What the edit form holds: what the viewer typed and was refused, just now or by a gate before; what was prepared, where the viewer
    /// begins again; else the payload as it stands.
    /// </summary>
    public EditDraft Editable(ActionState state)
    {
        if (Anew == state.Action.Id)
        {
            return new EditDraft(PayloadForm.Fields(state.Prepared ?? state.Action.Payload), false, true);
        }
        if (TypedInto(state.Action.Id, "edit") is { } typed)
        {
            return new EditDraft(
                [.. PayloadForm.Fields(state.Action.Payload).Select(f => f with { Value = typed[f.Name] ?? f.Value })],
                true,
                false
            );
        }
        return
            Sight.View.History.LastOrDefault(e =>
                e.Event is RunEvent.Edited or RunEvent.EditRefused && ActionOf(e.Event) == state.Action.Id
            )
                is { Event: RunEvent.EditRefused refused } last
            && last.Who == Viewer.Actor.Name
            ? new EditDraft(PayloadForm.Fields(refused.Payload), true, false)
            : new EditDraft(PayloadForm.Fields(state.Action.Payload), false, false);
    }

    /// <summary>The payload that carries this hash, among all that this run ever showed.</summary>
    public static ActionPayload? Seen(RunView view, string hash) =>
        view
            .History.SelectMany(e =>
                e.Event switch
                {
                    RunEvent.Proposed p => p.Proposal.Actions.Select(a => a.Payload),
                    RunEvent.Edited x => [x.Payload],
                    _ => [],
                }
            )
            .FirstOrDefault(p => p.Hash() == hash);

    private static ActionId? ActionOf(RunEvent e) =>
        e switch
        {
            RunEvent.Edited x => x.Action,
            RunEvent.EditRefused x => x.Action,
            _ => null,
        };
}
