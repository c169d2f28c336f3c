using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;
using AgentDesk.Tests.Policy;
using AgentDesk.Workflows.StageProgression;
using FsCheck;
using FsCheck.Fluent;

namespace AgentDesk.Tests.Workflows.StageProgression;

/// <summary>Whatever our side did, and whatever a model makes of it: a stage is not advanced from seller activity alone.</summary>
public sealed class SellerActivityProperties
{
    private static readonly DateTimeOffset Now = new(2026, 3, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly Playbook Playbook = BuiltInPlaybook.Value;
    private static readonly StageProgressionWorkflow Workflow = new();

    // What a seller does, and what reaches us without a person behind it.
    private static readonly Gen<Act> AnyAct =
        from what in Gen.Elements(
            "mail",
            "proposal",
            "demo",
            "task",
            "note",
            "call",
            "auto-reply",
            "open",
            "meeting",
            "tracker",
            "thanks",
            "inbound-log",
            "quoted",
            "own-call",
            "thread",
            "field",
            "unanswered-invitation",
            "forwarded",
            "unsided-call"
        )
        from day in Gen.Choose(0, 60)
        select new Act(what, day);

    private static readonly Gen<History> AnyHistory =
        from stage in Gen.Choose(0, Playbook.Stages.Count - 2)
        from acts in AnyAct.ListOf()
        from before in Gen.Elements(true, false)
        from fields in Gen.Elements(true, false)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new History(stage, [.. acts], before, fields, seed);

    /// <summary>
    /// The same histories with one act of the buyer's in the stay: were nothing ever let through, the other property would say nothing.
    /// </summary>
    [Fact]
    public void An_advance_with_the_buyers_own_words_in_the_stay_can_pass()
    {
        var verdicts = Enumerable
            .Range(0, 200)
            .Select(seed =>
                Judge(
                    new History(
                        seed % (Playbook.Stages.Count - 1),
                        [new Act("buyer", 30), new Act("mail", 40)],
                        SpokeBefore: true,
                        Fields: true,
                        seed
                    )
                )
            )
            .ToList();

        Assert.True(
            verdicts.Exists(v => !v.IsHeld) && verdicts.Exists(v => v.IsHeld),
            string.Join(
                '\n',
                verdicts
                    .SelectMany(v => v.Findings)
                    .Where(f => f.Outcome is AgentDesk.Core.Policy.Outcome.Stop or AgentDesk.Core.Policy.Outcome.Withhold)
                    .GroupBy(f => f.Gate)
                    .Select(g => $"{g.Key} {g.Count()}: {g.First().Reason}")
            )
        );
    }

    [Fact]
    public void Every_advance_on_seller_activity_alone_is_held() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(25), Prop.ForAll(AnyHistory.ToArbitrary(), h => IsHeld(h)));

    private static bool IsHeld(History h) => Judge(h).IsHeld;

    private static (bool IsHeld, IReadOnlyList<Finding> Findings) Judge(History h)
    {
        var dossier = new Dossier(File(h), GateCaseFile.Build().Dossier.Team, Playbook, Now);
        var next = Playbook.Stages[h.Stage + 1].Name;
        var proposal = Workflow.Propose(dossier, new Cause([new Trigger("stage_moved", "moved", Now, "x")]), Draft(h, dossier, next), 1);
        // Written as a stage change or as the field, named an advance or a correction: it is the same move.
        var advance = proposal.Actions.Single(a => a.Payload is ActionPayload.StageChange);
        var asField = advance with
        {
            Id = new ActionId("z9"),
            Payload = new ActionPayload.CrmField("stage", Playbook.Stages[h.Stage].Name, next),
        };
        var verdict = Workflow.Judge(new GateCase(proposal with { Actions = [.. proposal.Actions, asField] }, dossier));
        return (verdict.Stops || (verdict.Withholds(advance.Id) && verdict.Withholds(asField.Id)), verdict.Findings);
    }

