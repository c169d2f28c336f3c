using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Tests.Engine.Fakes;

namespace AgentDesk.Tests.Core.Runs;

public sealed class VisibilityTests
{
    private static readonly DealId Mine = new("D-1");
    private static readonly Deal Deal = FakeBook.File("D-1").Deal;
    private static readonly Deal Other = FakeBook.File("D-2").Deal with { OwnerEmail = "else@seller.test", ManagerEmail = null };

    [Fact]
    public void The_owner_the_manager_RevOps_and_the_operator_see_a_deal_and_a_stranger_does_not()
    {
        Assert.True(Visibility.MaySee(new Actor("OWNER@seller.test", []), Deal, []));
        Assert.True(Visibility.MaySee(Rig.Boss, Deal, []));
        Assert.True(Visibility.MaySee(new Actor("ops@seller.test", [Roles.RevOps]), Deal, []));
        Assert.True(Visibility.MaySee(Actor.LocalOperator, Deal, []));
        Assert.False(Visibility.MaySee(Rig.Stranger, Deal, []));
        Assert.False(Visibility.MaySee(Actor.Desk, Deal, []));
    }

    [Fact]
    public void Holding_a_role_opens_no_deal_and_being_asked_opens_the_one_that_it_is_about()
    {
        var lawyer = new Actor("law@seller.test", [Roles.Legal]);
        var run = Waiting(needsWho: ["law@seller.test"]);

        Assert.False(Visibility.MaySee(lawyer, Deal, []));
        Assert.True(Visibility.MaySee(lawyer, Deal, [run]));
        Assert.False(Visibility.MaySee(lawyer, Other, [run]));
        Assert.Equal([Mine], Visibility.Of(lawyer, [Deal, Other], [run]));
    }

    [Fact]
    public void Whom_an_action_was_given_to_sees_its_deal_also_after_the_run_was_closed()
    {
        var run = Run.Apply(
            Waiting(needsWho: [], assignedTo: "eve@seller.test"),
            new RunEvent.Closed("acted", null, null),
            TinyWorkflow.Start
        );

        Assert.True(Visibility.MaySee(Rig.Stranger, Deal, [run]));
    }

    private static Run.Waiting Waiting(string[] needsWho, string? assignedTo = null)
    {
        var action = new ProposedAction(new ActionId("a1"), "do", Rig.Field, "v1", Roles.Legal, needsWho);
        var header = new RunHeader(
            new RunId("r-1"),
            "tiny",
            Mine,
            "Deal",
            "Northgate",
            "former@seller.test",
            null,
            new Cause([]),
            "p@1",
            TinyWorkflow.Start
        );
        return new Run.Waiting(
            header,
            1,
            [],
            new Packet("h", null, [], null, [], [], [], []),
            [new ActionState(action, ActionStatus.Pending, TinyWorkflow.Start, AssignedTo: assignedTo)],
            [],
            new Preparation("offline", "tiny@1", null, null, TinyWorkflow.Start),
            TinyWorkflow.Start
        );
    }
}
