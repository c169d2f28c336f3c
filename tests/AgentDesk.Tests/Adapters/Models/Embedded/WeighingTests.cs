using Xunit;

namespace AgentDesk.Tests.Adapters.Models.Embedded;

/// <summary>Whom a name stands for, what a tracker is worth beside the buyer, what we promised.</summary>
public sealed class WeighingTests
{
    private const string SmallTalk =
        "We run three depots and each of them keeps its own list. The one in the north is the largest. Anna prints the plan and walks it over in the morning. "
        + "Last week the printer was down and we did it by telephone. Most of our people have been here for ten years. We deliver to builders and to some farms. ";

    [Fact]
    public void A_row_that_the_buyer_calls_finished_is_out_of_date_though_we_touched_it_later()
    {
        var c = Quiet(
                "From my side purchasing is complete and I need no further documents from you. There is no money for it in the plan of this year, the line is empty."
            )
            .Tracker(15, "procurement", "Order number", "waiting_on_buyer", "asked twice");

        Assert.Equal("budget", c.Category());
    }

    [Fact]
    public void A_name_stands_for_what_the_person_does()
    {
        var named = Quiet(
                "Pavel is finished and has no more questions. My signature ends at five thousand, above that the owner decides and he has never met you.",
                ("Pavel Orlow", "security")
            )
            .Tracker(30, "security", "Review", "in_review");

        Assert.Equal("authority", named.Category());
    }

    [Fact]
    public void A_promise_that_nothing_kept_is_owed()
    {
        var kept = Promised().Seller(27, "Attached is the method statement, as promised. The statement has two pages.");

        Assert.Contains("promised", Because(Promised()), StringComparison.Ordinal);
        Assert.DoesNotContain("promised", Because(kept), StringComparison.Ordinal);

        static AnalystCase Promised() =>
            new AnalystCase()
                .Contact("Mara Lind", "champion")
                .Buyer(40, "Mara Lind", SmallTalk)
                .Seller(30, "I will send you the statement on the method by Friday.");
    }

    [Fact]
    public void A_price_that_is_fair_is_not_money_that_is_there()
    {
        var c = Quiet(
            "It is not about your price, the price is fair. But there is no money for it in the plan, the line is empty and finance will not fill it."
        );

        Assert.Equal("budget", c.Category());
    }

    [Theory]
    [InlineData("weak_case", "It pays for itself, nobody here needs convincing.")]
    [InlineData("timing", "The sooner the better, people ask me every week when it starts.")]
    [InlineData("fit_scope", "I would not change a thing on it and our admin has no complaints technically.")]
    [InlineData("authority", "The director has said yes and is happy to sign.")]
    [InlineData("budget", "The money is not the problem, the sum was released in May.")]
    [InlineData("legal", "There are no open points between the lawyers.")]
    [InlineData("budget", "It's in our investment plan already, so leave that aside.")]
    [InlineData("budget", "A discount wouldn't help me with that.")]
    [InlineData("budget", "A cheaper lorry that cannot take the ramp is still a lorry that cannot take the ramp.")]
    public void What_the_buyer_rules_out_counts_against_it(string category, string said) => Assert.True(Score(Quiet(said), category) < 0);

    [Fact]
    public void What_is_ruled_out_only_if_something_else_comes_is_not_ruled_out() =>
        Assert.False(
            AgentDesk.Adapters.Models.Embedded.Weighing.RulesOut.Says("authority", "She would be happy to sign if the board had said yes.")
        );

    [Fact]
    public void Answers_that_the_security_officer_waits_for_hold_up_the_review()
    {
        var c = new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Contact("Pavel Orlow", "security")
            .Buyer(40, "Mara Lind", SmallTalk)
            .Buyer(
                25,
                "Pavel Orlow",
                "I am still waiting for your answers on the encryption and the sub-processors. Until I have them in writing I cannot close the assessment."
            )
            .Seller(15, "Any news?", attempt: true)
            .Seller(5, "Just checking in.", attempt: true);

        Assert.Equal("security", c.Category());
    }

    [Fact]
    public void A_sentence_that_names_nothing_is_about_what_its_neighbour_names()
    {
        Assert.True(
            About("Our lawyers do not accept the liability clause. It is only the one line.")
                > About("We saw the new depot. It is only the one line.")
        );

        static float About(string said)
        {
            var model = AgentDesk.Adapters.Models.Embedded.Cues.CueModel.Default;
            var statements = AgentDesk.Adapters.Models.Embedded.Weighing.Statements.Of(
                AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(
                    new AnalystCase().Contact("Mara Lind").Buyer(5, "Mara Lind", said).Prompt()
                )!,
                model
            );
            return statements.Single(s => s.Sentence == "It is only the one line.").About[model.About.ToList().IndexOf("legal")];
        }
    }

    [Fact]
    public void A_deal_on_which_no_sign_of_a_stall_stands_moves_though_a_point_is_open()
    {
        var open =
            "We are glad with the trial and the team starts on Monday. One thing is still with our lawyers, the clause on liability.";

        Assert.True(Stalled(Case().Trigger("stale")));
        Assert.False(Stalled(Case().Trigger("asked")));

        AnalystCase Case() =>
            new AnalystCase()
                .Contact("Mara Lind", "champion")
                .Buyer(40, "Mara Lind", SmallTalk)
                .Buyer(6, "Mara Lind", open)
                .Seller(3, "Thank you, I look forward to it.", attempt: true);
        static bool Stalled(AnalystCase c) =>
            AgentDesk
                .Adapters.Models.Embedded.Weighing.Diagnose.Of(
                    AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(c.Prompt())!,
                    AgentDesk.Adapters.Models.Embedded.Cues.CueModel.Default
                )
                .IsStalled;
    }

