using System.Text.Json;
using AgentDesk.Adapters.Playbooks;
using AgentDesk.Core;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Adapters.Playbooks;

public sealed class PlaybookFileTests
{
    private const string Good = """
        name: field
        version: 3
        stages:
          - name: discovery
            forecast: pipeline
            expected_days: {smb: 14, mm: 21, ent: 30}
            required_fields: [economic_buyer]
            exit:
              - id: pain
                text: the buyer states the pain
                evidence: pain
          - name: close
            terminal: true
            forecast: closed
            expected_days: 14
            exit:
              - id: signature
                text: signature or purchase order
                evidence: signature
        limits:
          quiet_days: 12
        waiting: {remind_after_days: 1, expire_after_days: 5}
        routing:
          legal: [counsel@field.example]
        approvers: {email_draft: manager}
        triggers:
          - {when: buyer_reply, then: answer_in_thread, within: 4 hours}
        hours:
          start: "08:30"
          end: "17:00"
          days: [mon, tue, wed, thu, fri]
          time_zone: Europe/London
          holidays: [2026-12-25]
          zones: {"ann@field.example": America/Chicago}
        opt_outs: [leave.me@buyer.example]
        """;

    [Fact]
    public void A_playbook_is_read_whole()
    {
        var reading = PlaybookFile.Read(Good);

        Assert.Empty(reading.Problems);
        var p = reading.Playbook!;
        Assert.Equal(("field", "field@3"), (p.Name, p.Version));
        Assert.Equal(
            (30, 21, 14),
            (p.Stage("discovery")!.DaysFor("ent"), p.Stage("discovery")!.DaysFor("other"), p.Stage("close")!.DaysFor("smb"))
        );
        Assert.Equal((12, new Limits().SlipDays), (p.Limits.QuietDays, p.Limits.SlipDays));
        Assert.Equal(TimeSpan.FromDays(5), p.Waiting.ExpireAfter);
        Assert.Equal(["counsel@field.example"], p.Routing[Roles.Legal]);
        Assert.Equal(new TriggerRule("buyer_reply", "answer_in_thread", Hours: 4), Assert.Single(p.Triggers));
        Assert.Equal(
            (new TimeOnly(8, 30), "Europe/London", "America/Chicago"),
            (p.Hours.Start, p.Hours.TimeZone, p.Hours.Zones["ANN@field.example"])
        );
        Assert.Equal("manager", p.Approvers["email_draft"]);
        Assert.Equal(["leave.me@buyer.example"], p.OptOuts);
    }

