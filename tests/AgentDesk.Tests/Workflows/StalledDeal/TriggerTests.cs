using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Tests.Policy;
using AgentDesk.Tests.Samples;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Tests.Workflows.StalledDeal;

public sealed class TriggerTests
{
    [Theory]
    [InlineData("tidewater")]
    [InlineData("larkspur")]
    [InlineData("harrowgate")]
    public void Every_stalled_deal_wakes_the_workflow_and_no_healthy_one_does(string pipeline)
    {
        var export = SampleExport.Named(pipeline);
        var stalled = export
            .Labels.Where(l => l.GetProperty("status").GetString() != "not_stalled")
            .Select(l => l.GetProperty("deal_id").GetString()!)
            .Order(StringComparer.Ordinal);

        var woken = export
            .Deals.Where(d => new StalledDealWorkflow().Wakes(d, export.Team, export.Playbook, export.Now) is not null)
            .Select(d => d.Deal.Id.Value)
            .Order(StringComparer.Ordinal);

        Assert.Equal(stalled, woken);
    }

    [Fact]
    public void All_five_triggers_have_their_threshold()
    {
        Assert.Equal("37 days in propose, 21 expected", Detail("stale"));
        Assert.Equal("close date moved from 2026-03-31 to 2026-04-30 on 2026-03-10", Detail("slipped_close_date"));
        Assert.Null(Detail("missed_next_step"));
        Assert.Equal(
            "next step `Answers to Quillon` was due 2026-03-19, 1 day ago",
            Detail("missed_next_step", ("file.deal.next_step_due", "2026-03-19"))
        );
        Assert.Null(Detail("repeated_follow_up", Undated));
        Assert.Equal(
            "3 touches since the buyer's last word on 2026-03-02, and no movement",
            Detail("repeated_follow_up", Undated, ("file.activities.+", Voicemail("2026-03-16T10:00:00Z")))
        );
        Assert.Equal("18 days since the last word of Ana Ruiz", Detail("buyer_quiet", Undated));
    }

    [Fact]
    public void A_silence_up_to_a_day_that_the_buyer_named_is_no_ghosting() => Assert.Null(Detail("buyer_quiet"));

    [Fact]
    public void A_silence_in_counsels_queue_is_no_ghosting() =>
        Assert.Null(
            Detail(
                "buyer_quiet",
                Undated,
                ("file.trackers.1.status", "waiting_on_buyer"),
                ("file.trackers.1.updated_at", "2026-03-05T09:00:00Z"),
                ("file.trackers.1.note", "allow four weeks")
            )
        );

    [Fact]
    public void A_queue_that_has_run_out_explains_nothing() =>
        Assert.NotNull(
            Detail(
                "buyer_quiet",
                Undated,
                ("file.trackers.1.status", "waiting_on_buyer"),
                ("file.trackers.1.updated_at", "2026-03-05T09:00:00Z"),
                ("file.trackers.1.note", "allow two weeks")
            )
        );

    [Fact]
    public void A_closed_deal_wakes_nothing() => Assert.Empty(Triggers(("file.deal.status", "lost")));

    [Fact]
    public void A_slip_that_is_long_past_wakes_nothing() =>
        Assert.Null(Detail("slipped_close_date", ("file.field_changes.0.changed_at", "2026-01-10T10:00:00Z")));

    [Fact]
    public void A_close_date_that_moved_nearer_is_no_slip() =>
        Assert.Null(Detail("slipped_close_date", ("file.field_changes.0.new_value", "2026-03-01")));

    [Fact]
    public void A_damaged_deal_wakes_once_so_that_somebody_learns_why_nothing_is_said()
    {
        var healthy = new (string, JsonNode?)[]
        {
            ("now", "2026-02-11T09:00:00Z"),
            (
                "file.damage",
                new JsonArray(
                    new JsonObject
                    {
                        ["file"] = "stage_history.csv",
                        ["line"] = 7,
                        ["reason"] = "no instant",
                    }
                )
            ),
        };

        var trigger = Assert.Single(Triggers(healthy));

        Assert.Equal(("not_ready", "stage_history.csv line 7 was lost on import: no instant"), (trigger.Kind, trigger.Detail));
    }

    [Fact]
    public void The_same_cause_has_the_same_key_while_time_goes_on()
    {
        var one = Key("2026-03-20T09:00:00Z");
        var next = Key("2026-03-22T09:00:00Z");

        Assert.Equal(one, next);
    }

    private static (string, JsonNode?) Undated => ("file.mails.1.own_words", "Hello Olga, we like it and will read it.");

    private static string Key(string now)
    {
        var c = GateCaseFile.Build(new JsonObject { ["now"] = now });
        return new StalledDealWorkflow().Wakes(c.Dossier.File, c.Dossier.Team, BuiltInPlaybook.Value, c.Now)!.Key;
    }

    private static string? Detail(string kind, params (string Path, JsonNode? Value)[] changes) =>
        Triggers(changes).FirstOrDefault(t => t.Kind == kind)?.Detail;

    private static IReadOnlyList<AgentDesk.Core.Runs.Trigger> Triggers(params (string Path, JsonNode? Value)[] changes)
    {
        var c = GateCaseFile.Build(new JsonObject(changes.Select(p => KeyValuePair.Create(p.Path, p.Value))));
        return StallTriggers.Of(c.Dossier.File, c.Dossier.Team, c.Dossier.Playbook, c.Now);
    }

    private static JsonObject Voicemail(string at) =>
        new()
        {
            ["id"] = "A9",
            ["kind"] = "call",
            ["direction"] = "outbound",
            ["status"] = "done",
            ["subject"] = "VM",
            ["body"] = "",
            ["author_email"] = null,
            ["occurred_at"] = at,
            ["due_at"] = null,
        };
}
