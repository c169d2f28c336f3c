using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Engine.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace AgentDesk.Tests.Engine;

/// <summary>
/// Whatever people, clock, record and crashes do, and in whatever order: nothing leaves the desk without a person who may, and nothing
/// twice.
/// </summary>
public sealed class SafetyProperties
{
    private static readonly Actor[] People = [Rig.Owner, Rig.Boss, Rig.Lawyer, Rig.Stranger, Actor.LocalOperator, Actor.Desk];

    private static readonly Gen<Step> AnyStep = Gen.OneOf(
        from what in Gen.Elements(
            "approve",
            "approve",
            "approve",
            "stale",
            "reject",
            "edit",
            "shout",
            "law",
            "snooze",
            "reassign",
            "escalate",
            "suppress",
            "dispose"
        )
        from who in Gen.Choose(0, People.Length - 1)
        from action in Gen.Choose(0, 3)
        from crash in Crash()
        select new Step(what, who, action, crash),
        from what in Gen.Elements("scan", "work", "work", "move", "day", "week", "more")
        from crash in Crash()
        select new Step(what, 0, 0, crash)
    );

    [Fact]
    public void Nothing_is_written_without_a_person_who_may_and_nothing_twice() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(40),
            Prop.ForAll(AnyStep.ListOf().ToArbitrary(), steps => Task.Run(() => HoldsAsync([.. steps])).GetAwaiter().GetResult())
        );

    private static Gen<int?> Crash() => Gen.Frequency((3, Gen.Constant((int?)null)), (1, Gen.Choose(0, 25).Select(n => (int?)n)));

    private static async Task HoldsAsync(IReadOnlyList<Step> steps)
    {
        var world = new World();
        await world.DoAsync(new Step("scan", 0, 0, null));
        foreach (var step in steps)
        {
            await world.DoAsync(step);
        }
        await world.DoAsync(new Step("work", 0, 0, null));
        await world.DoAsync(new Step("scan", 0, 0, null));

        // One live card of the deal at the most, whatever came before.
        Assert.True(await world.OpenCardsAsync() <= 1);

        var events = new List<RecordedEvent>();
        await foreach (var e in world.Ledger.ReadAllAsync(0, CancellationToken.None))
        {
            events.Add(e);
        }
        foreach (var write in world.Record.Writes)
        {
            // Said without Authority: the owner's own things are for owner, manager and operator; what speaks of law is for the lawyer and
            // the operator. An edit that takes the word out again does not take the lawyer out: what once spoke of law stays the lawyer's.
            var law = events
                .Where(e => e.Run == write.Run)
                .SelectMany(e =>
                    e.Event switch
                    {
                        RunEvent.Proposed p => p.Proposal.Actions.Where(a => a.Id == write.Action.Id).Select(a => a.Payload),
                        RunEvent.Edited d when d.Action == write.Action.Id => [d.Payload],
                        _ => [],
                    }
                )
                .Append(write.Action.Payload)
                .Any(p => p.ToJson().ToJsonString().Contains("indemnity", StringComparison.Ordinal));
            string?[] may = law ? [Rig.Lawyer.Email, null] : [Rig.Owner.Email, Rig.Boss.Email, null];
            Assert.Contains(
                events,
                e =>
                    e.Run == write.Run
                    && e.Event is RunEvent.Decided { Decision: Decision.Approve yes } d
                    && d.Action == write.Action.Id
                    && yes.PayloadHash == write.Action.Payload.Hash()
                    && (may.Contains(d.By.Email) || world.Assigned.Contains(d.By.Email))
            );
            Assert.DoesNotContain("!!!", write.Action.Payload.ToJson().ToJsonString(), StringComparison.Ordinal);
        }

        // The same message is saved once, in whichever run.
        var messages = world
            .Record.Writes.Where(w => w.Action.Payload.Audience == Audience.Customer)
            .Select(w => w.Action.PayloadHash)
            .ToList();
        Assert.Equal(messages.Distinct(StringComparer.Ordinal), messages);

        Assert.Equal(world.Record.Writes.Count, world.Record.Writes.Select(w => w.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            world.Record.Writes.Select(w => w.Key).Order(StringComparer.Ordinal),
            events
                .Where(e => e.Event is RunEvent.Written)
                .Select(e => $"{e.Run}/{((RunEvent.Written)e.Event).Action}")
                .Order(StringComparer.Ordinal)
        );
    }

    /// <summary>One thing that happens.</summary>
    /// <param name="Dies">At which step over ledger and record the program dies; null when it lives.</param>
    private sealed record Step(string What, int Who, int Action, int? Dies);

    private sealed class World
    {
        private readonly ManualTime _time = new(TinyWorkflow.Start);
        private readonly FakeBook _book = new();
        private readonly FakeDrafter _drafter = new(_ =>
            FakeDrafter.Draft(
                "Looks stuck",
                Rig.Mail,
                Rig.Field,
                new ActionPayload.CrmNote("indemnity is open"),
                new ActionPayload.CrmNote("now!!!")
            )
        );
        private string _wake = "stale@x";
        private int _mails;

        public World()
        {
            Ledger = new MemoryLedger(_time);
            Put();
        }

        public MemoryLedger Ledger { get; }

        public MemoryRecord Record { get; } = new();

        public List<string?> Assigned { get; } = [];

        public async Task DoAsync(Step step)
        {
            var faults = new Faults(step.Dies ?? int.MaxValue);
            using var desk = new DeskService(
                _book,
                new FaultyLedger(Ledger, faults),
                _drafter,
                new FaultyWriter(Record, faults),
                [new TinyWorkflow()],
                _time,
                new DeskOptions(Parallel: 1)
            );
            try
            {
                await StepAsync(desk, step);
            }
            catch (OperationCanceledException)
            {
                _time.Advance(TimeSpan.FromMinutes(6)); // until the dead one's lease is over
            }
        }

        public async Task<int> OpenCardsAsync()
        {
            using var calm = new DeskService(_book, Ledger, _drafter, Record, [new TinyWorkflow()], _time, new DeskOptions());
            return (await calm.InboxAsync(new InboxQuery(), CancellationToken.None)).Count(v =>
                v.Run is Run.Waiting w && w.Actions.Any(a => a.IsOpen)
            );
        }

        private async Task StepAsync(DeskService desk, Step step)
        {
            switch (step.What)
            {
                case "scan":
                    await desk.ScanAsync(null, null, null, CancellationToken.None);
                    break;
                case "work":
                    await desk.WorkAsync(CancellationToken.None);
                    break;
                case "day":
                    _time.Advance(TimeSpan.FromDays(1));
                    break;
                case "week":
                    _time.Advance(TimeSpan.FromDays(7));
                    break;
                case "move":
                    _mails++;
                    Put();
                    break;
                case "more":
                    _wake += ",quiet@y";
                    Put();
                    break;
                default:
                    await DecideAsync(desk, step);
                    break;
            }
        }

        private async Task DecideAsync(DeskService desk, Step step)
        {
            using var calm = new DeskService(_book, Ledger, _drafter, Record, [new TinyWorkflow()], _time, new DeskOptions());
            if (
                (await calm.InboxAsync(new InboxQuery(), CancellationToken.None)).LastOrDefault(v => v.Run is Run.Waiting)
                is not { Run: Run.Waiting run }
            )
            {
                return;
            }

            var action = run.Actions.Count > step.Action ? run.Actions[step.Action].Action : null;
            Decision? decision = (step.What, action) switch
            {
                ("dispose", _) => new Decision.Dispose("close", "dead"),
                (_, null) => null,
                ("approve", _) => new Decision.Approve(action.PayloadHash, action.RecordVersion),
                ("stale", _) => new Decision.Approve(Rig.Mail.Hash()[..63] + "x", action.RecordVersion),
                ("reject", _) => new Decision.Reject("no"),
                ("edit", { Payload: ActionPayload.CrmNote n }) => new Decision.Edit(n with { Text = "calm" }, action.PayloadHash),
                ("shout", { Payload: ActionPayload.CrmNote n }) => new Decision.Edit(n with { Text = "now!!!" }, action.PayloadHash),
                ("law", { Payload: ActionPayload.EmailDraft m }) => new Decision.Edit(
                    m with
                    {
                        Body = "We grant indemnity.",
                    },
                    action.PayloadHash
                ),
                ("snooze", _) => new Decision.Snooze(_time.GetUtcNow().AddDays(2)),
                ("reassign", _) => new Decision.Reassign("eve@seller.test", null),
                ("escalate", _) => new Decision.Escalate("boss@seller.test", "stuck"),
                ("suppress", _) => new Decision.Suppress("asked"),
                _ => null,
            };
            if (decision is null)
            {
                return;
            }
            if (decision is Decision.Reassign && !action!.NeedsWho.Contains("law@seller.test", StringComparer.Ordinal))
            {
                Assigned.Add("eve@seller.test");
            }
            await desk.DecideAsync(
                run.Header.Id,
                step.What == "dispose" ? null : action!.Id,
                decision,
                People[step.Who],
                execute: step.Action != 1,
                CancellationToken.None
            );
        }

        private void Put() =>
            _book.Put(
                FakeBook.File("D-1", ("wake", _wake)) with
                {
                    Mails = [.. Enumerable.Range(0, _mails).Select(i => FakeBook.Mail($"m{i}"))],
                }
            );
    }
}
