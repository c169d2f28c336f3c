using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Tests.Policy;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Tests.Workflows.StalledDeal;

public sealed class ProposalTests
{
    private static readonly Dossier Dossier = GateCaseFile.Build().Dossier;
    private static readonly StalledDealDraft Full = new(
        "Quillon looks stuck on answers",
        new("security", BlockerStanding.Confirmed, [], "unblock"),
        [new("known", "Ana waits.", Standing.Fact, [new(new("mail:M2"), "still waits")])],
        new(2, "Two."),
        [],
        new(["ana.ruiz@quillon.example"], [], "RE: Proposal", "Hello", new("mail:M2"), null),
        new("security", "sam.ito@seller.example", "Please", new(2026, 3, 24)),
        [new("olga.berg@seller.example", "Call", new(2026, 3, 25))],
        new(new(2026, 6, 1), "later"),
        [new("close_date", "2026-05-29", 0), new("next_step", "Send answers", 0), new("stage", "propose", 0)],
        "Note."
    );

    [Fact]
    public void Every_action_names_the_role_that_may_approve_it()
    {
        var proposal = Propose(Full);

        Assert.Equal(
            [
                "a1 email_draft deal_owner olga.berg@seller.example",
                "a2 escalation deal_owner olga.berg@seller.example",
                "a3 task security sam.ito@seller.example",
                "a4 task deal_owner olga.berg@seller.example",
                "a5 pause manager marc.duval@seller.example",
                "a6 crm_field manager marc.duval@seller.example",
                "a7 crm_field deal_owner olga.berg@seller.example",
                "a8 crm_note deal_owner olga.berg@seller.example",
            ],
            proposal.Actions.Select(a => $"{a.Id} {a.Payload.Kind} {a.Needs} {string.Join(' ', a.NeedsWho)}")
        );
    }

    [Fact]
    public void An_escalation_lands_in_the_tracker_that_is_open()
    {
        var escalation = Assert.IsType<ActionPayload.Escalation>(Propose(Full).Actions[1].Payload);

        Assert.Equal(("tracker:T1", new DateOnly(2026, 3, 24)), (escalation.Record, escalation.Deadline));
    }

    [Fact]
    public void A_field_that_already_reads_so_is_not_proposed() =>
        Assert.DoesNotContain(Propose(Full).Actions, a => a.Payload is ActionPayload.CrmField { Field: "stage" });

    [Fact]
    public void Actions_are_bound_to_what_they_were_prepared_from() =>
        Assert.All(
            Propose(Full).Actions,
            a =>
                Assert.Equal(
                    a.Payload.Audience == Audience.Customer ? Dossier.ConversationVersion() : Dossier.Deal.Version(),
                    a.RecordVersion
                )
        );

    [Fact]
    public void Claims_and_actions_of_a_later_round_have_names_of_their_own()
    {
        var proposal = new StalledDealWorkflow().Propose(Dossier, Cause, Full, round: 2);

        Assert.Equal("c1", proposal.Packet.Claims[0].Id);
        Assert.Equal("b1", proposal.Actions[0].Id.Value);
    }

    [Fact]
    public void Doing_nothing_says_why_and_proposes_nothing()
    {
        var idle = new StalledDealDraft(
            "Quillon is on course",
            new("none", BlockerStanding.Confirmed, [], "none"),
            Full.Claims,
            new(0, ""),
            [],
            DoNothingBecause: "the signing is on 1 April"
        );

        var proposal = Propose(idle);

        Assert.Empty(proposal.Actions);
        Assert.Equal("Quillon is on course. Nothing to do: the signing is on 1 April", proposal.Packet.Headline);
    }

    [Fact]
    public void A_category_that_is_none_of_the_list_does_not_fit()
    {
        var e = Assert.Throws<JsonException>(() => Propose(Full with { Blocker = Full.Blocker with { Category = "vibes" } }));

        Assert.StartsWith("blocker.category is `vibes`, must be one of timing, ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_is_read_from_the_json_of_a_model()
    {
        var json = JsonSerializer.SerializeToElement(Full, DeskJson.Options);

        var proposal = new StalledDealWorkflow().Propose(Dossier, Cause, json, 1);

        Assert.Equal(8, proposal.Actions.Count);
    }

    private static Cause Cause => new([new Trigger("stale", "d", Dossier.Now, "x")]);

    private static Proposal Propose(StalledDealDraft draft) => new StalledDealWorkflow().Propose(Dossier, Cause, draft, 1);
}
