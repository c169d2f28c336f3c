using AgentDesk.Core.Runs;
using AgentDesk.Tests.Policy;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Tests.Workflows.StalledDeal;

public sealed class InputsTests
{
    private static readonly string[] Members =
    [
        "now", "deal", "stage_age", "triggers", "contacts", "trackers", "meetings", "prior_attempts", "last_buyer_word", "routing", "colleagues", "assets", "voice", "stage_history", "field_changes", "limits", "feedback",
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
        Assert.Equal("tracker:T1", inputs["trackers"]![0]!["name"]!.GetValue<string>());
        Assert.Equal("sam.ito@seller.example", inputs["routing"]!["security"]![0]!.GetValue<string>());
        Assert.False(inputs["assets"]!.AsArray().Single(a => a!["name"]!.GetValue<string>() == "asset:spring-offer")!["usable"]!.GetValue<bool>());
        Assert.Equal(["legal_status"], inputs["deal"]!["fields"]!.AsObject().Select(f => f.Key));
    }
}
