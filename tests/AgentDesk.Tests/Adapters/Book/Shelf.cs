using System.Text;
using AgentDesk.Adapters.Book;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Adapters.Book;

/// <summary>
/// An export and a data folder of a test's own. The export begins as the least that is readable: one deal of one account.
/// </summary>
internal sealed class Shelf : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentdesk-").FullName;
    private readonly BookDatabase _database;

    public Shelf(bool empty = false)
    {
        _database = new BookDatabase(Path.Combine(_folder, "data"));
        Directory.CreateDirectory(Export);
        if (empty)
        {
            return;
        }
        Write("pipeline.json", """{"name":"Fernhill","as_of":"2026-06-15T09:00:00Z","seller_domains":["fernhill.example"]}""");
        Write(
            "deals.csv",
            "deal_id,name,account,owner_email,stage,amount,currency,close_date,status\nD-1,Roof sensors,Oak & Sons,ann@fernhill.example,propose,1200.50,EUR,2026-07-01,open\n"
        );
        Write("stage_history.csv", "deal_id,stage,entered_at,exited_at\nD-1,propose,2026-05-01T10:00:00Z,\n");
    }

    public string Export => Path.Combine(_folder, "export");

    public IDealBook Book => new DealBook(_database, new AgentDesk.Adapters.Playbooks.PlaybookShelf(Path.Combine(_folder, "data")));

    public static string Sample(string name) => RepoRoot.Path("evals", "data", "pipelines", name);

    public Shelf With(string file, string text)
    {
        Write(file, text);
        return this;
    }

    public Shelf With(string file, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Export, file))!);
        File.WriteAllBytes(Path.Combine(Export, file), bytes);
        return this;
    }

    public Shelf WithSample(string name)
    {
        foreach (var file in Directory.EnumerateFiles(Sample(name), "*", SearchOption.AllDirectories))
        {
            With(Path.GetRelativePath(Sample(name), file), File.ReadAllBytes(file));
        }

        return this;
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(Export, file));

    public void Delete(string file) => File.Delete(Path.Combine(Export, file));

    public ISource Source => new ExportSource(_database, TimeProvider.System);

    public Task<ImportReport> ImportAsync(string? folder = null, IProgress<Progress>? progress = null) =>
        Source.ImportAsync(folder ?? Export, progress, TestContext.Current.CancellationToken);

    public async Task<DealFile> DealAsync(string id = "D-1") =>
        await Book.FindAsync(new DealId(id), TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"no deal `{id}`");

    public async Task<Dossier> DossierAsync(string id = "D-1") =>
        new(
            await DealAsync(id),
            await Book.TeamAsync(TestContext.Current.CancellationToken),
            await Book.PlaybookAsync(TestContext.Current.CancellationToken),
            DateTimeOffset.UnixEpoch
        );

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(string file, string text) => With(file, Encoding.UTF8.GetBytes(text));
}