    /// <summary>A model's draft at its most obliging: every criterion met, by whatever piece there is.</summary>
    private static JsonElement Draft(History h, Dossier dossier, string next)
    {
        var random = new Random(h.Seed);
        var items = dossier.Items.Where(i => i.Text.Trim().Length > 3).Select(i => (i.Name, Quote: i.Text.Trim())).ToList();

        // Every other one quotes the buyer's words for everything, where there are any: then nothing but the rule itself holds the advance.
        if (
            random.Next(2) == 0
            && dossier
                .Items.Where(i => i.Side == Side.Buyer && !i.IsAutomatic && i.OwnWords.Trim().Length > 3)
                .Select(i => (i.Name, Quote: i.OwnWords.Trim()))
                .ToList()
                is { Count: > 0 } theirs
        )
        {
            items = theirs;
        }
        var criteria = Playbook
            .Stages.SelectMany(s =>
                s.ExitCriteria.Select(c =>
                {
                    var item = items[random.Next(items.Count)];
                    return new CriterionDraft(
                        s.Name,
                        c.Id,
                        random.Next(8) == 0 ? CriterionStanding.Overtaken : CriterionStanding.Met,
                        "somebody says so",
                        [new Citation(item.Name, item.Quote)]
                    );
                })
            )
            .ToList();
        return JsonSerializer.SerializeToElement(
            new StageProgressionDraft("It may go on", criteria, [], new MoveDraft("advance", next, "all is done"), []),
            DeskJson.Options
        );
    }

    private static DealFile File(History h)
    {
        var template = GateCaseFile.Build().Dossier.File;
        var entered = Now.AddDays(-61);
        var stages = Enumerable
            .Range(0, h.Stage + 1)
            .Select(i => new StageMove(
                i + 1,
                Playbook.Stages[i].Name,
                entered.AddDays(i - h.Stage),
                entered.AddDays(i - h.Stage).ToString("o"),
                i == h.Stage ? null : entered.AddDays(i - h.Stage + 1),
                "olga.berg@seller.example",
                "user"
            ))
            .ToList();
        var columns = new Dictionary<string, string>(template.Deal.Columns) { ["stage"] = Playbook.Stages[h.Stage].Name };
        if (h.Fields)
        {
            foreach (var f in Playbook.Stages.SelectMany(s => s.RequiredFields))
            {
                columns.TryAdd(f, "filled in by the rep");
            }
        }

        var file = template with
        {
            Deal = template.Deal with { Stage = Playbook.Stages[h.Stage].Name, Columns = columns },
            Stages = stages,
            Mails = [],
            Calls = [],
            Activities = [],
            Thread = [],
            Trackers = [],
        };
        // The buyer may have spoken, and said everything, before the stage was entered.
        if (h.SpokeBefore)
        {
            file = file with
            {
                Mails =
                [
                    Mail(
                        "old",
                        Side.Buyer,
                        entered.AddDays(-1),
                        "We decided. The budget is approved, it matches what we need, we sign on 3 April, and it saves 40 hours a week.",
                        false
                    ),
                ],
            };
        }
        for (var i = 0; i < h.Acts.Count; i++)
        {
            file = Add(file, h.Acts[i], $"g{i}", entered.AddDays(h.Acts[i].Day).AddMinutes(1));
        }
        return file;
    }

