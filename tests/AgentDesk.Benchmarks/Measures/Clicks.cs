using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Delivery;
using AgentDesk.Adapters.Ledger;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.People;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Teams.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Activity = AgentDesk.Surfaces.Teams.Protocol.Activity;

namespace AgentDesk.Benchmarks.Measures;

/// <summary>
/// How long a person who presses a button in Teams waits, while the record system takes thirty seconds for every write and the model thirty
/// seconds for every draft. Clicks come at a fixed rate whatever the answers do, over HTTP, each a decision on an action of its own; time
/// counts from when the click was due.
/// </summary>
internal static class Clicks
{
    private const int ASecond = 20;
    private const int Seconds = 30;

    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);

    /// <param name="export">A generated export of a few hundred deals.</param>
    /// <param name="scratch">A folder of this measurement's own.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(string export, string scratch, CancellationToken ct)
    {
        await using var store = Store.Open(Path.Combine(scratch, "book"));
        await store.GetRequiredService<ISource>().ImportAsync(export, null, ct);
        var owners = (await store.Book().DealsAsync(ct))
            .Select(d => d.OwnerEmail)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal)
            .ToList();
        var people = new Known(owners);
        using var ledger = new SqliteLedger(Path.Combine(scratch, "ledger.db"), TimeProvider.System);
        var (drafter, record) = (new Slow(), new SlowRecord());
        using var desk = new DeskService(
            store.Book(),
            ledger,
            drafter,
            record,
            [new Three("asked"), new Three("prepared-meanwhile")],
            TimeProvider.System,
            new DeskOptions()
        );
        await desk.ScanAsync("asked", null, null, ct);
        var waiting = (await desk.InboxAsync(new InboxQuery("waiting"), ct))
            .SelectMany(r => ((Run.Waiting)r.Run).Actions.Select(a => (r.Run.Header, Action: a)))
            .Take(ASecond * Seconds)
            .ToList();
        await using var app = await ServeAsync(store.Book(), ledger, desk, people, scratch, ct);

        drafter.Stalls = record.Stalls = true;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var work = Task.WhenAll(
            LoopAsync(() => desk.WorkAsync(end.Token), end.Token),
            LoopAsync(() => desk.ScanAsync("prepared-meanwhile", null, null, end.Token), end.Token)
        );
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await ClickAsync(http, people, waiting[^1].Header, waiting[^1].Action, CardVerbs.Show, "warm", ct); // the first request compiles what the others use
        var cpu = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        var took = await Task.WhenAll(
            waiting.Select(
                async (w, i) =>
                {
                    var due = TimeSpan.FromSeconds((double)i / ASecond);
                    if (due - TimeProvider.System.GetElapsedTime(start) is var wait && wait > TimeSpan.Zero)
                    {
                        await Task.Delay(wait, ct);
                    }
                    var type = await ClickAsync(
                        http,
                        people,
                        w.Header,
                        w.Action,
                        (i % 3) switch
                        {
                            0 => CardVerbs.Approve,
                            1 => CardVerbs.Reject,
                            _ => CardVerbs.Snooze,
                        },
                        i.ToString(CultureInfo.InvariantCulture),
                        ct
                    );
                    return (Seconds: (TimeProvider.System.GetElapsedTime(start) - due).TotalSeconds, Type: type);
                }
            )
        );
        var spent = Environment.CpuUsage.TotalTime - cpu;
        await end.CancelAsync();
        await work;

        var sorted = took.Select(t => t.Seconds).Order().ToList();
        var decided = 0;
        await foreach (var e in ledger.ReadAllAsync(0, ct))
        {
            decided += e.Event is RunEvent.Decided ? 1 : 0;
        }
        string At(double share) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(share * sorted.Count) - 1)] * 1000:0} ms"
            );
        return
        [
            new(
                "clicks",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{took.Length:#,0} at {ASecond} a second, {took.Count(t => t.Type == AdaptiveCardInvokeResponse.CardType):#,0} answered with the card, {took.Count(t => t.Type == AdaptiveCardInvokeResponse.MessageType):#,0} with a line, {took.Count(t => t.Type == AdaptiveCardInvokeResponse.ErrorType):#,0} with an error"
                )
            ),
            new("answer, p50", At(0.5)),
            new("answer, p95", At(0.95)),
            new("answer, p99", At(0.99)),
            new("answer, slowest", At(1)),
            new(
                "processor time a click, deliveries included",
                string.Create(CultureInfo.InvariantCulture, $"{spent.TotalMilliseconds / took.Length:0.0} ms")
            ),
            new("decisions in the ledger", decided.ToString("#,0", CultureInfo.InvariantCulture)),
            new(
                "writes and drafts that were stalled meanwhile",
                string.Create(CultureInfo.InvariantCulture, $"{record.Begun:#,0} and {drafter.Begun:#,0}, 30 s each")
            ),
        ];
    }

    private static async Task<WebApplication> ServeAsync(
        IDealBook book,
        ILedger ledger,
        IDesk desk,
        IPeople people,
        string scratch,
        CancellationToken ct
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder
            .Services.AddSingleton(book)
            .AddSingleton(ledger)
            .AddSingleton(desk)
            .AddSingleton(people)
            .AddSingleton<Actors>()
            .AddSqliteDelivery(scratch);
        builder.Services.AddTeams(new TeamsOptions { Anonymous = true, WorkingHours = false });
        builder.Services.AddSingleton<IConnector, Channel>();
        var app = builder.Build();
        app.MapTeams(_ => true);
        await app.StartAsync(ct);
        return app;
    }

    private static async Task<string> ClickAsync(
        HttpClient http,
        Known people,
        RunHeader run,
        ActionState state,
        string verb,
        string id,
        CancellationToken ct
    )
    {
        var data = CardData.Of(run, state);
        data[CardData.Input(state, CardData.Reason)] = "not now";
        data[CardData.Input(state, CardData.Until)] = "2099-01-01";
        var activity = new Activity
        {
            Type = ActivityTypes.Invoke,
            Id = id,
            Name = InvokeNames.AdaptiveCardAction,
            ChannelId = "msteams",
            ServiceUrl = "http://localhost:1/",
            From = new() { Id = "29:x", AadObjectId = people.ObjectOf(run.Owner) },
            Recipient = new() { Id = "28:bot" },
            Conversation = new() { Id = $"chat-{run.Owner}", ConversationType = "personal" },
            Value = new JsonObject
            {
                ["action"] = new JsonObject
                {
                    ["type"] = "Action.Execute",
                    ["verb"] = verb,
                    ["data"] = data,
                },
            },
        };
        using var content = new StringContent(JsonSerializer.Serialize(activity, TeamsJson.Options), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(TeamsSurface.Path, UriKind.Relative), content, ct);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))?["type"]?.ToString() ?? "";
    }

    private static async Task LoopAsync(Func<Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await work();
                await Task.Delay(TimeSpan.FromSeconds(2), ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (AggregateException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private sealed record ThreeDraft(IReadOnlyList<ActionPayload> Actions);

    /// <summary>Proposes three notes on every deal.</summary>
    private sealed class Three(string name) : Workflow<ThreeDraft>
    {
        public override string Name => name;

        public override IReadOnlyList<EvidenceRequest> Gather => [new EvidenceRequest.WholeFile()];

        public override PrepareTask Prepare => new(name, typeof(ThreeDraft), 100);

        public override IReadOnlyList<Gate> Gates => [];

        public override Cause? Wakes(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
            new([new Trigger("stale", "it is looked at", now, file.Deal.Id.Value)]);

        public override JsonObject Inputs(Dossier dossier, Cause cause) => [];

        public override Proposal Propose(Dossier dossier, Cause cause, ThreeDraft draft, int round) =>
            new(
                new Packet("Looks stuck on paper", new Blocker("legal", BlockerStanding.Inferred, [], "unblock"), [], null, [], [], [], []),
                [
                    .. draft.Actions.Select(
                        (p, i) =>
                            new ProposedAction(
                                ActionIds.For(round, i + 1),
                                p.Kind,
                                p,
                                ActionVersions.Of(p, dossier),
                                Roles.DealOwner,
                                [dossier.Deal.OwnerEmail]
                            )
                    ),
                ]
            );
    }

    private sealed class Slow : IDrafter
    {
        private int _begun;

        public bool Stalls { get; set; }

        public int Begun => _begun;

        public async Task<PreparedDraft> PrepareAsync(PrepareRequest request, CancellationToken ct)
        {
            if (Stalls)
            {
                Interlocked.Increment(ref _begun);
                await Task.Delay(Stall, ct);
            }

            return new(
                JsonSerializer.SerializeToElement(
                    new ThreeDraft([
                        new ActionPayload.CrmNote("one"),
                        new ActionPayload.CrmNote("two"),
                        new ActionPayload.CrmNote("three"),
                    ]),
                    DeskJson.Options
                ),
                "offline",
                "three@1",
                null,
                null
            );
        }
    }

    private sealed class SlowRecord : IRecordWriter
    {
        private int _begun;

        public bool Stalls { get; set; }

        public int Begun => _begun;

        public Task<string?> FindAsync(string key, CancellationToken ct) => Task.FromResult<string?>(null);

        public async Task<WriteOutcome> WriteAsync(ApprovedWrite write, CancellationToken ct)
        {
            if (Stalls)
            {
                Interlocked.Increment(ref _begun);
                await Task.Delay(Stall, ct);
            }

            return new WriteOutcome.Written(write.Key);
        }
    }

    private sealed class Known(IReadOnlyList<string> emails) : IPeople
    {
        private readonly PeopleDirectory _people = new(
            [.. emails.Select((e, i) => new Member(e, Id(i), null, [], [], []))],
            PeopleDirectory.Empty.Groups
        );

        public string ObjectOf(string email) => _people.Find(email)!.ObjectId!;

        public Task<PeopleDirectory> ReadAsync(CancellationToken ct) => Task.FromResult(_people);

        private static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{i:000000000000}");
    }

    /// <summary>A channel that takes a tenth of a second.</summary>
    private sealed class Channel : IConnector
    {
        private int _last;

        public async Task<ResourceResponse> SendAsync(ConversationReference to, Activity activity, CancellationToken ct)
        {
            await Task.Delay(100, ct);
            return new ResourceResponse { Id = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture) };
        }

        public Task<ResourceResponse> ReplyAsync(ConversationReference to, Activity activity, CancellationToken ct) =>
            SendAsync(to, activity, ct);

        public Task UpdateAsync(ConversationReference to, string activityId, Activity activity, CancellationToken ct) =>
            Task.Delay(100, ct);

        public Task<ConversationResourceResponse> CreateConversationAsync(
            string serviceUrl,
            ConversationParameters parameters,
            CancellationToken ct
        ) => throw new NotSupportedException();

        public Task<ChannelAccount?> MemberAsync(ConversationReference of, string memberId, CancellationToken ct) =>
            Task.FromResult<ChannelAccount?>(null);
    }
}
