using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Documents;
using AgentDesk.Tests.Engine.Fakes;
using static AgentDesk.Tests.Engine.Fakes.Rig;

namespace AgentDesk.Tests.Engine;

public sealed class EditTests
{
    public static TheoryData<string, string, string, string> Unfit =>
        new()
        {
            { "bea@buyer.test", "Paper", "", "the edit leaves `body` empty" },
            { "bea@buyer.test", "Paper", " \n\t\u200b", "the edit leaves `body` empty" },
            { "bea@buyer.test", "  ", "Here.", "the edit leaves `subject` empty" },
            { "", "Paper", "Here.", "the edit leaves nobody whom it is addressed to" },
            { "bea@buyer.test,BEA@buyer.test", "Paper", "Here.", "the edit names bea@buyer.test twice" },
            { "bea@buyer.test", "Paper", new string('x', 70_000), "the edit has 69 kB, 64 kB is the most" },
        };

    [Theory, MemberData(nameof(Unfit))]
    public async Task An_edit_that_says_nothing_or_names_somebody_twice_or_is_too_long_is_refused(
        string to,
        string subject,
        string body,
        string why
    )
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        var edit = new ActionPayload.EmailDraft(to.Split(',', StringSplitOptions.RemoveEmptyEntries), [], subject, body, null, null);

        var answer = await desk.DecideAsync(id, new ActionId("a1"), new Decision.Edit(edit, Rig.Mail.Hash()), Owner, execute: true, Ct);

        Assert.Equal((RefusalKind.Invalid, $"`a1` was not changed: {why}"), (answer.Refusal, answer.Message));
        Assert.Equal(Rig.Mail.Hash(), (await rig.ActionAsync(id, "a1")).Action.PayloadHash);
    }

    [Theory]
    [InlineData("Better now.", true)]
    [InlineData("Better now!!!", false)]
    public async Task An_edit_names_the_playbook_that_judged_it(string body, bool taken)
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        rig.Book.Playbook = rig.Book.Playbook with { Version = "field@7" };

        await desk.DecideAsync(
            id,
            new ActionId("a1"),
            new Decision.Edit(new ActionPayload.EmailDraft(["bea@buyer.test"], [], "Paper", body, null, null), Rig.Mail.Hash()),
            Owner,
            execute: true,
            Ct
        );

        var view = (await desk.ShowAsync(id, Ct))!;
        Assert.Equal(
            "field@7",
            view.History[^1].Event switch
            {
                RunEvent.Edited e when taken => e.Playbook,
                RunEvent.EditRefused e when !taken => e.Playbook,
                _ => null,
            }
        );
        Assert.Contains("judged by field@7", RunDocuments.Of(view).History[^1].Detail, StringComparison.Ordinal);

        // What is shown was judged anew with the edit; one that was not taken changed nothing of it.
        Assert.Equal(taken ? "field@7" : view.Run.Header.Playbook, RunDocuments.Of(view).Playbook);
    }

    [Fact]
    public async Task What_a_changed_playbook_stops_names_it()
    {
        using var rig = new Rig(Rig.Field);
        var (desk, id) = await rig.WaitingAsync();
        rig.Book.Playbook = rig.Book.Playbook with { Version = "field@7" };
        rig.Drafter.Answer = _ => FakeDrafter.Draft("nothing known", Rig.Field);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x"), ("next_step", "call Bea")));
        await desk.ScanAsync(null, null, null, Ct);

        var view = (await desk.ShowAsync(id, Ct))!;
        Assert.Equal("field@7", Assert.IsType<RunEvent.Stopped>(view.History[^1].Event).Playbook);
        Assert.Equal("field@7", RunDocuments.Of(view).Playbook);
    }

    [Fact]
    public async Task An_edit_of_a_field_takes_what_stands_before_from_the_record()
    {
        using var rig = new Rig(Rig.Field);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x"), ("next_step", "call Bea"), ("Champion_Level", "low")));
        var (desk, id) = await rig.WaitingAsync();
        var edit = new ActionPayload.CrmField("champion_level", "never so", "high");

        var answer = await desk.DecideAsync(id, new ActionId("a1"), new Decision.Edit(edit, Rig.Field.Hash()), Owner, execute: true, Ct);

        Assert.Null(answer.Refusal);
        var settled = new ActionPayload.CrmField("Champion_Level", "low", "high");
        var action = (await rig.ActionAsync(id, "a1")).Action;
        Assert.Equal(settled, action.Payload);
        Assert.Contains(settled.Hash(), answer.Message, StringComparison.Ordinal);

        // The same once more is the same edit, whatever is typed as before.
        var again = await desk.DecideAsync(id, new ActionId("a1"), new Decision.Edit(edit, settled.Hash()), Owner, execute: true, Ct);
        Assert.Contains("already edited", again.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "`a1` was not changed: the record has no field `nonsense`: next_step, stage, wake")]
    [InlineData("owner_email", "`a1` was not changed: `owner_email` is not changed here: a record is known by it")]
    public async Task An_edit_of_a_field_that_the_record_does_not_have_names_those_that_it_has(string field, string why)
    {
        using var rig = new Rig(Rig.Field);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x"), ("next_step", "call Bea"), ("owner_email", "o@seller.test")));
        var (desk, id) = await rig.WaitingAsync();

        var answer = await desk.DecideAsync(
            id,
            new ActionId("a1"),
            new Decision.Edit(new ActionPayload.CrmField(field, "", "x"), Rig.Field.Hash()),
            Owner,
            execute: true,
            Ct
        );

        Assert.Equal((RefusalKind.Invalid, why), (answer.Refusal, answer.Message));
        Assert.Equal(Rig.Field.Hash(), (await rig.ActionAsync(id, "a1")).Action.PayloadHash);
    }

    [Fact]
    public void Every_kind_of_text_must_say_something()
    {
        ActionPayload[] empty =
        [
            new ActionPayload.CrmNote(" "),
            new ActionPayload.TaskItem("o@s.test", "", new DateOnly(2026, 3, 9), "D-1"),
            new ActionPayload.Escalation("l@s.test", "legal", "\n", new DateOnly(2026, 3, 9), "D-1"),
            new ActionPayload.Pause(new DateOnly(2026, 4, 1), ""),
            new ActionPayload.StageChange("a", "", "why"),
            new ActionPayload.MeetingRequest("", ["a@b.test"], default, TimeSpan.FromHours(1), "x"),
        ];

        Assert.All(empty, p => Assert.NotNull(EditRules.Problem(p)));
        Assert.Null(EditRules.Problem(Rig.Field));
    }
}
