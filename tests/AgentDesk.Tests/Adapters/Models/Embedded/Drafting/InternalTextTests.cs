using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Tests.Adapters.Models.Embedded.Drafting;

public sealed class InternalTextTests
{
    private static readonly DateTimeOffset Asked = new(2026, 8, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_escalation_names_the_words_the_asker_the_day_the_deadline_and_the_record()
    {
        var text = EscalationComposer.Compose(
            new EscalationSituation(
                "D-1",
                "Orrin, three depots",
                "Orrin Cold Chain",
                Roles.Security,
                "Ines Corbin",
                "Rory Quill",
                new DateOnly(2026, 9, 18),
                "tracker `Orrin questionnaire`",
                [new OpenAsk("Section four came back empty, and section four is the one they read.", "Magda Falk", Asked, WeOwe: true)]
            )
        );

        Assert.StartsWith("Ines, ", text, StringComparison.Ordinal);
        Assert.All(
            [
                "Orrin Cold Chain",
                "\"Section four came back empty, and section four is the one they read\"",
                "Magda Falk wrote on 20 August 2026",
                "By 18 September 2026",
                "tracker `Orrin questionnaire`",
            ],
            part => Assert.Contains(part, text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_qualified_role_is_asked_for_an_answer_of_its_own_kind()
    {
        var texts = Roles
            .Qualified.Append(Roles.Manager)
            .Select(role =>
                EscalationComposer.Compose(
                    new EscalationSituation(
                        "D-1",
                        "x",
                        "Orrin",
                        role,
                        "Ines Corbin",
                        "Rory Quill",
                        new DateOnly(2026, 9, 18),
                        "the deal's record",
                        []
                    )
                )
            );

        Assert.Equal(7, texts.Select(t => t.Split('\n')[1]).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(
        "security",
        BlockerStanding.Confirmed,
        true,
        "Orrin looks stuck on security answers that we owe, not on the budget or timing"
    )]
    [InlineData(
        "legal",
        BlockerStanding.Inferred,
        false,
        "Orrin may be stuck on contract terms that are still open, not on the budget or timing"
    )]
    [InlineData("none", BlockerStanding.Confirmed, false, "Orrin does not look stalled")]
    [InlineData("security", BlockerStanding.Insufficient, false, "It is unclear from the evidence what holds Orrin up")]
    [InlineData("unresponsive", BlockerStanding.Inferred, false, "Orrin has gone quiet, and nothing in the evidence seems to say why")]
    public void A_headline_is_a_hypothesis(string category, BlockerStanding standing, bool owed, string expected) =>
        Assert.Equal(
            expected,
            HeadlineComposer.Compose(new HeadlineSituation("Orrin", category, standing, owed, RuledOut: ["budget", "timing", "legal"]))
        );

    [Fact]
    public void A_note_says_that_it_is_a_hypothesis_and_counts_the_attempts()
    {
        var note = NoteComposer.Compose(
            new NoteSituation(
                new HeadlineSituation("Orrin", "budget", BlockerStanding.Confirmed),
                "pause",
                [new NoteQuote("There is nothing left to book it on this year", "Magda Falk", Asked)],
                [],
                3,
                Asked,
                ["when the next round closes"],
                "come back when the list opens"
            )
        );

        Assert.Equal(
            """
            Working hypothesis (the buyer's words or a system's status say so): Orrin looks stuck on the money for it.
            For: "There is nothing left to book it on this year" (Magda Falk, 20 August 2026).
            3 touches since the buyer's last word on 20 August 2026, without an answer.
            Not known: when the next round closes.
            Proposed: pause; come back when the list opens.
            """,
            note,
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public void A_pause_names_its_day_its_reason_and_what_would_end_it() =>
        Assert.Equal(
            "Rest until 5 October 2026. Why: Magda Falk: \"the list closes in October\". Sooner if money for it gets a place in the buyer's plan.",
            PauseComposer.Compose(
                new PauseSituation(
                    "Orrin",
                    "budget",
                    new DateOnly(2026, 10, 5),
                    "the list closes in October.",
                    "Magda Falk",
                    NamesTheDay: true
                )
            )
        );

    [Fact]
    public void A_pause_without_a_day_of_the_buyers_says_so() =>
        Assert.Contains(
            "no day was named",
            PauseComposer.Compose(
                new PauseSituation(
                    "Orrin",
                    "reorg_freeze",
                    new DateOnly(2026, 10, 5),
                    "Everything stops until the new owners have been through the books.",
                    "Magda Falk"
                )
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_escalation_about_a_paper_that_lies_with_the_buyer_asks_for_nothing_to_be_sent()
    {
        var caution = new OpenAsk("Please leave us to it, chasers are filed.", "Magda Falk", Asked, WeOwe: false);

        var text = EscalationComposer.Compose(
            new EscalationSituation("D-1", "x", "Orrin", Roles.Legal, "Ines Corbin", "Rory Quill", new DateOnly(2026, 9, 18), "MSA v2", [])
            {
                IsTheirTurn = true,
                Caution = caution,
                AwayName = "Tom Achebe",
            }
        );

        Assert.Contains("nothing goes to the buyer before", text, StringComparison.Ordinal);
        Assert.Contains("\"Please leave us to it, chasers are filed\"", text, StringComparison.Ordinal);
        Assert.Contains("Tom Achebe holds it and is away", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Doing_nothing_says_why_and_until_when() =>
        Assert.Equal(
            "It is in a queue at Orrin that has its own time, and silence there is no sign against the deal: \"six to seven weeks from May\" (Ines Corbin). Look again on 5 October 2026 if nothing has come by then.",
            DoNothingComposer.Compose(
                new IdleSituation("Orrin", IdleGround.BuyersQueue, "six to seven weeks from May", "Ines Corbin", new DateOnly(2026, 10, 5))
            )
        );

    [Fact]
    public void Missing_evidence_names_the_contact_whose_role_fits()
    {
        var missing = MissingEvidenceComposer.Compose(
            new MissingSituation(
                "budget",
                Insufficient: false,
                WeOwe: false,
                [new KnownPerson("Magda Falk", ["champion"]), new KnownPerson("Sol Adler", ["finance"])],
                [],
                "Rory Quill"
            )
        );

        Assert.Equal("Sol Adler (buyer)", missing[0].WhoCouldSupply);
        Assert.InRange(missing.Count, 2, 4);
    }

    [Fact]
    public void Every_category_has_its_missing_evidence_and_its_task()
    {
        var all = Situations
            .Categories.Select(c =>
                (
                    Missing: MissingEvidenceComposer.Compose(new MissingSituation(c, false, false, [], [], "Rory Quill"))[0].Text,
                    Task: TaskComposer.Compose(new TaskSituation("Orrin", c, false, "the deal's record"))
                )
            )
            .ToList();

        Assert.Equal(all.Count, all.Select(a => a.Missing).Distinct(StringComparer.Ordinal).Count());
        Assert.True(all.Select(a => a.Task).Distinct(StringComparer.Ordinal).Count() >= all.Count - 1);
    }

    [Fact]
    public void An_unknown_blocker_asks_first_what_it_is() =>
        Assert.Contains(
            "in the buyer's own words",
            MissingEvidenceComposer
                .Compose(new MissingSituation("security", Insufficient: true, WeOwe: true, [], [], "Rory Quill"))[0]
                .Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_five_working_days_of_a_deadline_leave_out_the_week_end() =>
        Assert.Equal(new DateOnly(2026, 9, 17), Deadlines.After(new DateOnly(2026, 9, 10), 5));
}
