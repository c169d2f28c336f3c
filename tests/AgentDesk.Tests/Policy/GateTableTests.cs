using System.Text.Json.Nodes;
using AgentDesk.Core.Policy;
using AgentDesk.Workflows;

namespace AgentDesk.Tests.Policy;

public sealed class GateTableTests
{
    public static TheoryData<string> Gates =>
        [.. Catalog.All.SelectMany(w => w.Gates).Select(g => g.Name).Distinct(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Gates))]
    public void A_gate_finds_what_its_table_says(string name)
    {
        var gate = Find(name);
        var file = new GateCaseFile(name);
        var cases = file.Cases;

        foreach (var row in cases.Select(c => c!.AsObject()))
        {
            var found = GateCaseFile.Finds(gate, GateCaseFile.Build(row["set"] as JsonObject));
            if (GateCaseFile.IsUpdating)
            {
                row["finds"] = found;
            }
            else
            {
                Assert.True(JsonNode.DeepEquals(row["finds"], found), $"{name}, {row["case"]}:\n{found.ToJsonString()}");
            }
        }

        if (GateCaseFile.IsUpdating)
        {
            file.Rewrite(cases);
        }
    }

    [Theory, MemberData(nameof(Gates))]
    public void A_table_has_cases_that_pass_and_cases_that_do_not(string name)
    {
        var cases = new GateCaseFile(name).Cases;

        Assert.Contains(cases, c => c!["finds"]!.AsArray().Count == 0);
        Assert.Contains(cases, c => c!["finds"]!.AsArray().Count > 0);
    }

    [Fact]
    public void A_clean_proposal_passes_every_gate()
    {
        var c = GateCaseFile.Build();

        var verdict = Catalog.Find("stalled-deal")!.Judge(c);

        Assert.All(verdict.Findings, f => Assert.Equal(Outcome.Pass, f.Outcome));
        Assert.Equal(Catalog.Find("stalled-deal")!.Gates.Count, verdict.Findings.Count);
    }

    [Fact]
    public void A_gate_that_throws_stops_the_work_and_is_named()
    {
        var broken = new Gate("broken", "always", "SD", _ => throw new InvalidOperationException("no ruler"));

        var verdict = Verdict.Of([broken], GateCaseFile.Build());

        var stop = Assert.Single(verdict.Findings);
        Assert.Equal((Outcome.Stop, "broken", "the gate failed: no ruler"), (stop.Outcome, stop.Gate, stop.Reason));
    }

    private static Gate Find(string name) => Catalog.All.SelectMany(w => w.Gates).First(g => g.Name == name);
}
