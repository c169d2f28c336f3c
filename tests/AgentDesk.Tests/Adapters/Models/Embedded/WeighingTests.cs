using Xunit;

namespace AgentDesk.Tests.Adapters.Models.Embedded;

/// <summary>Whom a name stands for, what a tracker is worth beside the buyer, what we promised.</summary>
public sealed class WeighingTests
{
    private const string SmallTalk = "We run three depots and each of them keeps its own list. The one in the north is the largest. Anna prints the plan and walks it over in the morning. "
        + "Last week the printer was down and we did it by telephone. Most of our people have been here for ten years. We deliver to builders and to some farms. ";

    [Fact]
    public void A_row_that_the_buyer_calls_finished_is_out_of_date_though_we_touched_it_later()
    {
        var c = Quiet("From my side purchasing is complete and I need no further documents from you. There is no money for it in the plan of this year, the line is empty.")
            .Tracker(15, "procurement", "Order number", "waiting_on_buyer", "asked twice");

        Assert.Equal("budget", c.Category());
    }

    [Fact]
    public void A_name_stands_for_what_the_person_does()
    {
        var named = Quiet("Pavel is finished and has no more questions. My signature ends at five thousand, above that the owner decides and he has never met you.", ("Pavel Orlow", "security"))
            .Tracker(30, "security", "Review", "in_review");

        Assert.Equal("authority", named.Category());
    }

    [Fact]
    public void A_promise_that_nothing_kept_is_owed()
    {
        var kept = Promised().Seller(27, "Attached is the method statement, as promised. The statement has two pages.");

        Assert.Contains("promised", Because(Promised()), StringComparison.Ordinal);
        Assert.DoesNotContain("promised", Because(kept), StringComparison.Ordinal);

        static AnalystCase Promised() => new AnalystCase().Contact("Mara Lind", "champion").Buyer(40, "Mara Lind", SmallTalk).Seller(30, "I will send you the statement on the method by Friday.");
    }

    [Fact]
    public void A_price_that_is_fair_is_not_money_that_is_there()
    {
        var c = Quiet("It is not about your price, the price is fair. But there is no money for it in the plan, the line is empty and finance will not fill it.");

        Assert.Equal("budget", c.Category());
    }

    [Theory]
    [InlineData("weak_case", "It pays for itself, nobody here needs convincing.")]
    [InlineData("timing", "The sooner the better, people ask me every week when it starts.")]
    [InlineData("fit_scope", "I would not change a thing on it and our admin has no complaints technically.")]
    [InlineData("authority", "The director has said yes and is happy to sign.")]
    [InlineData("budget", "The money is not the problem, the sum was released in May.")]
    [InlineData("legal", "There are no open points between the lawyers.")]
    public void What_the_buyer_rules_out_counts_against_it(string category, string said) => Assert.True(Score(Quiet(said), category) < 0);

    [Fact]
    public void What_is_ruled_out_only_if_something_else_comes_is_not_ruled_out() =>
        Assert.False(AgentDesk.Adapters.Models.Embedded.Weighing.RulesOut.Says("authority", "She would be happy to sign if the board had said yes."));

    [Fact]
    public void Answers_that_the_security_officer_waits_for_hold_up_the_review()
    {
        var c = new AnalystCase().Contact("Mara Lind", "champion").Contact("Pavel Orlow", "security").Buyer(40, "Mara Lind", SmallTalk)
            .Buyer(25, "Pavel Orlow", "I am still waiting for your answers on the encryption and the sub-processors. Until I have them in writing I cannot close the assessment.").Seller(15, "Any news?", attempt: true).Seller(5, "Just checking in.", attempt: true);

        Assert.Equal("security", c.Category());
    }

    [Fact]
    public void A_sentence_that_names_nothing_is_about_what_its_neighbour_names()
    {
        Assert.True(About("Our lawyers do not accept the liability clause. It is only the one line.") > About("We saw the new depot. It is only the one line."));

        static float About(string said)
        {
            var model = AgentDesk.Adapters.Models.Embedded.Cues.CueModel.Default;
            var statements = AgentDesk.Adapters.Models.Embedded.Weighing.Statements.Of(AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(new AnalystCase().Contact("Mara Lind").Buyer(5, "Mara Lind", said).Prompt())!, model);
            return statements.Single(s => s.Sentence == "It is only the one line.").About[model.About.ToList().IndexOf("legal")];
        }
    }

    [Fact]
    public void A_deal_on_which_no_sign_of_a_stall_stands_moves_though_a_point_is_open()
    {
        var open = "We are glad with the trial and the team starts on Monday. One thing is still with our lawyers, the clause on liability.";

        Assert.True(Stalled(Case().Trigger("stale")));
        Assert.False(Stalled(Case().Trigger("asked")));

        AnalystCase Case() => new AnalystCase().Contact("Mara Lind", "champion").Buyer(40, "Mara Lind", SmallTalk).Buyer(6, "Mara Lind", open).Seller(3, "Thank you, I look forward to it.", attempt: true);
        static bool Stalled(AnalystCase c) => AgentDesk.Adapters.Models.Embedded.Weighing.Diagnose.Of(AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(c.Prompt())!, AgentDesk.Adapters.Models.Embedded.Cues.CueModel.Default).IsStalled;
    }

    private static double Score(AnalystCase c, string category) =>
        AgentDesk.Adapters.Models.Embedded.Weighing.Diagnose.Of(AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(c.Prompt())!, AgentDesk.Adapters.Models.Embedded.Cues.CueModel.Default).Ranked.FirstOrDefault(r => r.Category == category).Score;

    private static AnalystCase Quiet(string said, params (string Name, string Role)[] others)
    {
        var c = new AnalystCase().Contact("Mara Lind", "champion");
        foreach (var (name, role) in others) { c.Contact(name, role); }
        return c.Buyer(40, "Mara Lind", SmallTalk).Buyer(25, "Mara Lind", said).Seller(15, "Any news?", attempt: true).Seller(5, "Just checking in.", attempt: true);
    }

    private static string Because(AnalystCase c)
    {
        var model = AgentDesk.Adapters.Models.Embedded.Cues.CueModel.Default;
        return string.Join('|', AgentDesk.Adapters.Models.Embedded.Weighing.Diagnose.Of(AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(c.Prompt())!, model).Signals.Select(s => s.Because));
    }
}
