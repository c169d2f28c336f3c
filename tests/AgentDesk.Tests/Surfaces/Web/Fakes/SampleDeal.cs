using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Tests.Surfaces.Web.Fakes;

/// <summary>One invented deal with a piece of every kind, and a proposal that cites it.</summary>
internal static class SampleDeal
{
    public const string Owner = "mara.quist@fernway.test";
    public const string Manager = "ivo.lenz@fernway.test";
    public const string Security = "tess.abara@fernway.test";
    public const string Champion = "dora.penn@harrowglass.test";
    public const string Reviewer = "saul.ibe@harrowglass.test";

    public static readonly DateTimeOffset Now = At(6, 15, 9);

    public static readonly Team Team = new(
        "Fernway",
        Now,
        ["fernway.test"],
        [
            new(Owner, "Mara Quist", ["deal_owner"]),
            new(Manager, "Ivo Lenz", ["manager"]),
            new(Security, "Tess Abara", ["security"]),
            new("root@fernway.test", "Rita Oot", ["admin"]),
        ],
        [
            new(
                "security-pack",
                "Security pack",
                "security_pack",
                Security,
                new DateOnly(2026, 1, 10),
                new DateOnly(2026, 12, 31),
                "customer",
                "The audit window runs to June 19. Retention is answered in writing only."
            ),
        ],
        []
    );

    public static DateTimeOffset At(int month, int day, int hour) => new(2026, month, day, hour, 0, 0, TimeSpan.Zero);

