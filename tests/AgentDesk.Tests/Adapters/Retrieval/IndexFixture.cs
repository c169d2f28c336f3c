using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using AgentDesk.Evals.Retrieval;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentDesk.Tests.Adapters.Retrieval;

/// <summary>An index in a folder of its own, and small deals to put into it.</summary>
internal sealed class IndexFixture : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agentdesk-index-");

    public string Folder => _folder.FullName;

    public EmbeddedRetrieval Open(
        IReadOnlyList<DealFile> deals,
        RetrievalOptions? options = null,
        IEmbeddingGenerator<string, Embedding<float>>? embedding = null,
        Team? team = null
    ) =>
        new(
            Folder,
            new MemoryBook(deals, team),
            embedding ?? new HashedEmbedding(),
            options ?? new RetrievalOptions(),
            NullLogger<EmbeddedRetrieval>.Instance
        );

    public async Task<EmbeddedRetrieval> BuildAsync(
        IReadOnlyList<DealFile> deals,
        RetrievalOptions? options = null,
        IEmbeddingGenerator<string, Embedding<float>>? embedding = null,
        Team? team = null
    )
    {
        var index = Open(deals, options, embedding, team);
        await index.RefreshAsync(null, CancellationToken.None);
        return index;
    }

    public static DealFile Deal(string id, string account, params IReadOnlyList<Mail> mails)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["deal_id"] = id, ["account"] = account };
        var deal = new Deal(
            new DealId(id),
            $"{account} rollout",
            account,
            "rep@seller.test",
            null,
            "propose",
            null,
            Start,
            null,
            null,
            null,
            null,
            null,
            null,
            DealStatus.Open,
            columns
        );
        return new DealFile(deal, [], [], [], [], mails, [], [], [], [], [], []);
    }

    public static Mail Mail(string id, string subject, string body, Side side = Side.Buyer, int day = 0) =>
        new(id, id, subject, new MailAddress(side.ToString(), $"{side}@example.test"), [], [], Start.AddDays(day), body, body, false, side);

    public static DealFile WithCall(DealFile deal, string call, params IReadOnlyList<(Side Side, string Text)> cues) =>
        deal with
        {
            Calls =
            [
                new Call(
                    call,
                    "Review call",
                    Start,
                    null,
                    [],
                    [.. cues.Select((c, i) => new Cue(i + 1, TimeSpan.FromSeconds(i), c.Side.ToString(), c.Side, c.Text))]
                ),
            ],
        };

    public static DealFile WithTracker(DealFile deal, string id, string item, string note) =>
        deal with
        {
            Trackers = [.. deal.Trackers, new TrackerRow(id, "security", item, "in_review", null, Start, note)],
        };

    public static IReadOnlyList<string> Names(IReadOnlyList<Passage> passages) => [.. passages.Select(p => p.Name.Value)];

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
