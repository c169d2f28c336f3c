using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using FsCheck;
using FsCheck.Fluent;
using static AgentDesk.Tests.Adapters.Retrieval.IndexFixture;

namespace AgentDesk.Tests.Adapters.Retrieval;

public sealed class PassageRowsTests
{
    [Fact]
    public void Every_row_stands_in_the_source_that_it_names()
    {
        Prop.ForAll(
                Calls().ToArbitrary(),
                file =>
                {
                    var dossier = new Dossier(file, new Team("t", null, [], [], [], []), BuiltInPlaybook.Value, Start);
                    return PassageRows
                        .Of(dossier.Items)
                        .All(r => dossier.Find(r.Name) is { } source && QuoteCheck.Stands(r.Text, source.Text));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_cue_that_says_something_is_in_both_kinds_of_search()
    {
        Prop.ForAll(
                Calls().ToArbitrary(),
                file =>
                {
                    var rows = PassageRows.Of(EvidenceText.Of(file));
                    return file.Calls[0]
                        .Cues.Where(c => c.Text.Any(char.IsLetterOrDigit))
                        .All(c =>
                            rows.Any(r => r.Grain != Grain.Window && Covers(r, c.Number))
                            && rows.Any(r => r.Grain != Grain.Cue && Covers(r, c.Number))
                        );
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_long_text_is_cut_between_paragraphs_and_loses_nothing()
    {
        var body = string.Join(
            "\n\n",
            Enumerable.Range(0, 12).Select(i => $"Paragraph {i} " + string.Join(' ', Enumerable.Repeat($"word{i}", 60)) + ".")
        );

        var rows = PassageRows
            .Of(EvidenceText.Of(Deal("D-1", "Harbor", Mail("m1", "Long", body))))
            .Where(r => r.Name.Value == "mail:m1")
            .ToList();

        Assert.True(rows.Count > 1);
        Assert.All(rows, r => Assert.StartsWith("Paragraph", r.Text, StringComparison.Ordinal));
        Assert.Equal(QuoteCheck.Normalize(body), QuoteCheck.Normalize(string.Join("\n\n", rows.Select(r => r.Text))));
    }

    private static bool Covers(PassageRow row, int cue) =>
        PassageRows.RangeOf(row.Name) is { } range && range.First <= cue && cue <= range.Last;

    private static Gen<DealFile> Calls()
    {
        var text = Gen.OneOf(
            Gen.Choose(0, 12).Select(n => string.Join(' ', Enumerable.Range(0, n).Select(i => $"short{i}"))),
            Gen.Choose(30, 60).Select(n => string.Join(' ', Enumerable.Range(0, n).Select(i => $"middling{i}"))),
            Gen.Choose(200, 400).Select(n => string.Join(' ', Enumerable.Range(0, n).Select(i => $"lengthy{i}."))),
            Gen.Constant("…")
        );
        return text.ListOf()
            .Select(texts =>
                WithCall(Deal("D-1", "Harbor"), "c1", [.. texts.Select((t, i) => (i % 3 == 0 ? Side.Seller : Side.Buyer, t))])
            );
    }
}
