using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Measures;
using AgentDesk.Engine.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace AgentDesk.Tests.Core.Measures;

/// <summary>The report against a second, naive count of the same ledger and rows: they agree to the last digit.</summary>
public sealed class SecondCountTests
{
    [Fact]
    public void Every_figure_of_any_history_agrees_to_the_last_digit() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400),
            Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Agrees(new GeneratedHistory(seed), null))
        );

    [Theory]
    [InlineData("rep")]
    [InlineData("team")]
    [InlineData("stage")]
    [InlineData("week")]
    public void So_does_every_part_of_it(string by) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Agrees(new GeneratedHistory(seed), by))
        );

    [Fact]
    public void So_do_the_pilots() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400),
            Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    var history = new GeneratedHistory(seed);
                    foreach (
                        var owner in history.Deals.Select(d => d.Deal.OwnerEmail).Distinct(StringComparer.OrdinalIgnoreCase).Append(null!)
                    )
                    {
                        var report = JsonNode.Parse(
                            JsonSerializer.Serialize(
                                new PilotDocument(history.Now, Pilots.Of(history.Input, new FigureScope(Rep: owner))),
                                DeskJson.Options
                            )
                        )!;

                        Assert.Equal(NaivePilots.Lines(history.Ledger, history.Now, owner), NaivePilots.LinesOf(report));
                    }
                }
            )
        );

    [Fact]
    public void Every_event_that_a_figure_names_stands_in_the_ledger_or_the_book()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var history = new GeneratedHistory(seed);
            var rows = history
                .Deals.SelectMany(d =>
                    d.Stages.Select(s => $"stage:{d.Deal.Id}#{s.Row}")
                        .Concat(d.FieldChanges.Select(c => $"field:{d.Deal.Id}#{c.Row}"))
                        .Concat(d.Mails.Select(m => $"mail:{m.Id}"))
                        .Concat(d.Calls.Select(c => $"call:{c.Id}"))
                        .Append($"deal:{d.Deal.Id}#status")
                )
                .Concat(history.Events.Select(e => $"ledger:{e.Seq}"))
                .ToHashSet(StringComparer.Ordinal);

            foreach (var (_, f) in FigureReport.Of(history.Input, new FigureScope()).Figures.All)
            {
                Assert.All(f.Events.Concat(f.Parts.SelectMany(p => p.Events)), e => Assert.Contains(e, rows));
                Assert.Equal(f.Events.Count, f.Events.Distinct(StringComparer.Ordinal).Count());
            }
        }
    }

    private static void Agrees(GeneratedHistory history, string? by)
    {
        var report = JsonNode.Parse(
            JsonSerializer.Serialize(FigureDocuments.Of(FigureReport.Of(history.Input, new FigureScope(), by)), DeskJson.Options)
        )!;

        Assert.Equal(
            new NaiveFigures(history.Ledger, history.Rows, history.Now, hours: history.Hours).Lines(),
            NaiveFigures.LinesOf(report)
        );
        foreach (var group in report["groups"]!.AsArray())
        {
            var key = (string)group!["key"]!;
            var naive = by switch
            {
                "rep" => new NaiveFigures(history.Ledger, history.Rows, history.Now, owner: key, hours: history.Hours),
                "team" => new NaiveFigures(history.Ledger, history.Rows, history.Now, manager: key, hours: history.Hours),
                "stage" => new NaiveFigures(history.Ledger, history.Rows, history.Now, stage: key, hours: history.Hours),
                _ => new NaiveFigures(
                    history.Ledger,
                    history.Rows,
                    history.Now,
                    from: key,
                    to: DateOnly
                        .Parse(key, System.Globalization.CultureInfo.InvariantCulture)
                        .AddDays(6)
                        .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    hours: history.Hours
                ),
            };
            Assert.Equal(naive.Lines(), NaiveFigures.LinesOf(group));
        }
    }
}
