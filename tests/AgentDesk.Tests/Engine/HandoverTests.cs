using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Documents;
using AgentDesk.Tests.Engine.Fakes;
using static AgentDesk.Tests.Engine.Fakes.Rig;

namespace AgentDesk.Tests.Engine;

/// <summary>Handing a decision over or up: to whom it may go, and what that person may then do.</summary>
public sealed class HandoverTests
{
    private static readonly ActionId A1 = new("a1");
    private static readonly ActionPayload Law = new ActionPayload.CrmNote("indemnity is open");
    private static readonly Actor Other = new("other@seller.test", []);

    [Theory]
    [InlineData("bea@buyer.test", "Bea Buyer is of the buyer's side: ")]
    [InlineData("nobody@else.test", "`nobody@else.test` is no colleague that the records know: ")]
    [InlineData("nobody@seller.test", "`nobody@seller.test` is no colleague that the records know: ")]
    public async Task It_goes_to_nobody_but_a_colleague_whom_the_records_know(string to, string says)
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();

        DecisionAnswer[] answers =
        [
            await desk.DecideAsync(id, A1, new Decision.Reassign(to, null), Owner, execute: true, Ct),
            await desk.DecideAsync(id, A1, new Decision.Escalate(to, null), Owner, execute: true, Ct),
        ];

        Assert.All(
            answers,
            a =>
            {
                Assert.Equal(RefusalKind.NotAllowed, a.Refusal);
                Assert.StartsWith(says, a.Message, StringComparison.Ordinal);
                Assert.Contains("boss@seller.test, owner@seller.test, law@seller.test", a.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', a.Message);
            }
        );
        Assert.Null((await rig.ActionAsync(id, "a1")).AssignedTo);
    }

    [Fact]
    public async Task What_needs_a_role_goes_only_to_a_holder_of_it()
    {
        using var rig = new Rig(Law);
        var (desk, id) = await rig.WaitingAsync();

        var answer = await desk.DecideAsync(id, A1, new Decision.Reassign("other@seller.test", null), Lawyer, execute: true, Ct);

        Assert.Equal(RefusalKind.NotAllowed, answer.Refusal);
        Assert.Equal("`a1` needs legal, which other@seller.test does not hold: law@seller.test could be named", answer.Message);
    }

    [Fact]
    public async Task A_holder_of_the_role_who_was_not_asked_at_first_may_decide_what_was_handed_to_them()
    {
        using var rig = new Rig(Law);
        rig.Book.Playbook = rig.Book.Playbook with
        {
            Routing = new Dictionary<string, IReadOnlyList<string>> { [Roles.Legal] = ["other@seller.test"] },
        };
        var (desk, id) = await rig.WaitingAsync();

        var before = await rig.ApproveAsync(desk, id, "a1", Lawyer);
        var handed = await desk.DecideAsync(id, A1, new Decision.Reassign("law@seller.test", "on leave"), Other, execute: true, Ct);
        var after = await rig.ApproveAsync(desk, id, "a1", Lawyer);

        Assert.Equal(RefusalKind.NotAllowed, before.Refusal);
        Assert.Null(handed.Refusal);
        Assert.Null(after.Refusal);
        Assert.Single(rig.JournalLines());
    }

    [Fact]
    public async Task The_deal_owners_work_may_be_decided_by_whom_it_was_handed_to_and_is_listed_as_theirs()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field);
        var (desk, id) = await rig.WaitingAsync();

        var before = await rig.ApproveAsync(desk, id, "a1", Other);
        await desk.DecideAsync(id, A1, new Decision.Reassign("Other@seller.test", null), Owner, execute: true, Ct);
        var document = RunDocuments.Of((await desk.ShowAsync(id, Ct))!).Actions[0];
        var listed = await desk.InboxAsync(new InboxQuery("waiting", "other@seller.test"), Ct);
        var theirs = await rig.ApproveAsync(desk, id, "a1", Other);
        var notTheirs = await rig.ApproveAsync(desk, id, "a2", Other);

        Assert.Equal(RefusalKind.NotAllowed, before.Refusal);
        Assert.Equal(("Other@seller.test", "Other@seller.test"), (document.AssignedTo, document.NeedsWho[0]));
        Assert.Single(listed);
        Assert.Null(theirs.Refusal);
        Assert.Equal(RefusalKind.NotAllowed, notTheirs.Refusal);
    }

    [Fact]
    public async Task Passing_it_up_to_whom_it_was_handed_over_is_recorded_once()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        await desk.DecideAsync(id, A1, new Decision.Reassign("boss@seller.test", null), Owner, execute: true, Ct);

        await desk.DecideAsync(id, A1, new Decision.Escalate("boss@seller.test", "stuck"), Owner, execute: true, Ct);
        await desk.DecideAsync(id, A1, new Decision.Escalate("boss@seller.test", "stuck"), Owner, execute: true, Ct);

        Assert.Equal(
            ["Reassign", "Escalate"],
            (await rig.Ledger.ReadAsync(id, Ct)).Select(e => e.Event).OfType<RunEvent.Decided>().Select(d => d.Decision.GetType().Name)
        );
    }

    [Fact]
    public async Task Who_was_given_it_for_one_role_may_not_decide_what_an_edit_made_of_it()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        await desk.DecideAsync(id, A1, new Decision.Reassign("other@seller.test", null), Owner, execute: true, Ct);

        await desk.DecideAsync(
            id,
            A1,
            new Decision.Edit(
                new ActionPayload.EmailDraft(["bea@buyer.test"], [], "Paper", "We grant indemnity.", null, null),
                Rig.Mail.Hash()
            ),
            Other,
            execute: true,
            Ct
        );
        var answer = await rig.ApproveAsync(desk, id, "a1", Other);

        Assert.Equal(RefusalKind.NotAllowed, answer.Refusal);
        Assert.Equal("only law@seller.test can decide `a1`, not other@seller.test", answer.Message);
    }

    /// <summary>In a ledger of before, anybody could be named for anything: that alone gives no authority over what needs a role.</summary>
    [Fact]
    public async Task An_old_reassignment_gives_nobody_a_role()
    {
        using var rig = new Rig(Law);
        var (desk, id) = await rig.WaitingAsync();
        var version = (await desk.ShowAsync(id, Ct))!.Version;
        await rig.Ledger.AppendAsync(
            id,
            version,
            [new RunEvent.Decided(A1, new Decision.Reassign("other@seller.test", null), Lawyer)],
            "x",
            rig.Time.GetUtcNow(),
            Ct
        );

        var answer = await rig.ApproveAsync(desk, id, "a1", Other);

        Assert.Equal(RefusalKind.NotAllowed, answer.Refusal);
    }
}
