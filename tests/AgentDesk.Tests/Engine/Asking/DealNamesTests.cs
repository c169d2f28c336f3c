using AgentDesk.Core.Deals;
using AgentDesk.Engine.Asking.Naming;
using AgentDesk.Tests.Samples;

namespace AgentDesk.Tests.Engine.Asking;

public sealed class DealNamesTests
{
    private static readonly IReadOnlyList<Deal> Deals = [.. SampleExport.Named("tidewater").Deals.Select(d => d.Deal)];

    [Theory]
    [InlineData("why is Larkfield stuck?", "D-101")]
    [InlineData("what's holding up the castellan po", "D-102")]
    [InlineData("Where are we with Larkfeild?", "D-101")]
    [InlineData("is d-107 going anywhere", "D-107")]
    [InlineData("how is Kestrel Grid doing", "D-108")]
    [InlineData("Tolliver's budget", "D-109")]
    public void Words_name_a_deal_by_its_account_its_id_or_nearly(string question, string deal) => Assert.Equal([deal], Resolve(question));

    [Theory]
    [InlineData("who does the mechanical services?")]
    [InlineData("what waits for me?")]
    [InlineData("is the grid back?")]
    [InlineData("why is D-1 stuck?")]
    public void What_companies_are_called_beside_their_own_name_names_none(string question) => Assert.Empty(Resolve(question));

    [Theory]
    [InlineData("what do we owe castellan utlity servces?", "castellan utlity servces")]
    [InlineData("what do we owe castelan utlity?", "castelan utlity")]
    public void A_misspelt_word_beside_the_accounts_name_is_of_the_name_and_says_nothing_else(string question, string named) =>
        Assert.Equal(named.Split(' ').ToHashSet(), DealNames.ByName(Deals, question, NameWords.Of(question)).Words);

    [Fact]
    public void Two_deals_of_one_account_are_both_meant_and_an_open_one_goes_first()
    {
        var first = Deals[0] with { Id = new DealId("D-201"), Name = "first" };
        var second = Deals[0] with { Id = new DealId("D-202"), Name = "second" };

        Assert.Equal(2, Resolve("Larkfield?", first, second).Count);
        Assert.Equal(["D-202"], Resolve("Larkfield?", first with { Status = DealStatus.Lost }, second));
    }

    private static List<string> Resolve(string question) => Resolve(question, [.. Deals]);

    private static List<string> Resolve(string question, params Deal[] deals) =>
        [.. DealNames.ByName(deals, question, NameWords.Of(question)).Deals.Select(d => d.Id.Value)];
}
