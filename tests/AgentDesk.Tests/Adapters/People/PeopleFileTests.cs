using AgentDesk.Adapters.People;
using AgentDesk.Core.People;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Adapters.People;

public sealed class PeopleFileTests
{
    private const string Good = """
        people:
          - email: Colleen@seller.test
            aadObjectId: 6F1D0B3E-2B1A-4C8E-9D55-000000000020
            name: Colleen Fahey
            roles: [rep, security]
            teams: [field]
            standIn: dev@seller.test
            away: { from: 2026-06-01, until: 2026-06-05 }
          - { email: gordon@seller.test, roles: [manager], leads: [field] }
        groups:
          6f1d0b3e-2b1a-4c8e-9d55-000000000031: [legal]
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Everything_that_it_says_is_read()
    {
        var (people, problems) = PeopleFile.Read(Good);

        Assert.Empty(problems);
        var colleen = people!.FindByObject("6f1d0b3e-2b1a-4c8e-9d55-000000000020")!;
        Assert.Equal(
            ("Colleen@seller.test", "dev@seller.test", new Away(new(2026, 6, 1), new(2026, 6, 5))),
            (colleen.Email, colleen.StandIn, colleen.Away)
        );
        Assert.Equal(["rep", "security"], colleen.Roles);
        Assert.Equal(["Colleen@seller.test"], people.LedBy("gordon@seller.test"));
        Assert.Equal(["legal"], people.Groups["6F1D0B3E-2B1A-4C8E-9D55-000000000031"]);
    }

    [Fact]
    public void The_same_in_JSON_is_read_too() =>
        Assert.Equal("x@y.test", PeopleFile.Read("""{"people":[{"email":"x@y.test","roles":["admin"]}]}""").People!.Members[0].Email);

    [Theory]
    [InlineData("people:\n  - roles: [rep]", 2, "lacks `email`")]
    [InlineData("people:\n  - { email: a@b.c, roles: [maneger] }", 2, "did you mean `manager`?")]
    [InlineData("people:\n  - { email: a@b.c, roles: [deal_owner] }", 2, "there is no role `deal_owner`")]
    [InlineData("people:\n  - { email: a@b.c, aadObjectId: 17 }", 2, "no Entra object id")]
    [InlineData("people:\n  - { email: a@b.c }\n  - { email: A@B.c }", 1, "stands twice")]
    [InlineData("people:\n  - { email: a@b.c, away: { from: 2026-06-05, until: 2026-06-01 } }", 2, "lies before `from`")]
    [InlineData("people:\n  - { email: a@b.c, away: { from: Monday, until: 2026-06-01 } }", 2, "is no date")]
    [InlineData("people:\n  - { email: a@b.c, role: admin }", 2, "has no `role`")]
    [InlineData("groups:\n  admins: [admin]", 2, "no Entra group id")]
    [InlineData("- a", 1, "begins with `people:`")]
    [InlineData("people: }", 1, "no YAML")]
    public void A_mistake_is_named_with_its_line_and_nobody_is_given_a_role(string text, int line, string message)
    {
        var (people, problems) = PeopleFile.Read(text);

        Assert.Null(people);
        Assert.Equal(line, problems[0].Line);
        Assert.Contains(message, problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_counts_from_the_next_look_on_and_a_broken_one_is_refused()
    {
        using var folder = new TempFolder();
        var (path, people) = (folder.Sub("people.yaml"), new PeopleFile(folder.Sub("people.yaml")));

        Assert.Empty((await people.ReadAsync(Ct)).Members);
        await File.WriteAllTextAsync(path, "people:\n  - { email: a@b.c, roles: [admin] }", Ct);
        Assert.Equal(["admin"], (await people.ReadAsync(Ct)).Find("a@b.c")!.Roles);
        await File.WriteAllTextAsync(path, "people:\n  - { email: a@b.c }", Ct);
        Assert.Empty((await people.ReadAsync(Ct)).Find("a@b.c")!.Roles);
        await File.WriteAllTextAsync(path, "people: nobody", Ct);
        Assert.Contains(
            "people.yaml`, line 1",
            (await Assert.ThrowsAsync<UnusableInputException>(() => people.ReadAsync(Ct))).Message,
            StringComparison.Ordinal
        );
    }
}
