namespace AgentDesk.Adapters.Models;

/// <summary>How a model call failed.</summary>
public enum ModelFailure
{
    /// <summary>No answer: unreachable, too slow, overloaded, refused the request.</summary>
    Unavailable,

    /// <summary>An answer that cannot be read as the protocol's.</summary>
    Unreadable,

    /// <summary>An answer that is longer than is accepted.</summary>
    TooLarge,
}

/// <summary>
/// A model call that gave no answer. The message is one line, holds no prompt, no customer text and no key, and can be shown on a card.
/// </summary>
public sealed class ModelFailedException(ModelFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public ModelFailure Failure { get; } = failure;
}
