using AgentDesk.Adapters.Asking;
using AgentDesk.Adapters.Book;
using AgentDesk.Adapters.Ledger;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Adapters.Records;
using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Workflows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Evals.Questions;

/// <summary>The whole desk over one export, in a folder of its own: import, index, and the asker as the program has it.</summary>
internal sealed class AskDesk : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agentdesk-ask-");
    private readonly ServiceProvider _services;

    private AskDesk(IReadOnlyDictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IReadOnlyList<Workflow>>(Catalog.All);
        services.AddDealBook(new BookOptions { Folder = _folder.FullName });
        services.AddRetrieval(_folder.FullName);
        services.AddEmbeddedAnalyst();
        services.AddModels(configuration, _folder.FullName);
        services.AddSqliteLedger(_folder.FullName);
        services.AddJournal(_folder.FullName);
        services.AddSingleton(new DeskOptions());
        services.AddSingleton<IDesk, DeskService>();
        services.AddAsk(configuration, _folder.FullName);
        _services = services.BuildServiceProvider();
    }

    public IAsk Ask => _services.GetRequiredService<IAsk>();

    public IDesk Desk => _services.GetRequiredService<IDesk>();

    public IDealBook Book => _services.GetRequiredService<IDealBook>();

    public IRetrieval Retrieval => _services.GetRequiredService<IRetrieval>();

    /// <param name="settings">Such as `AgentDesk:Model:Provider`; the embedded analyst where empty.</param>
    public static async Task<AskDesk> OpenAsync(string export, CancellationToken ct, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var desk = new AskDesk(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal));
        await desk._services.GetRequiredService<ISource>().ImportAsync(export, null, ct);
        return desk;
    }

    /// <summary>A person with the roles that the imported records give.</summary>
    public async Task<Actor> ActorAsync(string? email, CancellationToken ct)
    {
        if (email is null)
        {
            return Actor.LocalOperator;
        }
        var team = await Book.TeamAsync(ct);
        return new Actor(
            email,
            [
                .. team
                    .Colleagues.Where(c => string.Equals(c.Email, email, StringComparison.OrdinalIgnoreCase))
                    .SelectMany(c => c.Roles)
                    .Where(r => r != Roles.Admin),
            ]
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