    public static TheoryData<string, string, int, string> Mistakes =>
        new()
        {
            { "version: 3", "version: three", 2, "a whole number" },
            { "name: field\n", "", 1, "lacks `name`" },
            { "forecast: pipeline", "forecast: pipelin", 5, "did you mean `pipeline`" },
            { "expected_days: {smb: 14, mm: 21, ent: 30}", "expected_days: {smb: 14, mm: -1, ent: 30}", 6, "from 1 to 3650" },
            { "    required_fields: [economic_buyer]", "    require_fields: [economic_buyer]", 7, "did you mean `required_fields`" },
            { "evidence: pain", "evidence: paine", 11, "did you mean `pain`" },
            { "name: close", "name: discovery", 12, "there twice" },
            { "    terminal: true\n", "", 4, "which one ends a deal" },
            { "quiet_days: 12", "quiet_days: 0", 21, "from 1 to 365" },
            { "expire_after_days: 5", "expire_after_days: 1", 22, "before anybody is reminded" },
            { "legal: [counsel@field.example]", "lawyer: [counsel@field.example]", 24, "the role `lawyer`" },
            { "legal: [counsel@field.example]", "legal: [counsel at field]", 24, "no mail address" },
            { "email_draft: manager", "forecast_change: deal_owner", 25, "never for less" },
            { "within: 4 hours", "within: soon", 27, "`same day`" },
            { "then: answer_in_thread", "then: recap", 27, "follows `answer_in_thread`" },
            { "within: 4 hours}", "within: 4 hours, in: [propose]}", 27, "no stage of this playbook" },
            { "within: 4 hours}", "within: 4 hours, ahead: a while}", 27, "working hours, such as `2 hours`" },
            { "within: 4 hours}", "within: 4 hours}\n  - {when: buyer_reply, then: answer_in_thread, within: same day}", 28, "two limits" },
            { "time_zone: Europe/London", "time_zone: Europe/Londinium", 32, "no time zone" },
            { "end: \"17:00\"", "end: \"07:00\"", 30, "ends before it begins" },
            { "holidays: [2026-12-25]", "holidays: [Christmas]", 33, "like 2026-12-25" },
            { "limits:", "limits: [", 20, "no YAML" },
            { "  quiet_days: 12", "\tquiet_days: 12", 21, "with a tab" },
            { "quiet_days: 12", "quiet_days: *nobody", 21, "names nothing" },
            { "limits:\n  quiet_days: 12", "limits: &all\n  quiet_days: *all", 21, "inside what it names" },
            { "quiet_days: 12", "quiet_days: [12, 13]", 21, "`[…]`" },
            { "quiet_days: 12", "? [a, b]\n  : 12", 21, "a name that is no text" },
            { "terminal: true", "terminal: yes", 13, "one of true, false" },
            { "    forecast: pipeline\n", "    forecast: pipeline\n    terminal: true\n", 4, "where is a deal while it is open" },
            {
                "  - name: close\n    terminal: true\n",
                "  - {name: shut, terminal: true, forecast: closed, expected_days: 3, exit: []}\n  - name: close\n",
                13,
                "a deal ends there"
            },
            { "days: [mon, tue, wed, thu, fri]", "days: []", 31, "names no day" },
            { "holidays: [2026-12-25]", "holidays: [2026-02-30]", 33, "like 2026-12-25" },
            { "opt_outs: [leave.me@buyer.example]", "opt_outs: []\n---\nname: other", 36, "a second document" },
            { "opt_outs: [leave.me@buyer.example]", "opt_outs: " + new string('[', 50_000), 35, "nested deeper" },
        };

