using AgentDesk.Evals.Measures;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using AgentDesk.Tests.Evals.Rows;

namespace AgentDesk.Tests.Evals.Graders;

public sealed class MeasureTests
{
    private static readonly Suite Suite = SuiteFile
        .Read(
            """
            name: s
            version: 1
            about: measures
            task: draft
            data: {files: [x]}
            models: [offline]
            graders:
              - {kind: quotes}
              - {kind: blocker}
              - {kind: draft-words, name: words, with: {at_most: 100}}
            """,
            "s.yaml"
        )
        .Suite!;

    [Fact]
    public void Undetermined_and_skipped_rows_count_neither_as_zero_nor_as_one()
    {
        IReadOnlyList<RowResult> rows = [Row(RowOutcome.Pass), Row(RowOutcome.Fail), Row(RowOutcome.Undetermined), Row(RowOutcome.Skipped)];

        var pass = Measure("pass");

        Assert.Equal((0.5, 2), (pass.Of(rows)!.Value, pass.CountOf(rows)));
        Assert.Null(pass.Of([Row(RowOutcome.Skipped)]));
    }

    [Fact]
    public void Parts_of_rows_weigh_alike_whatever_row_they_stand_in()
    {
        IReadOnlyList<RowResult> rows =
        [
            Scored(new Score("quotes", RowOutcome.Fail) { Hits = 1, Of = 2 }),
            Scored(new Score("quotes", RowOutcome.Pass) { Hits = 8, Of = 8 }),
            Scored(new Score("quotes", RowOutcome.Skipped)),
        ];

        Assert.Equal(0.9, Measure("quotes").Of(rows)!.Value, 9);
        Assert.Equal(2, Measure("quotes").CountOf(rows));
    }

    [Fact]
    public void Macro_F1_weighs_classes_alike_and_counts_a_class_that_nobody_expected()
    {
        // a: 2 of 2 right and one false; b: 1 of 2 right; c: never expected, once got.
        ClassPair[] pairs = [new("a", "a"), new("a", "a"), new("b", "b"), new("b", "a"), new("b", "c")];

        Assert.Equal((0.8 + 0.5 + 0) / 3, SuiteMeasures.MacroF1(pairs)!.Value, 9);
        Assert.Contains("blocker.macro_f1", SuiteMeasures.Names(Suite));
    }

    [Fact]
    public void A_number_is_averaged_over_rows_that_have_one() =>
        Assert.Equal(
            90,
            Measure("words")
                .Of([
                    Scored(new Score("words", RowOutcome.Pass) { Value = 80 }),
                    Scored(new Score("words", RowOutcome.Fail) { Value = 100 }),
                    Scored(new Score("words", RowOutcome.Skipped)),
                ])
        );

    private static Measure Measure(string name) => SuiteMeasures.Of(Suite).First(m => m.Name == name);

    private static RowResult Row(RowOutcome outcome) => RowJournalTests.Row("r") with { Outcome = outcome };

    private static RowResult Scored(Score score) => Row(score.Outcome) with { Scores = [score] };
}
