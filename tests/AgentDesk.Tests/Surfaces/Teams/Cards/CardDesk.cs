using AgentDesk.Adapters.Book;
using AgentDesk.Adapters.Ledger;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Adapters.Records;
using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Workflows;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Tests.Surfaces.Teams.Cards;

/// <summary>
/// The real desk on a sample export, as the program composes it, at one instant; and what a surface reads of it for one person.
/// </summary>
public sealed class CardDesk : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, ServiceProvider> _desks = [];

    public static readonly CardOptions Options = new(new Uri("https://desk.example/"));

    public static ICards Cards { get; } = new DeskCards(Options);

    public async ValueTask InitializeAsync()
    {
        foreach (var name in new[] { "larkspur", "opaline", "tidewater" })
        {
            _desks[name] = await OpenAsync(name);
        }
        Morning = await DigestAsync("opaline", (await RunOfAsync("opaline", "OP-305", "stage-progression")).Run.Header.Manager!);
    }

    /// <summary>
    /// What waits for a manager before any test has decided anything: the desks are shared, and the tests come in any order.
    /// </summary>
    public DigestModel Morning { get; private set; } = null!;

    public IDesk Desk(string export) => _desks[export].GetRequiredService<IDesk>();

    public async Task<RunView> RunOfAsync(string export, string deal, string workflow) =>
        (await Desk(export).InboxAsync(new InboxQuery(), Ct)).Single(r =>
            r.Run.Header.Deal.Value == deal && r.Run.Header.Workflow == workflow
        );

    /// <summary>The run as the person sees it; nobody in particular where <paramref name="email"/> is empty.</summary>
    public async Task<RunModel> ModelAsync(string export, RunView run, string email, Notice? notice = null)
    {
        var book = _desks[export].GetRequiredService<IDealBook>();
        return new RunModel(
            Sight.Of(run),
            await ViewerAsync(export, email),
            await Desk(export).DossierAsync(run.Run.Header.Deal, Ct),
            await book.PlaybookAsync(Ct),
            await Desk(export).NowAsync(Ct),
            notice,
            ("", "")
        );
    }

    public async Task<Viewer> ViewerAsync(string export, string email)
    {
        var team = await _desks[export].GetRequiredService<IDealBook>().TeamAsync(Ct);
        var names = Names.Of(team);
        var roles = team.Colleagues.FirstOrDefault(c => c.Email == email)?.Roles ?? [];
        return new Viewer(new Actor(email, roles), names[email], "colleague", [], names);
    }

    public async Task<RunView> DecideAsync(
        string export,
        RunView run,
        ActionState? action,
        Decision decision,
        string email,
        bool execute = true
    )
    {
        var viewer = await ViewerAsync(export, email);
        var answer = await Desk(export).DecideAsync(run.Run.Header.Id, action?.Action.Id, decision, viewer.Actor, execute, Ct);
        Assert.True(answer.Refusal is null, answer.Message);
        return (await Desk(export).ShowAsync(run.Run.Header.Id, Ct))!;
    }

    private async Task<DigestModel> DigestAsync(string export, string email)
    {
        var book = _desks[export].GetRequiredService<IDealBook>();
        var viewer = await ViewerAsync(export, email);
        var rows = InboxList.Of(await Desk(export).InboxAsync(new InboxQuery(), Ct), viewer.Actor, (await book.PlaybookAsync(Ct)).Waiting);
        var mine = rows.Where(r => r.Group == RowGroup.NeedsYou)
            .OrderBy(r => r.Sight.At)
            .ThenBy(r => r.Header.Id.Value, StringComparer.Ordinal)
            .ToList();
        return new DigestModel(
            viewer,
            await Desk(export).NowAsync(Ct),
            mine,
            (await book.DealsAsync(Ct)).ToDictionary(d => d.Id),
            rows.Count(r => r.Group == RowGroup.SomeoneElse)
        )
        {
            LeftAlone = [.. rows.Where(r => r.Group is RowGroup.Nothing or RowGroup.Stopped)],
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in _desks.Values)
        {
            await desk.DisposeAsync();
        }
        _folder.Dispose();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<ServiceProvider> OpenAsync(string name)
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(new Still(new DateTimeOffset(2026, 6, 15, 9, 0, 0, TimeSpan.Zero)));
        services.AddSingleton<IReadOnlyList<Workflow>>(Catalog.All);
        services.AddDealBook(new BookOptions { Folder = data });
        services.AddRetrieval(data);
        services.AddKeyedSingleton<IChatClient, EmbeddedAnalyst>(ModelServices.Analyst);
        services.AddModels(configuration, data);
        services.AddSqliteLedger(data);
        services.AddJournal(data);
        services.AddSingleton(new DeskOptions(Parallel: 1)).AddSingleton<IDesk, DeskService>();
        var desk = services.BuildServiceProvider();
        await desk.GetRequiredService<ISource>()
            .ImportAsync(RepoRoot.Path("evals", "data", "pipelines", name), new Progress<Progress>(), Ct);
        await desk.GetRequiredService<IRetrieval>().RefreshAsync(new Progress<Progress>(), Ct);
        await desk.GetRequiredService<IDesk>().ScanAsync(null, null, null, Ct);
        return desk;
    }

    private sealed class Still(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
