using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Tests.Adapters.Models.Embedded.Drafting;

public sealed class AssetLinesTests
{
    private const string Study = """
        # Calloway Foods: counting first

        Calloway Foods is a food distributor with nine depots. This study may be shared with anybody.

        **What changed.** Returned pallets fell from 6.1 to 3.8 percent of all
        shipments within seven months.

        - Two of the depots print labels without a network, and both went live in the second month.
        - Ask Ines Corbin before naming them.
        """;

    [Fact]
    public void A_result_is_preferred_to_a_description() =>
        Assert.Equal(
            "Returned pallets fell from 6.1 to 3.8 percent of all shipments within seven months.",
            AssetLines.Best(Study, "weak_case", "How would I justify this?")?.Sentence
        );

    [Fact]
    public void What_the_buyer_speaks_of_comes_first() =>
        Assert.StartsWith(
            "Two of the depots print labels",
            AssetLines.Best(Study, "fit_scope", "Our depots print labels offline, the network is down half the day.")?.Sentence,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("security", "Where is the retention of handset positions described?")]
    [InlineData("legal", "Clause nine does not work for us.")]
    public void A_line_that_has_nothing_to_do_with_their_question_is_not_chosen(string category, string words) =>
        Assert.Null(AssetLines.Best(Study, category, words));

    [Fact]
    public void A_chosen_sentence_stands_in_the_asset() =>
        Assert.True(QuoteCheck.Stands(AssetLines.Best(Study, "weak_case", "")!.Value.Sentence, Study));

    [Fact]
    public void An_asset_with_nothing_to_tell_gives_nothing() =>
        Assert.Null(
            AssetLines.Best("# Guide\n\nAsk the customer first. Never offer a date.\n\n| a | b |\n|---|---|", "weak_case", "numbers")
        );
}
