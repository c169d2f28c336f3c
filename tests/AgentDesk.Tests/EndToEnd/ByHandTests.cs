using System.Text.Json.Nodes;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>
/// The whole model path on answers that a careful person wrote (evals/recordings, named by-hand): prompt, schema, quote check, gates,
/// feedback round. A prompt or an input that changes needs them written anew: a recording answers the request that it was made for and no
/// other.
/// </summary>
public sealed class ByHandTests
{
    private static readonly string Recordings = RepoRoot.Path("evals", "recordings");

    [Theory]
    [InlineData("tidewater", "stalled-deal", 9, 2)]
    [InlineData("larkspur", "stalled-deal", 8, 1)]
    [InlineData("tidewater", "stage-progression", 4, 0)]
    [InlineData("larkspur", "stage-progression", 4, 0)]
    [InlineData("tidewater", "trigger-latency", 2, 0)]
    [InlineData("larkspur", "trigger-latency", 5, 0)]
    public async Task What_a_reader_wrote_goes_through_the_gates_and_waits_for_a_person(
        string sample,
        string workflow,
        int deals,
        int withheld
    )
    {
        using var folder = new TempFolder();

        var read = (await ScanAsync(folder, sample, workflow, Recordings)).Where(r => r!["model"]?.ToString() == "openai:by-hand").ToList();

        Assert.Equal(deals, read.Count);
        // What says that nothing is to be done leaves nothing to wait for.
        Assert.All(read, r => Assert.Equal(r!["outcome"]?.ToString() == "nothing_to_do" ? "closed" : "waiting", r["state"]!.ToString()));
        Assert.Equal(withheld, read.Sum(r => r!["actions"]!.AsArray().Count(a => a!["state"]!.ToString() == "withheld")));
        Assert.All(read, r => Assert.All(r!["packet"]!["claims"]!.AsArray(), c => Assert.NotEmpty(c!["citations"]!.AsArray())));
    }

    /// <summary>
    /// The same answers, each with one thing made wrong: it never gets to a person, and the draft goes back with what is wrong.
    /// </summary>
    [Fact]
    public async Task A_good_review_with_one_wrong_thing_in_it_is_sent_back()
    {
        using var folder = new TempFolder();
        Wrong("D-102", d => d["criteria"]![0]!["citations"]![0]!["quote"] = "we have signed the order");
        Wrong(
            "D-103",
            d =>
                d["criteria"]![7]!["citations"] = new JsonArray(
                    new JsonObject { ["evidence"] = "activity:ACT-1302", ["quote"] = "They LOVE it." }
                )
        );
        Wrong("D-105", d => d["exceptions"]![2]!["detail"] = "They signed with Zoltan Kovacs for 95,000 on 3 July.");
        Wrong(
            "D-108",
            d =>
                d["fields"] = new JsonArray(
                    new JsonObject
                    {
                        ["field"] = "competitor",
                        ["after"] = "none",
                        ["because"] = 7,
                    }
                )
        );

        var runs = await ScanAsync(folder, "tidewater", "stage-progression", folder.Sub("recordings"));

        Assert.Contains("`we have signed the order` does not stand in `mail:AAMkTW1021`", SentBack("D-102"), StringComparison.Ordinal);
        Assert.Contains(
            "is called met, but no buyer's words and no system's status are quoted for it",
            SentBack("D-103"),
            StringComparison.Ordinal
        );
        Assert.Contains("the name Zoltan Kovacs", SentBack("D-105"), StringComparison.Ordinal);
        Assert.Contains("fields[0].because is 7", SentBack("D-108"), StringComparison.Ordinal);

        string SentBack(string deal)
        {
            var run = Assert.Single(runs, r => r!["deal_id"]!.ToString() == deal)!;
            Assert.NotEqual("waiting", run["state"]!.ToString());
            return Assert.Single(run["history"]!.AsArray(), h => h!["event"]!.ToString() == "sent_back")!["detail"]!.ToString();
        }

        void Wrong(string deal, Action<JsonNode> change)
        {
            var (path, recording) = Directory
                .EnumerateFiles(Recordings, "by-hand-*.json")
                .Select(f => (Path: f, Recording: JsonNode.Parse(File.ReadAllText(f))!))
                .Single(r =>
                    r.Recording["request"]!["messages"]![1]!["text"]!.ToString() is var asked
                    && asked.Contains("\"criteria\":[", StringComparison.Ordinal)
                    && asked.Contains($"\"deal\":{{\"id\":\"{deal}\"", StringComparison.Ordinal)
                );
            var draft = JsonNode.Parse(recording["answer"]!["text"]!.ToString())!;
            change(draft);
            recording["answer"]!["text"] = draft.ToJsonString();
            Directory.CreateDirectory(folder.Sub("recordings"));
            File.WriteAllText(Path.Combine(folder.Sub("recordings"), Path.GetFileName(path)), recording.ToJsonString());
        }
    }

    private static async Task<JsonArray> ScanAsync(TempFolder folder, string sample, string workflow, string recordings)
    {
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", sample), "--data", folder.Sub("data"));
        var settings = new Dictionary<string, string>
        {
            ["AgentDesk__Model__Provider"] = "openai",
            ["AgentDesk__Model__Name"] = "by-hand",
            ["AgentDesk__Model__BaseUrl"] = "http://127.0.0.1:9/v1",
            ["AgentDesk__Model__ReplayFrom"] = recordings,
            ["AgentDesk__Model__RecordName"] = "by-hand",
        };

        var ended = await AgentDeskProgram.RunWithAsync(settings, "scan", "--workflow", workflow, "--data", folder.Sub("data"), "--json");

        Assert.Equal(0, ended.ExitCode);
        return ended.Json["runs"]!.AsArray();
    }
}
