using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>What a topic found on a question.</summary>
internal sealed record Found(IReadOnlyList<AnswerSentence> Sentences, IReadOnlyList<MissingEvidence> Missing)
{
    public static readonly Found Nothing = new([], []);

    public IReadOnlyList<RunId> Proposals { get; init; } = [];

    public IReadOnlyList<AnswerFigure> Figures { get; init; } = [];

    public IReadOnlyList<string> Remarks { get; init; } = [];

    public bool IsEmpty => Sentences.Count == 0 && Proposals.Count == 0 && Figures.Count == 0;

    public static Found Of(params IEnumerable<AnswerSentence?> sentences) =>
        new([.. sentences.OfType<AnswerSentence>().DistinctBy(s => s.Text, StringComparer.Ordinal)], []);

    public Found And(Found other) =>
        new([.. Sentences, .. other.Sentences.Where(s => !Sentences.Any(o => o.Text == s.Text))], [.. Missing, .. other.Missing])
        {
            Proposals = [.. Proposals.Concat(other.Proposals).Distinct()],
            Figures = [.. Figures, .. other.Figures],
            Remarks = [.. Remarks, .. other.Remarks],
        };
}
