using System.Text.Json;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Tests.Adapters.Book;

public sealed class SampleExportTests
{
    public static TheoryData<string> Samples => ["tidewater", "larkspur", "harrowgate"];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_quote_of_a_reader_stands_in_the_evidence_that_it_names(string sample)
    {
        using var shelf = new Shelf(empty: true);
        await shelf.ImportAsync(Shelf.Sample(sample));
        var astray = new List<string>();
        var checkedQuotes = 0;

        foreach (var line in await File.ReadAllLinesAsync(Shelf.Sample(sample) + ".labels.jsonl", TestContext.Current.CancellationToken))
        {
            var label = JsonDocument.Parse(line).RootElement;
            var dossier = await shelf.DossierAsync(label.GetProperty("deal_id").GetString()!);
            foreach (
                var quoted in label.GetProperty("key_evidence").EnumerateArray().Concat(label.GetProperty("disconfirming").EnumerateArray())
            )
            {
                var (name, quote) = (quoted.GetProperty("evidence").GetString()!, quoted.GetProperty("quote").GetString()!);
                checkedQuotes++;
                if (dossier.Find(new EvidenceName(name)) is not { } item || !QuoteCheck.Stands(quote, item.Text))
                {
                    astray.Add($"{name}: {quote}");
                }
            }
        }

        Assert.Empty(astray);
        Assert.True(checkedQuotes > 50, $"only {checkedQuotes} quotes were there to check");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_read_whole_and_its_first_import_tells_of_new_deals_only(string sample)
    {
        using var shelf = new Shelf(empty: true);

        var report = await shelf.ImportAsync(Shelf.Sample(sample));

        Assert.Empty(report.Rejects);
        Assert.False(report.Unchanged);
        Assert.Equal(
            (await File.ReadAllLinesAsync(Path.Combine(Shelf.Sample(sample), "deals.csv"), TestContext.Current.CancellationToken)).Length
                - 1,
            report.Deals
        );
        Assert.Equal(report.Deals, report.Events.Count);
        Assert.All(report.Events, e => Assert.Equal("deal.created", e.Kind));
        Assert.Equal(Directory.GetFiles(Path.Combine(Shelf.Sample(sample), "calls"), "*.vtt").Length, report.Evidence["call"]);
        Assert.Equal(Messages(sample), report.Evidence["mail"] + report.Evidence.GetValueOrDefault("mail_unassigned"));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Importing_a_sample_twice_changes_nothing(string sample)
    {
        using var shelf = new Shelf(empty: true);
        var first = await shelf.ImportAsync(Shelf.Sample(sample));
        var before = await shelf.Book.DealHashesAsync(TestContext.Current.CancellationToken);

        var second = await shelf.ImportAsync(Shelf.Sample(sample));

        Assert.True(second.Unchanged);
        Assert.Empty(second.Events);
        Assert.Equal(first.Evidence, second.Evidence);
        Assert.Equal(before, await shelf.Book.DealHashesAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_cue_has_a_speaker_with_a_side_and_own_words_are_lines_of_the_body(string sample)
    {
        using var shelf = new Shelf(empty: true);
        await shelf.ImportAsync(Shelf.Sample(sample));

        var files = await shelf
            .Book.OpenDealsAsync(TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.All(
            files.SelectMany(f => f.Calls).SelectMany(c => c.Cues).Where(c => c.Speaker is not null),
            c => Assert.NotEqual(global::AgentDesk.Core.Deals.Side.Unknown, c.Side)
        );
        Assert.All(
            files.SelectMany(f => f.Mails),
            m => Assert.All(m.OwnWords.Split('\n'), l => Assert.Contains(l, m.Body, StringComparison.Ordinal))
        );
        Assert.All(files.SelectMany(f => f.Mails), m => Assert.DoesNotContain("\n>", m.OwnWords, StringComparison.Ordinal));
        Assert.All(files.SelectMany(f => f.Mails), m => Assert.False(string.IsNullOrWhiteSpace(m.OwnWords)));
    }

    [Theory]
    [InlineData("tidewater", 1)]
    [InlineData("larkspur", 2)]
    [InlineData("harrowgate", 2)]
    public async Task Machines_answers_are_told_from_peoples(string sample, int least)
    {
        using var shelf = new Shelf(empty: true);
        await shelf.ImportAsync(Shelf.Sample(sample));

        var mails = (
            await shelf.Book.OpenDealsAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)
        )
            .SelectMany(f => f.Mails)
            .ToList();

        // Subjects of these exports tell, so they check what the wording alone would find.
        static bool Announced(string subject) =>
            subject.StartsWith("Auto", StringComparison.OrdinalIgnoreCase)
            || subject.StartsWith("Out of", StringComparison.OrdinalIgnoreCase);
        Assert.Equal(mails.Where(m => Announced(m.Subject)).Select(m => m.Id), mails.Where(m => m.IsAutoReply).Select(m => m.Id));
        Assert.True(mails.Count(m => m.IsAutoReply) >= least);
    }

    private static int Messages(string sample) =>
        Directory
            .GetFiles(Path.Combine(Shelf.Sample(sample), "mail"))
            .Sum(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement.GetProperty("value").GetArrayLength());
}
