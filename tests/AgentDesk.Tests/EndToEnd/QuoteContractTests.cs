using System.Text.Json.Nodes;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>The documents that the program prints, held against the export by a reader that shares no code with it.</summary>
public sealed class QuoteContractTests
{
    /// <summary>Every sample export.</summary>
    public static TheoryData<string> Exports =>
        [
            .. Directory
                .GetDirectories(RepoRoot.Path("evals", "data", "pipelines"))
                .Select(d => Path.GetFileName(d))
                .Order(StringComparer.Ordinal),
        ];

    [Theory, MemberData(nameof(Exports))]
    public async Task Every_quote_stands_in_its_source_and_no_fact_rests_on_a_seller_alone(string export)
    {
        using var data = new TempFolder();
        var folder = RepoRoot.Path("evals", "data", "pipelines", export);
        var byHand = new ExportByHand(folder);

        await AgentDeskProgram.RunOkAsync("import", folder, "--data", data.Path);
        await AgentDeskProgram.RunOkAsync("scan", "--data", data.Path);
        var inbox = (await AgentDeskProgram.RunOkAsync("inbox", "--data", data.Path, "--json")).Json;

        var claims = inbox["runs"]!
            .AsArray()
            .Where(r => r!["packet"] is not null)
            .SelectMany(r => r!["packet"]!["claims"]!.AsArray())
            .Select(c => c!)
            .ToList();
        Assert.NotEmpty(claims);
        Assert.All(claims, claim => Assert.NotEmpty(claim["citations"]!.AsArray()));
        Assert.All(Citations(claims), c => Assert.True(byHand.Stands(c.Name, c.Quote), $"{c.Name} does not hold “{c.Quote}”"));
        Assert.All(
            claims.Where(c => c["standing"]!.ToString() == "fact"),
            c => Assert.Contains(Citations([c]), q => byHand.SideOfWords(q.Name, q.Quote) is "buyer" or "system")
        );
    }

    private static List<(string Name, string Quote)> Citations(IEnumerable<JsonNode> claims) =>
        [.. claims.SelectMany(c => c["citations"]!.AsArray()).Select(c => (c!["evidence"]!.ToString(), c["quote"]!.ToString()))];
}
