using System.ComponentModel.DataAnnotations;

namespace AgentDesk.Adapters.Asking;

/// <summary>
/// How far a question may go: section `AgentDesk:Ask`. Cost per question is bounded by `AgentDesk:Model:MaxTokensPerRun` and
/// `MaxCostPerRun`.
/// </summary>
public sealed class AskOptions
{
    public const string Section = "AgentDesk:Ask";

    /// <summary>Rounds of tool calls before the model must answer with what it has.</summary>
    [Range(1, 50, ErrorMessage = "AgentDesk:Ask:MaxSteps must be 1 to 50")]
    public int MaxSteps { get; set; } = 8;

    /// <summary>Characters of one tool's result; what is longer is cut.</summary>
    [Range(1_000, 1_000_000, ErrorMessage = "AgentDesk:Ask:MaxToolCharacters must be 1000 to 1000000")]
    public int MaxToolCharacters { get; set; } = 30_000;

    /// <summary>How long one question may take with a model; then the embedded analyst answers.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(3);
}
