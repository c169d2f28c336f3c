using System.Text.Json.Serialization;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Engine.Asking;

/// <summary>
/// `ask --json` (contracts/command-line.md), also what the `mcp` tool answers with. Field names are stable; more may be added.
/// </summary>
public sealed record AskDocument(
    IReadOnlyList<AskSentenceDocument> Answer,
    IReadOnlyList<MissingEvidence> Missing,
    IReadOnlyList<EvidenceName> Used,
    string Model,
    string Prompt,
    string Question,
    IReadOnlyList<string> Deals,
    IReadOnlyList<DealChoice> Choices,
    IReadOnlyList<string> Proposals,
    IReadOnlyList<AnswerFigure> Figures,
    IReadOnlyList<string> Remarks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FellBackBecause
)
{
    /// <summary>What a follow-up names; null where nothing was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Conversation { get; init; }

    public static AskDocument Of(string question, CitedAnswer a) =>
        new(
            [
                .. a.Sentences.Select(s => new AskSentenceDocument(
                    s.Text,
                    s.Standing,
                    [.. s.Citations.Select(c => new AskCitationDocument(c.Evidence, c.Quote, c.Deal.Value))]
                )),
            ],
            a.Missing,
            a.Used,
            a.Model,
            a.Prompt,
            question,
            [.. a.Deals.Select(d => d.Value)],
            a.Choices,
            [.. a.Proposals.Select(r => r.Value)],
            a.Figures,
            a.Remarks,
            a.FellBackBecause
        );
}

public sealed record AskSentenceDocument(string Text, Standing Standing, IReadOnlyList<AskCitationDocument> Citations);

public sealed record AskCitationDocument(EvidenceName Evidence, string Quote, string Deal);
