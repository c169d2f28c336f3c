using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>
/// The Microsoft 365 Agents Playground beside the real `agentdesk serve`: the client that the Teams surface is tested against. Its people
/// are those of tests/playground.
/// </summary>
internal sealed class Playground : IAsyncDisposable
{
    public const string Personal = "personal-chat";
    public const string Group = "group-chat";

    private static readonly string Folder = RepoRoot.Path("tests", "playground");
    private static readonly string Cli = Path.Combine(Folder, "node_modules", "@microsoft", "m365agentsplayground", "cli.js");

    private readonly Process _desk;
    private readonly Process _node;
    private readonly HttpClient _http;
    private readonly StringBuilder _log;
    private int _said;

    private Playground(Process desk, Process node, string inbox, int port, StringBuilder log)
    {
        (_desk, _node, Inbox, _log) = (desk, node, inbox, log);
        Address = $"http://127.0.0.1:{port}";
        _http = new HttpClient { BaseAddress = new Uri(Address) };
    }

    /// <summary>Why it cannot be run here, or null.</summary>
    public static string? Missing =>
        !File.Exists(Cli) ? "the Agents Playground is not installed: run `npm ci` in tests/playground"
        : Node() is null ? "node is not installed"
        : null;

    public string Address { get; }

    public string Inbox { get; }

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Serves a data folder that was imported and scanned, without authentication, and starts the Playground on it.</summary>
    public static async Task<Playground> StartAsync(string data, int? botPort = null)
    {
        File.Copy(Path.Combine(Folder, "people.yaml"), Path.Combine(data, "people.yaml"), overwrite: true);
        var (bot, web) = (botPort ?? FreePort(), FreePort());
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["AgentDesk__Teams__Anonymous"] = "true",
            ["AgentDesk__Teams__Url"] = $"http://127.0.0.1:{bot}",
            ["AgentDesk__Teams__WorkingHours"] = "false",
            ["AgentDesk__Teams__WebInbox"] = $"http://127.0.0.1:{web}",
            ["AgentDesk__Schedule__Scan"] = "0 0 0 1 1 ?",
        };
        var log = new StringBuilder();
        var desk = AgentDeskProgram.Start(
            settings,
            ["serve", "--port", web.ToString(System.Globalization.CultureInfo.InvariantCulture), "--data", data]
        );
        var inbox = await LineAsync(desk, "http://", log);
        var start = new ProcessStartInfo(Node()!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data,
        };
        foreach (
            var arg in new[]
            {
                Cli,
                "start",
                "-e",
                $"http://127.0.0.1:{bot}/api/messages",
                "-c",
                "msteams",
                "-p",
                FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture),
                "--disable-telemetry",
            }
        )
        {
            start.ArgumentList.Add(arg);
        }
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none";
        start.Environment["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = Path.Combine(Folder, "playground.yml");
        var node = Process.Start(start)!;
        var said = await LineAsync(node, "Listening on", log);
        return new Playground(
            desk,
            node,
            inbox.Split(' ').First(w => w.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('/'),
            int.Parse(said.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture),
            log
        );
    }

    public Task InstallAsync(string conversation, string action = "add") =>
        PostAsync($"/_debug/conversation/{conversation}/installation", new JsonObject { ["action"] = action });

    public Task SayAsync(string conversation, string text) =>
        PostAsync(
            $"/_conversation/v1/conversations/{conversation}/messages",
            new JsonObject
            {
                ["from"] = new JsonObject { ["id"] = "user-id-0" },
                ["text"] = text,
                ["textFormat"] = "plain",
            }
        );

    /// <summary>
    /// Says something in the chat of several, as the Playground forwards it: only its browser page mentions the bot there.
    /// </summary>
    public Task SayInGroupAsync(string text) =>
        PostAsync(
            "/_internal/v1/customActivities",
            new JsonObject
            {
                ["type"] = "message",
                ["id"] = $"group-{++_said}",
                ["text"] = $"<at>AgentDesk</at> {text}",
                ["channelId"] = "msteams",
                ["serviceUrl"] = $"{Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/_connector",
                ["from"] = new JsonObject { ["id"] = "user-id-0", ["aadObjectId"] = "6f1d0b3e-2b1a-4c8e-9d55-000000000020" },
                ["recipient"] = new JsonObject { ["id"] = "6f1d0b3e-2b1a-4c8e-9d55-000000000011" },
                ["conversation"] = new JsonObject
                {
                    ["id"] = Group,
                    ["conversationType"] = "groupChat",
                    ["isGroup"] = true,
                },
            }
        );

    /// <summary>Presses a card's button as somebody; the answer is `{type, value}`.</summary>
    public Task<JsonNode> PressAsync(
        string conversation,
        string user,
        string message,
        JsonNode button,
        params (string Name, string Text)[] typed
    )
    {
        var data = button["data"]!.DeepClone().AsObject();
        foreach (var (name, text) in typed)
        {
            data[name] = text;
        }
        return PostAsync(
            "/_conversation/v1/invoke",
            new JsonObject
            {
                ["name"] = "adaptiveCard/action",
                ["from"] = new JsonObject { ["id"] = user },
                ["conversation"] = new JsonObject { ["id"] = conversation },
                ["replyToId"] = message,
                ["value"] = new JsonObject
                {
                    ["action"] = new JsonObject
                    {
                        ["type"] = "Action.Execute",
                        ["verb"] = button["verb"]!.DeepClone(),
                        ["data"] = data,
                    },
                    ["trigger"] = "manual",
                },
            }
        );
    }

    /// <summary>Opens the stream of what happens in the conversations; what came before is read first.</summary>
    public async Task<Stream> ListenAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new Uri(Address.Replace("http", "ws", StringComparison.Ordinal) + "/_ws_conversation/v1/conversations/stream"),
            Ct
        );
        return new Stream(socket);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var process in new[] { _node, _desk })
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }

    public void KillDesk() => _desk.Kill(entireProcessTree: true);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Node() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(p => Path.Combine(p, OperatingSystem.IsWindows() ? "node.exe" : "node"))
            .FirstOrDefault(File.Exists);

    /// <summary>The first line that holds a word; all lines are kept, and the pipes never fill up.</summary>
    private static async Task<string> LineAsync(Process process, string with, StringBuilder log)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Keep(object? _, DataReceivedEventArgs e)
        {
            lock (log)
            {
                log.AppendLine(e.Data);
            }
            if (e.Data?.Contains(with, StringComparison.Ordinal) == true)
            {
                found.TrySetResult(e.Data);
            }
        }

        process.ErrorDataReceived += Keep;
        process.OutputDataReceived += Keep;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var first = await Task.WhenAny(found.Task, process.WaitForExitAsync(Ct));
        return first == found.Task ? await found.Task : throw new InvalidOperationException($"it ended: {log}");
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var response = await _http.PostAsJsonAsync(path, body, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.IsSuccessStatusCode, $"POST {path}: {(int)response.StatusCode} {text}\n{Log}");
        return text.StartsWith('{') ? JsonNode.Parse(text)! : new JsonObject();
    }

    /// <summary>Messages as the stream tells of them: the card that stands under each id.</summary>
    internal sealed class Stream(ClientWebSocket socket) : IAsyncDisposable
    {
        private readonly byte[] _buffer = new byte[1 << 20];

        public Dictionary<string, (string Conversation, JsonNode Card)> Cards { get; } = new(StringComparer.Ordinal);

        public List<string> Order { get; } = [];

        /// <summary>Reads until a card is as wanted.</summary>
        public async Task<(string Id, JsonNode Card)> UntilAsync(Func<string, JsonNode, bool> wanted)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            patience.CancelAfter(TimeSpan.FromMinutes(2));
            while (true)
            {
                foreach (var id in Enumerable.Reverse(Order))
                {
                    if (wanted(Cards[id].Conversation, Cards[id].Card))
                    {
                        return (id, Cards[id].Card);
                    }
                }

                try
                {
                    await NextAsync(patience.Token);
                }
                catch (OperationCanceledException e) when (!Ct.IsCancellationRequested)
                {
                    throw new TimeoutException(
                        $"the card did not come; last: {(Order.Count > 0 ? Cards[Order[^1]].Card.ToJsonString() : "none")}",
                        e
                    );
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            socket.Abort();
            socket.Dispose();
            await ValueTask.CompletedTask;
        }

        private async Task NextAsync(CancellationToken ct)
        {
            var text = new MemoryStream();
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(_buffer, ct);
                await text.WriteAsync(_buffer.AsMemory(0, part.Count), Ct);
            } while (!part.EndOfMessage);

            var told = JsonNode.Parse(text.ToArray())!;
            if (told["message"] is not { } message || message["attachments"]?[0]?["content"] is not { } card)
            {
                return;
            }

            var id = message["messageId"]!.ToString();
            if (!Cards.ContainsKey(id))
            {
                Order.Add(id);
            }
            Cards[id] = (
                told["actionConversationId"]?.ToString() ?? (Cards.TryGetValue(id, out var was) ? was.Conversation : ""),
                card.DeepClone()
            );
        }
    }
}
