using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy.Gates;

namespace AgentDesk.Tests.Adapters.Book;

/// <summary>Words of a buyer's colleague that reach us only because one of the buyer's passed them on.</summary>
public sealed class ForwardTests
{
    private const string Board = "The board froze all capital purchases until the merger is closed.";

    public static TheoryData<string, string> Forwarded { get; } =
        new()
        {
            {
                "text",
                $"See below.\n\nBegin forwarded message:\n\nFrom: Cy Roe <cy@oak.example>\nSubject: capex\nDate: 8 May 2026 at 09:12\nTo: Bo\n\n{Board}\nDecision: none.\n\nCy"
            },
            {
                "text",
                $"See below.\n\nBegin forwarded message:\n\n> From: Cy Roe <cy@oak.example>\n> Subject: capex\n> Date: 8 May 2026 at 09:12\n> To: Bo\n>\n> {Board}\n> Decision: none.\n>\n>> Older words of somebody else in this thread."
            },
            {
                "text",
                $"See below.\n\n---------- Forwarded message ---------\nFrom: Cy Roe <cy@oak.example>\nDate: Fri, 8 May 2026\nSubject: capex\nTo: Bo\n\n{Board}\nDecision: none."
            },
            {
                "text",
                $"See below.\n\nFrom: Cy Roe <cy@oak.example>\nSent: Friday, May 8, 2026 10:00 AM\nTo: Bo\nSubject: capex\n\n{Board}\nDecision: none.\n\nOn 7 May 2026 at 10:00, Dee <dee@oak.example> wrote:\nOlder words of somebody else in this thread."
            },
            {
                "html",
                $"<div>See below.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">---------- Forwarded message ---------<br>From: <b>Cy Roe</b> &lt;cy@oak.example&gt;<br>Date: Fri, 8 May 2026<br>Subject: capex<br>To: Bo<br></div><p>{Board}</p><p>Decision: none.</p><blockquote>Older words of somebody else in this thread.</blockquote></div>"
            },
            {
                "html",
                $"<div>See below.</div><div id=\"divRplyFwdMsg\"><b>From:</b> Cy Roe &lt;cy@oak.example&gt;<br><b>Sent:</b> Friday, May 8, 2026<br><b>To:</b> Bo<br><b>Subject:</b> capex</div><div>{Board}</div><div>Decision: none.</div>"
            },
            {
                "html",
                $"<div>See below.</div><blockquote type=\"cite\"><div>Begin forwarded message:</div><div><b>From:</b> Cy Roe &lt;cy@oak.example&gt;</div><div><b>Subject:</b> capex</div><div><b>Date:</b> 8 May 2026</div><div><b>To:</b> Bo</div><br><div>{Board}</div><div>Decision: none.</div></blockquote>"
            },
        };

    [Theory]
    [MemberData(nameof(Forwarded))]
    public async Task A_colleagues_words_that_a_buyer_forwards_are_evidence_with_both_names(string type, string body)
    {
        using var shelf = With(Mail("m1", "bo@oak.example", body, type));

        await shelf.ImportAsync();

        var dossier = await shelf.DossierAsync();
        var item = dossier.Find(new("mail:m1"));
        Assert.NotNull(item);
        Assert.Contains(Board, item.OwnWords, StringComparison.Ordinal);
        Assert.Contains("Decision: none.", item.OwnWords, StringComparison.Ordinal);
        Assert.StartsWith("See below.", item.OwnWords, StringComparison.Ordinal);
        Assert.DoesNotContain("Older words", item.OwnWords, StringComparison.Ordinal);
        Assert.StartsWith("forwarded by Bo Lund, from Cy Roe", item.ShownAuthor, StringComparison.Ordinal);
        Assert.True(WitnessGate.IsWitness(dossier, new Citation(item.Name, Board), "The board froze purchases."));
    }

    [Theory]
    // Our own side could have typed it.
    [InlineData("ann@fernhill.example", "Cy Roe <cy@oak.example>")]
    // Nobody knows the one, or the other.
    [InlineData("stranger@elm.example", "Cy Roe <cy@oak.example>")]
    [InlineData("bo@oak.example", "Al Pry <al@rival.example>")]
    [InlineData("bo@oak.example", "Ann Lee <ann@fernhill.example>")]
    [InlineData("bo@oak.example", "somebody")]
    public async Task What_is_not_from_the_buyers_side_through_the_buyers_side_stays_nobodys(string forwarder, string from)
    {
        using var shelf = With(Mail("m1", forwarder, Outlook(from, Board)));

        await shelf.ImportAsync();

        Assert.DoesNotContain(Board, Assert.Single((await shelf.DealAsync()).Mails).OwnWords, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_stand_in_their_writers_own_mail_or_were_passed_on_before_are_not_counted_again()
    {
        using var known = With(
            Mail("m0", "cy@oak.example", Board, at: "2026-05-08T10:00:00Z"),
            Mail("m1", "bo@oak.example", Outlook("Cy Roe <cy@oak.example>", Board))
        );
        using var twice = With(
            Mail("m1", "bo@oak.example", Outlook("Cy Roe <cy@oak.example>", Board)),
            Mail("m2", "bo@oak.example", Outlook("Cy Roe <cy@oak.example>", Board), at: "2026-05-12T10:00:00Z")
        );

        await known.ImportAsync();
        await twice.ImportAsync();

        Assert.Equal(["m0"], await SayingAsync(known));
        Assert.Equal(["m1"], await SayingAsync(twice));
    }

    [Fact]
    public async Task Text_that_the_mail_hides_is_passed_on_by_nobody()
    {
        using var shelf = With(
            Mail(
                "m1",
                "bo@oak.example",
                $"<div>See below.</div><div id=\"divRplyFwdMsg\"><b>From:</b> cy@oak.example<br><b>Sent:</b> Friday, May 8, 2026<br><b>To:</b> Bo<br><b>Subject:</b> capex</div><div>We read it.</div><div style=\"display:none\">{Board}</div>",
                "html"
            )
        );

        await shelf.ImportAsync();

        var own = Assert.Single((await shelf.DealAsync()).Mails).OwnWords;
        Assert.Contains("We read it.", own, StringComparison.Ordinal);
        Assert.DoesNotContain(Board, own, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> SayingAsync(Shelf shelf) =>
        (await shelf.DealAsync()).Mails.Where(m => m.OwnWords.Contains(Board, StringComparison.Ordinal)).Select(m => m.Id);

    private static string Outlook(string from, string text) =>
        $"See below.\n\nFrom: {from}\nSent: Friday, May 8, 2026 10:00 AM\nTo: Bo\nSubject: capex\n\n{text}";

    private static object Mail(string id, string from, string body, string type = "text", string at = "2026-05-11T10:00:00Z") =>
        new
        {
            id,
            conversationId = id,
            subject = "Fwd: capex",
            from = new { emailAddress = new { name = from == "bo@oak.example" ? "Bo Lund" : from, address = from } },
            sentDateTime = at,
            categories = new[] { "deal:D-1" },
            body = new { contentType = type, content = body },
        };

    private static Shelf With(params object[] mails) =>
        new Shelf()
            .With("contacts.csv", "deal_id,name,email,title,side,role,status\nD-1,Bo Lund,bo@oak.example,COO,buyer,champion,active\n")
            .With("mail/a.json", JsonSerializer.Serialize(new { value = mails }));
}
