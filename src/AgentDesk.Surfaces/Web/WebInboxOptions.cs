namespace AgentDesk.Surfaces.Web;

/// <summary>How the web inbox is served.</summary>
public sealed class WebInboxOptions
{
    /// <summary>
    /// The plain choice of a person that stands in for sign-in. It believes whoever sits at the machine, so with it the pages answer
    /// loopback only (<see cref="LoopbackGuard"/>). Without it a person must be signed in, or is refused.
    /// </summary>
    public bool PersonSwitcher { get; set; } = true;

    /// <summary>
    /// Whether an approved write is carried out before the answer. When false it is left to whoever calls `WorkAsync`, and the page says
    /// that it is being written.
    /// </summary>
    public bool ExecuteInRequest { get; set; } = true;

    /// <summary>
    /// Where the keys of the forms' tokens are kept, so that a page that was open over a restart still counts; null keeps them in memory.
    /// </summary>
    public string? KeysFolder { get; set; }

    /// <summary>Rows of the list on one page.</summary>
    public int PageSize { get; set; } = 100;
}