    [Theory]
    [InlineData("It's in the plan only if the works council agrees.")]
    [InlineData("It isn't in the budget yet.")]
    public void Money_that_hangs_on_something_is_not_ruled_out(string said) =>
        Assert.False(AgentDesk.Adapters.Models.Embedded.Weighing.RulesOut.Says("budget", said));

    [Fact]
    public void One_part_that_works_does_not_rule_out_that_the_rest_does_not()
    {
        var part = AgentDesk.Adapters.Models.Embedded.Weighing.RulesOut.Share("fit_scope", "The label printer works fine by the way.");
        var whole = AgentDesk.Adapters.Models.Embedded.Weighing.RulesOut.Share("fit_scope", "It works fine.");

        Assert.True(part < whole);
    }

    [Fact]
    public void What_we_told_the_buyer_that_the_product_does_not_do_speaks_for_the_scope()
    {
        var told = Quiet("Does it split the shift by trade?").Seller(24, "One trade per shift today, it does not support a split yet.");

        Assert.Contains("we said that it cannot", Because(told), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "we said that it cannot",
            Because(Quiet("Does it split the shift by trade?").Seller(24, "Yes, it splits by trade, see the second page.")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Thank you for your note. As of May I have moved on from Quarry Works.")]
    [InlineData("I no longer hold this post; a search for my position is under way.")]
    public void A_reply_by_which_the_champion_says_goodbye_names_the_stakeholder(string reply)
    {
        var c = Quiet("The trial was fine and I take it to the committee.").Buyer(14, "Mara Lind", reply, automatic: true);

        Assert.Equal("stakeholder", c.Category());
    }

    [Theory]
    [InlineData("It was good to work with you, I've handed in my badge and start in a new role on Monday.")]
    [InlineData("I have left my post at the works, Anna will know who follows.")]
    [InlineData("I have been transferred to the plant in the south, so somebody else will look at it.")]
    public void Who_writes_of_another_job_says_goodbye_too(string said) =>
        Assert.Contains("left the company", Because(Quiet("The trial was fine.").Buyer(14, "Mara Lind", said)), StringComparison.Ordinal);

    [Theory]
    [InlineData("The money is right where I left it.", false)]
    [InlineData("I have left the office for a week and am back on 8 June.", true)]
    [InlineData("I left a note on your drawing, see the second page.", false)]
    public void Who_is_out_for_a_week_or_left_a_note_has_not_gone(string said, bool automatic) =>
        Assert.DoesNotContain(
            "left the company",
            Because(Quiet("The trial was fine.").Buyer(14, "Mara Lind", said, automatic)),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_press_that_names_the_champion_for_a_post_elsewhere_is_told_from_one_here()
    {
        Assert.Contains(
            "named for a post elsewhere",
            Because(Quiet("The trial was fine.").Signal(10, "post", "Harbour Foods names Mara Lind head of operations.")),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "named for a post elsewhere",
            Because(Quiet("The trial was fine.").Signal(10, "post", "Quarry Works names Mara Lind head of operations.")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_buyer_who_had_the_last_word_and_left_nothing_open_is_under_way_where_no_sign_of_a_stall_stands()
    {
        Assert.Equal((true, "Insufficient"), Standing(Case().Trigger("stale")));
        Assert.Equal((true, "Insufficient"), Standing(Case().Trigger("asked").Seller(3, "Any news?", attempt: true)));
        Assert.Equal((false, "Confirmed"), Standing(Case().Trigger("asked")));
        Assert.Contains(
            "othing in the record marks Quarry Works as stalled",
            Case().Trigger("asked").Answer().ToString(),
            StringComparison.Ordinal
        );

        static AnalystCase Case() =>
            new AnalystCase().Contact("Mara Lind", "champion").Buyer(30, "Mara Lind", SmallTalk).Buyer(16, "Mara Lind", SmallTalk);
        static (bool, string) Standing(AnalystCase c)
        {
            var d = AgentDesk.Adapters.Models.Embedded.Weighing.Diagnose.Of(
                AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(c.Prompt())!,
                AgentDesk.Adapters.Models.Embedded.Cues.CueModel.Default
            );
            return (d.IsStalled, d.Standing.ToString());
        }
    }

    private static double Score(AnalystCase c, string category) =>
        AgentDesk
            .Adapters.Models.Embedded.Weighing.Diagnose.Of(
                AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(c.Prompt())!,
                AgentDesk.Adapters.Models.Embedded.Cues.CueModel.Default
            )
            .Ranked.FirstOrDefault(r => r.Category == category)
            .Score;

    private static AnalystCase Quiet(string said, params (string Name, string Role)[] others)
    {
        var c = new AnalystCase().Contact("Mara Lind", "champion");
        foreach (var (name, role) in others)
        {
            c.Contact(name, role);
        }
        return c.Buyer(40, "Mara Lind", SmallTalk)
            .Buyer(25, "Mara Lind", said)
            .Seller(15, "Any news?", attempt: true)
            .Seller(5, "Just checking in.", attempt: true);
    }

    private static string Because(AnalystCase c)
    {
        var model = AgentDesk.Adapters.Models.Embedded.Cues.CueModel.Default;
        return string.Join(
            '|',
            AgentDesk
                .Adapters.Models.Embedded.Weighing.Diagnose.Of(
                    AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(c.Prompt())!,
                    model
                )
                .Signals.Select(s => s.Because)
        );
    }
}
