using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Adapters.Asking;

/// <summary>What a model answers, member for member as prompts/ask.schema.json.</summary>
internal sealed record AskDraft(
    IReadOnlyList<DraftSentence> Answer,
    IReadOnlyList<MissingEvidence> Missing,
    IReadOnlyList<string> Deals,
    IReadOnlyList<string> Choices,
    IReadOnlyList<string> Proposals,
    IReadOnlyList<string> Figures
)
{
    public IReadOnlyList<AnswerSentence> Sentences =>
        [
            .. Answer.Select(s => new AnswerSentence(
                s.Text,
                s.Standing,
                [.. s.Citations.Select(c => new AnswerCitation(new DealId(c.Deal), new EvidenceName(c.Evidence), c.Quote))]
            )),
        ];
}

internal sealed record DraftSentence(string Text, Standing Standing, IReadOnlyList<DraftCitation> Citations);

internal sealed record DraftCitation(string Deal, string Evidence, string Quote);
