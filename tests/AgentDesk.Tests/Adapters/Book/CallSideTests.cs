using AgentDesk.Core.Deals;

namespace AgentDesk.Tests.Adapters.Book;

/// <summary>Who of a call is on whose side: what a witness is rests on it.</summary>
public sealed class CallSideTests
{
    [Theory]
    [InlineData("Pat O\u2019Neil-\u00C5ngstr\u00F6m", "Pat O'Neil-A\u030Angstro\u0308m")]
    [InlineData("Pat O'Neil", "Pat O\u2019Neil")]
    [InlineData("S\u00F6ren Lind", "So\u0308ren Lind")]
    [InlineData("Ann\u2011Marie Roy", "Ann-Marie Roy")]
    public async Task A_name_is_the_same_however_its_marks_are_encoded(string listed, string spoken)
    {
        using var shelf = Call($$"""{"name":"{{listed}}","email":"pat@oak.example","side":"buyer"}""", spoken);

        await shelf.ImportAsync();

        Assert.Equal(Side.Buyer, Assert.Single(Assert.Single((await shelf.DealAsync()).Calls).Cues).Side);
    }

    [Theory]
    [InlineData("ann@fernhill.example")]
    [InlineData("ann@mail.fernhill.example")]
    public async Task An_address_of_our_own_domains_is_ours_whatever_the_sidecar_says(string email)
    {
        using var shelf = Call($$"""{"name":"Ann Lee","email":"{{email}}","side":"buyer"}""", "Ann Lee");

        await shelf.ImportAsync();

        var call = Assert.Single((await shelf.DealAsync()).Calls);
        Assert.Equal((Side.Seller, Side.Seller), (Assert.Single(call.Participants).Side, Assert.Single(call.Cues).Side));
    }

    [Fact]
    public async Task A_contact_with_an_address_of_our_own_domains_is_no_buyer_in_a_call()
    {
        using var shelf = Call("", "Ann Lee")
            .With("contacts.csv", "deal_id,name,email,title,side,role,status\nD-1,Ann Lee,ann@fernhill.example,,buyer,user,active\n");

        await shelf.ImportAsync();

        Assert.Equal(Side.Seller, Assert.Single(Assert.Single((await shelf.DealAsync()).Calls).Cues).Side);
    }

    private static Shelf Call(string participant, string speaker) =>
        new Shelf()
            .With(
                "calls/c1.json",
                $$"""{"call_id":"c1","deal_id":"D-1","title":"Intro","started_at":"2026-05-03T10:00:00Z","participants":[{{participant}}]}"""
            )
            .With("calls/c1.vtt", $"WEBVTT\n\n00:01.000 --> 00:02.000\n{speaker}: We wait\n");
}
