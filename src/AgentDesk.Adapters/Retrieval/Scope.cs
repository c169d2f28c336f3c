using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>
/// A deal's place in the index: its rows are the ids from <see cref="First"/>, <see cref="Count"/> of them. No id: what the team shares.
/// </summary>
internal sealed record IndexedDeal(long No, string? Id, string Account, string Name, long First, long Count);

/// <summary>
/// A filter, turned into what the index can hold rows against. What the team shares belongs to no deal: it is found where neither deal nor
/// account is named.
/// </summary>
internal sealed class Scope(SearchFilter filter, bool windows)
{
    private readonly long _from = filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue;
    private readonly long _to = filter.To?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    // A window has several sides, so one side's words are looked for cue by cue.
    private readonly Grain _leftOut = windows && filter.Sides is null ? Grain.Cue : Grain.Window;

    public bool Allows(IndexedDeal deal)
    {
        if (deal.Id is null)
        {
            return filter.Deal is null && filter.Account is null;
        }
        var id = new DealId(deal.Id);
        return (filter.Deal is not { } one || one == id)
            && (filter.Account is not { } account || string.Equals(account, deal.Account, StringComparison.OrdinalIgnoreCase))
            && (filter.Deals is not { } allowed || allowed.Contains(id));
    }

    public bool Allows(string kind, Side side, Grain grain, long at, long until) =>
        grain != _leftOut
        && at >= _from
        && until <= _to
        && filter.Kinds?.Contains(kind, StringComparer.Ordinal) != false
        && filter.Sides?.Contains(side) != false;

    /// <summary>
    /// The same on a sheet's mark, which holds a kind's number: one that two kinds share is settled when the row is read.
    /// </summary>
    public bool Allows(in Mark mark, ReadOnlySpan<bool> kinds) =>
        (Grain)mark.Grain != _leftOut
        && mark.At >= _from
        && mark.Until <= _to
        && kinds[mark.Kind]
        && filter.Sides?.Contains((Side)mark.Side) != false;

    /// <summary>Which kind numbers may pass.</summary>
    public bool[] KindNumbers()
    {
        var may = new bool[256];
        if (filter.Kinds is null)
        {
            Array.Fill(may, true);
        }
        foreach (var kind in filter.Kinds ?? [])
        {
            may[Sheet.KindOf(kind)] = true;
        }
        return may;
    }

    public async Task<IReadOnlyList<IndexedDeal>> DealsAsync(SqliteConnection connection, CancellationToken ct)
    {
        const string All = "SELECT no, id, account, name, first, count FROM deal";
        var found = await connection.QueryAsync<IndexedDeal>(
            filter.Deal is { } one
                ? new CommandDefinition(All + " WHERE id = @id", new { id = one.Value }, cancellationToken: ct)
                : new CommandDefinition(All + " ORDER BY first", cancellationToken: ct)
        );
        return [.. found.Where(Allows)];
    }
}
