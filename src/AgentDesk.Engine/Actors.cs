using AgentDesk.Core.Deals;
using AgentDesk.Core.People;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Engine;

/// <summary>The people file: who is who, who leads whom, who is away.</summary>
public interface IPeople
{
    /// <summary>The file as it is now; an empty directory where there is none.</summary>
    /// <exception cref="UnusableInputException">The file has a mistake; the message says in which line. Nobody is given a role by half a
    /// file.</exception>
    Task<PeopleDirectory> ReadAsync(CancellationToken ct);
}

/// <summary>No people file: the records alone say who is who.</summary>
public sealed class NoPeople : IPeople
{
    public Task<PeopleDirectory> ReadAsync(CancellationToken ct) => Task.FromResult(PeopleDirectory.Empty);
}

/// <summary>
/// Turns an address into who acts, with the roles of this moment. The people file is read at every call; what the records say changes with
/// an import only and is kept for some seconds, because reading every deal for every click would cost more than the click.
/// </summary>
public sealed class Actors(IPeople people, IDealBook book, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    private (DateTimeOffset At, Team Team, IReadOnlyList<Deal> Deals)? _records;

    /// <summary>The person, or null when neither file nor records know the address.</summary>
    /// <param name="granted">Roles from elsewhere, such as Entra groups.</param>
    public async Task<Actor?> FindAsync(string email, IReadOnlyList<string>? granted, CancellationToken ct)
    {
        var directory = await people.ReadAsync(ct);
        var (_, team, deals) = await RecordsAsync(ct);
        return directory.ActorOf(email, team, deals, granted);
    }

    private async Task<(DateTimeOffset At, Team Team, IReadOnlyList<Deal> Deals)> RecordsAsync(CancellationToken ct)
    {
        if (_records is not { } records || (clock.GetUtcNow() - records.At).Duration() > Fresh)
        {
            _records = records = (clock.GetUtcNow(), await book.TeamAsync(ct), await book.DealsAsync(ct));
        }
        return records;
    }
}
