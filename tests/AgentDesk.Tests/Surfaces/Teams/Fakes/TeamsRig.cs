using System.Text.Json.Nodes;
using AgentDesk.Adapters.Delivery;
using AgentDesk.Core.Deals;
using AgentDesk.Core.People;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Delivery;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Teams.Protocol;
using AgentDesk.Surfaces.Teams.Talking;
using AgentDesk.Tests.Engine.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Activity = AgentDesk.Surfaces.Teams.Protocol.Activity;

namespace AgentDesk.Tests.Surfaces.Teams.Fakes;

/// <summary>A person of the test's tenant.</summary>
internal sealed record Someone(string Email, string ObjectId)
{
    public string Chat => $"chat-{ObjectId[^2..]}";
}

/// <summary>
/// The Teams surface over a real desk, ledger, journal and delivery store; the channel is in memory, and rounds are made by hand.
/// </summary>
internal sealed class TeamsRig : IPeople, IDisposable
{
    public const string Group = "group";
    public const string Tenant = "6f1d0b3e-2b1a-4c8e-9d55-0000000000aa";

    public static readonly Someone Owner = new("owner@seller.test", "6f1d0b3e-2b1a-4c8e-9d55-000000000001");
    public static readonly Someone Boss = new("boss@seller.test", "6f1d0b3e-2b1a-4c8e-9d55-000000000002");
    public static readonly Someone Lawyer = new("law@seller.test", "6f1d0b3e-2b1a-4c8e-9d55-000000000003");
    public static readonly Someone Stranger = new("eve@seller.test", "6f1d0b3e-2b1a-4c8e-9d55-000000000004");

    private readonly List<ServiceProvider> _programs = [];
    private readonly SqliteDeliveryStore _store;
    private int _id;

    public TeamsRig(params ActionPayload[] actions)
    {
        Rig = new Rig(actions);
        _store = new SqliteDeliveryStore(Path.Combine(Rig.Folder, "teams.db"));
        Program = Start();
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Rig Rig { get; }

    public FakeChannel Channel { get; } = new();

    public Lines Log { get; } = new();

    public TeamsOptions Options { get; } =
        new()
        {
            AppId = "6f1d0b3e-2b1a-4c8e-9d55-0000000000bb",
            TenantId = Tenant,
            ClientSecret = "not asked for",
            WorkingHours = false,
        };

    public PeopleDirectory Directory { get; set; } =
        new(
            [.. new[] { Owner, Boss, Lawyer, Stranger }.Select(p => new Member(p.Email, p.ObjectId, null, [], [], []))],
            PeopleDirectory.Empty.Groups
        );

    public ServiceProvider Program { get; private set; }

    public IDesk Desk => Program.GetRequiredService<IDesk>();

    public IDeliveryStore Store => _store;

    public Task<PeopleDirectory> ReadAsync(CancellationToken ct) => Task.FromResult(Directory);

    public T The<T>()
        where T : notnull => Program.GetRequiredService<T>();

    /// <summary>The program dies and is started again over the same files.</summary>
    public void Restart() => Program = Start();

    public Task RoundAsync() => The<Postman>().RoundAsync(Ct);

    /// <summary>Installs the app for people and lets the first round read the ledger's end; then scans.</summary>
    public async Task<RunId> WaitingAsync(params Someone[] installed)
    {
        foreach (var person in installed)
        {
            await InstallAsync(person);
        }
        await RoundAsync();
        var report = await Desk.ScanAsync(null, null, null, Ct);
        await RoundAsync();
        return Assert.Single(report.Started);
    }

    public Task<InvokeResponse> InstallAsync(Someone person, string action = "add") =>
        HandleAsync(From(person, person.Chat) with { Type = ActivityTypes.InstallationUpdate, Action = action });

    public Task<InvokeResponse> HandleAsync(Activity activity) => The<Bot>().HandleAsync(activity, Ct);

    public Task SayAsync(Someone person, string text, string? conversation = null) =>
        The<Talk>().HearAsync(From(person, conversation ?? person.Chat) with { Type = ActivityTypes.Message, Text = text }, Ct);

    /// <summary>
    /// Presses a button of a card: its data as the card that stands carries it, unless <paramref name="data"/> says otherwise.
    /// </summary>
    public async Task<JsonObject> PressAsync(
        Someone person,
        string verb,
        JsonObject data,
        string? conversation = null,
        string? message = null,
        string? id = null
    ) => (await HandleAsync(Pressed(person, verb, data, conversation, message, id))).Body!.AsObject();

    public Activity Pressed(
        Someone person,
        string verb,
        JsonObject data,
        string? conversation = null,
        string? message = null,
        string? id = null
    ) =>
        From(person, conversation ?? person.Chat, id) with
        {
            Type = ActivityTypes.Invoke,
            Name = InvokeNames.AdaptiveCardAction,
            ReplyToId = message,
            Value = new JsonObject
            {
                ["action"] = new JsonObject
                {
                    ["type"] = "Action.Execute",
                    ["verb"] = verb,
                    ["data"] = data.DeepClone(),
                },
                ["trigger"] = "manual",
            },
        };

    /// <summary>What the buttons of an action carry now, with what was typed beside it.</summary>
    public async Task<JsonObject> DataAsync(RunId run, string action, params (string Name, string Text)[] typed)
    {
        var data = CardData.Of((await Desk.ShowAsync(run, Ct))!.Run.Header, await Rig.ActionAsync(run, action));
        foreach (var (name, text) in typed)
        {
            data[$"{action}.{name}"] = text;
        }
        return data;
    }

    public Activity From(Someone person, string conversation, string? id = null) =>
        new()
        {
            Id = id ?? $"f:{Interlocked.Increment(ref _id)}",
            ChannelId = "msteams",
            ServiceUrl = "https://smba.trafficmanager.net/teams/",
            From = new ChannelAccount { Id = $"29:{person.ObjectId}", AadObjectId = person.ObjectId },
            Recipient = new ChannelAccount { Id = "28:bot" },
            Conversation = new ConversationAccount
            {
                Id = conversation,
                ConversationType = conversation == Group ? "groupChat" : "personal",
                IsGroup = conversation == Group,
            },
            ChannelData = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
        };

    public void Dispose()
    {
        foreach (var program in _programs)
        {
            program.Dispose();
        }
        _store.Dispose();
        Rig.Dispose();
    }

    private ServiceProvider Start()
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Debug).AddProvider(Log));
        services
            .AddSingleton<TimeProvider>(Rig.Time)
            .AddSingleton<IDealBook>(Rig.Book)
            .AddSingleton(Rig.Ledger)
            .AddSingleton<IDesk>(Rig.Desk());
        // As instances, so that a program that ends does not close what the next one needs.
        services.AddSingleton<IDeliveryStore>(_store).AddSingleton<IPeople>(this).AddSingleton<Actors>();
        services.AddTeams(Options);
        services.AddSingleton<IConnector>(Channel);
        var program = services.BuildServiceProvider();
        _programs.Add(program);
        return program;
    }
}

/// <summary>Log lines as written.</summary>
internal sealed class Lines : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<(LogLevel Level, string Text)> _all = new();

    public IReadOnlyList<string> All => [.. _all.Select(l => l.Text)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _all.Enqueue((logLevel, formatter(state, exception)));

    public void Dispose() { /* nothing is held */
    }
}
