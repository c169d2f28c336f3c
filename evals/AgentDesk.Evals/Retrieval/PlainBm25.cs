using Microsoft.Data.Sqlite;

namespace AgentDesk.Evals.Retrieval;

/// <summary>The yardstick: every turn a row of one FTS5 table, the query's words joined by OR, FTS5's own bm25.</summary>
internal sealed class PlainBm25 : IDisposable
{
    private readonly SqliteConnection _connection;

    /// <summary>A table of all turns.</summary>
    /// <param name="stemmed">With Porter's stems and the speaker's name in the text: a stronger yardstick than FTS5 as it is.</param>
    public PlainBm25(IReadOnlyList<LabelledMeeting> meetings, bool stemmed)
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new SqliteConnection("Data Source=:memory:");
        _connection.Open();
        using var create = _connection.CreateCommand();
        create.CommandText = stemmed
            ? "CREATE VIRTUAL TABLE turn USING fts5(text, meeting UNINDEXED, place UNINDEXED, tokenize='porter unicode61')"
            : "CREATE VIRTUAL TABLE turn USING fts5(text, meeting UNINDEXED, place UNINDEXED)";
        create.ExecuteNonQuery();
        using var transaction = _connection.BeginTransaction();
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO turn VALUES(@text, @meeting, @place)";
        foreach (var meeting in meetings)
        {
            for (var i = 0; i < meeting.Turns.Count; i++)
            {
                insert.Parameters.Clear();
                insert.Parameters.AddWithValue(
                    "@text",
                    stemmed ? $"{meeting.Turns[i].Speaker}: {meeting.Turns[i].Text}" : meeting.Turns[i].Text
                );
                insert.Parameters.AddWithValue("@meeting", meeting.Name);
                insert.Parameters.AddWithValue("@place", i);
                insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    /// <summary>The turns of the meeting, best first.</summary>
    public IReadOnlyList<(int First, int Last)> Search(string meeting, string query, int top)
    {
        var words = string.Join(
            " OR ",
            query.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => $"\"{w.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
        );
        using var select = _connection.CreateCommand();
        select.CommandText = "SELECT place FROM turn WHERE turn MATCH @words AND meeting = @meeting ORDER BY rank, rowid LIMIT @top";
        select.Parameters.AddWithValue("@words", words);
        select.Parameters.AddWithValue("@meeting", meeting);
        select.Parameters.AddWithValue("@top", top);
        using var reader = select.ExecuteReader();
        var found = new List<(int, int)>();
        while (reader.Read())
        {
            found.Add((reader.GetInt32(0), reader.GetInt32(0)));
        }
        return found;
    }

    public void Dispose() => _connection.Dispose();
}
