using AgentDesk.Core.Proposals;

namespace AgentDesk.Engine.Asking;

/// <summary>A conversation of one asker.</summary>
/// <param name="Turns">Oldest first; never empty.</param>
public sealed record AskThread(string Id, IReadOnlyList<AskTurn> Turns);

/// <summary>Keeps conversations, each for its own asker: what somebody asked is nobody else's.</summary>
public interface IAskHistory
{
    /// <summary>The asker's conversation of this id, or null.</summary>
    Task<AskThread?> FindAsync(Actor asker, string id, CancellationToken ct);

    /// <summary>The asker's conversations, newest first.</summary>
    Task<IReadOnlyList<AskThread>> ListAsync(Actor asker, CancellationToken ct);

    /// <summary>Adds a turn to a conversation, or begins one where <paramref name="id"/> is null or unknown.</summary>
    Task<AskThread> AddAsync(Actor asker, string? id, AskTurn turn, CancellationToken ct);
}
