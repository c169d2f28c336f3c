using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using Dapper;
using Microsoft.Data.Sqlite;
using static AgentDesk.Adapters.DurableSqlite;

namespace AgentDesk.Adapters.Delivery;

/// <summary>
/// Conversations and delivered cards in <c>teams.db</c> beside the ledger. A commit is on the disk before it is answered (WAL,
/// synchronous=FULL).
/// </summary>
public sealed class SqliteDeliveryStore : IDeliveryStore, IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS chats (
            conversation TEXT PRIMARY KEY, object_id TEXT, email TEXT, reference TEXT NOT NULL, state TEXT NOT NULL, problem TEXT, since INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS cards (
            id INTEGER PRIMARY KEY, subject TEXT NOT NULL, run TEXT, conversation TEXT NOT NULL, activity_id TEXT, wanted INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT -1, drawn TEXT,
            attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER, problem TEXT, given_up INTEGER NOT NULL DEFAULT 0, UNIQUE (subject, conversation));
        CREATE INDEX IF NOT EXISTS cards_of_run ON cards (run);
        CREATE INDEX IF NOT EXISTS cards_due ON cards (not_before) WHERE wanted > sent AND given_up = 0;
        CREATE INDEX IF NOT EXISTS cards_by_message ON cards (conversation, activity_id);
        CREATE TABLE IF NOT EXISTS cursor (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, asked TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS known (object_id TEXT PRIMARY KEY, email TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private const string Columns =
        "id AS Id, subject AS Subject, run AS Run, cards.conversation AS Conversation, activity_id AS ActivityId, wanted AS Wanted, sent AS Sent, drawn AS Drawn, attempts AS Attempts, not_before AS NotBefore, cards.problem AS Problem, given_up AS GivenUp";
    private const string ChatColumns =
        "conversation AS Conversation, object_id AS ObjectId, email AS Email, reference AS Reference, state AS State, problem AS Problem, since AS Since";

    private static readonly TimeSpan AnswersKept = TimeSpan.FromHours(25);

    private readonly DurableSqlite _file;
    private DateTimeOffset _pruned;

    /// <param name="path">teams.db; created with its folder when absent.</param>
    /// <exception cref="UnusableInputException">The file is damaged beyond opening.</exception>
    public SqliteDeliveryStore(string path) =>
        _file = new(
            path,
            connection => connection.Execute(Schema),
            why =>
                $"`{path}` is damaged ({why}): put a copy back in its place, or take it away; people are then met again when they write to the bot"
        );

    public async Task<bool> SaveChatAsync(Chat chat, CancellationToken ct)
    {
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        await using var transaction = connection.BeginTransaction(deferred: false);
        var before = await connection.ExecuteScalarAsync<string?>(
            Sql("SELECT state FROM chats WHERE conversation = @Conversation", new { chat.Conversation }, ct, transaction)
        );
        await connection.ExecuteAsync(
            Sql(
                """
                INSERT INTO chats (conversation, object_id, email, reference, state, problem, since) VALUES (@Conversation, @ObjectId, @Email, @Reference, @State, @Problem, @Since)
                ON CONFLICT (conversation) DO UPDATE SET object_id = COALESCE(excluded.object_id, object_id), email = COALESCE(excluded.email, email), reference = excluded.reference, state = excluded.state, problem = excluded.problem, since = excluded.since
                """,
                new
                {
                    chat.Conversation,
                    chat.ObjectId,
                    chat.Email,
                    chat.Reference,
                    State = chat.State.ToString(),
                    chat.Problem,
                    Since = Ms(chat.Since),
                },
                ct,
                transaction
            )
        );
        if (chat.State == ChatState.Open)
        {
            await connection.ExecuteAsync(
                Sql(
                    "UPDATE cards SET attempts = 0, problem = NULL, not_before = NULL WHERE conversation = @Conversation AND wanted > sent AND given_up = 0 AND problem IS NOT NULL",
                    new { chat.Conversation },
                    ct,
                    transaction
                )
            );
        }

        await transaction.CommitAsync(ct);
        return chat.State == ChatState.Open && before != nameof(ChatState.Open);
    }

    public async Task<IReadOnlyList<Chat>> ChatsAsync(CancellationToken ct)
    {
        await using var connection = _file.Open();
        return
        [
            .. (
                await connection.QueryAsync<ChatLine>(Sql($"SELECT {ChatColumns} FROM chats ORDER BY since, conversation", null, ct))
            ).Select(c => c.ToChat()),
        ];
    }

    public async Task<long?> CursorAsync(CancellationToken ct)
    {
        await using var connection = _file.Open();
        return await connection.ExecuteScalarAsync<long?>(Sql("SELECT seq FROM cursor", null, ct));
    }

    public async Task WantAsync(
        IReadOnlyList<CardWant> wants,
        IReadOnlyList<(RunId Run, int Version)> touched,
        long? cursor,
        CancellationToken ct
    )
    {
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        await using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var (run, version) in touched)
        {
            await connection.ExecuteAsync(
                Sql(
                    "UPDATE cards SET wanted = @version, given_up = 0 WHERE run = @run AND wanted < @version",
                    new { run = run.Value, version },
                    ct,
                    transaction
                )
            );
        }

        foreach (var w in wants)
        {
            await connection.ExecuteAsync(
                Sql(
                    "INSERT INTO cards (subject, run, conversation, wanted, not_before) VALUES (@Subject, @Run, @Conversation, @Version, @NotBefore) ON CONFLICT (subject, conversation) DO NOTHING",
                    new
                    {
                        w.Subject,
                        Run = w.Run?.Value,
                        w.Conversation,
                        w.Version,
                        NotBefore = Ms(w.NotBefore),
                    },
                    ct,
                    transaction
                )
            );
        }

        if (cursor is { } seq)
        {
            await connection.ExecuteAsync(
                Sql(
                    "INSERT INTO cursor (id, seq) VALUES (1, @seq) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq",
                    new { seq },
                    ct,
                    transaction
                )
            );
        }
        await transaction.CommitAsync(ct);
    }

    public async Task<IReadOnlyList<CardRow>> DueAsync(DateTimeOffset now, int most, CancellationToken ct)
    {
        await using var connection = _file.Open();
        return Cards(
            await connection.QueryAsync<CardLine>(
                Sql(
                    $"SELECT {Columns} FROM cards JOIN chats USING (conversation) WHERE wanted > sent AND given_up = 0 AND (not_before IS NULL OR not_before <= @now) AND chats.state = 'Open' ORDER BY id LIMIT @most",
                    new { now = Ms(now), most },
                    ct
                )
            )
        );
    }

    public async Task<IReadOnlyList<CardRow>> CardsOfAsync(RunId run, CancellationToken ct)
    {
        await using var connection = _file.Open();
        return Cards(
            await connection.QueryAsync<CardLine>(
                Sql($"SELECT {Columns} FROM cards WHERE run = @run ORDER BY id", new { run = run.Value }, ct)
            )
        );
    }

    public async Task<CardRow?> FindAsync(string conversation, string activityId, CancellationToken ct)
    {
        await using var connection = _file.Open();
        return
            Cards(
                await connection.QueryAsync<CardLine>(
                    Sql(
                        $"SELECT {Columns} FROM cards WHERE conversation = @conversation AND activity_id = @activityId LIMIT 1",
                        new { conversation, activityId },
                        ct
                    )
                )
            )
                is [var card, ..]
            ? card
            : null;
    }

    public async Task<bool> IsWantedAsync(string subject, string conversation, CancellationToken ct)
    {
        await using var connection = _file.Open();
        return await connection.ExecuteScalarAsync<long?>(
            Sql("SELECT 1 FROM cards WHERE subject = @subject AND conversation = @conversation", new { subject, conversation }, ct)
        )
            is not null;
    }

    public async Task SentAsync(long id, string activityId, int version, string drawn, CancellationToken ct)
    {
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        // While it was under way the run may have moved on: `wanted` stays, and then it is due again.
        await connection.ExecuteAsync(
            Sql(
                "UPDATE cards SET activity_id = @activityId, sent = @version, wanted = MAX(wanted, @version), drawn = @drawn, attempts = 0, not_before = NULL, problem = NULL WHERE id = @id",
                new
                {
                    id,
                    activityId,
                    version,
                    drawn,
                },
                ct
            )
        );
    }

    public async Task FailedAsync(long id, string problem, DateTimeOffset? again, CancellationToken ct)
    {
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        await connection.ExecuteAsync(
            Sql(
                "UPDATE cards SET attempts = attempts + 1, problem = @problem, not_before = @again, given_up = @givenUp WHERE id = @id",
                new
                {
                    id,
                    problem,
                    again = Ms(again),
                    givenUp = again is null ? 1 : 0,
                },
                ct
            )
        );
    }

    public async Task LearnAsync(RunId run, string conversation, string activityId, CancellationToken ct)
    {
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        await connection.ExecuteAsync(
            Sql(
                """
                INSERT INTO cards (subject, run, conversation, activity_id, wanted, sent) SELECT 'seen:' || @activityId, @run, @conversation, @activityId, 0, -1
                WHERE NOT EXISTS (SELECT 1 FROM cards WHERE conversation = @conversation AND activity_id = @activityId) ON CONFLICT (subject, conversation) DO NOTHING
                """,
                new
                {
                    run = run.Value,
                    conversation,
                    activityId,
                },
                ct
            )
        );
    }

    public async Task<IReadOnlyList<(CardRow Card, Chat Chat)>> UndeliveredAsync(CancellationToken ct)
    {
        await using var connection = _file.Open();
        var chats = (await connection.QueryAsync<ChatLine>(Sql($"SELECT {ChatColumns} FROM chats", null, ct)))
            .Select(c => c.ToChat())
            .ToDictionary(c => c.Conversation, StringComparer.Ordinal);
        var rows = Cards(
            await connection.QueryAsync<CardLine>(
                Sql(
                    $"SELECT {Columns} FROM cards JOIN chats USING (conversation) WHERE wanted > sent AND (cards.problem IS NOT NULL OR chats.state <> 'Open') ORDER BY id",
                    null,
                    ct
                )
            )
        );
        return [.. rows.Select(r => (r, chats[r.Conversation]))];
    }

    public async Task<GivenAnswer?> AnswerAsync(string key, CancellationToken ct)
    {
        await using var connection = _file.Open();
        return await connection.QueryFirstOrDefaultAsync<GivenAnswer>(
            Sql("SELECT asked AS Asked, answer AS Answer FROM answers WHERE key = @key", new { key }, ct)
        );
    }

    public async Task KeepAnswerAsync(string key, GivenAnswer answer, DateTimeOffset at, CancellationToken ct)
    {
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        await connection.ExecuteAsync(
            Sql(
                "INSERT INTO answers (key, asked, answer, at) VALUES (@key, @Asked, @Answer, @at) ON CONFLICT (key) DO NOTHING",
                new
                {
                    key,
                    answer.Asked,
                    answer.Answer,
                    at = Ms(at),
                },
                ct
            )
        );
        if (at - _pruned < TimeSpan.FromHours(1))
        {
            return;
        }

        _pruned = at;
        await connection.ExecuteAsync(Sql("DELETE FROM answers WHERE at < @before", new { before = Ms(at - AnswersKept) }, ct));
    }

    public async Task<(string Email, DateTimeOffset At)?> KnownAsync(string objectId, CancellationToken ct)
    {
        await using var connection = _file.Open();
        return
            await connection.QueryFirstOrDefaultAsync<KnownLine>(
                Sql(
                    "SELECT email AS Email, at AS At FROM known WHERE object_id = @objectId",
                    new { objectId = objectId.ToLowerInvariant() },
                    ct
                )
            )
                is { } known
            ? (known.Email, DateTimeOffset.FromUnixTimeMilliseconds(known.At))
            : null;
    }

    public async Task KnowAsync(string objectId, string email, DateTimeOffset at, CancellationToken ct)
    {
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        await connection.ExecuteAsync(
            Sql(
                "INSERT INTO known (object_id, email, at) VALUES (@objectId, @email, @at) ON CONFLICT (object_id) DO UPDATE SET email = excluded.email, at = excluded.at",
                new
                {
                    objectId = objectId.ToLowerInvariant(),
                    email,
                    at = Ms(at),
                },
                ct
            )
        );
    }

    public void Dispose() => _file.Dispose();

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static long? Ms(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    private static IReadOnlyList<CardRow> Cards(IEnumerable<CardLine> rows) => [.. rows.Select(r => r.ToCard())];
}
