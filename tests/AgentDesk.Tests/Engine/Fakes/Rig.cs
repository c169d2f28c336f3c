using AgentDesk.Adapters.Ledger;
using AgentDesk.Adapters.Records;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Engine.Fakes;

/// <summary>A desk over a real ledger and journal in a folder of its own, with one deal that wants a decision.</summary>
internal sealed class Rig : IDisposable
{
    public static readonly Actor Owner = new("owner@seller.test", []);
    public static readonly Actor Boss = new("boss@seller.test", []);
    public static readonly Actor Lawyer = new("law@seller.test", []);
    public static readonly Actor Stranger = new("eve@seller.test", []);

    public static readonly ActionPayload Mail = new ActionPayload.EmailDraft(["bea@buyer.test"], [], "Paper", "Here it is.", null, null);
    public static readonly ActionPayload Field = new ActionPayload.CrmField("next_step", "send paper", "sign");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agentdesk-");
    private readonly SqliteLedger _ledger;
    private readonly JournalWriter _journal;
    private readonly List<IDisposable> _desks = [];

    public Rig(params ActionPayload[] actions)
    {
        _ledger = new SqliteLedger(Path.Combine(Folder, "ledger.db"), Time);
        _journal = new JournalWriter(Path.Combine(Folder, "journal"), Book, TimeProvider.System);
        Drafter = new FakeDrafter(_ => FakeDrafter.Draft("Looks stuck on paper", actions));
        Book.Put(FakeBook.File("D-1", ("wake", "stale@x")));
    }

    public string Folder => _folder.FullName;

    public ManualTime Time { get; } = new(TinyWorkflow.Start);

    public FakeBook Book { get; } = new();

    public FakeDrafter Drafter { get; }

    public ILedger Ledger => _ledger;

    public IRecordWriter Journal => _journal;

    public string DatabasePath => Path.Combine(Folder, "ledger.db");

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A fresh program over the same data.</summary>
    public DeskService Desk(ILedger? ledger = null, IRecordWriter? writer = null)
    {
        var desk = new DeskService(
            Book,
            ledger ?? _ledger,
            Drafter,
            writer ?? _journal,
            [new TinyWorkflow()],
            Time,
            new DeskOptions(Parallel: 1)
        );
        _desks.Add(desk);
        return desk;
    }

    /// <summary>Scans, and gives the one run that waits.</summary>
    public async Task<(DeskService Desk, RunId Id)> WaitingAsync()
    {
        var desk = Desk();
        var report = await desk.ScanAsync(null, null, null, Ct);
        return (desk, Assert.Single(report.Started));
    }

    public async Task<Run.Waiting> WaitingAsync(RunId id) => Assert.IsType<Run.Waiting>((await Desk().ShowAsync(id, Ct))!.Run);

    public async Task<ActionState> ActionAsync(RunId id, string action)
    {
        var run = (await Desk().ShowAsync(id, Ct))!.Run;
        return run.Done.Concat(((run as Run.Closed)?.Was ?? run as Run.Waiting)?.Actions ?? []).Single(a => a.Action.Id.Value == action);
    }

    /// <summary>Approves what now stands there.</summary>
    public async Task<DecisionAnswer> ApproveAsync(IDesk desk, RunId id, string action, Actor? actor = null, bool execute = true)
    {
        var state = await ActionAsync(id, action);
        return await desk.DecideAsync(
            id,
            new ActionId(action),
            new Decision.Approve(state.Action.PayloadHash, state.Action.RecordVersion),
            actor ?? Owner,
            execute,
            Ct
        );
    }

    public string[] JournalLines() =>
        File.Exists(Path.Combine(Folder, "journal", "journal.jsonl"))
            ? File.ReadAllLines(Path.Combine(Folder, "journal", "journal.jsonl"))
            : [];

    public string[] Drafts() =>
        Directory.Exists(Path.Combine(Folder, "journal", "drafts")) ? Directory.GetFiles(Path.Combine(Folder, "journal", "drafts")) : [];

    public void Dispose()
    {
        _desks.ForEach(d => d.Dispose());
        _journal.Dispose();
        _ledger.Dispose();
        _folder.Delete(recursive: true);
    }
}
