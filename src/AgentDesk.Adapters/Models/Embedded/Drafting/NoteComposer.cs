using System.Globalization;
using AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>Words or a status that a note rests on.</summary>
/// <param name="Words">Verbatim.</param>
/// <param name="Who">Who wrote or said it; null for a system's status.</param>
/// <param name="Denies">Speaks against the hypothesis itself and not against another cause.</param>
public sealed record NoteQuote(string Words, string? Who, DateTimeOffset At, bool Denies = false);

/// <summary>What a CRM note draws on.</summary>
/// <param name="For">What speaks for the hypothesis; two at the most are quoted.</param>
/// <param name="Against">What speaks against it or rules another cause out; one is quoted.</param>
/// <param name="Missing">What nobody knows yet; two at the most are named.</param>
/// <param name="Next">The proposed next step in one short clause ("ask Ruth Abenov for the open answers"), or null.</param>
public sealed record NoteSituation(
    HeadlineSituation Finding,
    string Disposition,
    IReadOnlyList<NoteQuote> For,
    IReadOnlyList<NoteQuote> Against,
    int Attempts,
    DateTimeOffset? LastBuyerWordAt,
    IReadOnlyList<string> Missing,
    string? Next
);

/// <summary>The note for the deal's record: a hypothesis with its sources, never a status.</summary>
public static class NoteComposer
{
    public static string Compose(NoteSituation s)
    {
        List<string> lines = [$"Working hypothesis ({Word(s.Finding.Standing)}): {HeadlineComposer.Compose(s.Finding)}."];
        lines.AddRange(s.For.Take(2).Select(q => Quote("For", q)).OfType<string>());
        lines.AddRange(s.Against.Take(1).Select(q => Quote(q.Denies ? "Speaks against it" : "Rules other causes out", q)).OfType<string>());
        if (s.Finding.Category != Blockers.None)
        {
            var since = s.LastBuyerWordAt is { } at ? $" since the buyer's last word on {Wording.LongDay(Wording.DayOf(at))}" : "";
            lines.Add(
                s.Attempts switch
                {
                    0 => $"Nothing sent{since}.",
                    1 => $"One touch{since}, without an answer.",
                    _ => string.Create(CultureInfo.InvariantCulture, $"{s.Attempts} touches{since}, without an answer."),
                }
            );
        }

        if (s.Missing.Count > 0)
        {
            lines.Add($"Not known: {string.Join("; ", s.Missing.Take(2).Select(m => m.TrimEnd('.', '?')))}.");
        }
        if (s.Disposition != Dispositions.None)
        {
            lines.Add($"Proposed: {s.Disposition}{(s.Next is { Length: > 0 } next ? $"; {next.TrimEnd('.')}" : "")}.");
        }
        return string.Join('\n', lines);
    }

    private static string? Quote(string label, NoteQuote q) =>
        q.Who is null
            ? $"{label}: {q.Words.Replace(" · ", ", ", StringComparison.Ordinal).Replace('_', ' ').TrimEnd('.', ',', ' ')} (status of {Wording.LongDay(Wording.DayOf(q.At))})."
        : QuoteCut.Fit(q.Words, 32) is { } words ? $"{label}: \"{words}\" ({q.Who}, {Wording.LongDay(Wording.DayOf(q.At))})."
        : null;

    private static string Word(BlockerStanding standing) =>
        standing switch
        {
            BlockerStanding.Confirmed => "the buyer's words or a system's status say so",
            BlockerStanding.Inferred => "inferred",
            _ => "evidence is insufficient",
        };
}
