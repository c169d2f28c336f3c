using System.Globalization;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Tests.Core.Chains;

/// <summary>
/// The four chains, case by case, on a deal that holds nothing else. All days are working days of a Berlin owner, 9 to 17.
/// </summary>
public sealed class ChainTests
{
    private static readonly Playbook Playbook = BuiltInPlaybook.Value with
    {
        Hours = WorkingHours.Default with { TimeZone = "Europe/Berlin", Holidays = [new DateOnly(2026, 5, 1)] },
    };
    private static readonly Team Team = new(
        "seller",
        null,
        ["seller.example"],
        [new Colleague("olga@seller.example", "Olga Berg", ["deal_owner"])],
        [],
        []
    );

    private const string Question = "Hello Olga,\nCan you tell us how long the switch takes for 40 sites?\nAna";

    // Thursday 23 April 2026, 14:00 in Berlin.
    private static readonly DateTimeOffset Thursday = At("2026-04-23 12:00");

    [Fact]
    public void A_buyers_question_waits_until_the_end_of_the_owners_day()
    {
        var file = File(Mail("M1", Thursday, "ana", "olga", Question));

        var open = Assert.Single(TriggerClocks.Open(file, Team, Playbook, At("2026-04-23 13:00")));
        var late = Assert.Single(TriggerClocks.Open(file, Team, Playbook, At("2026-04-24 08:00")));

        Assert.Equal((ClockState.Open, At("2026-04-23 15:00"), 120), (open.State, open.Due, open.LeftMinutes));
        Assert.Equal((ClockState.Late, 60), (late.State, late.LateMinutes));
        Assert.Equal("Can you tell us how long the switch takes for 40 sites?", late.Citations[0].Quote);
        Assert.Equal("17:00", late.Due.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_holiday_and_a_weekend_make_nobody_late()
    {
        // Thursday evening before the first of May, a Friday.
        var file = File(Mail("M1", At("2026-04-30 18:00"), "ana", "olga", Question));

        var clock = Assert.Single(TriggerClocks.Open(file, Team, Playbook, At("2026-05-04 10:00")));

        Assert.Equal((ClockState.Open, At("2026-05-04 15:00"), 300), (clock.State, clock.Due, clock.LeftMinutes));
    }

    public static TheoryData<string, Mail, ClockState> AfterTheQuestion =>
        new()
        {
            {
                "an answer in the thread",
                Mail("M2", Thursday.AddHours(1), "olga", "ana", "Six weeks, we would start in the north."),
                ClockState.Met
            },
            {
                "an answer the next day",
                Mail("M2", Thursday.AddHours(20), "olga", "ana", "Six weeks, we would start in the north."),
                ClockState.MetLate
            },
            { "an answer by a colleague", Mail("M2", Thursday.AddHours(1), "sam", "ana", "Six weeks."), ClockState.Met },
            {
                "a mail to them on another thread",
                Mail("M2", Thursday.AddHours(1), "olga", "ana", "Six weeks.", thread: "C9"),
                ClockState.Met
            },
            { "a word among ourselves", Mail("M2", Thursday.AddHours(1), "olga", "sam", "Who knows this?"), ClockState.Late },
            {
                "a mail to somebody else of theirs",
                Mail("M2", Thursday.AddHours(1), "olga", "ben", "The invoice is attached.", thread: "C9"),
                ClockState.Late
            },
            { "our own out-of-office", Mail("M2", Thursday.AddHours(1), "olga", "ana", "I am away.", auto: true), ClockState.Late },
            { "a mail before it", Mail("M0", Thursday.AddHours(-1), "olga", "ana", "The proposal is attached."), ClockState.Late },
            {
                "their word that it is settled",
                Mail("M2", Thursday.AddHours(1), "ana", "olga", "Never mind, found it."),
                ClockState.Passed
            },
        };

    [Theory, MemberData(nameof(AfterTheQuestion))]
    public void What_answers_a_buyer_is_to_the_buyer_and_after_the_mail(string what, Mail mail, ClockState state)
    {
        var clocks = TriggerClocks.Of(File(Mail("M1", Thursday, "ana", "olga", Question), mail), Team, Playbook, At("2026-04-27 10:00"));

        Assert.True(clocks.First(c => c.Trigger == TriggerRule.BuyerReply).State == state, what);
    }

    public static TheoryData<string, Mail> NoReply =>
        new()
        {
            {
                "an auto-reply",
                Mail("M1", Thursday, "ana", "olga", "I am out of the office until Monday. Can you write to Ben?", auto: true)
            },
            { "thanks alone", Mail("M1", Thursday, "ana", "olga", "Thanks Olga, got it.") },
            {
                "the next word is theirs",
                Mail(
                    "M1",
                    Thursday,
                    "ana",
                    "olga",
                    "We went through your proposal with the team, and I'll come back to you once the board has met."
                )
            },
            {
                "a mail among themselves with us in copy",
                Mail("M1", Thursday, "ana", "ben", "Ben, can you check the numbers in this?", cc: "olga")
            },
            { "our own mail", Mail("M1", Thursday, "olga", "ana", "Can you tell us who signs?") },
        };

    [Theory, MemberData(nameof(NoReply))]
    public void What_waits_for_no_answer_has_no_clock(string what, Mail mail) =>
        Assert.True(
            TriggerClocks.Of(File(mail), Team, Playbook, At("2026-04-27 10:00")).All(c => c.Trigger != TriggerRule.BuyerReply),
            what
        );

    [Fact]
    public void Two_mails_of_one_thread_wait_together_from_the_first_on()
    {
        var clock = Assert.Single(
            TriggerClocks.Open(
                File(
                    Mail("M1", Thursday, "ana", "olga", Question),
                    Mail("M2", Thursday.AddHours(30), "ben", "olga", "And what does it cost for 60 sites?")
                ),
                Team,
                Playbook,
                At("2026-04-27 10:00")
            ),
            c => c.Trigger == TriggerRule.BuyerReply
        );

        Assert.Equal(
            (Thursday, "mail:M2", "Ana Ruiz wrote on 2026-04-23, and Ben Okoye on 2026-04-24"),
            (clock.At, clock.Answer?.Value, clock.Detail)
        );
        Assert.Equal(["ana@quillon.example", "ben@quillon.example"], clock.To);
    }

    [Fact]
    public void A_booked_meeting_answers_a_mail_that_asks_for_a_time_and_no_other()
    {
        var meeting = new Meeting(
            "E1",
            "Quillon call",
            Thursday.AddDays(5),
            Thursday.AddDays(5).AddHours(1),
            [new Attendee("Ana Ruiz", "ana@quillon.example", "accepted", Side.Buyer)],
            false
        );

        var asksTime = File(Mail("M1", Thursday, "ana", "olga", "Could we speak on Tuesday at 10:00?")) with { Meetings = [meeting] };
        var asksMore = File(Mail("M1", Thursday, "ana", "olga", Question)) with { Meetings = [meeting] };

        Assert.Equal(ClockState.Met, Assert.Single(TriggerClocks.Of(asksTime, Team, Playbook, At("2026-04-24 10:00"))).State);
        Assert.Equal(ClockState.Late, Assert.Single(TriggerClocks.Of(asksMore, Team, Playbook, At("2026-04-24 10:00"))).State);
    }

    public static TheoryData<string, Mail?, ClockState> AfterTheCall =>
        new()
        {
            { "nothing", null, ClockState.Late },
            {
                "a mail that speaks of it",
                Mail(
                    "M1",
                    Thursday.AddHours(2),
                    "olga",
                    "ana",
                    "Thank you for the call. You need it live by September; I send the plan on Monday.",
                    thread: "C9"
                ),
                ClockState.Met
            },
            {
                "the next day",
                Mail("M1", Thursday.AddHours(22), "olga", "ana", "Thank you for the call yesterday.", thread: "C9"),
                ClockState.MetLate
            },
            {
                "what was said, in other words of thanks",
                Mail(
                    "M1",
                    Thursday.AddHours(2),
                    "olga",
                    "ana",
                    "Forty sites, live by September, the board decides in June and Ben signs for the money. The plan follows Monday.",
                    thread: "C9"
                ),
                ClockState.Met
            },
            {
                "something else",
                Mail("M1", Thursday.AddHours(2), "olga", "ana", "The invoice for March is attached.", thread: "C9"),
                ClockState.Late
            },
            {
                "to somebody who was not there",
                Mail("M1", Thursday.AddHours(2), "olga", "ben", "Recap of our call.", thread: "C9"),
                ClockState.Late
            },
            {
                "before it ended",
                Mail("M1", Thursday.AddMinutes(-50), "olga", "ana", "Good to speak in a minute.", thread: "C9"),
                ClockState.Late
            },
        };

    [Theory, MemberData(nameof(AfterTheCall))]
    public void A_recap_is_a_mail_about_the_call_to_who_was_in_it(string what, Mail? mail, ClockState state)
    {
        var file = File([.. mail is null ? Array.Empty<Mail>() : [mail]]) with { Calls = [TheCall(Thursday)] };

        var clock = TriggerClocks.Of(file, Team, Playbook, At("2026-04-27 10:00")).First(c => c.Trigger == TriggerRule.CallEnded);

        Assert.True(state == clock.State, what);
        Assert.Equal(["ana@quillon.example"], clock.To);
    }

    [Fact]
    public void A_call_among_ourselves_and_one_that_has_not_ended_have_no_clock()
    {
        var ours = TheCall(Thursday) with
        {
            Cues = [new Cue(1, TimeSpan.Zero, "Olga Berg", Side.Seller, "Nobody came, let us wait a little longer.")],
            Participants = [new Participant("Olga Berg", "olga@seller.example", Side.Seller)],
        };

        Assert.Empty(TriggerClocks.Of(File() with { Calls = [ours] }, Team, Playbook, At("2026-04-27 10:00")));
        Assert.Empty(TriggerClocks.Of(File() with { Calls = [TheCall(Thursday)] }, Team, Playbook, Thursday.AddMinutes(-1)));
    }

    [Fact]
    public void A_recap_that_is_ten_days_late_is_not_asked_for_any_more() =>
        Assert.Equal(
            ClockState.Passed,
            TriggerClocks
                .Of(File() with { Calls = [TheCall(Thursday)] }, Team, Playbook, Thursday.AddDays(11))
                .First(c => c.Trigger == TriggerRule.CallEnded)
                .State
        );

    public static TheoryData<string, string, string?> Named =>
        new()
        {
            { "a contact who is handed on to us", "Please talk to Dora Lang about the data.", "Dora Lang" },
            { "a contact by a first name that nobody else has", "Dora will want to see the numbers.", "Dora Lang" },
            { "somebody who is no contact, with a role", "Our ops lead, Priya Nair, has to say yes to it.", "Priya Nair" },
            { "the same the other way round", "Priya Nair, who runs purchasing, signs such things.", "Priya Nair" },
            { "somebody who has done their part", "Dora Lang has finished with it.", null },
            { "somebody who shall not be written to", "Please do not write to Dora Lang yet.", null },
            { "who was known before", "Ben Okoye will ask about the contract.", null },
            { "a greeting and a day", "Dear Supplier, see you Thursday. Kind Regards", null },
            { "a company", "Quillon Works will need it, says our director.", null },
        };

    [Theory, MemberData(nameof(Named))]
    public void A_stakeholder_is_new_when_the_buyer_gives_somebody_unknown_a_part(string what, string sentence, string? who)
    {
        var file = File(
            Mail("M0", Thursday.AddDays(-3), "olga", "ben", "The agreement is attached."),
            Mail("M1", Thursday, "ana", "olga", $"Hello Olga,\n{sentence}\nAna")
        );

        var found = TriggerClocks
            .Of(file, Team, Playbook, At("2026-04-27 10:00"))
            .Where(c => c.Trigger == TriggerRule.StakeholderNamed)
            .Select(c => c.Who)
            .ToList();

        Assert.True(who is null ? found.Count == 0 : found is [var only] && only == who, $"{what}: {string.Join(", ", found)}");
    }

    [Fact]
    public void Outreach_is_a_mail_to_the_new_person_and_not_with_them_in_copy()
    {
        var named = Mail("M1", Thursday, "ana", "olga", "Please talk to Dora Lang about the data.");

        ClockState With(params Mail[] more) =>
            TriggerClocks
                .Of(File([named, .. more]), Team, Playbook, At("2026-04-28 10:00"))
                .First(c => c.Trigger == TriggerRule.StakeholderNamed)
                .State;

        Assert.Equal(ClockState.Late, With());
        Assert.Equal(ClockState.Late, With(Mail("M2", Thursday.AddHours(1), "olga", "ana", "Will do, thank you.", cc: "dora")));
        Assert.Equal(ClockState.Met, With(Mail("M2", Thursday.AddHours(20), "olga", "dora", "Ana gave me your name.", thread: "C9")));
        Assert.Equal(
            ClockState.Passed,
            With(Mail("M2", Thursday.AddHours(20), "dora", "olga", "Ana says that you have my data sheet?", thread: "C9"))
        );
        Assert.Equal(
            ClockState.Passed,
            With(Mail("M2", Thursday.AddHours(20), "ana", "olga", "I'd rather not go to Dora yet, leave it with me."))
        );
    }

    [Fact]
    public void Who_is_put_on_the_buyers_mail_is_added_and_a_shared_mailbox_is_nobody()
    {
        var file = File(
            Mail("M1", Thursday, "ana", "olga", "Hello Olga, can you send both of us the plan?", cc: "dora"),
            Mail("M2", Thursday, "ana", "olga", "And this one?", cc: "purchasing.desk", thread: "C3")
        );

        Assert.Equal(
            ["Dora Lang"],
            TriggerClocks
                .Of(file, Team, Playbook, At("2026-04-27 10:00"))
                .Where(c => c.Trigger == TriggerRule.StakeholderNamed)
                .Select(c => c.Who!)
        );
    }

    [Fact]
    public void A_quiet_deal_asks_for_a_follow_up_that_carries_something_and_a_bump_is_none()
    {
        var said = Mail(
            "M1",
            Thursday,
            "ana",
            "olga",
            "We like the plan and I'll come back to you when we have talked about the forty sites."
        );
        var bump = Mail("M2", Thursday.AddDays(11), "olga", "ana", "Hello Ana, just checking in. Any news?");
        var news = Mail(
            "M3",
            Thursday.AddDays(11),
            "olga",
            "ana",
            "Hello Ana, the attached case study shows how Brackley Foods moved 55 depots in nine weeks without stopping a single shift, with the rollout calendar they used."
        );

        ClockState With(DateTimeOffset now, params Mail[] more) =>
            TriggerClocks.Of(File([said, .. more]), Team, Playbook, now).Last(c => c.Trigger == TriggerRule.DealQuiet).State;

        Assert.DoesNotContain(TriggerClocks.Of(File(said), Team, Playbook, Thursday.AddDays(9)), c => c.Trigger == TriggerRule.DealQuiet);
        Assert.Equal(ClockState.Late, With(Thursday.AddDays(12)));
        Assert.Equal(ClockState.Late, With(Thursday.AddDays(12), bump));
        Assert.Equal(ClockState.Met, With(Thursday.AddDays(12), news));
    }

    [Fact]
    public void A_day_that_the_buyer_named_is_no_silence_until_it_has_passed()
    {
        var said = Mail("M1", Thursday, "ana", "olga", "We decide on 12 May and I'll let you know.");

        Assert.DoesNotContain(
            TriggerClocks.Of(File(said), Team, Playbook, At("2026-05-11 10:00")),
            c => c.Trigger == TriggerRule.DealQuiet
        );
        Assert.Contains(TriggerClocks.Of(File(said), Team, Playbook, At("2026-05-14 10:00")), c => c.Trigger == TriggerRule.DealQuiet);
    }

    [Fact]
    public void A_stage_may_have_its_own_limit_and_a_trigger_without_a_rule_has_no_clock()
    {
        var file = File(Mail("M1", Thursday, "ana", "olga", Question));
        var strict = Playbook with
        {
            Triggers =
            [
                new("buyer_reply", "answer_in_thread", Hours: 1, Stages: ["propose"]),
                new("buyer_reply", "answer_in_thread", Days: 3),
            ],
        };

        Assert.Equal(At("2026-04-23 13:00"), Assert.Single(TriggerClocks.Of(file, Team, strict, Thursday.AddHours(3))).Due);
        Assert.Equal(
            At("2026-04-28 15:00"),
            Assert
                .Single(
                    TriggerClocks.Of(file with { Stages = [file.Stages[0] with { Stage = "resolve" }] }, Team, strict, Thursday.AddHours(3))
                )
                .Due
        );
        Assert.Empty(TriggerClocks.Of(file, Team, Playbook with { Triggers = [] }, Thursday.AddHours(3)));
    }

    [Fact]
    public void Work_can_be_raised_ahead_of_its_limit()
    {
        var file = File(Mail("M1", Thursday.AddHours(-4), "ana", "olga", Question));
        var ahead = Playbook with { Triggers = [new("buyer_reply", "answer_in_thread", Days: 0, Ahead: 2)] };

        Assert.Equal(At("2026-04-23 13:00"), Assert.Single(TriggerClocks.Of(file, Team, ahead, Thursday)).RaiseAt);
        Assert.Equal(At("2026-04-23 15:00"), Assert.Single(TriggerClocks.Of(file, Team, Playbook, Thursday)).RaiseAt);
    }

    [Fact]
    public void On_a_closed_deal_nothing_is_asked_for()
    {
        var file = File(Mail("M1", Thursday, "ana", "olga", Question));
        var won = file with { Deal = file.Deal with { Status = DealStatus.Won } };

        Assert.Empty(TriggerClocks.Open(won, Team, Playbook, At("2026-04-27 10:00")));
        Assert.Equal("the deal is won", Assert.Single(TriggerClocks.Of(won, Team, Playbook, At("2026-04-27 10:00"))).Because);
    }

    private static Call TheCall(DateTimeOffset ended) =>
        new(
            "K1",
            "Discovery",
            ended.AddMinutes(-45),
            ended,
            [
                new Participant("Olga Berg", "olga@seller.example", Side.Seller),
                new Participant("Ana Ruiz", "ana@quillon.example", Side.Buyer),
            ],
            [
                new Cue(1, TimeSpan.FromSeconds(5), "Olga Berg", Side.Seller, "What would it have to do for you?"),
                new Cue(
                    2,
                    TimeSpan.FromSeconds(20),
                    "Ana Ruiz",
                    Side.Buyer,
                    "All forty sites live by September. The board decides in June, and Ben signs for the money."
                ),
                new Cue(3, TimeSpan.FromSeconds(40), "Olga Berg", Side.Seller, "Then I send the plan on Monday."),
            ]
        );

    private static DealFile File(params Mail[] mails)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["deal_id"] = "Q-1", ["stage"] = "propose" };
        var deal = new Deal(
            new("Q-1"),
            "Quillon rota",
            "Quillon Works",
            "olga@seller.example",
            null,
            "propose",
            null,
            At("2026-01-05 09:00"),
            null,
            null,
            null,
            null,
            "mm",
            "new",
            DealStatus.Open,
            columns
        );
        static Contact Buyer(string name, string email) => new(name, $"{email}@quillon.example", null, Side.Buyer, "unknown", "active");
        return new DealFile(
            deal,
            [new StageMove(1, "propose", At("2026-02-01 09:00"), "2026-02-01T09:00:00Z", null, null, null)],
            [],
            [Buyer("Ana Ruiz", "ana"), Buyer("Ben Okoye", "ben"), Buyer("Dora Lang", "dora")],
            [],
            [.. mails.OrderBy(m => m.SentAt)],
            [],
            [],
            [],
            [],
            [],
            []
        );
    }

    private static Mail Mail(
        string id,
        DateTimeOffset at,
        string from,
        string to,
        string text,
        string? cc = null,
        string thread = "C1",
        bool auto = false
    )
    {
        static MailAddress Of(string who) =>
            who switch
            {
                "olga" => new("Olga Berg", "olga@seller.example"),
                "sam" => new("Sam Ito", "sam@seller.example"),
                "ana" => new("Ana Ruiz", "ana@quillon.example"),
                "ben" => new("Ben Okoye", "ben@quillon.example"),
                "dora" => new("Dora Lang", "dora@quillon.example"),
                _ => new(who, $"{who}@quillon.example"),
            };
        return new Mail(
            id,
            thread,
            "Proposal",
            Of(from),
            [Of(to)],
            cc is null ? [] : [Of(cc)],
            at,
            text,
            text,
            auto,
            from is "olga" or "sam" ? Side.Seller : Side.Buyer
        );
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
