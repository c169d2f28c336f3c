using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Text that speaks to an AI rather than to a person. It is never used: not as a cue, not as a quote.</summary>
internal static partial class Injection
{
    [GeneratedRegex(@"\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|prior|earlier|above|all|any|your)\b[^.\n]{0,30}\b(?:instruction|prompt|rule|guideline|direction|context)|\b(?:AI|A\.I\.|LLM|language model|assistant|automated (?:reader|system|agent|summar\w+)|summari[sz]er|bots?|copilot)s?\b[^.\n]{0,60}\b(?:must|should|shall|reading|read|process\w*|please|instruct\w*|note|report|mark|classif\w+|treat|approve|set|update|send)\b|\bsystem prompt\b|\bas an? (?:AI|assistant)\b|\b(?:instruction|note|message)s? (?:to|for) (?:the |any |an |all )?(?:AI|assistant|model|bot|automated)", RegexOptions.IgnoreCase)]
    private static partial Regex Aimed();

    public static bool IsAimedAtAi(string text) => Aimed().IsMatch(text);
}
