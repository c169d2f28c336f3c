using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentDesk.Tests.Adapters.Models;

internal sealed record TestDraft(string Headline, Standing Standing, IReadOnlyList<string> Names, string? Note = null);

/// <summary>A drafter with a prompt, a dossier and a data folder of its own.</summary>
internal sealed class ModelCase : IDisposable
{
    public const string Good = """{"headline":"They wait for our answers","standing":"inference","names":["mail:m1"],"note":null}""";
    public const string OfAnalyst = """{"headline":"by the analyst","standing":"fact","names":[],"note":null}""";

    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["headline","standing","names","note"],"properties":{
          "headline":{"type":"string"},"standing":{"type":"string","enum":["fact","inference"]},"names":{"type":"array","items":{"type":"string"}},"note":{"type":["string","null"]}}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agentdesk-models-");

    public ModelCase()
    {
        Directory.CreateDirectory(Prompts);
        File.Copy(RepoRoot.Path("prompts", "repair.yaml"), Path.Combine(Prompts, "repair.yaml"));
        File.WriteAllText(Path.Combine(Prompts, "test.schema.json"), Schema);
        WritePrompt("<message role=\"system\">Be exact.</message>\n<message role=\"user\">{{inputs}}\n{{evidence}}</message>");
    }

    public ModelOptions Options { get; } =
        new()
        {
            Provider = "openai",
            Name = "m",
            ApiKey = "sk-secret-key",
            MaxRetries = 2,
            RetryDelay = TimeSpan.Zero,
        };

    public TimeProvider Time { get; set; } = new ImpatientTime();

    public Analyst Embedded { get; } = new();

    public LogLines Logged { get; } = new();

    public string Data => Path.Combine(_folder.FullName, "data");

    public string Prompts => Path.Combine(_folder.FullName, "prompts");

    public static Dossier Dossier { get; } =
        TestDossier.Of(mails: [TestDossier.Mail("m1", Side.Buyer, 3, "Where are the answers for our security team?")]);

    public void WritePrompt(string template, string name = "test") =>
        File.WriteAllText(
            Path.Combine(Prompts, name + ".yaml"),
            $"name: {name}\nversion: 3\ntemplate_format: handlebars\ntemplate: |\n  {template.Replace("\n", "\n  ", StringComparison.Ordinal)}\n"
        );

    public Drafter Drafter(ChatServer? server)
    {
        if (server is not null)
        {
            Options.BaseUrl = server.BaseUrl;
        }
        return new Drafter(new DeskModels(Client(), Embedded), new PromptFolder(Prompts), Options, Data, Time, new Logger<Drafter>(Logged));
    }

    public static PrepareRequest Request(IReadOnlyList<Finding>? feedback = null, int attempt = 1) =>
        new(
            new RunId("r-0123456789ab"),
            new PrepareTask("test", typeof(TestDraft), 500),
            Dossier,
            new JsonObject { ["now"] = "2026-05-20T09:00:00Z" },
            feedback ?? [],
            attempt
        );

    public Task<PreparedDraft> PrepareAsync(ChatServer? server) =>
        Drafter(server).PrepareAsync(Request(), TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Delete(recursive: true);

    private IChatClient Client()
    {
        if (Options.IsOffline)
        {
            return Embedded;
        }
        var client = ModelEndpoint.Chat(Options, null, Time, Logged.CreateLogger("transport"));
        return Options switch
        {
            { ReplayFrom: { } folder } => new ReplayingChatClient(client, folder, Options.RecordName),
            { RecordTo: { } folder } => new RecordingChatClient(client, folder, Options.RecordName, Options.Shown),
            _ => client,
        };
    }

    /// <summary>Stands in for the embedded analyst.</summary>
    internal sealed class Analyst : IChatClient
    {
        public int Asked { get; private set; }

        public string Says { get; set; } = OfAnalyst;

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            Asked++;
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, Says)));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}

/// <summary>Time in which short waits are over at once and long ones (time-outs) never are. It keeps what was waited for.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    public static readonly DateTimeOffset Now = new(2026, 5, 20, 9, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Waited { get; } = [];

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isWait = dueTime >= TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(90);
        if (isWait && dueTime > TimeSpan.Zero)
        {
            lock (Waited)
            {
                Waited.Add(dueTime);
            }
        }
        return System.CreateTimer(callback, state, isWait ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}

internal sealed class LogLines : ILoggerFactory, ILogger
{
    public List<string> AboveDebug { get; } = [];

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable BeginScope<TState>(TState state)
        where TState : notnull => NullLogger.Instance.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (logLevel > LogLevel.Debug)
        {
            lock (AboveDebug)
            {
                AboveDebug.Add(formatter(state, exception) + exception);
            }
        }
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}

/// <summary>Small dossiers.</summary>
internal static class TestDossier
{
    public static readonly DateTimeOffset Now = new(2026, 5, 20, 9, 0, 0, TimeSpan.Zero);

    public static Mail Mail(string id, Side side, int daysAgo, string words, string quoted = "", bool auto = false)
    {
        var who = new MailAddress(
            side == Side.Buyer ? "Bea Buyer" : "Sal Seller",
            side == Side.Buyer ? "bea@buyer.example" : "sal@seller.example"
        );
        return new(id, "c1", "Answers", who, [], [], Now.AddDays(-daysAgo), words + quoted, words, auto, side);
    }

    public static Dossier Of(
        IReadOnlyList<Mail>? mails = null,
        IReadOnlyList<TrackerRow>? trackers = null,
        IReadOnlyList<Asset>? assets = null,
        Dictionary<string, string>? columns = null
    )
    {
        var deal = new Deal(
            new("D-1"),
            "A deal",
            "An account",
            "sal@seller.example",
            null,
            "propose",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            DealStatus.Open,
            columns ?? new(StringComparer.Ordinal) { ["deal_id"] = "D-1" }
        );
        var file = new DealFile(deal, [], [], [], [], mails ?? [], [], [], trackers ?? [], [], [], []);
        return new Dossier(file, new Team("t", Now, ["seller.example"], [], assets ?? [], []), BuiltInPlaybook.Value, Now);
    }
}
