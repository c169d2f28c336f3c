using AgentDesk.Core.Chains;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Tests.Surfaces.Review;

public sealed class DeskProseTests
{
    [Theory]
    [InlineData("Correct the forecast: commit to best_case", "Correct the forecast: commit to best case")]
    [InlineData("economic_buyer is `barry kimball?`; paper_process is `n/a`", "economic buyer is “barry kimball?”; paper process is “n/a”")]
    [InlineData(
        "open until closed: 3 (over_age, no_next_step, contradictory)",
        "open until closed: 3 (over age, no next step, contradictory)"
    )]
    [InlineData("discovery was skipped: that is the manager's (a1)", "discovery was skipped: that is the manager's")]
    [InlineData("Set next_step to Tess gives a date (c5)", "Set next step to Tess gives a date")]
    [InlineData(
        "45 days in resolve since 2026-04-30, 30 expected for mm",
        "45 days in resolve since 30 April, 30 expected for mid-size customers"
    )]
    [InlineData(
        "Hollis Greer wrote on 2026-05-29; an answer was due 2026-05-29 17:00",
        "Hollis Greer wrote on 29 May; an answer was due 29 May 17:00"
    )]
    public void Ids_dates_and_references_are_told_in_words(string written, string read) => Assert.Equal(read, Words.Prose(written));

    [Theory]
    [InlineData("The tracker says: \"SR-40417 · waiting_on_buyer · since 2026-05-29\"")]
    [InlineData("the mail says “see next_step of 2026-05-29 (a1)” and stops")]
    [InlineData("svc_crm_sync@larkspur.example moved it, see https://crm.example/next_step/best_case and file.next_step.csv")]
    [InlineData("the call (part 2) and version (v2) of 3 (three)")]
    public void What_somebody_wrote_and_what_is_an_address_stays_as_it_is(string text) => Assert.Equal(text, Words.Prose(text));

    [Fact]
    public void Right_to_left_words_keep_to_themselves_so_that_a_figure_stays_in_its_sentence()
    {
        Assert.Equal(
            "a mail to \u2068تيد ليندكفيست\u2069: 2 touches, 2 allowed",
            Words.Prose("a mail to تيد ليندكفيست: 2 touches, 2 allowed")
        );
        Assert.Equal("\u2068شركة 2026 الخليج\u2069 (RTL) 2026", Foreign.Isolated("شركة 2026 الخليج (RTL) 2026"));
        Assert.Equal(Foreign.Isolated("a تيد 2"), Foreign.Isolated(Foreign.Isolated("a تيد 2")));
        Assert.Equal("gnp.exe deal", Foreign.Isolated("\u202Egnp.exe\u2066 deal"));
        Assert.Equal("Bjørn 👩‍👧 नमस्ते", Foreign.Isolated("Bjørn 👩‍👧 नमस्ते"));
    }

    [Fact]
    public void Several_people_to_whom_something_is_owed_have_an_and_before_the_last()
    {
        static TriggerClock Clock(string? who) =>
            new(
                TriggerRule.CallEnded,
                "recap",
                "propose",
                default,
                "the call ended",
                [new Citation(new EvidenceName("call:x#1"), "bye")],
                who,
                [],
                null,
                "1 business day",
                default,
                ClockState.Open,
                0,
                null,
                null
            );

        Assert.Equal("a recap to Yolanda Pierce and Tom Brandvold", Words.Owed(Clock("Yolanda Pierce, Tom Brandvold")));
        Assert.Equal("a recap to Ann, Bo, Cy and others", Words.Owed(Clock("Ann, Bo, Cy and others")));
        Assert.Equal("a recap to Yolanda Pierce", Words.Owed(Clock("Yolanda Pierce")));
        Assert.Equal("a recap", Words.Owed(Clock(null)));
    }

    [Theory]
    [InlineData("Castellan Utility Services LLC", "Castellan Utility Services - renewal", "renewal")]
    [InlineData("Kestrel Grid Partners 7", "Kestrel Grid Partners: Leeds and Hull", "Leeds and Hull")]
    [InlineData("Larkfield Mechanical Group", "Larkfield - Ohio & Kentucky expansion", "Ohio & Kentucky expansion")]
    [InlineData("The Works", "The renewal", "The renewal")]
    [InlineData("Northgate", "Northgateway pilot", "Northgateway pilot")]
    [InlineData("Northgate", "Northgate", "Northgate")]
    public void A_deal_is_called_without_the_words_of_its_account_that_stand_beside_it(string account, string deal, string called) =>
        Assert.Equal(called, InboxRow.NameBeside(account, deal));
}
