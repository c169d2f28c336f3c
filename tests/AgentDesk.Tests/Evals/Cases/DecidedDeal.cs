using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Evals.Cases;
using AgentDesk.Evals.Suites;
using AgentDesk.Tests.Engine.Fakes;

namespace AgentDesk.Tests.Evals.Cases;

/// <summary>A ledger on which people have decided, over a book of one or more deals.</summary>
internal sealed class DecidedDeal : IDisposable
{
    public static readonly DateTimeOffset At = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    public static readonly ActionPayload.EmailDraft Mail = new(
        ["bea@buyer.test"],
        [],
        "Paper",
        "Hello Bea, here is the paper that you asked for. When do you sign?",
        null,
        null
    );

    private readonly TempFolder _folder = new();
    private readonly MemoryLedger _ledger = new(TimeProvider.System);

    public DecidedDeal(params DealFile[] files)
    {
        foreach (var file in files.DefaultIfEmpty(FakeBook.File("D-1") with { Mails = [FakeBook.Mail("m1")] }))
        {
            Book.Put(file);
        }
        Directory.CreateDirectory(_folder.Sub("evals", "suites"));
    }

    public FakeBook Book { get; } = new();

    public EvalPlaces Places => new(_folder.Path, null);

    public string File => _folder.Sub("evals", "data", "decisions", "stalled-deal.jsonl");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A run that proposed one action, and what was said to it, in order.</summary>
    public async Task<RunId> RunAsync(string cause, params RunEvent[] said)
    {
        var deal = new DealId("D-1");
        var file = (await Book.FindAsync(deal, Ct))!;
        var dossier = new Dossier(file, await Book.TeamAsync(Ct), Book.Playbook, At);
        var id = RunId.For("stalled-deal", deal, cause);
        var packet = new Packet(
            "Looks stuck on paper",
            new Blocker("legal", BlockerStanding.Inferred, [], "unblock"),
            [],
            null,
            [],
            [],
            [],
            []
        );
        RunEvent[] before =
        [
            new RunEvent.Started(
                id,
                "stalled-deal",
                deal,
                file.Deal.Name,
                file.Deal.Account,
                file.Deal.OwnerEmail,
                file.Deal.ManagerEmail,
                new Cause([new Trigger("stale", "45 days", At, cause)]),
                "p"
            ),
            new RunEvent.Gathered(dossier.Hash(), "v", dossier.Items.Count),
            new RunEvent.Prepared(JsonSerializer.SerializeToElement(new { }), "offline", "stalled-deal@5", null, null),
            new RunEvent.Proposed(new Proposal(packet, [new ProposedAction(new ActionId("a1"), "Mail", Mail, "v", "deal_owner", [])]), []),
        ];
        await _ledger.AppendAsync(id, 0, [.. before, .. said], "owner@seller.test", At, Ct);
        return id;
    }

    public Task<ImportedDecisions> ImportAsync() =>
        new DecisionImport(Book, _ledger, Places, DecisionImport.Private).RunAsync(null, null, Ct);

    public static RunEvent Said(Decision decision) =>
        new RunEvent.Decided(decision is Decision.Dispose ? null : new ActionId("a1"), decision, Rig.Owner);

    public static RunEvent Edited(string body) => new RunEvent.Edited(new ActionId("a1"), Mail with { Body = body }, [], Rig.Owner);

    public void Dispose() => _folder.Dispose();
}
