using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Tests.Engine.Fakes;

internal sealed record TinyDraft(string Headline, IReadOnlyList<ActionPayload> Actions, string Category = "legal");

/// <summary>
/// A workflow small enough to see through: the deal's column `wake` holds its triggers (`kind@anchor`, by commas; `news` passes by),
/// `exceptions` its kinds of exceptions, the draft the actions; it withholds what says `!!!`, routes `indemnity` to legal, sends back a
/// headline that says `rumour` and stops at one that says `nothing known`.
/// </summary>
internal sealed class TinyWorkflow(params IReadOnlyList<string> rests) : Workflow<TinyDraft>
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override string Name => "tiny";

    public override IReadOnlyList<string> RestsInPause => rests;

    public override IReadOnlyList<string> PassesBy => ["news"];

    public override IReadOnlyList<string> Promises => ["sent_back"];

    public override IReadOnlyList<EvidenceRequest> Gather => [new EvidenceRequest.WholeFile()];

    public override PrepareTask Prepare => new("tiny", typeof(TinyDraft), 100);

    public override IReadOnlyList<Gate> Gates { get; } =
    [
        Make(
            "no-rumours",
            (g, c) => c.Packet.Headline.Contains("rumour", StringComparison.Ordinal) ? [g.SendBack("a rumour is no evidence")] : []
        ),
        Make(
            "readiness",
            (g, c) => c.Packet.Headline.Contains("nothing known", StringComparison.Ordinal) ? [g.Stop("nothing is known")] : []
        ),
        Make("language", (g, c) => [.. About(c, "!!!").Select(id => g.Withhold("it shouts", id))]),
        Make("qualified-owner", (g, c) => [.. About(c, "indemnity").Select(id => g.Route(Roles.Legal, "it speaks of law", id))]),
        AgentDesk.Core.Policy.Gates.NotAgainGate.NotAgain,
    ];

    public override Cause? Wakes(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        file.Deal.Columns.GetValueOrDefault("wake") is { Length: > 0 } wake
            ? new Cause([.. wake.Split(',').Select(t => t.Split('@')).Select(t => new Trigger(t[0], $"{t[0]} since {t[1]}", Start, t[1]))])
            : null;

    public override JsonObject Inputs(Dossier dossier, Cause cause) => new() { ["now"] = dossier.Now.ToString("O") };

    public override Proposal Propose(Dossier dossier, Cause cause, TinyDraft draft, int round) =>
        new(
            new Packet(
                draft.Headline,
                new Blocker(draft.Category, BlockerStanding.Inferred, [], "unblock"),
                [],
                null,
                [new MissingEvidence("who signs", "the owner")],
                [
                    .. dossier
                        .Deal.Columns.GetValueOrDefault("exceptions", "")
                        .Split(',', StringSplitOptions.RemoveEmptyEntries)
                        .Select(k => new StageException(k, k, [])),
                ],
                [],
                []
            ),
            [
                .. draft.Actions.Select(
                    (payload, i) =>
                        new ProposedAction(
                            ActionIds.For(round, i + 1),
                            $"{payload.Kind} {i + 1}",
                            payload,
                            ActionVersions.Of(payload, dossier),
                            Roles.DealOwner,
                            [dossier.Deal.OwnerEmail]
                        )
                ),
            ]
        );

    private static Gate Make(string name, Func<Gate, GateCase, IReadOnlyList<Finding>> judge)
    {
        Gate? gate = null;
        gate = new Gate(name, name, "test", c => judge(gate!, c));
        return gate;
    }

    private static IEnumerable<string> About(GateCase c, string word) =>
        c
            .Proposal.Actions.Where(a => a.Payload.ToJson().ToJsonString(DeskJson.Options).Contains(word, StringComparison.Ordinal))
            .Select(a => a.Id.Value);
}
