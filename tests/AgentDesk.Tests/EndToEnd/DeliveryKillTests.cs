using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Delivery;
using AgentDesk.Adapters.Ledger;
using AgentDesk.Core.Deals;
using AgentDesk.Engine.Delivery;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>
/// The real `agentdesk serve`, killed (SIGKILL) while it brings cards to a channel. After the restart every card stands where it is due.
/// Only one that the channel took and could not tell of any more may stand twice: the protocol has no key by which the channel would know
/// it again.
/// </summary>
public sealed partial class DeliveryKillTests
{
    private static readonly (string Conversation, string ObjectId)[] People =
    [
        ("chat-colleen", "6f1d0b3e-2b1a-4c8e-9d55-000000000020"),
        ("chat-gordon", "6f1d0b3e-2b1a-4c8e-9d55-000000000021"),
        ("chat-dev", "6f1d0b3e-2b1a-4c8e-9d55-000000000022"),
        ("chat-silvia", "6f1d0b3e-2b1a-4c8e-9d55-000000000023"),
        ("chat-anneke", "6f1d0b3e-2b1a-4c8e-9d55-000000000024"),
    ];

    // The digest with which each is told what waits.
    private static readonly int Greetings = People.Length;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_cards_and_in_the_middle_of_one_no_card_is_lost_and_only_one_that_was_under_way_stands_twice()
    {
        using var data = new TempFolder();
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "tidewater"), "--data", data.Path);
        File.Copy(RepoRoot.Path("tests", "playground", "people.yaml"), Path.Combine(data.Path, "people.yaml"));
        await using var channel = new ConnectorService();
        await channel.StartAsync();

        // Everybody installs the app and is greeted; the desk has begun to look through what was imported, and is killed at that.
        var underWay = new HashSet<(string, string)>();
        await KilledAsync(
            data.Path,
            channel,
            int.MaxValue,
            People,
            underWay,
            () => Task.FromResult(channel.Taken.Count(m => !IsProposal(m)) >= Greetings)
        );
        await AgentDeskProgram.RunOkAsync("scan", "--data", data.Path);
        foreach (var nth in new[] { 1, 4, 3 })
        {
            var held = Proposals(channel).Count + nth;
            await KilledAsync(data.Path, channel, nth, [], underWay, () => Task.FromResult(Proposals(channel).Count >= held));
        }

        using var store = new SqliteDeliveryStore(Path.Combine(data.Path, "teams.db"));
        var last = await LastAsync(data.Path);
        await KilledAsync(
            data.Path,
            channel,
            int.MaxValue,
            [],
            [],
            async () => await store.CursorAsync(Ct) >= last && (await store.DueAsync(TimeProvider.System.GetUtcNow(), 1000, Ct)).Count == 0
        );

        var expected = await DueAsync(data.Path);
        var came = Proposals(channel).GroupBy(m => (m.Conversation, m.Run)).ToDictionary(g => g.Key, g => g.Count());
        Assert.True(expected.Count > 8, $"{expected.Count} cards");
        Assert.Empty(expected.Except(came.Keys));
        Assert.Empty(await store.UndeliveredAsync(Ct));
        Assert.All(came.Where(c => !underWay.Contains(c.Key)), c => Assert.Equal(1, c.Value));
        Assert.All(came, c => Assert.InRange(c.Value, 1, 4));

        // What the desk noted is what stands: the last copy of each.
        foreach (var (conversation, run) in expected)
        {
            var noted = Assert.Single(await store.CardsOfAsync(RunId.From(run), Ct), c => c.Conversation == conversation);
            Assert.Equal(Proposals(channel).Last(m => m.Conversation == conversation && m.Run == run).Id, noted.ActivityId);
        }
    }

    /// <summary>The cards of runs that were brought unasked, in the order in which the channel took them.</summary>
    private static List<(string Conversation, string Run, string Id)> Proposals(ConnectorService channel) =>
        [.. channel.Taken.Where(IsProposal).Select(m => (m.Conversation, Run().Match(m.Card.ToJsonString()).Groups["run"].Value, m.Id))];

    private static bool IsProposal(ConnectorService.Message m) =>
        !Digest().IsMatch(m.Card["speak"]!.ToString()) && Run().IsMatch(m.Card.ToJsonString());

    /// <summary>Whom each run waits for, and its owner, of those who have the app: read off the inbox, not off the deliveries.</summary>
    private static async Task<List<(string Conversation, string Run)>> DueAsync(string data)
    {
        var mail = (await File.ReadAllTextAsync(Path.Combine(data, "people.yaml"), Ct))
            .Split('\n')
            .Where(l => l.Contains("aadObjectId", StringComparison.Ordinal))
            .ToDictionary(l => ObjectId().Match(l).Value, l => Email().Match(l).Value, StringComparer.Ordinal);
        var chats = People.ToDictionary(p => mail[p.ObjectId], p => p.Conversation, StringComparer.OrdinalIgnoreCase);
        var due = new List<(string, string)>();
        foreach (var row in (await AgentDeskProgram.RunOkAsync("inbox", "--data", data, "--json")).Json["runs"]!.AsArray())
        {
            if (row!["state"]!.ToString() is not ("waiting" or "stopped"))
            {
                continue;
            }

            var who = row["actions"]!
                .AsArray()
                .Where(a => a!["state"]!.ToString() == "pending")
                .SelectMany(a => a!["needs_who"]!.AsArray().Select(w => w!.ToString()))
                .Append(row["owner"]!.ToString());
            due.AddRange(
                who.Where(chats.ContainsKey).Select(w => chats[w]).Distinct(StringComparer.Ordinal).Select(c => (c, row["id"]!.ToString()))
            );
        }

        return due;
    }

    /// <summary>The real program beside the channel, which answers no more from the <paramref name="nth"/> proposal on.</summary>
    private static Process Serve(string data, ConnectorService channel, int nth, out int bot)
    {
        var proposals = 0;
        channel.Hold(m => IsProposal(m) && Interlocked.Increment(ref proposals) >= nth);
        bot = FreePort();
        return AgentDeskProgram.Start(
            new(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["AgentDesk__Teams__Anonymous"] = "true",
                ["AgentDesk__Teams__Url"] = $"http://127.0.0.1:{bot}",
                ["AgentDesk__Teams__WorkingHours"] = "false",
                ["AgentDesk__Teams__CardsAtOnce"] = "20",
                ["AgentDesk__Teams__WebInbox"] = "http://127.0.0.1:5080",
                ["AgentDesk__Schedule__Scan"] = "0 0 0 1 1 ?",
            },
            ["serve", "--port", FreePort().ToString(CultureInfo.InvariantCulture), "--data", data]
        );
    }

    /// <summary>Waits until it answers, and has people install the app.</summary>
    private static async Task InstalledAsync(
        Process desk,
        ConnectorService channel,
        int bot,
        (string Conversation, string ObjectId)[] install
    )
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        void Read(object? _, DataReceivedEventArgs e)
        {
            said.Enqueue(e.Data);
            if (e.Data?.Contains("http://", StringComparison.Ordinal) == true)
            {
                up.TrySetResult();
            }
        }

        desk.OutputDataReceived += Read;
        desk.ErrorDataReceived += Read;
        desk.BeginOutputReadLine();
        desk.BeginErrorReadLine();
        Assert.True(
            await Task.WhenAny(up.Task, desk.WaitForExitAsync(Ct)).WaitAsync(Patience, Ct) == up.Task,
            $"it ended: {string.Join('\n', said)}"
        );
        using var http = new HttpClient();
        foreach (var (conversation, objectId) in install)
        {
            var activity = new JsonObject
            {
                ["type"] = "installationUpdate",
                ["action"] = "add",
                ["id"] = $"i-{conversation}",
                ["channelId"] = "msteams",
                ["serviceUrl"] = channel.Address,
                ["from"] = new JsonObject { ["id"] = objectId, ["aadObjectId"] = objectId },
                ["recipient"] = new JsonObject { ["id"] = "bot" },
                ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = "personal" },
            };
            using var answer = await http.PostAsJsonAsync($"http://127.0.0.1:{bot}/api/messages", activity, Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    /// <summary>
    /// Serves until something is met, and kills the program. What can have been under way then is noted: one conversation is served in
    /// order, so that of each it is only the last card.
    /// </summary>
    private static async Task KilledAsync(
        string data,
        ConnectorService channel,
        int nth,
        (string Conversation, string ObjectId)[] install,
        HashSet<(string, string)> underWay,
        Func<Task<bool>> met
    )
    {
        using var desk = Serve(data, channel, nth, out var bot);
        try
        {
            await InstalledAsync(desk, channel, bot, install);
            await UntilAsync(met, () => string.Join("; ", channel.Taken.Select(m => $"{m.Conversation} {m.Id} {m.Card["speak"]}")));
        }
        finally
        {
            desk.Kill();
            await desk.WaitForExitAsync(CancellationToken.None);
        }

        underWay.UnionWith(Proposals(channel).GroupBy(m => m.Conversation, StringComparer.Ordinal).Select(g => (g.Key, g.Last().Run)));
        channel.Release();
    }

    /// <summary>The last event of the ledger that the deliveries have to have read.</summary>
    private static async Task<long> LastAsync(string data)
    {
        var ledger = new SqliteLedger(Path.Combine(data, "ledger.db"), TimeProvider.System);
        var last = 0L;
        await foreach (var e in ledger.ReadAllAsync(0, Ct))
        {
            last = e.Seq;
        }
        return last;
    }

    private static async Task UntilAsync(Func<Task<bool>> met, Func<string> came)
    {
        var begun = Stopwatch.StartNew();
        while (!await met())
        {
            Assert.True(begun.Elapsed < Patience, $"it did not come to pass in two minutes; the channel has {came()}");
            await Task.Delay(20, Ct); // another process does it, in its own time
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"^(?:Nothing|\w+ deals?) waits? for you$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digest();

    [GeneratedRegex(@"/runs/(?<run>r-[0-9a-f]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Run();

    [GeneratedRegex("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ObjectId();

    [GeneratedRegex(@"[\w.]+@[\w.]+\w", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Email();
}
