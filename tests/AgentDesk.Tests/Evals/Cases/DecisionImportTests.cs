using AgentDesk.Core.Proposals;
using AgentDesk.Evals.Cases;

namespace AgentDesk.Tests.Evals.Cases;

public sealed class DecisionImportTests
{
    [Fact]
    public async Task Each_kind_of_decision_is_one_case_with_what_the_person_left()
    {
        using var desk = new DecidedDeal();
        await desk.RunAsync("one", DecidedDeal.Said(new Decision.Approve("h", "v")));
        await desk.RunAsync(
            "two",
            DecidedDeal.Edited("Hello Bea, here is the paper. When do you sign?"),
            DecidedDeal.Said(new Decision.Approve("h2", "v"))
        );
        await desk.RunAsync(
            "three",
            DecidedDeal.Said(new Decision.Snooze(DecidedDeal.At.AddDays(1))),
            DecidedDeal.Said(new Decision.Reject("Bea Buyer has left, write to 0171 555 01 99 instead"))
        );
        await desk.RunAsync("four", DecidedDeal.Said(new Decision.Dispose("recycle", "budget is gone")));

        var done = await desk.ImportAsync();

        var rows = HoldOut.Read(desk.File);
        Assert.Equal((4, 0, 0), (done.Added.Values.Sum(), done.Known, done.Same));
        Assert.Equal([PersonSaid.Approve, PersonSaid.Edit, PersonSaid.Reject, PersonSaid.Dispose], rows.Select(r => r.Expected.Decision));
        Assert.All(rows, r => Assert.Equal(("holdout", DecisionImport.Private, true), (r.Split, r.Licence, r.Provenance.Exact)));

        // Four words are gone, and the one before them has got their full stop.
        Assert.Equal((5, 15), (rows[1].Expected.Edit!.Words, rows[1].Expected.Edit!.Of));
        Assert.Contains("phone-1", rows[2].Expected.Reason, StringComparison.Ordinal);
        Assert.Equal(("recycle", "legal"), (rows[3].Expected.Disposition, rows[3].Expected.Category));
        Assert.Equal("a1", rows[2].Provenance.Action);
        Assert.StartsWith("BEGIN EVIDENCE", rows[0].Inputs["evidence"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("We wait.", rows[0].Inputs["evidence"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Importing_twice_changes_no_byte_and_a_later_rejection_is_there_after_one_import()
    {
        using var desk = new DecidedDeal();
        await desk.RunAsync("one", DecidedDeal.Said(new Decision.Approve("h", "v")));
        await desk.ImportAsync();
        var first = await File.ReadAllBytesAsync(desk.File, TestContext.Current.CancellationToken);

        var again = await desk.ImportAsync();

        Assert.Equal(first, await File.ReadAllBytesAsync(desk.File, TestContext.Current.CancellationToken));
        Assert.Equal((0, 1), (again.Added.Count, again.Known));

        var run = await desk.RunAsync("two", DecidedDeal.Said(new Decision.Reject("not now")));
        await desk.ImportAsync();
        Assert.Equal(
            (run.Value, "not now"),
            HoldOut.Read(desk.File).Where(r => r.IsNo).Select(r => (r.Provenance.Run, r.Expected.Reason!)).Single()
        );
        Assert.Equal(first, (await File.ReadAllBytesAsync(desk.File, TestContext.Current.CancellationToken))[..first.Length]);
    }

    [Fact]
    public async Task The_same_said_of_the_same_evidence_is_one_case_and_so_is_nearly_the_same()
    {
        using var desk = new DecidedDeal();
        await desk.RunAsync("one", DecidedDeal.Said(new Decision.Reject("Not now.")));
        await desk.RunAsync("two", DecidedDeal.Said(new Decision.Reject("Not now.")));
        await desk.RunAsync("three", DecidedDeal.Said(new Decision.Reject("not   NOW!")));
        await desk.RunAsync("four", DecidedDeal.Said(new Decision.Reject("Bea asked us to wait")));

        var done = await desk.ImportAsync();

        Assert.Equal((2, 2), (done.Added.Values.Sum(), done.Same));
        Assert.Equal(2, HoldOut.Read(desk.File).Count);
    }

    [Fact]
    public async Task Evidence_that_has_moved_on_is_told_as_of_then_and_marked()
    {
        using var desk = new DecidedDeal();
        await desk.RunAsync("one", DecidedDeal.Said(new Decision.Reject("not now")));
        var file = (await desk.Book.FindAsync(new("D-1"), TestContext.Current.CancellationToken))!;
        desk.Book.Put(
            file with
            {
                Mails =
                [
                    .. file.Mails,
                    file.Mails[0] with
                    {
                        Id = "m2",
                        SentAt = DecidedDeal.At.AddDays(3),
                        Body = "Signed.",
                        OwnWords = "Signed.",
                    },
                ],
                Contacts = [.. file.Contacts, new("Nils New", "nils@buyer.test", null, AgentDesk.Core.Deals.Side.Buyer, "legal", "active")],
            }
        );

        var done = await desk.ImportAsync();

        var row = HoldOut.Read(desk.File).Single();
        Assert.Equal((1, false), (done.Inexact, row.Provenance.Exact));
        Assert.DoesNotContain("Signed.", row.Inputs["evidence"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_row_names_who_decided()
    {
        using var desk = new DecidedDeal();
        await desk.RunAsync("one", DecidedDeal.Said(new Decision.Reject("Otto Other says no")));

        await desk.ImportAsync();

        var text = await File.ReadAllTextAsync(desk.File, TestContext.Current.CancellationToken);
        foreach (var real in new[] { "owner@seller.test", "Bea", "bea@buyer.test", "Otto", "Northgate", "seller.test", "buyer.test" })
        {
            Assert.DoesNotContain(real, text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
