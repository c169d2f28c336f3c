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
