using System.Text.Json.Nodes;
using AgentDesk.Adapters.Records;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Engine.Fakes;

namespace AgentDesk.Tests.Adapters.Records;

public sealed class JournalWriterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agentdesk-");
    private readonly FakeBook _book = new();
    private JournalWriter _journal;

    public JournalWriterTests()
    {
        _journal = new JournalWriter(Journal, _book, TimeProvider.System);
        _book.Put(FakeBook.File("D-1") with { Mails = [FakeBook.Mail("m1")] });
    }

    private string Journal => Path.Combine(_folder.FullName, "journal");

    private string Lines => Path.Combine(Journal, "journal.jsonl");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_ledger_that_knows_nothing_of_what_was_written_does_not_verify()
    {
        await _journal.WriteAsync(Approved("r-1", Rig.Field), Ct);
        await File.AppendAllTextAsync(Lines, "{\"cut off", Ct);
        var before = await File.ReadAllBytesAsync(Lines, Ct);

        var ended = await EndToEnd.AgentDeskProgram.RunWithAsync([], "ledger", "verify", "--data", _folder.FullName);

        Assert.Equal([new RunId("r-1")], await _journal.WrittenAsync(Ct));
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("1 approved write of runs that the ledger does not know", ended.Err, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Lines, Ct));
    }

    [Fact]
    public async Task A_field_change_is_one_line_with_before_after_who_when_run_and_record_version()
    {
        var write = Approved("r-1", Rig.Field);

        var outcome = await _journal.WriteAsync(write, Ct);

        var line = JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(Lines, Ct)))!;
        var receipt = Assert.IsType<WriteOutcome.Written>(outcome).Receipt;
        Assert.Equal(
            [
                "r-1/a1",
                "r-1",
                "D-1",
                "a1",
                "crm_field",
                "owner@seller.test",
                "v1",
                Rig.Field.Hash(),
                receipt,
                "next_step",
                "send paper",
                "sign",
            ],
            "key run deal_id action kind approved_by record_version payload_hash receipt field before after"
                .Split(' ')
                .Select(m => line[m]!.GetValue<string>()),
            StringComparer.Ordinal
        );
        Assert.Equal(TinyWorkflow.Start, line["at"]!.GetValue<DateTimeOffset>());
        Assert.True(JsonNode.DeepEquals(Rig.Field.ToJson(), line["payload"]));
    }

    [Fact]
    public async Task An_approved_mail_becomes_a_draft_in_the_shape_of_a_graph_message()
    {
        var mail = new ActionPayload.EmailDraft(
            ["bea@buyer.test"],
            ["cy@buyer.test"],
            "RE: Paper",
            "Here it is.",
            new EvidenceName("mail:m1"),
            null
        );

        var receipt = Assert.IsType<WriteOutcome.Written>(await _journal.WriteAsync(Approved("r-1", mail), Ct)).Receipt;

        var draft = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Journal, "drafts", receipt + ".json"), Ct))!;
        Assert.True(draft["isDraft"]!.GetValue<bool>());
        Assert.Equal(
            ("RE: Paper", "text", "Here it is."),
            (
                draft["subject"]!.GetValue<string>(),
                draft["body"]!["contentType"]!.GetValue<string>(),
                draft["body"]!["content"]!.GetValue<string>()
            )
        );
        Assert.Equal("bea@buyer.test", draft["toRecipients"]![0]!["emailAddress"]!["address"]!.GetValue<string>());
        Assert.Equal("cy@buyer.test", draft["ccRecipients"]![0]!["emailAddress"]!["address"]!.GetValue<string>());
        Assert.Equal(("c-m1", "deal:D-1"), (draft["conversationId"]!.GetValue<string>(), draft["categories"]![0]!.GetValue<string>()));
        Assert.Contains(
            "m1",
            draft["internetMessageHeaders"]!.AsArray().Select(h => h!["value"]!.GetValue<string>()),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task The_same_key_is_written_once_by_whichever_program()
    {
        using var other = new JournalWriter(Journal, _book, TimeProvider.System);
        var write = Approved("r-1", Rig.Mail);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 2 == 0 ? _journal : other).WriteAsync(write, Ct), Ct))
        );

        Assert.Single(outcomes.Distinct());
        Assert.Single(await File.ReadAllLinesAsync(Lines, Ct));
        Assert.Equal(((WriteOutcome.Written)outcomes[0]).Receipt, await other.FindAsync(write.Key, Ct));
        Assert.Null(await other.FindAsync("r-1/a2", Ct));
    }

    [Fact]
    public async Task A_torn_last_line_is_kept_aside_and_the_write_is_done_again()
    {
        await _journal.WriteAsync(Approved("r-1", Rig.Mail), Ct);
        var whole = await File.ReadAllTextAsync(Lines, Ct);
        await _journal.WriteAsync(Approved("r-2", Rig.Mail), Ct);
        var both = await File.ReadAllBytesAsync(Lines, Ct);
        for (var cut = whole.Length + 1; cut < both.Length; cut += 37)
        {
            await File.WriteAllBytesAsync(Lines, both[..cut], Ct);
            File.Delete(Path.Combine(Journal, "journal.torn"));
            Restart();

            var found = await _journal.FindAsync("r-2/a1", Ct);
            var left = await File.ReadAllTextAsync(Lines, Ct);
            await _journal.WriteAsync(Approved("r-2", Rig.Mail), Ct);

            Assert.Null(found);
            Assert.Equal(whole, left);
            Assert.Equal(both, await File.ReadAllBytesAsync(Lines, Ct));
            Assert.Equal(both[whole.Length..cut], (await File.ReadAllBytesAsync(Path.Combine(Journal, "journal.torn"), Ct))[..^1]);
        }
    }

    [Fact]
    public async Task A_draft_that_a_kill_kept_from_being_made_is_made_when_its_line_is_found()
    {
        var write = Approved("r-1", Rig.Mail);
        await _journal.WriteAsync(write, Ct);
        var draft = Assert.Single(Directory.GetFiles(Path.Combine(Journal, "drafts")));
        var content = await File.ReadAllTextAsync(draft, Ct);
        File.Delete(draft);
        Restart();

        await _journal.FindAsync(write.Key, Ct);

        Assert.Equal(content, await File.ReadAllTextAsync(draft, Ct));
    }

    [Fact]
    public async Task A_change_from_a_value_that_no_longer_stands_there_is_not_written()
    {
        await _journal.WriteAsync(Approved("r-1", Rig.Field), Ct);

        var repeated = await _journal.WriteAsync(Approved("r-2", Rig.Field), Ct);
        var onTop = await _journal.WriteAsync(Approved("r-3", new ActionPayload.CrmField("next_step", "sign", "celebrate")), Ct);
        var stage = await _journal.WriteAsync(Approved("r-4", new ActionPayload.StageChange("resolve", "close", "signed")), Ct);

        Assert.Equal(new WriteOutcome.Moved("send paper", "sign"), repeated);
        Assert.IsType<WriteOutcome.Written>(onTop);
        Assert.Equal(new WriteOutcome.Moved("resolve", "propose"), stage);
    }

    [Fact]
    public async Task What_the_record_shows_later_stands_over_the_journal()
    {
        await _journal.WriteAsync(Approved("r-1", Rig.Field), Ct);
        _book.Put(
            FakeBook.File("D-1", ("next_step", "send paper")) with
            {
                FieldChanges = [new FieldChange(1, "next_step", "sign", "send paper", TinyWorkflow.Start.AddDays(1), "boss@seller.test")],
            }
        );

        Assert.IsType<WriteOutcome.Written>(await _journal.WriteAsync(Approved("r-2", Rig.Field), Ct));
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_stops_all_writing()
    {
        await _journal.WriteAsync(Approved("r-1", Rig.Mail), Ct);
        await File.AppendAllTextAsync(Lines, "{oops}\n", Ct);

        var e = await Assert.ThrowsAsync<SystemUnavailableException>(() => _journal.WriteAsync(Approved("r-2", Rig.Mail), Ct));

        Assert.Contains("line 2", e.Message, StringComparison.Ordinal);
    }

    private void Restart()
    {
        _journal.Dispose();
        _journal = new JournalWriter(Journal, _book, TimeProvider.System);
    }

    /// <summary>Through the run's own events: there is no other way to an approved write.</summary>
    private static ApprovedWrite Approved(string run, ActionPayload payload)
    {
        var id = new RunId(run);
        var cause = new Cause([new Trigger("stale", "stale", TinyWorkflow.Start, "x")]);
        var action = new ProposedAction(new ActionId("a1"), "do", payload, "v1", Roles.DealOwner, ["owner@seller.test"]);
        var packet = new Packet("h", null, [], null, [], [], [], []);
        RunEvent[] events =
        [
            new RunEvent.Started(id, "tiny", new DealId("D-1"), "Deal", "Northgate", "owner@seller.test", null, cause, "p"),
            new RunEvent.Gathered("h", "v1", 1),
            new RunEvent.Prepared(default, "offline", "tiny@1", null, null),
            new RunEvent.Proposed(new Proposal(packet, [action]), []),
            new RunEvent.Decided(action.Id, new Decision.Approve(action.PayloadHash, "v1"), Rig.Owner),
        ];
        Run? state = null;
        foreach (var e in events)
        {
            state = Run.Apply(state, e, TinyWorkflow.Start);
        }
        return Assert.IsType<Effect.Execute>(Run.Next(new TinyWorkflow(), state!)).Write;
    }
}
