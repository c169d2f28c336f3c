using System.Text.Json;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Tests.Adapters.Models.Embedded;

/// <summary>What the analyst names it can show; where it can show nothing it says that nobody can know yet, and never stops the work.</summary>
public sealed class FoundationTests
{
    private const string SmallTalk = "We run three depots and each of them keeps its own list. The one in the north is the largest.";

    [Fact]
    public void Who_left_by_the_record_alone_is_shown_by_the_contacts_row()
    {
        var draft = Gone().Answer();

        Assert.Equal("stakeholder", Blocker(draft, "category"));
        Assert.Equal("inferred", Blocker(draft, "standing"));
        var claim = Assert.Single(draft.GetProperty("claims").EnumerateArray(), c => c.GetProperty("section").GetString() == "known");
        var citation = claim.GetProperty("citations")[0];
        Assert.Equal("contact:X-1#pat.blue@quarry.example", citation.GetProperty("evidence").GetString());
        Assert.True(
            QuoteCheck.Stands(citation.GetProperty("quote").GetString()!, EvidenceText.ContactRow("Pat Blue", "", "champion", "left"))
        );
        Assert.Contains("Pat Blue", claim.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("inference", claim.GetProperty("standing").GetString());
        Assert.Contains(
            draft.GetProperty("tasks").EnumerateArray(),
            t =>
                t.GetProperty("text").GetString()!.StartsWith("Find out who at Quarry Works looks after this now", StringComparison.Ordinal)
        );
        Assert.Equal(JsonValueKind.Null, draft.GetProperty("customer_message").ValueKind);
    }

    [Fact]
    public void The_row_of_who_left_by_an_automatic_reply_says_something_else_and_is_not_quoted()
    {
        var draft = Gone()
            .Buyer(2, "Pat Blue", "Automatic reply: I have left the company.", automatic: true)
            .LeftSince("Pat Blue", "2026-06-13")
            .Answer();

        Assert.Equal("stakeholder", Blocker(draft, "category"));
        Assert.DoesNotContain("contact:", draft.GetProperty("claims").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("`claims[0].text`: it is worded as a fact (facts-need-a-witness)")]
    [InlineData("the blocker is called inferred, but no claim says from what: cite it, or call it insufficient (standing-agrees)")]
    public void The_same_draft_is_not_handed_in_twice(string reason)
    {
        var first = Gone().Answer();

        var second = Gone().SentBack(first, reason).Answer();

        Assert.Equal("insufficient", Blocker(second, "standing"));
        Assert.Equal("none", Blocker(second, "category"));
        Assert.NotEqual(0, second.GetProperty("missing_evidence").GetArrayLength());
        Assert.NotEqual(0, second.GetProperty("tasks").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("customer_message").ValueKind);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("escalation").ValueKind);
        Assert.DoesNotContain("contact:X-1", second.GetProperty("claims").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_ones_draft_that_was_sent_back_changes_nothing()
    {
        using var other = JsonDocument.Parse("""{"headline":"It may be money"}""");

        var draft = Gone().SentBack(other.RootElement.Clone(), "the blocker is called inferred, but no claim says from what").Answer();

        Assert.Equal("stakeholder", Blocker(draft, "category"));
    }

    [Fact]
    public void What_is_too_short_to_show_anything_is_not_quoted()
    {
        var draft = new AnalystCase()
            .Contact("Pat Blue", "champion")
            .Buyer(9, "Pat Blue", "N o.")
            .Seller(5, "Any news?", attempt: true)
            .Answer();

        Assert.All(
            draft.GetProperty("claims").EnumerateArray().SelectMany(c => c.GetProperty("citations").EnumerateArray()),
            q => Assert.False(QuoteCheck.IsTooShort("mail", q.GetProperty("quote").GetString()!))
        );
    }

    private static AnalystCase Gone() =>
        new AnalystCase().Contact("Pat Blue", "champion", "left").Buyer(40, "Pat Blue", SmallTalk).Seller(30, "Any news?", attempt: true);

    private static string? Blocker(JsonElement draft, string member) => draft.GetProperty("blocker").GetProperty(member).GetString();
}
