using AgentDesk.Core.Deals;
using AgentDesk.Core.People;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Tests.Engine.Fakes;

namespace AgentDesk.Tests.Core.People;

public sealed class PeopleDirectoryTests
{
    private static readonly DateOnly Monday = new(2026, 6, 1);

    [Fact]
    public void A_rep_sees_their_own_deals_and_a_manager_those_of_the_team()
    {
        var deal = FakeBook.File("D-1").Deal;
        var people = new PeopleDirectory(
            [
                Member("owner@seller.test", teams: ["north"]),
                Member("lead@seller.test", leads: ["North"]),
                Member("rep@seller.test", teams: ["north"]),
            ],
            PeopleDirectory.Empty.Groups
        );

        bool Sees(string email) => Visibility.MaySee(people.ActorOf(email, Team([]), [deal])!, deal, []);

        Assert.True(Sees("OWNER@seller.test"));
        Assert.True(Sees("boss@seller.test"));
        Assert.True(Sees("lead@seller.test"));
        Assert.False(Sees("rep@seller.test"));
        Assert.False(Visibility.MaySee(new Actor("", []), deal, []));
    }

    [Theory]
    [InlineData(Roles.Admin, true)]
    [InlineData(Roles.RevOps, true)]
    [InlineData(Roles.Legal, false)]
    [InlineData(Roles.MlLead, false)]
    [InlineData(Roles.Manager, false)]
    public void A_role_alone_opens_every_deal_to_RevOps_and_administrators_only(string role, bool sees) =>
        Assert.Equal(sees, Visibility.MaySee(new Actor("x@seller.test", [role]), FakeBook.File("D-1").Deal, []));

    [Fact]
    public void Records_cannot_make_an_administrator_and_the_people_file_can()
    {
        var team = Team([new Colleague("eve@seller.test", "Eve", [Roles.Admin, Roles.Legal])]);

        Assert.Equal([Roles.Legal], PeopleDirectory.Empty.ActorOf("eve@seller.test", team, [])!.Roles);
        Assert.Equal(
            [Roles.Legal, Roles.Admin],
            new PeopleDirectory([Member("Eve@seller.test", roles: [Roles.Admin])], PeopleDirectory.Empty.Groups)
                .ActorOf("eve@seller.test", team, [])!
                .Roles
        );
        Assert.Null(PeopleDirectory.Empty.ActorOf("nobody@seller.test", team, []));
    }

    [Fact]
    public void Who_stands_in_is_the_nearest_who_is_there()
    {
        var away = new Away(Monday, Monday.AddDays(4));
        var people = new PeopleDirectory(
            [
                Member("a@s.test", standIn: "b@s.test", away: away),
                Member("b@s.test", standIn: "c@s.test", away: away),
                Member("c@s.test"),
                Member("x@s.test", standIn: "y@s.test", away: away),
                Member("y@s.test", standIn: "x@s.test", away: away),
            ],
            PeopleDirectory.Empty.Groups
        );

        Assert.Equal("c@s.test", people.StandInOn("A@s.test", Monday));
        Assert.Null(people.StandInOn("a@s.test", Monday.AddDays(5)));
        Assert.Null(people.StandInOn("c@s.test", Monday));
        Assert.Null(people.StandInOn("x@s.test", Monday));
    }

    private static Team Team(IReadOnlyList<Colleague> colleagues) => new("T", null, ["seller.test"], colleagues, [], []);

    private static Member Member(
        string email,
        IReadOnlyList<string>? roles = null,
        IReadOnlyList<string>? teams = null,
        IReadOnlyList<string>? leads = null,
        string? standIn = null,
        Away? away = null
    ) => new(email, null, null, roles ?? [], teams ?? [], leads ?? [], standIn, away);
}
