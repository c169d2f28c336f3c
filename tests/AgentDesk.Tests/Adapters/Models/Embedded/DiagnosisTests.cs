using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Proposals;
using Xunit;

namespace AgentDesk.Tests.Adapters.Models.Embedded;

/// <summary>How far a diagnosis goes: confirmed, inferred, only the silence, or no stall at all.</summary>
public sealed class DiagnosisTests
{
    private const string SmallTalk =
        "We run three depots and each of them keeps its own list. The one in the north is the largest. Anna prints the plan and walks it over in the morning. "
        + "Last week the printer was down and we did it by telephone. Most of our people have been here for ten years. We deliver to builders and to some farms. ";

    private const string Legal = "Our lawyers do not accept the liability clause and I cannot sign a contract with it.";

    [Fact]
    public void Two_reasons_of_the_same_weight_are_only_inferred()
    {
        var one = Of(Quiet(Legal));
        var two = Of(
            Quiet(
                $"{Legal} Our security officer has not released the questionnaire, and he still waits for your answers on encryption and sub-processors."
            )
        );

        Assert.Equal(("legal", BlockerStanding.Confirmed), (one.Category, one.Standing));
        Assert.True(two.Ranked[1].Score > 0.7 * two.Ranked[0].Score);
        Assert.Equal(BlockerStanding.Inferred, two.Standing);
    }

    [Fact]
    public void What_the_buyer_ruled_out_and_what_else_stands_in_that_sentence_count_for_nothing()
    {
        var d = Of(
            Quiet("The money of my chief is there and he gives it gladly. The sum stands in the plan, about that we need not speak.")
        );

        Assert.DoesNotContain(d.Ranked, r => r.Score >= Weights.Default.Noise);
    }

    [Fact]
    public void Where_everything_is_closed_and_delivered_the_silence_is_what_is_left()
    {
        const string closed =
            "The money is there, I put it aside in May. The board told me it's your call. I tried it on the old pumps and it works fine. Could you send me the order form and the list for my nephew, then I sign it.";

        Assert.Equal("unresponsive", Case(days: 47, delivered: true).Category);
        Assert.NotEqual("unresponsive", Case(days: 20, delivered: true).Category);

        static Diagnosis Case(int days, bool delivered) =>
            Of(
                new AnalystCase()
                    .Contact("Mara Lind", "champion")
                    .Trigger("stale")
                    .Buyer(days + 10, "Mara Lind", SmallTalk)
                    .Buyer(days, "Mara Lind", closed)
                    .Seller(days - 2, delivered ? "As promised, attached are the order form and the list for your nephew." : "Thanks.")
                    .Seller(12, "Did those come through?", attempt: true)
                    .Seller(5, "Just checking in.", attempt: true)
            );
    }

    [Fact]
    public void A_silence_that_the_rules_order_up_to_a_vote_is_no_stall()
    {
        var d = Of(
            new AnalystCase()
                .Contact("Mara Lind", "procurement")
                .Trigger("stale")
                .Buyer(30, "Mara Lind", SmallTalk)
                .Buyer(
                    24,
                    "Mara Lind",
                    "The council takes it up on 22 June. Until that vote the ordinance allows no communication with members or staff."
                )
                .Seller(9, "Anything we should know?", attempt: true)
        );

        Assert.False(d.IsStalled);
    }

    [Fact]
    public void Sentences_written_without_capitals_are_told_apart() =>
        Assert.Equal(
            ["the county sent a lady.", "she sends back whatever runs past december.", "meters are fine"],
            Sentences.Of("the county sent a lady. she sends back whatever runs past december. meters are fine", dropSignature: false)
        );

    private static Diagnosis Of(AnalystCase c) => Diagnose.Of(BlockReader.Read(c.Prompt())!, CueModel.Default);

    private static AnalystCase Quiet(string said) =>
        new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Buyer(40, "Mara Lind", SmallTalk)
            .Buyer(25, "Mara Lind", said)
            .Seller(15, "Any news?", attempt: true)
            .Seller(5, "Just checking in.", attempt: true);
}
