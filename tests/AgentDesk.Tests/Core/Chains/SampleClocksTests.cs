using System.Globalization;
using System.Text;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Tests.Samples;

namespace AgentDesk.Tests.Core.Chains;

/// <summary>
/// Every trigger of the sample deals and what became of it, for people to read beside the exports. `UPDATE_GOLDEN=1` rewrites the files.
/// </summary>
public sealed class SampleClocksTests
{
    public static TheoryData<string> Pipelines => ["tidewater", "larkspur", "harrowgate", "opaline"];

    [Theory, MemberData(nameof(Pipelines))]
    public void The_triggers_of_the_sample_deals_are_these(string pipeline)
    {
        var export = SampleExport.Named(pipeline);
        var text = new StringBuilder();
        foreach (var file in export.Deals)
        {
            text.Append(CultureInfo.InvariantCulture, $"# {file.Deal.Id} {file.Deal.Name}\n");
            foreach (var c in TriggerClocks.Of(file, export.Team, export.Playbook, export.Now))
            {
                var became = c.Taken is { } t
                    ? $"{t.What} [{t.Name}{(t.At is { } at ? $" {at.UtcDateTime:MM-dd HH:mm}" : "")}]"
                    : c.Because ?? "";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{c.At.UtcDateTime:yyyy-MM-dd HH:mm} {c.Trigger} {c.State} due {c.Due.UtcDateTime:MM-dd HH:mm} late {c.LateMinutes} | {c.Detail} | `{c.Citations[0].Quote.ReplaceLineEndings(" ")}` | {became}\n"
                );
            }
        }

        var path = RepoRoot.Path("tests", "AgentDesk.Tests", "Core", "Chains", "Golden", $"{pipeline}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text.ToString());
        }
        Assert.Equal(File.ReadAllText(path), text.ToString());
    }

    [Theory, MemberData(nameof(Pipelines))]
    public void Every_citation_of_a_trigger_stands_in_its_source_and_every_action_is_there(string pipeline)
    {
        var export = SampleExport.Named(pipeline);
        var seen = 0;
        foreach (var file in export.Deals)
        {
            var dossier = new Dossier(file, export.Team, export.Playbook, export.Now);
            foreach (var c in TriggerClocks.Of(file, export.Team, export.Playbook, export.Now))
            {
                seen++;
                Assert.All(
                    c.Citations,
                    q => Assert.True(dossier.Find(q.Evidence) is { } item && QuoteCheck.Stands(q.Quote, item.Text), $"{file.Deal.Id}: {q}")
                );
                Assert.True(c.Taken is null || c.Taken.Name.Kind == "event" || dossier.Find(c.Taken.Name) is not null, $"{c.Taken}");
                Assert.True(c.Taken?.At is not { } at || at > c.At);
                Assert.True(c.Due >= c.At);
            }
        }

        Assert.True(seen > 10);
    }

    [Theory, MemberData(nameof(Pipelines))]
    public void What_came_later_changes_no_reading_of_an_earlier_day(string pipeline)
    {
        var export = SampleExport.Named(pipeline);
        foreach (var file in export.Deals)
        {
            for (var now = export.Now.AddDays(-42); now <= export.Now; now = now.AddDays(7))
            {
                if (file.At(now) is not { } then)
                {
                    continue;
                }

                // The calendar and the record's own columns keep no history, and neither is read for these.
                static string Shown(TriggerClock c) => $"{c.Trigger} {c.At:o} {c.State} {c.LateMinutes} {c.Taken?.Name}";
                Assert.Equal(
                    TriggerClocks
                        .Of(
                            then with
                            {
                                Deal = file.Deal,
                                Stages = file.Stages,
                                Trackers = file.Trackers,
                            },
                            export.Team,
                            export.Playbook,
                            now
                        )
                        .Select(Shown),
                    TriggerClocks.Of(file, export.Team, export.Playbook, now).Select(Shown)
                );
            }
        }
    }
}
