using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Stages;
using AgentDesk.Tests.Samples;

namespace AgentDesk.Tests.Core.Stages;

/// <summary>What the record itself decides about a stage, on the labelled exports and on single rows.</summary>
public sealed class RecordExceptionTests
{
    [Theory]
    [InlineData("tidewater")]
    [InlineData("larkspur")]
    [InlineData("harrowgate")]
    public void What_a_reader_finds_in_the_record_is_raised(string pipeline)
    {
        var export = SampleExport.Named(pipeline);
        foreach (var label in export.Labels)
        {
            var id = label.GetProperty("deal_id").GetString()!;
            var wanted = label
                .GetProperty("stage_exceptions")
                .EnumerateArray()
                .Select(x => x.GetProperty("kind").GetString()!)
                .Intersect(StageExceptions.OfRecord)
                .ToHashSet(StringComparer.Ordinal);

            var raised = RecordExceptions
                .Of(export.Deal(id), export.Playbook, export.Now)
                .Select(x => x.Kind)
                .ToHashSet(StringComparer.Ordinal);

            Assert.True(wanted.IsSubsetOf(raised), $"{id}: {string.Join(", ", wanted.Except(raised))} not raised");
            Assert.True(
                raised.Except(wanted).All(k => k == StageExceptions.PlaceholderField),
                $"{id}: {string.Join(", ", raised.Except(wanted))} beyond the label"
            );
        }
    }

    [Theory]
    [InlineData("tidewater")]
    [InlineData("larkspur")]
    [InlineData("harrowgate")]
    public void Each_cites_rows_in_which_its_quote_stands(string pipeline)
    {
        var export = SampleExport.Named(pipeline);
        foreach (var file in export.Deals)
        {
            var dossier = new Dossier(file, export.Team, export.Playbook, export.Now);
            Assert.All(
                RecordExceptions.Of(file, export.Playbook, export.Now),
                x =>
                {
                    Assert.NotEmpty(x.Citations);
                    Assert.All(
                        x.Citations,
                        c => Assert.True(QuoteCheck.Stands(c.Quote, dossier.Find(c.Evidence)!.Text), $"{c.Evidence}: {c.Quote}")
                    );
                }
            );
        }
    }

    [Fact]
    public void A_stage_that_was_entered_later_was_not_skipped()
    {
        var path = Path(("contact", 1), ("propose", 10), ("discovery", 20), ("propose", 30));

        Assert.Empty(path.Skips);
        Assert.Equal("discovery", Assert.Single(path.Regressions).To.Stage);
    }

    [Fact]
    public void A_jump_over_two_stages_names_both() =>
        Assert.Equal(["discovery", "propose"], Assert.Single(Path(("contact", 1), ("resolve", 10)).Skips).Skipped);

    [Fact]
    public void Going_forward_again_to_where_it_was_is_no_skip() =>
        Assert.Empty(
            Path(("identify", 1), ("contact", 2), ("discovery", 3), ("propose", 4), ("resolve", 5), ("discovery", 6), ("resolve", 7)).Skips
        );

    [Fact]
    public void A_stage_left_backwards_was_not_left() =>
        Assert.DoesNotContain(Path(("discovery", 3), ("propose", 4), ("resolve", 5), ("discovery", 6)).Left, s => s.Name == "resolve");

    [Theory]
    [InlineData("Waiting to hear from the owners", true)]
    [InlineData("Wait for the PO", true)]
    [InlineData("awaiting reply", true)]
    [InlineData("hear back from Kim", true)]
    [InlineData("Touch base", true)]
    [InlineData("Walk through the contract with their counsel", false)]
    public void To_wait_or_to_chase_is_no_next_step_where_the_buyer_has_agreed_to_nothing(string step, bool missing)
    {
        var now = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        var template = SampleExport.Named("tidewater").Deals[0];
        var file = template with
        {
            Deal = template.Deal with { NextStep = step, NextStepDue = new(2026, 4, 8) },
            Mails = [],
            Calls = [],
            Thread = [],
            Meetings = [],
            Contacts = [],
        };

        Assert.Equal(missing, NextSteps.Missing(file, BuiltInPlaybook.Value, now) is not null);
    }

    private static StagePath Path(params (string Stage, int Day)[] rows)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var template = SampleExport.Named("tidewater").Deals[0];
        var stays = rows.Select(
                (r, i) =>
                    new StageMove(
                        i + 1,
                        r.Stage,
                        start.AddDays(r.Day),
                        "",
                        i + 1 < rows.Length ? start.AddDays(rows[i + 1].Day) : null,
                        null,
                        "user"
                    )
            )
            .ToList();
        return new StagePath(
            template with
            {
                Deal = template.Deal with { CreatedAt = start.AddDays(-30) },
                Stages = stays,
            },
            BuiltInPlaybook.Value,
            start.AddDays(90)
        );
    }
}
