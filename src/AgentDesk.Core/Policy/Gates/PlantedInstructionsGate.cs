using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>
/// Text aimed at an AI is flagged. It cannot be a claim's sole support: a claim that quotes nothing but planted passages, or what nobody
/// was meant to see, is held back and the rest goes on; what the same author says beside them counts as their words. And nothing of a
/// planted passage reaches a draft, a headline or an exception: no run of its words, no address, link or percentage that only it brings
/// up; nor does what a claim that was held back quotes reach a draft.
/// </summary>
public static partial class PlantedInstructionsGate
{
    public static readonly Gate PlantedInstructions = new(
        "planted-instructions",
        "text aimed at an AI is flagged, is no claim's sole support, and nothing of it reaches a draft",
        "SD",
        Judge
    );

    private const int RunOfWords = 5;

    private static IReadOnlyList<Finding> Judge(GateCase c)
    {
        var planted = c
            .Dossier.Items.Select(i => (Item: i, Passages: LeftOut.Planted(i).ToList()))
            .Where(p => p.Passages.Count > 0)
            .ToList();
        if (planted.Count == 0)
        {
            return [];
        }

        var names = planted.Select(p => p.Item.Name).ToHashSet();
        var held = c.Packet.Claims.Concat(c.Packet.HeldBack ?? []).Where(k => RestsOnlyOn(k, c.Dossier, names)).ToList();
        var clean = string.Join('\n', c.Dossier.Items.Where(i => !names.Contains(i.Name)).Select(i => i.Text));
        var passages = planted.SelectMany(p => p.Passages.Select(t => t.Passage)).ToList();
        return
        [
            .. planted.SelectMany(p =>
                p.Passages.DistinctBy(t => t.Why, StringComparer.Ordinal)
                    .Select(t =>
                        PlantedInstructions.Note($"`{p.Item.Name}` carries text that {t.Why}; it was read as text and not followed")
                    )
            ),
            .. held.Select(k =>
                PlantedInstructions.Withhold(
                    $"`{k.Text}` rests only on evidence that carries an instruction to an AI ({string.Join(", ", k.Citations.Select(q => $"`{q.Evidence}`").Distinct(StringComparer.Ordinal))}): it is not shown as known, read it there",
                    k.Id
                )
            ),
            .. from a in c.Proposal.Actions
            where a.Payload is ActionPayload.CrmField or ActionPayload.StageChange or ActionPayload.ForecastChange
            from k in held
            where a.Summary.EndsWith($"({k.Id})", StringComparison.Ordinal)
            select PlantedInstructions.Withhold(
                $"`{a.Summary}` rests on `{k.Text}`, and that only on evidence that carries an instruction to an AI",
                a.Id.Value
            ),
            .. from a in c.Proposal.Actions
            let leak = Leak(ActionTexts.Of(a.Payload), passages, clean)
            where leak is not null
            select PlantedInstructions.Withhold($"`{leak}` comes from text that was planted for an AI", a.Id.Value),
            .. from a in c.Proposal.Actions
            let told = Told(ActionTexts.Of(a.Payload), held, clean)
            where told is not null
            select PlantedInstructions.Withhold(
                $"it repeats `{told.Quote}`, which stands only in evidence that carries an instruction to an AI (`{told.Evidence}`)",
                a.Id.Value
            ),
            .. from t in c.Packet.Exceptions.Select(x => x.Detail).Prepend(c.Packet.Headline)
            let leak = Leak(t, passages, clean)
            where leak is not null
            select PlantedInstructions.SendBack($"`{leak}` in `{t}` comes from text that was planted for an AI: leave it out"),
        ];
    }

    /// <summary>
    /// The proposal without the claims that have no other support than planted passages: they are held back, and the rest goes on. What is
    /// then confirmed by no fact any more is inferred. Where the packet's own words repeat a field of a source, what was planted in it is
    /// left out.
    /// </summary>
    public static Proposal HoldBack(Proposal proposal, Dossier dossier)
    {
        var planted = dossier.Items.Where(i => LeftOut.Planted(i).Any()).ToList();
        if (planted.Count == 0)
        {
            return proposal;
        }

        proposal = proposal with { Packet = Without(proposal.Packet, LeftOut.Passages(planted)) };
        var names = planted.Select(i => i.Name).ToHashSet();
        var held = proposal.Packet.Claims.Where(k => RestsOnlyOn(k, dossier, names)).ToList();
        if (held.Count == 0)
        {
            return proposal;
        }

        List<Claim> kept = [.. proposal.Packet.Claims.Except(held)];
        var blocker = proposal.Packet.Blocker;
        if (blocker is { Standing: BlockerStanding.Confirmed } && held.Exists(IsKnownFact) && !kept.Exists(IsKnownFact))
        {
            blocker = blocker with { Standing = BlockerStanding.Inferred };
        }
        return proposal with { Packet = proposal.Packet with { Claims = kept, HeldBack = held, Blocker = blocker } };
    }