    [Theory, MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_line(string right, string wrong, int line, string says)
    {
        var yaml = Good.ReplaceLineEndings("\n");
        Assert.Contains(right, yaml, StringComparison.Ordinal);

        var reading = PlaybookFile.Read(yaml.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Null(reading.Playbook);
        Assert.Contains(reading.Problems, p => p.Message.Contains(says, StringComparison.Ordinal) && (p.Line == line || says == "no YAML"));
    }

    [Fact]
    public void Aliases_that_multiply_without_end_are_answered_in_a_line_each()
    {
        var bomb = "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));

        var problems = PlaybookFile.Read(bomb + Good.Replace("quiet_days: 12", "quiet_days: *a60", StringComparison.Ordinal)).Problems;

        Assert.Contains(problems, p => p.Message.Contains("`quiet_days` of `limits` is `[…]`", StringComparison.Ordinal));
        Assert.All(problems, p => Assert.InRange(p.Message.Length, 1, 300));
    }

    [Fact]
    public void An_anchor_may_be_used_again() =>
        Assert.Equal(
            30,
            PlaybookFile
                .Read(
                    Good.Replace("expected_days: {", "expected_days: &days {", StringComparison.Ordinal)
                        .Replace("expected_days: 14", "expected_days: *days", StringComparison.Ordinal)
                )
                .Playbook!.Stage("close")!
                .DaysFor("ent")
        );

    [Fact]
    public void What_is_larger_than_any_playbook_is_not_read() =>
        Assert.Contains(
            "larger than",
            Assert.Single(PlaybookFile.Read(Good + new string('#', 5_000_000)).Problems).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_file_that_is_not_utf8_is_a_problem_with_its_line()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "playbook.yaml");
        File.WriteAllBytes(path, [.. "name: field\nversion: 3\n# f"u8, 0xE4, .. "hig\n"u8]);

        var problem = Assert.Single(PlaybookFile.Open(new FileInfo(path)).Reading.Problems);

        Assert.Equal((3, "not UTF-8: save it as UTF-8"), (problem.Line, problem.Message));
    }

    [Fact]
    public void All_mistakes_are_named_at_once_in_order_of_lines()
    {
        var problems = PlaybookFile
            .Read(
                Good.Replace("version: 3", "version: x", StringComparison.Ordinal)
                    .Replace("quiet_days: 12", "quiet_days: x", StringComparison.Ordinal)
            )
            .Problems;

        Assert.Equal([2, 21], problems.Select(p => p.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("just words")]
    [InlineData("- a list")]
    [InlineData("a: b: c")]
    [InlineData("\tx: 1")]
    [InlineData("name: a\nname: b")]
    public void What_is_no_playbook_at_all_is_one_message(string yaml)
    {
        Assert.NotEmpty(PlaybookFile.Read(yaml).Problems);
        Assert.All(PlaybookFile.Read(yaml).Problems, p => Assert.DoesNotContain('\n', p.Message));
    }

    [Fact]
    public void A_written_playbook_reads_back_as_the_same_rules()
    {
        var good = PlaybookFile.Read(Good).Playbook!;

        Assert.Equal(
            Json(BuiltInPlaybook.Value),
            Json(PlaybookFile.Read(PlaybookText.Write(BuiltInPlaybook.Value)).Playbook! with { Version = BuiltInPlaybook.Value.Version })
        );
        Assert.Equal(Json(good), Json(PlaybookFile.Read(PlaybookText.Write(good)).Playbook!));
        static string Json(Playbook p) =>
            JsonSerializer.Serialize(
                p with
                {
                    Stages =
                    [
                        .. p.Stages.Select(s => s with { ExpectedDays = s.ExpectedDays.Where(d => d.Key != "default").ToDictionary() }),
                    ],
                },
                DeskJson.Options
            );
    }

    [Fact]
    public void A_trigger_may_have_a_limit_of_its_own_in_a_stage_and_be_raised_ahead()
    {
        var yaml = Good.Replace(
            "within: 4 hours}",
            "within: 4 hours, in: [Discovery], ahead: 2 hours}\n  - {when: buyer_reply, then: answer_in_thread, within: 1 business day}",
            StringComparison.Ordinal
        );

        var playbook = PlaybookFile.Read(yaml).Playbook!;

        Assert.Equal((4, 2), (playbook.RuleFor("buyer_reply", "discovery")!.Hours, playbook.RuleFor("buyer_reply", "discovery")!.Ahead));
        Assert.Equal("1 business day", playbook.RuleFor("buyer_reply", "close")!.Within);
        Assert.Null(playbook.RuleFor("call_ended", "discovery"));
        Assert.Contains("in: [Discovery], ahead: 2 hours", PlaybookText.Write(playbook), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_names_one_set_of_rules_for_ever()
    {
        using var folder = new TempFolder();
        var shelf = new PlaybookShelf(folder.Sub("data"));
        var at = new DateTimeOffset(2026, 6, 15, 9, 0, 0, TimeSpan.Zero);

        shelf.Use(Good, "sam@field.example", "first rules", at);

        Assert.Equal("field@3", shelf.InForce(exported: null).Version);
        Assert.Throws<UnusableInputException>(() =>
            shelf.Use(Good.Replace("quiet_days: 12", "quiet_days: 9", StringComparison.Ordinal), "sam@field.example", "again", at)
        );
        shelf.Use(Good.Replace("version: 3", "version: 4", StringComparison.Ordinal), "sam@field.example", "next", at);
        Assert.Equal(["field@3", "field@4"], shelf.History().Select(h => h.Version));
        Assert.Equal(Good, shelf.Text("field@3"));
    }

    [Fact]
    public void A_line_that_a_kill_cut_short_does_not_count()
    {
        using var folder = new TempFolder();
        var shelf = new PlaybookShelf(folder.Sub("data"));
        shelf.Use(Good, "sam@field.example", "first rules", DateTimeOffset.UnixEpoch);
        File.AppendAllText(Path.Combine(folder.Sub("data"), "playbooks", "in-force.jsonl"), "{\"version\":\"fie");

        Assert.Equal("field@3", shelf.InForce(null).Version);
        shelf.Use(
            Good.Replace("version: 3", "version: 4", StringComparison.Ordinal),
            "sam@field.example",
            "next",
            DateTimeOffset.UnixEpoch
        );

        Assert.Equal(["field@3", "field@4"], shelf.History().Select(h => h.Version));
    }
}
