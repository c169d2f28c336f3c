using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Policy;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Tests.Engine;

/// <summary>What a model is told of its own draft: by the draft's places, each fault once, and what would be withheld too.</summary>
public sealed class FeedbackTests
{
    private static readonly StalledDealWorkflow Workflow = new();

    [Fact]
    public void Faults_are_named_by_their_place_in_the_draft_and_once()
    {
        var dossier = GateCaseFile.Build().Dossier;
        var draft = Draft(
            "Ana Ruiz writes that 14 answers are open.",
            "Please answer by 23 March.",
            "Hello Ana, just checking in on the answers."
        );
        var proposal = Workflow.Propose(dossier, new Cause([new Trigger("stale", "d", dossier.Now, "x")]), draft, 1);

        var told = Feedback
            .Of(Workflow.Judge(new GateCase(proposal, dossier)).Findings, proposal, Workflow.Places(dossier, draft, 1))
            .Select(f => f.Feedback)
            .OfType<string>()
            .ToList();

        Assert.Equal(
            [
                "the figure 14 in `claims[0].text` stands neither in what it cites nor in the record (figures-are-in-the-source)",
                "the date 23 March in `escalation.text` stands in no evidence that the packet cites (figures-are-in-the-source)",
            ],
            told.Where(t => t.Contains("figures-are", StringComparison.Ordinal))
        );
        Assert.Contains(
            told,
            t =>
                t.StartsWith("would be withheld: `customer_message`: ", StringComparison.Ordinal)
                && t.EndsWith("(language)", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            told,
            t => t.Contains("Ask sam.ito", StringComparison.Ordinal) || t.Contains("Mail draft to", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_action_has_a_place()
    {
        var dossier = GateCaseFile.Build().Dossier;
        var draft = Draft("Ana Ruiz waits.", "Please answer.", "Hello Ana.");
        var proposal = Workflow.Propose(dossier, new Cause([new Trigger("stale", "d", dossier.Now, "x")]), draft, 2);

        var places = Workflow.Places(dossier, draft, 2);

        Assert.Equal(
            [
                "claims[0].text",
                "customer_message",
                "escalation.text",
                "escalation.text",
                "tasks[0].text",
                "pause",
                "fields[1].after",
                "crm_note",
            ],
            proposal.Packet.Claims.Select(c => places[c.Id]).Concat(proposal.Actions.Select(a => places[a.Id.Value]))
        );
    }

    private static JsonElement Draft(string claim, string ask, string body) =>
        JsonSerializer.SerializeToElement(
            new StalledDealDraft(
                "Quillon looks stuck on security answers",
                new BlockerDraft("security", BlockerStanding.Inferred, [], "unblock"),
                [
                    new ClaimDraft(
                        "known",
                        claim,
                        AgentDesk.Core.Evidence.Standing.Fact,
                        [new(new("mail:M2"), "still waits for 12 of your 40 answers")]
                    ),
                ],
                new PriorAttempts(2, "A mail and a voicemail."),
                [],
                new CustomerMessageDraft(["ana.ruiz@quillon.example"], [], "RE: Proposal", body, new("mail:M2"), null),
                new EscalationDraft("security", "sam.ito@seller.example", ask, new(2026, 3, 24)),
                [new TaskDraft("olga.berg@seller.example", "Ask Sam.", new(2026, 3, 24))],
                new PauseDraft(new(2026, 4, 1), "They wait."),
                [new FieldDraft("stage", "propose", 0), new FieldDraft("next_step", "Answers", 0)],
                "A note."
            ),
            DeskJson.Options
        );
}
