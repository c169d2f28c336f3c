using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Documents;
using AgentDesk.Tests.Engine.Fakes;
using static AgentDesk.Tests.Engine.Fakes.Rig;

namespace AgentDesk.Tests.Engine.Documents;

public sealed class RunDocumentTests
{
    [Fact]
    public async Task A_decided_run_reads_as_the_contract_says()
    {
        var mail = new ActionPayload.EmailDraft(["bea@buyer.test"], [], "Paper", "Here it is.", new EvidenceName("mail:m1"), null);
        using var rig = new Rig(mail, new ActionPayload.CrmNote("urgent!!!"), new ActionPayload.CrmNote("indemnity is open"));
        var (desk, id) = await rig.WaitingAsync();
        await desk.DecideAsync(
            id,
            new ActionId("a1"),
            new Decision.Edit(new ActionPayload.EmailDraft(["bea@buyer.test"], [], "Paper", "Here.", null, null), mail.Hash()),
            Owner,
            execute: true,
            Ct
        );
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.ApproveAsync(desk, id, "a1");
        await desk.DecideAsync(id, new ActionId("a3"), new Decision.Snooze(rig.Time.GetUtcNow().AddDays(1)), Lawyer, execute: true, Ct);

        var json = JsonSerializer.Serialize(
            RunDocuments.Inbox(await desk.NowAsync(Ct), await desk.InboxAsync(new InboxQuery(), Ct)),
            DeskJson.Indented
        );

        await Golden.MatchesAsync("run.json", json);
    }

    [Fact]
    public async Task Stopped_work_shows_the_reason_and_what_is_missing_also_after_it_is_closed()
    {
        using var rig = new Rig();
        rig.Drafter.Answer = _ => FakeDrafter.Draft("nothing known", Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();

        var stopped = RunDocuments.Of((await desk.ShowAsync(id, Ct))!);
        await desk.DecideAsync(id, null, new Decision.Dispose("close", "dead"), Owner, execute: true, Ct);
        var closed = RunDocuments.Of((await desk.ShowAsync(id, Ct))!);

        Assert.Equal(
            ("stopped", "nothing is known", "who signs"),
            (stopped.State, stopped.Packet!.Headline, stopped.Packet.MissingEvidence[0].Text)
        );
        Assert.Empty(stopped.Actions);
        Assert.Equal(("closed", "nothing is known", "disposed"), (closed.State, closed.Packet!.Headline, closed.Outcome));
    }

    [Fact]
    public async Task A_run_that_is_still_being_prepared_is_executing_and_not_listed()
    {
        using var rig = new Rig(Rig.Mail);
        var desk = rig.Desk();
        var id = new RunId("r-1");
        await rig.Ledger.AppendAsync(
            id,
            0,
            [
                new RunEvent.Started(
                    id,
                    "tiny",
                    new DealId("D-1"),
                    "Deal",
                    "Northgate",
                    "owner@seller.test",
                    null,
                    new Cause([new Trigger("stale", "45 days", rig.Time.GetUtcNow(), "x")]),
                    "p"
                ),
            ],
            "x",
            rig.Time.GetUtcNow(),
            Ct
        );

        Assert.Equal("executing", RunDocuments.Of((await desk.ShowAsync(id, Ct))!).State);
        Assert.Empty(await desk.InboxAsync(new InboxQuery(), Ct));
    }

    [Fact]
    public async Task No_action_of_a_closed_run_is_pending()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field, new ActionPayload.CrmNote("urgent!!!"));
        rig.Book.Put(FakeBook.File("D-2", ("wake", "stale@y")));
        var desk = rig.Desk();
        var report = await desk.ScanAsync(null, null, null, Ct);
        await desk.DecideAsync(
            report.Started[0],
            new ActionId("a2"),
            new Decision.Snooze(rig.Time.GetUtcNow().AddDays(1)),
            Owner,
            execute: true,
            Ct
        );
        await desk.DecideAsync(report.Started[0], null, new Decision.Dispose("close", "dead"), Owner, execute: true, Ct);
        foreach (var id in new[] { "D-1", "D-2" })
        {
            rig.Book.Put(FakeBook.File(id, ("wake", "stale@x,quiet@z")));
        }
        await desk.ScanAsync(null, null, null, Ct);

        var disposed = RunDocuments.Of((await desk.ShowAsync(report.Started[0], Ct))!);
        var superseded = RunDocuments.Of((await desk.ShowAsync(report.Started[1], Ct))!);

        Assert.Equal(["expired", "expired", "withheld"], disposed.Actions.Select(a => a.State));
        Assert.Equal(["superseded", "superseded", "withheld"], superseded.Actions.Select(a => a.State));
        Assert.Contains("undecided when the run was closed", disposed.Actions[0].Detail, StringComparison.Ordinal);
    }

    /// <summary>The members that contracts/command-line.md names, in the places where it names them.</summary>
    [Fact]
    public async Task Every_member_of_the_contract_is_there()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();

        var run = JsonSerializer.SerializeToNode(RunDocuments.Of((await desk.ShowAsync(id, Ct))!), DeskJson.Options)!;

        Assert.All(
            "id workflow deal_id deal_name account owner state trigger prepared_at model prompt packet actions findings history".Split(' '),
            m => Assert.True(run.AsObject().ContainsKey(m), m)
        );
        Assert.All("kind detail at".Split(' '), m => Assert.True(run["trigger"]!.AsObject().ContainsKey(m), m));
        Assert.All(
            "headline blocker claims prior_attempts missing_evidence exceptions".Split(' '),
            m => Assert.True(run["packet"]!.AsObject().ContainsKey(m), m)
        );
        Assert.All(
            "category standing secondary disposition".Split(' '),
            m => Assert.True(run["packet"]!["blocker"]!.AsObject().ContainsKey(m), m)
        );
        Assert.All(
            "id kind audience to summary payload payload_hash record_version needs needs_who assigned_to state".Split(' '),
            m => Assert.True(run["actions"]![0]!.AsObject().ContainsKey(m), m)
        );
        Assert.All("gate outcome reason about".Split(' '), m => Assert.True(run["findings"]![0]!.AsObject().ContainsKey(m), m));
        Assert.All("at who event detail".Split(' '), m => Assert.True(run["history"]![0]!.AsObject().ContainsKey(m), m));
        Assert.Equal(DeskJson.Hash(run["actions"]![0]!["payload"]), run["actions"]![0]!["payload_hash"]!.GetValue<string>());
    }

    private static class Golden
    {
        /// <summary>Compares with the file beside this test; UPDATE_GOLDEN=1 writes it anew.</summary>
        public static async Task MatchesAsync(string name, string actual)
        {
            var path = RepoRoot.Path("tests", "AgentDesk.Tests", "Engine", "Documents", "Golden", name);
            if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            {
                await File.WriteAllTextAsync(path, actual + "\n", Ct);
            }

            Assert.Equal(await File.ReadAllTextAsync(path, Ct), actual + "\n");
        }
    }
}