    private static DealFile Add(DealFile file, Act act, string id, DateTimeOffset at) =>
        act.What switch
        {
            "buyer" => file with
            {
                Mails =
                [
                    .. file.Mails,
                    Mail(
                        id,
                        Side.Buyer,
                        at,
                        "We decided. The budget is approved, it matches what we need, we sign on 3 April, and it saves 40 hours a week.",
                        false
                    ),
                ],
            },
            "mail" => file with
            {
                Mails = [.. file.Mails, Mail(id, Side.Seller, at, "Ana confirmed budget and decision, they sign on 3 April.", false)],
            },
            "proposal" => file with { Mails = [.. file.Mails, Mail(id, Side.Seller, at, "The proposal is attached as agreed.", false)] },
            "auto-reply" => file with
            {
                Mails =
                [
                    .. file.Mails,
                    Mail(id, Side.Buyer, at, "I am out of the office until Monday. The decision is made on 3 April.", true),
                ],
            },
            "thanks" => file with
            {
                Mails = [.. file.Mails, Mail(id, Side.Buyer, at, "Got it, thanks. Will have a look and circle back.", false)],
            },
            // Our own sentence, standing quoted below nothing that the buyer wrote.
            "quoted" => file with
            {
                Mails = [.. file.Mails, Mail(id, Side.Buyer, at, "", false) with { Body = "> Ana confirmed budget and decision." }],
            },
            "tracker" => file with
            {
                Trackers =
                [
                    .. file.Trackers,
                    new TrackerRow($"T{id}", "legal", "Agreement", "done", "lea.roth@seller.example", at, "clean"),
                ],
            },
            "demo" => Log(file, id, "meeting", "outbound", "Demo given", "They loved it, all criteria confirmed.", at),
            "meeting" => Log(
                file,
                id,
                "meeting",
                "outbound",
                "Discovery done",
                "Pain, impact, budget and decision path stated by Ana.",
                at
            ),
            "call" => Log(file, id, "call", "outbound", "Spoke to Ana", "She said yes and will sign.", at),
            "inbound-log" => Log(file, id, "email", "inbound", "Ana replied", "She confirms everything.", at),
            "forwarded" => file with
            {
                Mails = [.. file.Mails, Mail(id, Side.Seller, at, "FW: Ana wrote: \"We decided, we sign on 3 April.\"", false)],
            },
            "own-call" => file with { Calls = [.. file.Calls, OwnCall(id, at, Side.Seller)] },
            "unsided-call" => file with { Calls = [.. file.Calls, OwnCall(id, at, Side.Unknown)] },
            "thread" => file with
            {
                Thread =
                [
                    .. file.Thread,
                    new ThreadMessage(
                        "deal-quillon",
                        $"{id}.1",
                        null,
                        "U1",
                        "Olga Berg",
                        "olga.berg@seller.example",
                        at,
                        "Ana says yes to everything, move it on."
                    ),
                ],
            },
            "field" => file with
            {
                FieldChanges =
                [
                    .. file.FieldChanges,
                    new FieldChange(
                        file.FieldChanges.Count + 1,
                        "budget_confirmed",
                        "",
                        "yes, Ana confirmed",
                        at,
                        "olga.berg@seller.example"
                    ),
                ],
            },
            "unanswered-invitation" => file with
            {
                Meetings =
                [
                    .. file.Meetings,
                    new Meeting(
                        $"E{id}",
                        "Decision with Ana",
                        at,
                        at.AddHours(1),
                        [new Attendee("Ana Ruiz", "ana.ruiz@quillon.example", "none", Side.Buyer)],
                        false
                    ),
                ],
            },
            "task" => Log(file, id, "task", "internal", "Send proposal", "", at),
            "open" => Log(file, id, "note", "internal", "Ana opened the proposal 4 times", "Clicked the link.", at),
            _ => Log(file, id, "note", "internal", "Verbal yes", "Budget confirmed, moving to the next stage.", at),
        };

    private static DealFile Log(DealFile file, string id, string kind, string direction, string subject, string body, DateTimeOffset at) =>
        file with
        {
            Activities =
            [
                .. file.Activities,
                new Activity(id, kind, direction, "done", subject, body, "olga.berg@seller.example", at, null),
            ],
        };

    private static Call OwnCall(string id, DateTimeOffset at, Side side) =>
        new(
            $"call-{id}",
            "Debrief",
            at,
            at.AddMinutes(5),
            [new Participant("Olga Berg", "olga.berg@seller.example", Side.Seller)],
            [
                new Cue(
                    1,
                    TimeSpan.Zero,
                    side == Side.Seller ? "Olga Berg" : "Speaker 1",
                    side,
                    "Ana confirmed the budget and the decision, they sign on 3 April.",
                    TimeSpan.FromSeconds(9)
                ),
            ]
        );

    private static Mail Mail(string id, Side side, DateTimeOffset at, string words, bool automatic)
    {
        var (ana, olga) = (
            new MailAddress("Ana Ruiz", "ana.ruiz@quillon.example"),
            new MailAddress("Olga Berg", "olga.berg@seller.example")
        );
        return side == Side.Buyer
            ? new(id, "C1", "RE: Proposal", ana, [olga], [], at, words, words, automatic, side)
            : new(id, "C1", "Proposal", olga, [ana], [], at, words, words, automatic, side);
    }

    private sealed record Act(string What, int Day);

    /// <param name="Stage">The place of the stage that the deal is in.</param>
    /// <param name="SpokeBefore">Whether the buyer said it all before the stage was entered, and nothing since.</param>
    /// <param name="Fields">Whether the rep has filled every required field.</param>
    /// <param name="Seed">What the draft quotes.</param>
    private sealed record History(int Stage, IReadOnlyList<Act> Acts, bool SpokeBefore, bool Fields, int Seed);
}
