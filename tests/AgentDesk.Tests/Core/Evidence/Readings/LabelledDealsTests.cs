using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Tests.Samples;
using Xunit;

namespace AgentDesk.Tests.Core.Evidence.Readings;

public sealed class LabelledDealsTests
{
    [Theory]
    [InlineData("tidewater")]
    [InlineData("larkspur")]
    [InlineData("harrowgate")]
    public void Prior_attempts_are_counted_as_the_reader_counted_them(string pipeline)
    {
        var export = SampleExport.Named(pipeline);

        var counted = export.Labels.Select(l =>
            Line(
                l.GetProperty("deal_id").GetString()!,
                PriorOutreach.Of(export.Deal(l.GetProperty("deal_id").GetString()!), export.Team, export.Now).Count
            )
        );

        Assert.Equal(
            string.Join(
                "; ",
                export.Labels.Select(l => Line(l.GetProperty("deal_id").GetString()!, l.GetProperty("prior_attempts").GetInt32()))
            ),
            string.Join("; ", counted)
        );
    }

    [Theory]
    [InlineData("tidewater")]
    [InlineData("larkspur")]
    public void A_deal_is_over_age_where_the_reader_says_so(string pipeline)
    {
        var export = SampleExport.Named(pipeline);

        var over = export.Deals.Where(d => StageAge.Of(d, export.Playbook, export.Now) is { IsOver: true }).Select(d => d.Deal.Id.Value);

        Assert.Equal(
            export
                .Labels.Where(l =>
                    l.GetProperty("stage_exceptions").EnumerateArray().Any(x => x.GetProperty("kind").GetString() == "over_age")
                )
                .Select(l => l.GetProperty("deal_id").GetString()!)
                .Order(StringComparer.Ordinal),
            over.Order(StringComparer.Ordinal)
        );
    }

    private static string Line(string deal, int attempts) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{deal}: {attempts}");
}
