using System.Runtime.CompilerServices;
using AgentDesk.Adapters.Playbooks;
using AgentDesk.Adapters.Sources;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Book;

/// <summary>The book as its readers see it. Each call reads one state of it, whatever is imported meanwhile.</summary>
internal sealed class DealBook(BookDatabase database, PlaybookShelf shelf) : IDealBook
{
    /// <summary>The row of the table meta that names what the latest export no longer held.</summary>
    public const string Kept = "kept";

    public async Task<Team> TeamAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var snapshot = connection.BeginTransaction(deferred: true);
        var team =
            await Rows(connection, "SELECT value FROM meta WHERE name='team'", r => BookJson.Read<Team>(Blob(r, 0)), ct)
                .FirstOrDefaultAsync(ct)
            ?? throw new NothingImportedException();
        var assets = await Rows(
                connection,
                "SELECT json FROM piece WHERE deal_id='' AND kind='asset' ORDER BY key",
                r => BookJson.Read<Asset>(Blob(r, 0)),
                ct
            )
            .ToListAsync(ct);
        var voices = await Rows(
                connection,
                "SELECT json FROM piece WHERE deal_id='' AND kind='voice' ORDER BY key",
                r => BookJson.Read<VoiceSample>(Blob(r, 0)),
                ct
            )
            .ToListAsync(ct);
        return team with { Assets = assets, Voices = voices };
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What a person put in force goes before the export's own (kept under `playbook.yaml` in the table meta), and that before the built-in
    /// one.
    /// </remarks>
    public async Task<Playbook> PlaybookAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var exported = await Rows(
                connection,
                "SELECT value FROM meta WHERE name='playbook.yaml'",
                r => System.Text.Encoding.UTF8.GetString(Blob(r, 0)),
                ct
            )
            .FirstOrDefaultAsync(ct);
        return shelf.InForce(exported);
    }

    public async Task<IReadOnlyList<Deal>> DealsAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await Rows(connection, "SELECT json FROM deal ORDER BY id", r => BookJson.Read<Deal>(Blob(r, 0)), ct).ToListAsync(ct);
    }

    public async IAsyncEnumerable<DealFile> OpenDealsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var snapshot = connection.BeginTransaction(deferred: true);
        await using var pieces = new PieceCursor(
            connection,
            "SELECT p.deal_id, p.kind, p.place, p.json FROM deal d CROSS JOIN piece p ON p.deal_id=d.id WHERE d.status='open' ORDER BY d.id",
            null
        );
        await using var damages = new DamageCursor(
            connection,
            "SELECT deal_id, file, line, reason FROM damage ORDER BY deal_id, rowid",
            null
        );
        var kept = await KeptAsync(connection, ct);
        await foreach (
            var deal in Rows(connection, "SELECT json FROM deal WHERE status='open' ORDER BY id", r => BookJson.Read<Deal>(Blob(r, 0)), ct)
        )
        {
            yield return await FileAsync(deal, pieces, damages, kept, ct);
        }
    }

    public async Task<DealFile?> FindAsync(DealId deal, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var snapshot = connection.BeginTransaction(deferred: true);
        if (
            await Rows(connection, "SELECT json FROM deal WHERE id=$id", r => BookJson.Read<Deal>(Blob(r, 0)), ct, deal.Value)
                .FirstOrDefaultAsync(ct)
            is not { } record
        )
        {
            return null;
        }
        await using var pieces = new PieceCursor(connection, "SELECT deal_id, kind, place, json FROM piece WHERE deal_id=$id", deal.Value);
        await using var damages = new DamageCursor(
            connection,
            "SELECT deal_id, file, line, reason FROM damage WHERE deal_id=$id ORDER BY rowid",
            deal.Value
        );
        return await FileAsync(record, pieces, damages, await KeptAsync(connection, ct), ct);
    }

    public async Task<IReadOnlyList<DealEvent>> EventsAsync(DealId? deal, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var sql = deal is null ? "SELECT json FROM deal_event ORDER BY seq" : "SELECT json FROM deal_event WHERE deal_id=$id ORDER BY seq";
        return await Rows(connection, sql, r => BookJson.Read<DealEvent>(Blob(r, 0)), ct, deal?.Value).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<Reject>> RejectsAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await Rows(
                connection,
                "SELECT file, line, reason, raw FROM reject ORDER BY seq",
                r => new Reject(r.GetString(0), r.GetInt32(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3)),
                ct
            )
            .ToListAsync(ct);
    }

    public async Task<IReadOnlyList<(DealId Deal, string Hash)>> DealHashesAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await Rows(connection, "SELECT id, digest FROM deal ORDER BY id", r => (new DealId(r.GetString(0)), r.GetString(1)), ct)
            .ToListAsync(ct);
    }

    public async Task<BookStats> StatsAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var snapshot = connection.BeginTransaction(deferred: true);
        const string Deals = """
            SELECT count(*),
                   coalesce(sum(NOT EXISTS(SELECT 1 FROM piece p WHERE p.deal_id=d.id AND p.kind='stage')), 0),
                   coalesce(sum(NOT EXISTS(SELECT 1 FROM piece p WHERE p.deal_id=d.id AND p.kind IN ('activity','mail','call'))), 0),
                   coalesce(sum(unmanaged), 0), coalesce(sum(ownerless AND unmanaged), 0)
            FROM (SELECT id, CAST(json AS TEXT) LIKE '%"owner_email":""%' AS ownerless, CAST(json AS TEXT) LIKE '%"manager_email":null%' AS unmanaged FROM deal WHERE status='open') d
            """;
        const string Stages = """
            SELECT coalesce(sum(n - 1), 0), coalesce(sum(max(open - 1, 0)), 0)
            FROM (SELECT count(*) AS n, sum(CAST(p.json AS TEXT) LIKE '%"exited_at":null%') AS open
                  FROM deal d JOIN piece p ON p.deal_id=d.id WHERE d.status='open' AND p.kind='stage' GROUP BY p.deal_id)
            """;
        var deals = await Rows(
                connection,
                Deals,
                r => (Open: r.GetInt32(0), Undated: r.GetInt32(1), Silent: r.GetInt32(2), Unmanaged: r.GetInt32(3), Unasked: r.GetInt32(4)),
                ct
            )
            .FirstAsync(ct);
        var mistakes = await Rows(connection, "SELECT count(*) FROM reject WHERE file='playbook.yaml'", r => r.GetInt32(0), ct)
            .FirstAsync(ct);
        var (left, leftUndated) = await Rows(connection, Stages, r => (r.GetInt32(0), r.GetInt32(1)), ct).FirstAsync(ct);
        return new BookStats(deals.Open, deals.Undated, deals.Silent, left, leftUndated)
        {
            Unmanaged = deals.Unmanaged,
            Unasked = deals.Unasked,
            PlaybookMistakes = mistakes,
        };
    }

    private static async Task<ILookup<string, string>> KeptAsync(SqliteConnection connection, CancellationToken ct)
    {
        var kept = await Rows(
                connection,
                "SELECT value FROM meta WHERE name=$id",
                r => BookJson.Read<IReadOnlyList<KeptPiece>>(Blob(r, 0)),
                ct,
                Kept
            )
            .FirstOrDefaultAsync(ct);
        return (kept ?? []).ToLookup(k => k.Deal, k => k.Name.Value, StringComparer.Ordinal);
    }

    private static async Task<DealFile> FileAsync(
        Deal deal,
        PieceCursor pieces,
        DamageCursor damages,
        ILookup<string, string> kept,
        CancellationToken ct
    )
    {
        var file = new DealFileBuilder(deal);
        while (await pieces.NextAsync(deal.Id.Value, ct))
        {
            file.Add(pieces.Kind, pieces.Place, pieces.Json);
        }
        while (await damages.NextAsync(deal.Id.Value, ct))
        {
            file.Add(damages.Damage);
        }
        return file.Build() with { Kept = kept[deal.Id.Value].ToHashSet(StringComparer.Ordinal) };
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        if (await database.OpenAsync(ct) is not { } connection)
        {
            throw new NothingImportedException();
        }
        if (await Rows(connection, "SELECT 1 FROM meta WHERE name='team'", r => r.GetInt32(0), ct).AnyAsync(ct))
        {
            return connection;
        }
        await connection.DisposeAsync();
        throw new NothingImportedException();
    }

    private static byte[] Blob(SqliteDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    private static async IAsyncEnumerable<T> Rows<T>(
        SqliteConnection connection,
        string sql,
        Func<SqliteDataReader, T> read,
        [EnumeratorCancellation] CancellationToken ct,
        string? id = null
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (id is not null)
        {
            command.Parameters.AddWithValue("$id", id);
        }
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return read(reader);
        }
    }
}
