using System.Text;
using AgentDesk.Engine;
using FsCheck;
using FsCheck.Fluent;

namespace AgentDesk.Tests.Adapters.Book;

public sealed class HostileBytesTests
{
    private static readonly string[] Files =
    [
        "deals.csv",
        "stage_history.csv",
        "contacts.csv",
        "activities.csv",
        "trackers.csv",
        "pipeline.json",
        "mail/a.json",
        "calls/c.vtt",
        "calls/c.json",
        "threads/users.json",
        "threads/channels.json",
        "threads/t.json",
        "calendar.json",
        "assets/a.md",
        "voice/v.md",
        "signals.json",
    ];

    // Pieces that bring the readers past their first check.
    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "\n",
        "\r\n",
        "\"value\":[",
        "\"id\":\"x\",",
        "\"from\":{\"emailAddress\":{\"address\":\"a@b\"}},",
        "\"sentDateTime\":\"2026-01-01T00:00:00Z\"",
        "deal_id,stage,entered_at\n",
        "D-1,",
        "WEBVTT\n\n",
        "00:00:01.000 --> 00:00:02.000\n",
        "<v A>",
        "</v>",
        "A: ",
        "---\n",
        "kind: x\n",
        "\uFEFF",
        "\0",
        "&#0;",
        "<blockquote>",
        "\\ud800",
        "1e999",
        "null",
        "true",
        "\"ts\":\"1.5\"",
        "\"deal_id\":\"D-1\"",
        "\"started_at\":\"2026-01-01T00:00:00Z\"",
        "9999-12-31T23:59:59+14:00",
        "0001-01-01T00:00:00-14:00",
        "activity_id,deal_id,occurred_at\n",
        "- &a *a",
        "!!x",
    ];

    [Fact]
    public async Task Whatever_bytes_a_file_holds_an_import_ends_with_a_report_or_says_that_it_cannot_be_used()
    {
        var any = ArbMap.Default.GeneratorFor<byte[]>();
        var made = Gen.Elements(Pieces).ArrayOf().Select(p => Encoding.UTF8.GetBytes(string.Concat(p)));
        var cases = Gen.Zip(Gen.Elements(Files), Gen.OneOf(any, made)).Sample(40, new Rnd(20261123UL), 300);
        var wrong = new List<string>();

        foreach (var (file, bytes) in cases)
        {
            using var shelf = new Shelf()
                .With("calls/c.json", """{"deal_id":"D-1","started_at":"2026-01-01T00:00:00Z"}""")
                .With("calls/c.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n")
                .With(file, bytes);
            try
            {
                var report = await shelf.ImportAsync();
                if (report.Deals < 1)
                {
                    wrong.Add($"{file} {Convert.ToBase64String(bytes)}: no deal and no error");
                }
            }
            catch (Exception e) when (e is not UnusableInputException)
            {
                wrong.Add($"{file} {Convert.ToBase64String(bytes)}: {e.GetType().Name}: {e.Message}");
            }
            catch (UnusableInputException)
            {
                if (file != "deals.csv")
                {
                    wrong.Add($"{file} {Convert.ToBase64String(bytes)}: one file of evidence stopped the rest");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Markup_nested_without_end_costs_that_mail_and_deep_markup_is_read()
    {
        static string Mail(string id, int depth) =>
            $$$"""
                {"id":"{{{id}}}","subject":"s","from":{"emailAddress":{"address":"bo@oak.example"}},"sentDateTime":"2026-05-03T10:00:00Z","categories":["deal:D-1"],
                 "body":{"contentType":"html","content":"{{{string.Concat(Enumerable.Repeat("<div>", depth))}}}bottom"}}
                """;
        using var shelf = new Shelf().With("mail/a.json", $"[{Mail("m1", 4_000)},{Mail("m2", 500_000)}]");

        var report = await shelf.ImportAsync();

        Assert.Contains("HTML", Assert.Single(report.Rejects).Reason, StringComparison.Ordinal);
        Assert.Equal("bottom", Assert.Single((await shelf.DealAsync()).Mails).Body);
    }

    [Fact]
    public async Task A_very_large_field_is_read_whole()
    {
        var large = new string('x', 2_000_000);
        using var shelf = new Shelf().With(
            "activities.csv",
            $"activity_id,deal_id,kind,direction,status,subject,body,author_email,occurred_at,due_at\nA-1,D-1,note,internal,done,s,{large},,2026-05-02T10:00:00Z,\n"
        );

        var report = await shelf.ImportAsync();

        Assert.Empty(report.Rejects);
        Assert.Equal(large.Length, Assert.Single((await shelf.DealAsync()).Activities).Body.Length);
    }
}
