using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Tests.Surfaces.Web.Fakes;

internal sealed record ScriptedDraft(Packet Packet, IReadOnlyList<ActionPayload> Actions, string? StopBecause = null);

/// <summary>
/// Proposes what the draft holds. It withholds what says `!!!`, refuses an edit that says `by Friday` and notes one that says `999`; a
/// forecast needs the manager.
/// </summary>
internal sealed class ScriptedWorkflow(string name = "stalled-deal") : Workflow<ScriptedDraft>
{
    public override string Name => name;

    public override IReadOnlyList<EvidenceRequest> Gather => [new EvidenceRequest.WholeFile()];

    public override PrepareTask Prepare => new("scripted", typeof(ScriptedDraft), 100);

    public override IReadOnlyList<Gate> Gates { get; } =
    [
        Make("quotes-are-verbatim", "Every quote stands in its source.", (_, _) => []),
        Make(
            "figures-are-in-the-source",
            "Every figure stands in a source.",
            (g, c) =>
                [
                    .. About(c, "by Friday").Select(id => g.Withhold("“by Friday” stands in no source", id)),
                    .. c
                        .Proposal.Actions.Where(a => a.Payload.ToJson().ToJsonString().Contains("999", StringComparison.Ordinal))
                        .Select(a => g.Note("the figure 999 stands in no source", a.Id.Value)),
                ]
        ),
        Make(
            "language",
            "No desperate words.",
            (g, c) => [.. About(c, "!!!").Select(id => g.Withhold("it shouts, and nobody asked for a discount", id))]
        ),
        Make(
            "manager-for-forecast",
            "The forecast is the manager's.",
            (g, c) =>
                [
                    .. c
                        .Proposal.Actions.Where(a => a.Payload is ActionPayload.ForecastChange)
                        .Select(a => g.Route(Roles.Manager, "the forecast is the manager's", a.Id.Value)),
                ]
        ),
        Make(
            "contradictions-shown",
            "What denies a fact is shown beside it.",
            (g, c) => c.Packet.Claims.Any(x => x.Id == "c7") ? [g.Note("Our note and the buyer contradict each other", "c1", "c7")] : []
        ),
        Make("planted-instructions", "Text aimed at an AI is set aside.", (_, _) => []),
    ];

    public override Cause? Wakes(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        new([new Trigger("missed_next_step", "the next step was due on 12 June", SampleDeal.At(6, 12, 21), "2026-06-12")]);

    public override JsonObject Inputs(Dossier dossier, Cause cause) => [];

    public override Proposal Propose(Dossier dossier, Cause cause, ScriptedDraft draft, int round) =>
        new(
            draft.Packet,
            [
                .. draft.Actions.Select(
                    (p, i) =>
                        new ProposedAction(
                            ActionIds.For(round, i + 1),
                            Summary(p),
                            p,
                            ActionVersions.Of(p, dossier),
                            p is ActionPayload.ForecastChange ? Roles.Manager : Roles.DealOwner,
                            [p is ActionPayload.ForecastChange ? dossier.Deal.ManagerEmail! : dossier.Deal.OwnerEmail]
                        )
                ),
            ]
        );

    private static string Summary(ActionPayload p) =>
        p switch
        {
            ActionPayload.EmailDraft m => m.Subject == "12% off" ? "Offer 12% off" : "Tell Dora what we owe, and stop nudging",
            ActionPayload.Escalation => "Ask Tess for a date on tabs D and E",
            ActionPayload.CrmField f => $"Set {f.Field} to {f.After} (c1)",
            ActionPayload.ForecastChange => "Take it out of best case",
            ActionPayload.Pause => "Or leave it alone until Monday 22 June",
            _ => p.Kind,
        };

    private static Gate Make(string name, string rule, Func<Gate, GateCase, IReadOnlyList<Finding>> judge)
    {
        Gate? gate = null;
        gate = new Gate(name, rule, "test", c => judge(gate!, c));
        return gate;
    }

    private static IEnumerable<string> About(GateCase c, string words) =>
        c
            .Proposal.Actions.Where(a =>
                a.Payload is ActionPayload.EmailDraft m && (m.Body + m.Subject).Contains(words, StringComparison.Ordinal)
            )
            .Select(a => a.Id.Value);
}
