using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Engine.Fakes;
using static AgentDesk.Tests.Engine.Fakes.Rig;

namespace AgentDesk.Tests.Engine;

public sealed class RecordTroubleTests
{
    [Fact]
    public async Task A_record_that_does_not_answer_is_tried_again_later_and_written_once()
    {
        using var rig = new Rig(Rig.Mail);
        var (_, id) = await rig.WaitingAsync();
        var record = new Wayward(rig.Journal, silences: 2);
        var desk = rig.Desk(writer: record);

        await rig.ApproveAsync(desk, id, "a1");
        await desk.WorkAsync(Ct);
        var triesTooSoon = record.Tries;
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await desk.WorkAsync(Ct);
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        await desk.WorkAsync(Ct);

        Assert.Equal(1, triesTooSoon);
        Assert.Equal(3, record.Tries);
        Assert.Equal(ActionStatus.Written, (await rig.ActionAsync(id, "a1")).Status);
        Assert.Single(rig.JournalLines());
    }

    [Fact]
    public async Task A_record_that_stays_silent_ends_as_failed_and_can_be_approved_again()
    {
        using var rig = new Rig(Rig.Mail);
        var (_, id) = await rig.WaitingAsync();
        var desk = rig.Desk(writer: new Wayward(rig.Journal, silences: 5));

        await rig.ApproveAsync(desk, id, "a1");
        for (var i = 0; i < 4; i++)
        {
            rig.Time.Advance(TimeSpan.FromMinutes(3));
            await desk.WorkAsync(Ct);
        }

        var failed = await rig.ActionAsync(id, "a1");
        var again = await rig.ApproveAsync(desk, id, "a1");

        Assert.Equal(ActionStatus.Failed, failed.Status);
        Assert.Contains("look it up again", failed.Detail, StringComparison.Ordinal);
        Assert.Null(again.Refusal);
        Assert.Single(rig.JournalLines());
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_found_and_not_written_again()
    {
        using var rig = new Rig(Rig.Mail);
        var (_, id) = await rig.WaitingAsync();
        var record = new Wayward(rig.Journal, silences: 1, writesAnyway: true);
        var desk = rig.Desk(writer: record);

        await rig.ApproveAsync(desk, id, "a1");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await desk.WorkAsync(Ct);

        Assert.Equal(ActionStatus.Written, (await rig.ActionAsync(id, "a1")).Status);
        Assert.Equal(1, record.Tries);
        Assert.Single(rig.JournalLines());
    }

    [Fact]
    public async Task A_lost_answer_and_a_moved_record_together_do_not_write_twice()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field);
        var (_, id) = await rig.WaitingAsync();
        var desk = rig.Desk(writer: new Wayward(rig.Journal, silences: 1, writesAnyway: true));
        await rig.ApproveAsync(desk, id, "a1");
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x"), ("next_step", "changed")));

        await rig.ApproveAsync(desk, id, "a2");

        var run = await rig.WaitingAsync(id);
        Assert.Equal("a1", Assert.Single(run.Done).Action.Id.Value);
        Assert.DoesNotContain(run.Actions, a => a.Action.Payload.Kind == "email_draft");
        Assert.Single(rig.JournalLines());
    }

    [Fact]
    public async Task What_the_record_refuses_is_failed_with_its_reason()
    {
        using var rig = new Rig(Rig.Mail);
        var (_, id) = await rig.WaitingAsync();

        var answer = await rig.ApproveAsync(rig.Desk(writer: new Refusing()), id, "a1");

        Assert.Contains("mailbox is full", answer.Message, StringComparison.Ordinal);
        Assert.Equal(ActionStatus.Failed, (await rig.ActionAsync(id, "a1")).Status);
    }

    [Fact]
    public async Task A_field_that_holds_something_else_now_is_not_overwritten()
    {
        using var rig = new Rig(new ActionPayload.CrmField("next_step", "what it never was", "sign"));
        var (desk, id) = await rig.WaitingAsync();

        var answer = await rig.ApproveAsync(desk, id, "a1");

        Assert.Equal(RefusalKind.Stale, answer.Refusal);
        Assert.Empty(rig.JournalLines());
        Assert.Equal(2, (await rig.WaitingAsync(id)).Round);
    }

    private sealed class Wayward(IRecordWriter inner, int silences, bool writesAnyway = false) : IRecordWriter
    {
        public int Tries { get; private set; }

        public Task<string?> FindAsync(string key, CancellationToken ct) => inner.FindAsync(key, ct);

        public async Task<WriteOutcome> WriteAsync(ApprovedWrite write, CancellationToken ct)
        {
            if (++Tries > silences)
            {
                return await inner.WriteAsync(write, ct);
            }
            if (writesAnyway)
            {
                await inner.WriteAsync(write, ct);
            }
            throw new SystemUnavailableException("time-out");
        }
    }

    private sealed class Refusing : IRecordWriter
    {
        public Task<string?> FindAsync(string key, CancellationToken ct) => Task.FromResult<string?>(null);

        public Task<WriteOutcome> WriteAsync(ApprovedWrite write, CancellationToken ct) =>
            Task.FromResult<WriteOutcome>(new WriteOutcome.Refused("the mailbox is full"));
    }
}