    private static Packet Without(Packet packet, IReadOnlyList<string> passages) =>
        packet with
        {
            Headline = LeftOut.In(packet.Headline, passages),
            Claims = [.. packet.Claims.Select(k => k with { Text = LeftOut.In(k.Text, passages) })],
            PriorAttempts = packet.PriorAttempts is { } tried ? tried with { Summary = LeftOut.In(tried.Summary, passages) } : null,
            MissingEvidence =
            [
                .. packet.MissingEvidence.Select(m => new MissingEvidence(
                    LeftOut.In(m.Text, passages),
                    LeftOut.In(m.WhoCouldSupply, passages)
                )),
            ],
            Exceptions = [.. packet.Exceptions.Select(x => x with { Detail = LeftOut.In(x.Detail, passages) })],
        };

    private static bool IsKnownFact(Claim claim) => claim is { Section: "known", Standing: Standing.Fact };

    private static bool RestsOnlyOn(Claim claim, Dossier dossier, HashSet<EvidenceName> planted) =>
        claim.Citations.Count > 0
        && claim.Citations.All(q =>
            dossier.Find(q.Evidence) is { } item
            && (planted.Contains(item.Name) ? !IsHonest(item, q.Quote) : planted.Any(p => IsCueOf(p, item.Name)))
        );

    // What its author says beside what was planted; what no reader sees is nobody's word.
    private static bool IsHonest(EvidenceItem item, string quote) =>
        QuoteCheck.Stands(quote, InjectionScan.Honest(item.Kind, item.Title, item.OwnWords, item.Side));

    // A range of cues carries what any of its cues does.
    private static bool IsCueOf(EvidenceName cue, EvidenceName range)
    {
        if (cue.Kind != "call" || range.Kind != "call" || !Range().IsMatch(range.Value))
        {
            return false;
        }

        var (m, hash) = (Range().Match(range.Value), cue.Value.LastIndexOf('#'));
        return cue.Value[..hash] == m.Groups["call"].Value
            && int.TryParse(cue.Value[(hash + 1)..], out var n)
            && n >= int.Parse(m.Groups["first"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
            && n <= int.Parse(m.Groups["last"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string? Leak(string text, List<string> passages, string clean)
    {
        var words = WordsOf(text);
        foreach (var passage in passages)
        {
            var runs = Runs(WordsOf(passage)).ToHashSet(StringComparer.Ordinal);
            if (Runs(words).FirstOrDefault(runs.Contains) is { } run)
            {
                return run;
            }

            foreach (Match token in Token().Matches(passage))
            {
                var bare = token.Value.TrimEnd('.', ',', ';', ':', '!', '?');
                if (text.Contains(bare, StringComparison.OrdinalIgnoreCase) && !clean.Contains(bare, StringComparison.OrdinalIgnoreCase))
                {
                    return bare;
                }
            }
        }

        return null;
    }

    // What is not shown as known is not written down as known either.
    private static Citation? Told(string text, List<Claim> held, string clean)
    {
        var (words, others) = (Joined(text), Joined(clean));
        return held.SelectMany(k => k.Citations)
            .FirstOrDefault(q =>
                WordsOf(q.Quote).Count >= RunOfWords
                && Joined(q.Quote) is var said
                && words.Contains(said, StringComparison.Ordinal)
                && !others.Contains(said, StringComparison.Ordinal)
            );
    }

    private static string Joined(string text) => $" {string.Join(' ', WordsOf(text))} ";

    private static List<string> WordsOf(string text) => [.. Word().Matches(text).Select(m => m.Value.ToLowerInvariant())];

    private static IEnumerable<string> Runs(List<string> words)
    {
        for (var i = 0; i + RunOfWords <= words.Count; i++)
        {
            yield return string.Join(' ', words.Skip(i).Take(RunOfWords));
        }
    }

    [GeneratedRegex(
        @"^(?<call>call:.*)#(?<first>\d{1,6})-(?<last>\d{1,6})$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Range();

    [GeneratedRegex(@"[\p{L}\d]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"https?://[^\s)>\]]+|\bwww\.[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.]+|\d+([.,]\d+)?\s?%|[$€£]\s?\d[\d,.]*",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Token();
}
