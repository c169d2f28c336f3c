using AgentDesk.Adapters.Models;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Runs;
using AgentDesk.Tests.Policy;
using AgentDesk.Workflows;

namespace AgentDesk.Tests.Architecture;

/// <summary>A workflow is complete: in the catalog, with its prompt, its schema, and a table of cases for every gate.</summary>
public sealed class CatalogTests
{
    public static TheoryData<string> Names => [.. Catalog.All.Select(w => w.Name)];

    [Fact]
    public void Every_workflow_is_in_the_catalog_once()
    {
        var written = typeof(Catalog)
            .Assembly.GetTypes()
            .Where(t => !t.IsAbstract && typeof(Workflow).IsAssignableFrom(t))
            .Select(t => t.Name)
            .Order(StringComparer.Ordinal);

        Assert.Equal(written, Catalog.All.Select(w => w.GetType().Name).Order(StringComparer.Ordinal));
        Assert.Equal(Catalog.All.Count, Catalog.All.Select(w => w.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_workflow_has_its_prompt_and_schema(string name)
    {
        var prompt = PromptFile.Load(RepoRoot.Path("prompts"), Catalog.Find(name)!.Prepare.Prompt);

        Assert.Matches($"^{Catalog.Find(name)!.Prepare.Prompt}@[1-9][0-9]*$", prompt.Reference);
        Assert.NotNull(prompt.Schema);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_prompt_carries_the_inputs_and_the_evidence_and_never_opens_them_early(string name)
    {
        var prompt = PromptFile.Load(RepoRoot.Path("prompts"), Catalog.Find(name)!.Prepare.Prompt);

        var rendered = string.Join(
            '\n',
            prompt
                .Render(
                    new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["inputs"] = "BEGIN INPUTS\n{\"a\":\"<b>&\"}\nEND INPUTS",
                        ["evidence"] = "BEGIN EVIDENCE\n{}\nEND EVIDENCE",
                    }
                )
                .Select(m => m.Text)
        );

        Assert.Contains("BEGIN INPUTS\n{\"a\":\"<b>&\"}\nEND INPUTS\nBEGIN EVIDENCE\n{}\nEND EVIDENCE", rendered, StringComparison.Ordinal);
        Assert.Equal(1, rendered.Split("BEGIN EVIDENCE").Length - 1);
        Assert.DoesNotContain("{{", rendered, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_workflow_is_judged_by_every_shared_gate(string name) =>
        Assert.Empty(SharedGates.All.Select(g => g.Name).Except(Catalog.Find(name)!.Gates.Select(g => g.Name), StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void Every_gate_has_a_golden_table_a_rule_and_a_source(string name)
    {
        var gates = Catalog.Find(name)!.Gates;

        Assert.All(
            gates,
            g =>
            {
                Assert.True(new GateCaseFile(g.Name).Exists, $"no Cases/{g.Name}.json");
                Assert.NotEmpty(g.Rule);
                Assert.Matches("^(SD|SP|SW|SIX|MAP)(, (SD|SP|SW|SIX|MAP))*$", g.Source);
            }
        );
        Assert.Equal(gates.Count, gates.Select(g => g.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void No_golden_table_is_left_over()
    {
        var tables = Directory
            .EnumerateFiles(RepoRoot.Path("tests", "AgentDesk.Tests", "Policy", "Cases"), "*.json")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            Catalog.All.SelectMany(w => w.Gates).Select(g => g.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            tables
        );
    }
}
