using AgentDesk.Core.Deals;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Tests.Core.Measures;

public sealed class StalledDealMeasuresTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly DealId Deal = new("Q-1");
    private static readonly Actor Owner = new("olga.berg@seller.example", []);
    private static readonly Actor Manager = new("marc.duval@seller.example", []);
    private static readonly ActionId Mail = new("a1");

    [Fact]
    public void Each_figure_of_the_seed_comes_from_the_events()
    {
        var found = StalledDealMeasures.Of(
            [
                At(0, Started()), At(1, Proposed("security")), At(60, new RunEvent.Edited(Mail, Draft("better"), [], Manager)), At(90, new RunEvent.Decided(Mail, new Decision.Approve("h", "v"), Owner)),
                At(91, new RunEvent.Written(Mail, "draft-1")), At(92, new RunEvent.Decided(null, new Decision.Dispose("unblock", "asked"), Owner)),
            ],
            [
                new(Deal, "stage.moved", Start.AddDays(3), "resolve", null), new(Deal, "close_date.moved", Start.AddDays(4), "2026-04-30 → 2026-05-29", null),
                new(Deal, "close_date.moved", Start.AddDays(5), "2026-05-29 → 2026-05-15", null), new(Deal, "deal.closed", Start.AddDays(9), "lost", null),
            ]);

        Assert.Equal(
            [
                "slipped_close_date=moved", "blocker_category=security", "manager_edit=email_draft", "reviewed=", "flag_to_approved_action=email_draft", "unblock_attempt=email_draft", "disposition=unblock",
                "movement=resolve", "slipped_close_date=2026-04-30 → 2026-05-29", "movement=lost", "closed_outcome=lost",
            ],
            found.Select(m => $"{m.Kind}={m.Value}"));
        Assert.Equal(TimeSpan.FromMinutes(90), found.Single(m => m.Kind == MeasurementKinds.FlagToApprovedAction).Length);
    }

    [Fact]
    public void An_owner_edit_is_no_manager_edit() =>
        Assert.DoesNotContain(StalledDealMeasures.Of([At(0, Started()), At(1, Proposed("legal")), At(2, new RunEvent.Edited(Mail, Draft("x"), [], Owner))], []), m => m.Kind == MeasurementKinds.ManagerEdit);

    [Fact]
    public void A_run_that_gathered_again_counts_its_last_diagnosis_once()
    {
        var found = StalledDealMeasures.Of([At(0, Started()), At(1, Proposed("legal")), At(2, new RunEvent.RecordMoved(null, "a", "b")), At(3, Proposed("timing"))], []);

        Assert.Equal("timing", Assert.Single(found, m => m.Kind == MeasurementKinds.BlockerCategory).Value);
    }

    [Fact]
    public void What_happened_before_the_flag_or_to_another_deal_is_no_movement() =>
        Assert.DoesNotContain(
            StalledDealMeasures.Of([At(0, Started())], [new(Deal, "stage.moved", Start.AddDays(-1), "propose", null), new(new("Q-2"), "stage.moved", Start.AddDays(1), "close", null)]),
            m => m.Kind == MeasurementKinds.Movement);

    [Fact]
    public void An_approval_that_was_not_written_is_no_attempt() =>
        Assert.DoesNotContain(
            StalledDealMeasures.Of([At(0, Started()), At(1, Proposed("legal")), At(2, new RunEvent.Decided(Mail, new Decision.Approve("h", "v"), Owner)), At(3, new RunEvent.WriteFailed(Mail, "down"))], []),
            m => m.Kind == MeasurementKinds.UnblockAttempt);

    private static Happened At(int minute, RunEvent e) => new(e, "somebody", Start.AddMinutes(minute));

    private static RunEvent.Started Started() => new(
        new("r-1"), "stalled-deal", Deal, "Quillon", "Quillon", Owner.Email!, Manager.Email, new Cause([new Trigger("slipped_close_date", "moved", Start.AddDays(-10), "x")]), "built-in@1");

    private static RunEvent.Proposed Proposed(string category) => new(
        new Proposal(new Packet("h", new Blocker(category, BlockerStanding.Confirmed, [], "unblock"), [], null, [], [], [], []), [new ProposedAction(Mail, "s", Draft("x"), "v", "deal_owner", [])]), []);

    private static ActionPayload.EmailDraft Draft(string body) => new(["ana.ruiz@quillon.example"], [], "s", body, null, null);
}