    public static DealFile File(
        string id = "D-7",
        string account = "Harrow Glass",
        decimal amount = 186000,
        string nextStep = "One more nudge, then discount",
        string hostile = ""
    )
    {
        var deal = new Deal(
            new DealId(id),
            $"{account} - two new plants",
            account,
            Owner,
            Manager,
            "propose",
            new Money(amount, "USD"),
            At(2, 10, 15),
            new DateOnly(2026, 6, 30),
            "best_case",
            nextStep,
            new DateOnly(2026, 6, 12),
            "mm",
            "expansion",
            DealStatus.Open,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["deal_id"] = id,
                ["stage"] = "propose",
                ["next_step"] = nextStep,
                ["amount"] = "186000",
            }
        );
        return new DealFile(
            deal,
            [
                new(1, "identify", At(2, 10, 15), "2026-02-10T15:00:00Z", At(2, 17, 16), Owner, "user"),
                new(2, "contact", At(2, 17, 16), "2026-02-17T16:00:00Z", At(3, 5, 19), Owner, "user"),
                new(3, "discovery", At(3, 5, 19), "2026-03-05T19:00:00Z", At(5, 1, 15), Owner, "user"),
                new(4, "propose", At(5, 1, 15), "2026-05-01T15:00:00Z", null, Owner, "user"),
            ],
            [
                new(1, "close_date", "2026-05-29", "2026-06-30", At(5, 28, 20), Owner),
                new(2, "forecast_category", "commit", "best_case", At(6, 1, 14), Owner),
            ],
            [
                new("Dora Penn", Champion, "Director of Operations", Side.Buyer, "champion", "active"),
                new("Saul Ibe", Reviewer, "Information Security", Side.Buyer, "security", "active"),
            ],
            [
                new(
                    $"{id}-t1",
                    "task",
                    "internal",
                    "open",
                    "Return tabs D and E of their sheet",
                    "37 lines are with us",
                    Owner,
                    At(5, 6, 17),
                    At(5, 15, 21)
                ),
                new($"{id}-v1", "call", "outbound", "done", "Voicemail", "Left a message for Dora", Owner, At(6, 2, 18), null),
                new($"{id}-n1", "note", "internal", "done", "Forecast note", "Interest cooled since May.", Owner, At(6, 9, 20), null),
                new($"{id}-m0", "meeting", "outbound", "done", "Discovery with Dora", "She is all in.", Owner, At(3, 5, 19), null),
            ],
            [
                Mail(
                    $"{id}-m1",
                    Reviewer,
                    "Saul Ibe",
                    Owner,
                    At(4, 27, 14),
                    "Vendor sheet - 84 lines",
                    "Please answer all 84 lines.",
                    Side.Buyer
                ),
                Mail(
                    $"{id}-m2",
                    Owner,
                    "Mara Quist",
                    Champion,
                    At(5, 1, 15),
                    "Proposal attached",
                    "The proposal is attached.",
                    Side.Seller
                ),
                Mail(
                    $"{id}-m3",
                    Owner,
                    "Mara Quist",
                    Reviewer,
                    At(5, 6, 16),
                    "RE: Vendor sheet - 84 lines",
                    "Tabs A to C, 47 lines, are back with you.",
                    Side.Seller
                ),
                Mail(
                    $"{id}-m4",
                    Reviewer,
                    "Saul Ibe",
                    Owner,
                    At(5, 12, 12),
                    "RE: Vendor sheet - 84 lines",
                    "I don't review in halves, so I have put the file in my hold drawer. No hurry from me.",
                    Side.Buyer
                ),
                Mail(
                    $"{id}-m5",
                    Champion,
                    "Dora Penn",
                    Owner,
                    At(5, 21, 20),
                    "RE: Proposal attached",
                    "Nothing has changed on my end.\n\nWhere it sits: I can't walk this anywhere while half of Saul's sheet is coming back blank. So I'm parked for now."
                        + hostile,
                    Side.Buyer,
                    "On 19 May Mara wrote:\n> Did the proposal land OK?"
                ),
                Mail(
                    $"{id}-m6",
                    Owner,
                    "Mara Quist",
                    Champion,
                    At(5, 29, 15),
                    "RE: Proposal attached",
                    "Still a priority for the summer?",
                    Side.Seller
                ),
                Mail(
                    $"{id}-m7",
                    Owner,
                    "Mara Quist",
                    Champion,
                    At(6, 8, 15),
                    "RE: Proposal attached",
                    "One last nudge from me.",
                    Side.Seller
                ),
            ],
            [
                new(
                    $"{id}-call",
                    "Scoping call",
                    At(4, 16, 15),
                    At(4, 16, 16),
                    [new("Mara Quist", Owner, Side.Seller), new("Dora Penn", Champion, Side.Buyer)],
                    [
                        new(1, TimeSpan.FromSeconds(380), "Mara Quist", Side.Seller, "We have done about a hundred of those."),
                        new(2, TimeSpan.FromSeconds(400), "Mara Quist", Side.Seller, "Send it over."),
                        new(3, TimeSpan.FromSeconds(405), "Dora Penn", Side.Buyer, "I don't think it's some big thing."),
                        new(4, TimeSpan.FromSeconds(412), "Dora Penn", Side.Buyer, "He does have to put his initials on it, though."),
                        new(5, TimeSpan.FromSeconds(424), "Mara Quist", Side.Seller, "And on the sign-off side?"),
                        new(6, TimeSpan.FromSeconds(435), "Dora Penn", Side.Buyer, "Under fifty it's me."),
                        new(7, TimeSpan.FromSeconds(448), "Mara Quist", Side.Seller, "Good to know."),
                        new(8, TimeSpan.FromSeconds(460), "Dora Penn", Side.Buyer, "Bye now."),
                    ]
                ),
            ],
            [
                new($"deal-{id}", "1.1", null, "U1", "Mara Quist", Owner, At(6, 2, 13), "did the last two tabs ever go back?"),
                new($"deal-{id}", "1.2", null, "U2", "Tess Abara", Security, At(6, 2, 15), "parked. it's on my list for after the 19th"),
                new($"deal-{id}", "1.3", null, "U1", "Mara Quist", Owner, At(6, 2, 16), "ok, nobody over there is staring at it"),
            ],
            [
                new(
                    $"{id}-trk",
                    "security",
                    "Vendor sheet, 84 lines",
                    "in_review",
                    Security,
                    At(5, 6, 17),
                    "47 answered. Tabs D and E parked until the audit window closes."
                ),
            ],
            [
                new(
                    $"{id}-ev",
                    "Hold: Harrow / Fernway",
                    At(6, 16, 18),
                    At(6, 16, 19),
                    [new("Dora Penn", Champion, "none", Side.Buyer)],
                    false
                ),
            ],
            [new($"{id}-sig", account, "visit", At(6, 10, 13), "Three visits in a week to the trust page", "website")],
            []
        );
    }

    public static Packet Packet(string id = "D-7") =>
        new(
            "Harrow looks stuck on 37 security answers that we owe, not on interest",
            new Blocker("security", BlockerStanding.Confirmed, ["authority"], "unblock"),
            [
                new(
                    "c1",
                    "known",
                    "Dora Penn cannot take the deal upstairs until Saul Ibe has a complete sheet.",
                    Standing.Fact,
                    [
                        Cite($"mail:{id}-m5", "I can't walk this anywhere while half of Saul's sheet is coming back blank."),
                        Cite($"call:{id}-call#4", "He does have to put his initials on it, though."),
                    ]
                ),
                new(
                    "c2",
                    "known",
                    "Saul put the file on hold on 12 May.",
                    Standing.Fact,
                    [Cite($"mail:{id}-m4", "I have put the file in my hold drawer")]
                ),
                new(
                    "c3",
                    "known",
                    "The rest is ours: tabs D and E.",
                    Standing.Fact,
                    [
                        Cite($"tracker:{id}-trk", "Tabs D and E parked until the audit window closes."),
                        Cite($"thread:deal-{id}#1.2", "it's on my list for after the 19th"),
                    ]
                ),
                new(
                    "c4",
                    "known",
                    "The silence since 21 May is the hold, not lost interest.",
                    Standing.Inference,
                    [Cite($"mail:{id}-m5", "So I'm parked for now.")]
                ),
                new(
                    "c5",
                    "context",
                    "Somebody there still looks at our trust page.",
                    Standing.Inference,
                    [Cite($"signal:{id}-sig", "Three visits in a week to the trust page")]
                ),
                new(
                    "c6",
                    "against",
                    "Early on, Dora did not think that the review was a big thing.",
                    Standing.Fact,
                    [Cite($"call:{id}-call#3-4", "I don't think it's some big thing. He does have to put his initials on it")]
                ),
                new(
                    "c7",
                    "against",
                    "Our own note says that interest cooled.",
                    Standing.Inference,
                    [Cite($"activity:{id}-n1", "Interest cooled since May.")]
                ),
            ],
            new PriorAttempts(3, "Three touches since 21 May asked for priority and offered a rate; none carried the answers."),
            [
                new("When the platform team can confirm retention", "Tess Abara, security"),
                new("By what date Harrow wants to decide", "Dora Penn"),
            ],
            [],
            [
                $"mail:{id}-m1",
                $"mail:{id}-m2",
                $"mail:{id}-m3",
                $"mail:{id}-m4",
                $"mail:{id}-m5",
                $"mail:{id}-m6",
                $"mail:{id}-m7",
                $"tracker:{id}-trk",
                $"call:{id}-call#1",
                $"call:{id}-call#2",
                $"call:{id}-call#3",
                $"stage:{id}#1",
                $"stage:{id}#2",
                $"deal:{id}#next_step",
                $"signal:{id}-sig",
                $"activity:{id}-n1",
                $"thread:deal-{id}#1.2",
            ],
            [$"activity:{id}-m0"]
        );

    public static readonly ActionPayload.EmailDraft Letter = new(
        [Champion],
        [],
        "RE: Proposal attached",
        "Hi Dora,\n\nTabs D and E of Saul's sheet are ours: 37 lines, with us since 6 May.\n\nOur audit window runs to June 19. I will share a date once it has been confirmed.\n\nBy when would you like a yes or no?\n\nMara",
        new EvidenceName("mail:D-7-m5"),
        new Citation(new EvidenceName("thread:deal-D-7#1.2"), "it's on my list for after the 19th")
    );

    public static IReadOnlyList<ActionPayload> Actions(string nextStep = "One more nudge, then discount") =>
        [
            new ActionPayload.Escalation(
                Security,
                "security",
                "Tabs D and E, 37 lines, were due on 15 May. Please give Saul a date.",
                new DateOnly(2026, 6, 17),
                "task on D-7"
            ),
            Letter,
            new ActionPayload.CrmField("next_step", nextStep, "Tess gives Saul a date for tabs D and E, by 17 June"),
            new ActionPayload.ForecastChange("best_case", "pipeline", "The close date hangs on the review."),
            new ActionPayload.EmailDraft([Champion], [], "12% off", "We can do 12% off!!!", null, null),
            new ActionPayload.Pause(new DateOnly(2026, 6, 22), "Saul wrote that there is no hurry."),
        ];

    private static Citation Cite(string name, string quote) => new(new EvidenceName(name), quote);

    private static Mail Mail(
        string id,
        string from,
        string name,
        string to,
        DateTimeOffset at,
        string subject,
        string own,
        Side side,
        string back = ""
    ) =>
        new(
            id,
            "conv-" + subject.Replace("RE: ", "", StringComparison.Ordinal),
            subject,
            new MailAddress(name, from),
            [new MailAddress(null, to)],
            [],
            at,
            back.Length > 0 ? $"{own}\n\n{back}" : own,
            own,
            false,
            side
        );
}
