namespace AgentDesk.Tests.EndToEnd;

/// <summary>
/// The whole model path on answers that a careful person wrote (evals/recordings, named by-hand): prompt, schema, quote check, gates, feedback round. A prompt or an input that
/// changes needs them written anew: a recording answers the request that it was made for and no other.
/// </summary>
public sealed class ByHandTests
{
    [Theory]
    [InlineData("tidewater", 9)]
    [InlineData("larkspur", 8)]
    public async Task What_a_reader_wrote_goes_through_the_gates_and_waits_for_a_person(string sample, int deals)
    {
        using var folder = new TempFolder();
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", sample), "--data", folder.Sub("data"));
        var settings = new Dictionary<string, string>
        {
            ["AgentDesk__Model__Provider"] = "openai", ["AgentDesk__Model__Name"] = "by-hand", ["AgentDesk__Model__BaseUrl"] = "http://127.0.0.1:9/v1",
            ["AgentDesk__Model__ReplayFrom"] = RepoRoot.Path("evals", "recordings"), ["AgentDesk__Model__RecordName"] = "by-hand",
        };

        var ended = await AgentDeskProgram.RunWithAsync(settings, "scan", "--workflow", "stalled-deal", "--data", folder.Sub("data"), "--json");

        Assert.Equal(0, ended.ExitCode);
        var read = ended.Json["runs"]!.AsArray().Where(r => r!["model"]?.ToString() == "openai:by-hand").ToList();
        Assert.Equal(deals, read.Count);
        Assert.All(read, r => Assert.Equal("waiting", r!["state"]!.ToString()));
        Assert.All(read, r => Assert.All(r!["packet"]!["claims"]!.AsArray(), c => Assert.NotEmpty(c!["citations"]!.AsArray())));
    }
}
