using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Runs;
using AgentDesk.Tests.Policy;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Tests.Workflows.StalledDeal;

public sealed class InputsTests
{
    private static readonly string[] Members =
    [
        "now",
        "deal",
        "stage_age",
        "triggers",
        "contacts",
        "prior_attempts",
        "last_buyer_word",
        "open_questions",
        "outreach",
        "routing",
        "away",
        "colleagues",
        "changeable_fields",
        "voice",
        "limits",
        "feedback",
    ];

    [Fact]
    public void They_hold_what_the_readme_of_the_prompts_lists()
    {
        var dossier = GateCaseFile.Build().Dossier;
        var readme = File.ReadAllText(RepoRoot.Path("prompts", "README.md"));

        var inputs = new StalledDealWorkflow().Inputs(dossier, new Cause([new Trigger("stale", "d", dossier.Now, "x")]));

        Assert.Equal(Members, inputs.Select(p => p.Key));
        Assert.All(Members, m => Assert.Contains($"| `{m}` |", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void What_code_counts_is_in_them_under_the_names_of_the_evidence()
    {
        var dossier = GateCaseFile.Build().Dossier;

        var inputs = new StalledDealWorkflow().Inputs(dossier, new Cause([new Trigger("stale", "d", dossier.Now, "x")]));

        Assert.Equal(2, inputs["prior_attempts"]!["count"]!.GetValue<int>());
        Assert.Equal(["mail:M3", "activity:A1"], inputs["prior_attempts"]!["items"]!.AsArray().Select(i => i!["name"]!.GetValue<string>()));
        Assert.Equal("mail:M2", inputs["last_buyer_word"]!["name"]!.GetValue<string>());
        Assert.Equal(37, inputs["stage_age"]!["days"]!.GetValue<int>());
        Assert.Equal("sam.ito@seller.example", inputs["routing"]!["security"]![0]!.GetValue<string>());
        Assert.Equal(["legal_status"], inputs["deal"]!["fields"]!.AsObject().Select(f => f.Key));
    }

    [Fact]
    public void They_say_what_is_open_how_often_one_may_write_and_what_may_be_changed()
    {
        var dossier = GateCaseFile.Build(new JsonObject { ["file.mails.2"] = null }).Dossier;

        var inputs = new StalledDealWorkflow().Inputs(dossier, new Cause([new Trigger("stale", "d", dossier.Now, "x")]));

        Assert.Equal(
            """[{"name":"mail:M2","at":"2026-03-02T09:00:00+00:00","who":"Ana Ruiz","sentence":"Can you send the rest before 1 April?"}]""",
            inputs["open_questions"]!.ToJsonString(DeskJson.Options)
        );
        Assert.Equal("""{"touches_in_window":1,"window_days":7,"allowed":2,"free_from":null}""", inputs["outreach"]!.ToJsonString());
        Assert.Equal(
            ["amount", "close_date", "forecast_category", "legal_status", "next_step", "stage"],
            inputs["changeable_fields"]!.AsObject().Select(f => f.Key)
        );
        Assert.Contains("best_case", inputs["changeable_fields"]!["forecast_category"]!.AsArray().Select(v => v!.ToString()));
    }

    [Theory]
    [InlineData("Sam is on leave until 2 April, ask Marc.", "security", null)]
    [InlineData("Sam was on leave until 2 April last year.", "security", "sam.ito@seller.example")]
    [InlineData("Sam is on leave from 2 April until 9 April.", "security", "sam.ito@seller.example")]
    [InlineData("Sam is on leave until 14 March.", "security", "sam.ito@seller.example")]
    [InlineData("Ana is on leave until 2 April.", "security", "sam.ito@seller.example")]
    [InlineData("Lea Roth has left the company.", "legal", null)]
    [InlineData("Sam will be back on Thursday 26 March.", "security", null)]
    [InlineData("Marc is on leave until 2 April, but Sam is here.", "security", "sam.ito@seller.example")]
    [InlineData("Sam can move the kick-off to 4 May.", "security", "sam.ito@seller.example")]
    public void Nobody_who_is_away_or_gone_is_offered_to_be_asked(string said, string role, string? routed)
    {
        var dossier = GateCaseFile.Build(new JsonObject { ["file.thread.0.text"] = said }).Dossier;

        var inputs = new StalledDealWorkflow().Inputs(dossier, new Cause([new Trigger("stale", "d", dossier.Now, "x")]));

        Assert.Equal(routed, inputs["routing"]![role]?[0]!.GetValue<string>());
        Assert.Equal(routed is null, inputs["away"]!.AsArray().Any(a => a!["roles"]!.AsArray().Any(r => r!.GetValue<string>() == role)));
    }

    [Fact]
    public void A_contact_whose_auto_reply_names_a_day_to_come_is_away_until_then()
    {
        var c = GateCaseFile.Build();
        var reply = c.Dossier.File.Mails[1] with
        {
            Id = "M9",
            SentAt = c.Now.AddDays(-3),
            Subject = "Automatic reply",
            Body = "I am out of the office until 27 March.",
            OwnWords = "I am out of the office until 27 March.",
            IsAutoReply = true,
        };
        var dossier = new Dossier(
            c.Dossier.File with
            {
                Mails = [.. c.Dossier.File.Mails, reply],
            },
            c.Dossier.Team,
            c.Dossier.Playbook,
            c.Now
        );

        var inputs = new StalledDealWorkflow().Inputs(dossier, new Cause([new Trigger("stale", "d", c.Now, "x")]));

        Assert.Equal("2026-03-27", inputs["contacts"]![0]!["away_until"]!.GetValue<string>());
        Assert.Null(inputs["contacts"]![1]!["away_until"]);
    }

    [Fact]
    public void A_contact_whose_auto_reply_says_so_has_left_since_that_day()
    {
        var c = GateCaseFile.Build();
        var reply = c.Dossier.File.Mails[1] with
        {
            Id = "M9",
            SentAt = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero),
            Body = "I have left the company.",
            OwnWords = "I have left the company.",
            IsAutoReply = true,
        };
        var dossier = new Dossier(
            c.Dossier.File with
            {
                Mails = [.. c.Dossier.File.Mails, reply],
            },
            c.Dossier.Team,
            c.Dossier.Playbook,
            c.Now
        );

        var inputs = new StalledDealWorkflow().Inputs(dossier, new Cause([new Trigger("stale", "d", dossier.Now, "x")]));

        Assert.Equal(
            [("left", "2026-03-10"), ("active", null), ("left", null)],
            inputs["contacts"]!.AsArray().Select(k => (k!["status"]!.ToString(), k["since"]?.ToString()))
        );
        Assert.Equal("RE: Proposal (to a mailbox that is not read)", inputs["prior_attempts"]!["items"]![0]!["summary"]!.ToString());
    }
}
