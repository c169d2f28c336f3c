namespace AgentDesk.Adapters.Models;

/// <summary>What people need to know of a prompt; none of it reaches a model but the template.</summary>
/// <param name="Owner">Who answers for it; null where nobody is named.</param>
/// <param name="Schema">File name of the answer's JSON schema; null where the answer has none.</param>
/// <param name="Changelog">What each version changed, newest first.</param>
public sealed record PromptNotes(
    string Name,
    int Version,
    string Description,
    string? Owner,
    string? Schema,
    IReadOnlyList<PromptChange> Changelog,
    IReadOnlyList<PromptVariable> Variables,
    string Template
)
{
    public static readonly PromptNotes None = new("", 0, "", null, null, [], [], "");

    /// <summary>What this version changed, or null.</summary>
    public string? Change => Changelog.FirstOrDefault(c => c.Version == Version)?.Change;
}

public sealed record PromptChange(int Version, string Change);

public sealed record PromptVariable(string Name, string Description);
