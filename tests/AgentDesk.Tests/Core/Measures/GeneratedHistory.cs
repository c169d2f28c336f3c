using System.Globalization;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Core.Measures;

/// <summary>
/// A ledger and a book made up from a seed: runs of both workflows with every decision, in every order that a run allows, over deals that
/// move, slip and are lost.
/// </summary>
internal sealed class GeneratedHistory
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] People = ["ann@seller.test", "Ben@seller.test", "cleo@seller.test"];
    private static readonly string[] Managers = ["max@seller.test", "mia@seller.test"];
    private static readonly string[] Stages = [.. BuiltInPlaybook.Value.Stages.Select(s => s.Name)];
    private static readonly string[] Kinds =
    [
        "over_age",
        "missing_exit_criteria",
        "skipped_stage",
        "regression",
        "no_next_step",
        "seller_activity_only",
        "placeholder_field",
        "contradictory",
    ];

    private readonly Random _dice;
    private readonly List<(DateTimeOffset At, string Who, RunId Run, RunEvent Event)> _events = [];

    public GeneratedHistory(int seed)
    {
        _dice = new Random(seed);
        Hours = WorkingTime(new Random(seed));
        Now = Start.AddDays(Next(20, 60));
        Deals = [.. Enumerable.Range(1, Next(1, 6)).Select(Deal)];
        var n = Next(0, 9);
        for (var i = 0; i < n; i++)
        {
            Run(i);
        }
        var versions = new Dictionary<RunId, int>();
        Events =
        [
            .. _events
                .OrderBy(e => e.At)
                .Select(
                    (e, i) =>
                        new RecordedEvent(i + 1, e.Run, versions[e.Run] = versions.GetValueOrDefault(e.Run) + 1, e.At, e.Who, e.Event, "h")
                ),
        ];
    }

    public DateTimeOffset Now { get; }

    /// <summary>When its people work: hours, days, holidays and zones of the history's own.</summary>
    public NaiveHours Hours { get; }

    public IReadOnlyList<DealFile> Deals { get; }

    public IReadOnlyList<RecordedEvent> Events { get; }

    /// <summary>As `ledger export` prints it.</summary>
    public IEnumerable<string> Ledger => Events.Select(e => JsonSerializer.Serialize(e, DeskJson.Options));

    public FigureInput Input =>
        new(
            [
                .. Events
                    .GroupBy(e => e.Run)
                    .Select(g => RunStory.Of([.. g.Select(e => new Happened(e.Event, e.Who, e.At, e.Seq))]))
                    .OfType<RunStory>(),
            ],
            [.. Deals.Select(DealFacts.Of)],
            Playbook,
            Now
        );

    public IEnumerable<NaiveDeal> Rows =>
        Deals.Select(f => new NaiveDeal
        {
            Id = f.Deal.Id.Value,
            Owner = f.Deal.OwnerEmail,
            Manager = f.Deal.ManagerEmail ?? "",
            Stage = f.Deal.Stage,
            Status = f.Deal.Status.ToString().ToLowerInvariant(),
            LossReason = f.Deal.Columns.GetValueOrDefault("lost_reason", ""),
            Stages = [.. f.Stages.Select(s => (s.Row, s.Stage, s.EnteredAt, s.ExitedAt, s.ChangedBy ?? ""))],
            Changes = [.. f.FieldChanges.Select(c => (c.Row, c.Field, c.OldValue, c.NewValue, c.ChangedAt))],
            Mails =
            [
                .. f.Mails.Select(m =>
                    (m.Id, m.SentAt, m.Side.ToString().ToLowerInvariant(), m.Subject, m.To.Select(a => a.Address).ToArray(), m.IsAutoReply)
                ),
            ],
            Calls =
            [
                .. f.Calls.Select(c =>
                    (
                        c.Id,
                        c.StartedAt,
                        c.EndedAt,
                        c.Cues.Where(q => q.Side == Side.Seller).Sum(q => (q.End!.Value - q.Start).Ticks),
                        c.Cues.Sum(q => (q.End!.Value - q.Start).Ticks)
                    )
                ),
            ],
        });

    private Playbook Playbook =>
        BuiltInPlaybook.Value with
        {
            Hours = new WorkingHours(
                TimeOnly.FromTimeSpan(Hours.Start),
                TimeOnly.FromTimeSpan(Hours.End),
                [.. Hours.Days.Select(Enum.Parse<DayOfWeek>)],
                Hours.Zone,
                [.. Hours.Holidays.Select(h => DateOnly.Parse(h, CultureInfo.InvariantCulture))],
                new Dictionary<string, string>(Hours.Zones, StringComparer.OrdinalIgnoreCase)
            ),
        };

    private static NaiveHours WorkingTime(Random dice)
    {
        string[] zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];
        string Zone() => zones[dice.Next(zones.Length)];
        var start = TimeSpan.FromMinutes(15 * dice.Next(20, 44));
        return new(
            start,
            start + TimeSpan.FromMinutes(15 * dice.Next(8, 40)),
            dice.Next(3) == 0 ? ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"] : NaiveHours.Plain.Days,
            Zone(),
            dice.Next(2) == 0 ? [] : ["2026-03-06", "2026-03-09", "2026-04-03"],
            dice.Next(2) == 0 ? [] : new() { ["ann@seller.test"] = Zone(), ["BEN@seller.test"] = Zone() }
        );
    }

    private DealFile Deal(int i)
    {
        var id = new DealId($"G-{i}");
        var status = (DealStatus)(Chance(4) ? Next(1, 3) : 0);
        var stages = new List<StageMove>();
        var at = Start.AddDays(-Next(5, 60));
        for (var (row, order) = (1, 0); row <= Next(1, 7); row++)
        {
            var next = at + Some(20);
            stages.Add(
                new StageMove(
                    row,
                    Stages[order],
                    at,
                    at.ToString("O", CultureInfo.InvariantCulture),
                    null,
                    Pick(Chance(3) ? Managers : People),
                    "user"
                )
            );
            order = Chance(6) ? Math.Max(0, order - 1) : Math.Min(Stages.Length - 1, order + Next(1, 3));
            at = next;
        }

        stages = [.. stages.Select((s, k) => s with { ExitedAt = k + 1 < stages.Count ? stages[k + 1].EnteredAt : null })];
        var changes = Enumerable
            .Range(1, Next(0, 4))
            .Select(r => new FieldChange(
                r,
                Pick("close_date", "close_date", "amount"),
                $"2026-0{Next(4, 7)}-10",
                $"2026-0{Next(4, 7)}-20",
                Start.AddDays(-10) + Some(60),
                Pick(People)
            ))
            .ToList();
        var columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["stage"] = stages[^1].Stage };
        if (status == DealStatus.Lost && Chance(2))
        {
            columns["lost_reason"] = Pick("price", "no decision");
        }
        return new DealFile(
            new Deal(
                id,
                $"Deal {i}",
                "Acme",
                Pick(People),
                Chance(5) ? null : Pick(Managers),
                stages[^1].Stage,
                null,
                Start.AddDays(-60),
                null,
                "pipeline",
                null,
                null,
                "mm",
                "new",
                status,
                columns
            ),
            stages,
            changes,
            [],
            [],
            [
                .. Enumerable
                    .Range(1, Next(0, 6))
                    .Select(m => new Mail(
                        $"g{i}-{m}",
                        "c",
                        Pick("RE: Paper", "Paper", "Other"),
                        new(null, Pick(People)),
                        [new(null, Pick("bea@buyer.test", "carl@buyer.test"))],
                        [],
                        Start + Some(50),
                        "b",
                        "b",
                        false,
                        Chance(3) ? Side.Buyer : Side.Seller
                    )),
            ],
            [.. Enumerable.Range(1, Next(0, 3)).Select(c => Call($"gc{i}-{c}"))],
            [],
            [],
            [],
            [],
            []
        );
    }

    private Call Call(string id)
    {
        var start = Start + Some(40);
        var cues = new List<Cue>();
        var at = TimeSpan.Zero;
        for (var i = 1; i <= Next(1, 8); i++)
        {
            var end = at + TimeSpan.FromMilliseconds(Next(200, 30_000));
            cues.Add(new Cue(i, at, "x", Pick(Side.Buyer, Side.Seller, Side.Unknown), "w", end));
            at = end + TimeSpan.FromMilliseconds(Next(0, 5_000));
        }

        return new Call(id, "c", start, Chance(5) ? null : start + at, [], cues);
    }

    private void Run(int i)
    {
        var deal = Pick([.. Deals]).Deal;
        var workflow = Pick("stalled-deal", "stalled-deal", "stage-progression", "other");
        var id = RunId.For(workflow, deal.Id, i.ToString(CultureInfo.InvariantCulture));
        var (at, round) = (Start + Some(70), 1);
        var cause = new Cause([
            new Trigger(Pick("stale", "buyer_quiet", "stage_moved", "not_ready"), "d", at - Some(5) + TimeSpan.FromHours(Next(0, 3)), "a"),
            .. Chance(2) ? [new Trigger("stage_moved", "d", at, "b")] : Array.Empty<Trigger>(),
        ]);
        Say(
            new RunEvent.Started(
                id,
                workflow,
                deal.Id,
                deal.Name,
                deal.Account,
                Chance(8) ? Pick([.. People, ""]) : deal.OwnerEmail,
                deal.ManagerEmail,
                cause,
                "built-in@1"
            )
        );
        if (Chance(8))
        {
            Say(new RunEvent.Stopped("no basis", [], []));
            if (Chance(2))
            {
                Dispose();
            }
            return;
        }

        var open = Propose();
        for (var steps = Next(0, 9); steps > 0 && open.Count > 0; steps--)
        {
            var action = Pick([.. open]);
            switch (Next(0, 9))
            {
                case 0:
                    Say(new RunEvent.RecordMoved(action.Id, "a", "b"));
                    round++;
                    open = Propose();
                    break;
                case 1:
                    Say(new RunEvent.Edited(action.Id, action.Payload, [], Who()));
                    break;
                case 2 or 3:
                    Say(new RunEvent.Decided(action.Id, new Decision.Reject("no"), Who()));
                    open.Remove(action);
                    break;
                case 4:
                    Say(new RunEvent.Decided(action.Id, new Decision.Escalate(Managers[0], null), Who()));
                    break;
                default:
                    Say(new RunEvent.Decided(action.Id, new Decision.Approve(action.PayloadHash, "v"), Who()));
                    if (Chance(5))
                    {
                        Say(new RunEvent.WriteFailed(action.Id, "down"));
                    }
                    if (!Chance(6))
                    {
                        Say(new RunEvent.Written(action.Id, "receipt"));
                    }
                    open.Remove(action);
                    break;
            }
        }

        switch (Next(0, 5))
        {
            case 0:
                Dispose();
                break;
            case 1:
                Say(new RunEvent.Superseded(new RunId("r-x"), "newer"));
                break;
            case 2:
                Say(new RunEvent.Closed(Pick("acted", "declined", "expired", "nothing_to_do"), null, null));
                break;
        }

        void Say(RunEvent e)
        {
            _events.Add(
                (
                    at,
                    e switch
                    {
                        RunEvent.Decided d => d.By.Name,
                        RunEvent.Edited x => x.By.Name,
                        _ => "agentdesk",
                    },
                    id,
                    e
                )
            );
            at += TimeSpan.FromTicks(_dice.NextInt64(1, TimeSpan.TicksPerHour * 30));
        }

        void Dispose()
        {
            var how = Pick("revive", "unblock", "pause", "none", "corrected", "accepted", "sent_back");
            Say(new RunEvent.Decided(null, new Decision.Dispose(how, "because"), Who()));
            Say(new RunEvent.Closed("disposed", how, "because"));
        }

        List<ProposedAction> Propose()
        {
            Say(new RunEvent.Gathered("h", "v", 1));
            Citation[] quote = [new(new EvidenceName("mail:x"), "q")];
            var packet = new Packet(
                "h",
                workflow == "stage-progression" || Chance(7)
                    ? null
                    : new Blocker(Pick("legal", "budget", "none"), BlockerStanding.Inferred, [], Pick("revive", "unblock", "pause")),
                Chance(5) ? [] : [new Claim("c1", "known", "t", Standing.Fact, quote)],
                null,
                [],
                workflow == "stage-progression"
                    ? [.. Enumerable.Range(0, Next(0, 4)).Select(_ => new StageException(Pick(Kinds), "d", Chance(4) ? [] : quote))]
                    : [],
                [],
                []
            );
            var actions = Enumerable
                .Range(1, Next(1, 5))
                .Select(n => new ProposedAction(ActionIds.For(round, n), "s", Payload(), "v", "deal_owner", []))
                .ToList();
            Say(new RunEvent.Proposed(new Proposal(packet, [.. actions]), []));
            return actions;
        }
    }

    private ActionPayload Payload() =>
        Next(0, 8) switch
        {
            0 => new ActionPayload.EmailDraft([Pick("bea@buyer.test", "carl@buyer.test")], [], "Paper", "b", null, null),
            1 => new ActionPayload.Escalation("law@seller.test", "legal", "t", new DateOnly(2026, 5, 1), "r"),
            2 => new ActionPayload.TaskItem("o", "t", new DateOnly(2026, 5, 1), "r"),
            3 => new ActionPayload.CrmField(Pick("next_step", "close_date"), "a", "b"),
            4 => new ActionPayload.StageChange(Pick(Stages), Pick(Stages), "r"),
            5 => new ActionPayload.ForecastChange("a", "b", "r"),
            6 => new ActionPayload.Pause(new DateOnly(2026, 5, 1), "r"),
            _ => new ActionPayload.CrmNote("n"),
        };

    private Actor Who() => new(Pick([.. People, .. Managers]), []);

    private TimeSpan Some(int days) => TimeSpan.FromTicks(_dice.NextInt64(0, TimeSpan.TicksPerDay * days));

    private int Next(int from, int to) => _dice.Next(from, to);

    private bool Chance(int oneOf) => _dice.Next(oneOf) == 0;

    private T Pick<T>(params T[] of) => of[_dice.Next(of.Length)];
}
