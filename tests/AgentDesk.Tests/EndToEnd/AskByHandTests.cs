namespace AgentDesk.Tests.EndToEnd;

/// <summary>
/// Questions answered by a careful person in the model's place (evals/recordings, named by-hand): tool calls, schema, checks, and one
/// answer that was sent back because it rested on a mail with a planted instruction. A prompt or a tool that changes needs them answered
/// anew.
/// </summary>
public sealed class AskByHandTests
{
    [Theory]
    [InlineData("which of my deals slipped twice and why?", "gordon.tate@tidewater.example", "D-109", "field:D-109#3", 4)]
    [InlineData(
        "did Pemberly confirm a budget, and who decides?",
        "dev.malhotra@tidewater.example",
        "D-105",
        "call:pemberly-2026-05-12#29",
        4
    )]
    [InlineData("what did Stuart Pell ask us for?", "silvia.renner@tidewater.example", "D-110", "mail:AAMkTW1106", 2)]
    public async Task What_a_reader_answered_with_tools_goes_through_the_checks(
        string question,
        string asker,
        string deal,
        string evidence,
        int sentences
    )
    {
        using var folder = new TempFolder();
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "tidewater"), "--data", folder.Sub("data"));
        var settings = new Dictionary<string, string>
        {
            ["AgentDesk__Model__Provider"] = "openai",
            ["AgentDesk__Model__Name"] = "by-hand",
            ["AgentDesk__Model__BaseUrl"] = "http://127.0.0.1:9/v1",
            ["AgentDesk__Model__ReplayFrom"] = RepoRoot.Path("evals", "recordings"),
            ["AgentDesk__Model__RecordName"] = "by-hand",
        };

        var ended = await AgentDeskProgram.RunWithAsync(settings, "ask", question, "--as", asker, "--data", folder.Sub("data"), "--json");

        Assert.True(ended.ExitCode == 0, ended.Err);
        Assert.Equal("openai:by-hand", ended.Json["model"]!.ToString());
        Assert.Equal(sentences, ended.Json["answer"]!.AsArray().Count);
        Assert.Equal([deal], ended.Json["deals"]!.AsArray().Select(d => d!.ToString()));
        Assert.Contains(evidence, ended.Json["used"]!.AsArray().Select(u => u!.ToString()));
    }
}
