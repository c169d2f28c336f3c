using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>Turns a diagnosis into the draft: what is known, what speaks against, what is missing, and the steps that follow.</summary>
internal static class DraftWriter
{
    public static AnalystDraft Write(DealReading reading, Diagnosis diagnosis)
    {
        var d = Founded(reading, diagnosis);
        var deal = reading.Inputs.Deal;
        var people = new DealPeople(reading);
        var points = OpenPoints.Of(reading, d);
        var disposition = DispositionOf(d);
        var claims = new ClaimList(reading, ClaimWriter.Write(reading, d));
        var ruledOut = d
            .Signals.Where(s => s.Because == "ruled out")
            .Select(s => s.Category)
            .Distinct(StringComparer.Ordinal)
            .Take(2)
            .ToList();
        var finding = new HeadlineSituation(deal.Account, d.Category, d.Standing, points.WeOwe, What(d, points), ruledOut);
        var acts = d.IsStalled && d.Standing != BlockerStanding.Insufficient && d.Category != Blockers.None;
        var named = acts && disposition == "pause" ? NamedDates.Of(d, reading.Now) : null;
        var escalation = acts ? Escalations.Write(reading, d, people, points, claims) : null;
        var helper = acts && escalation is null ? Steps.Helper(d, people, points) : null;
        // What a gate sent back and code cannot mend is left out, so that the rest still reaches a person.
        var refused = reading.Inputs.Feedback;
        var touch =
            acts && !refused.Any(f => f.Contains("customer_message", StringComparison.Ordinal))
                ? CustomerTouch.Write(reading, d, people, points, claims, disposition, escalation?.To ?? helper?.Email)
                : new Touch(null, null);
        var pause = disposition == "pause" ? Steps.Pause(reading, d, claims, named) : null;
        var successor = d.Category == "stakeholder" ? people.Addressee(d, points) : null;
        var fields =
            acts && !refused.Any(f => f.Contains("fields[", StringComparison.Ordinal))
                ? FieldChanges.Of(reading, d, claims, points, people, named, disposition, escalation, successor)
                : [];
        var missing = MissingEvidenceComposer.Compose(
            new MissingSituation(
                d.Category,
                d.Standing == BlockerStanding.Insufficient,
                points.WeOwe,
                people.Buyers,
                people.Colleagues,
                people.OwnerName,
                points.Paper?.Item,
                named is not null
            )
        );
        return new AnalystDraft(
            d.Standing == BlockerStanding.Insufficient
                ? HeadlineComposer.Compose(finding with { Category = "timing" })
                : HeadlineComposer.Compose(finding),
            new AnalystBlocker(d.Category, d.Standing, d.Secondary, disposition),
            claims.All,
            AttemptsComposer.Compose(reading),
            missing,
            touch.Message,
            escalation,
            Steps.Tasks(reading, d, people, points, named, escalation, helper),
            pause,
            fields,
            acts ? Note(reading, d, people, claims, finding, disposition, missing, escalation, touch, pause, named) : null,
            d.IsStalled ? null : Steps.DoNothing(reading, d)
        );
    }

    /// <summary>
    /// The diagnosis as far as its claims carry it: a standing that no claim shows is taken back, as the gates would.
    /// </summary>
    private static Diagnosis Founded(DealReading reading, Diagnosis d)
    {
        if (d.Standing == BlockerStanding.Insufficient || d.Category == Blockers.None)
        {
            return d;
        }

        var known = ClaimWriter.Write(reading, d).Where(k => k.Section == "known").ToList();
        return known.Count == 0 ? Unfounded(d)
            : d.Standing == BlockerStanding.Confirmed && !known.Exists(k => k.Standing == Standing.Fact)
                ? d with
                {
                    Standing = BlockerStanding.Inferred,
                }
            : d;
    }

    /// <summary>The same reading without a blocker: nobody can know yet.</summary>
    public static Diagnosis Unfounded(Diagnosis d) =>
        d with
        {
            Category = Blockers.None,
            Standing = BlockerStanding.Insufficient,
            Secondary = [],
            IsStalled = true,
        };

    // The category's own words, and the row of our records that they mean.
    private static string? What(Diagnosis d, OpenPoints points) =>
        points is { WeOwe: true, Paper: { } paper } && CategoryPhrases.Of(d.Category) is { } phrases
            ? $"{phrases.StuckOwed} ({paper.Item})"
            : null;

    /// <summary>
    /// What to do with it, by the table of the working definitions: wait where waiting is right, revive where the contact is gone, else
    /// unblock.
    /// </summary>
    private static string DispositionOf(Diagnosis d) =>
        d switch
        {
            { Category: Blockers.None } => Dispositions.None,
            { Category: "timing" or "reorg_freeze" } => "pause",
            { Category: "budget" } when NextCycle(d) => "pause",
            { Category: "stakeholder" } => "revive",
            { Category: Blockers.Unresponsive } => "recycle",
            _ => "unblock",
        };

    // Money that comes with the next plan is a date to wait for; a price that is too high is not.
    private static bool NextCycle(Diagnosis d) =>
        d.Secondary.Contains("timing", StringComparer.Ordinal)
        || d.Ranked.Any(r => r is { Category: "timing", Score: > 0.2 })
        || d.Signals.Any(s =>
            s is { Category: "budget", Amount: > 0.08, Sentence: { } words }
            && Cues.Phrases.In(words).Any(p => p is "timing.next" or "timing.event")
        );

    private static string Note(
        DealReading reading,
        Diagnosis d,
        DealPeople people,
        ClaimList claims,
        HeadlineSituation finding,
        string disposition,
        IReadOnlyList<MissingEvidence> missing,
        AnalystEscalation? escalation,
        Touch touch,
        AnalystPause? pause,
        NamedDate? named
    )
    {
        string?[] next =
        [
            pause is not null && named is { IsExact: true }
                ? $"until {Wording.LongDay(named.Day)}, which {named.Said.Source.Author} named"
                : null,
            escalation is null ? null : $"{people.NameOf(escalation.To)} is asked ({escalation.Role})",
            touch.Message is { } m && people.Contact(m.To[0]) is { } to ? $"mail to {to.Name} drafted" : null,
            touch.Message is null && pause is null && touch.WhyNot is { } why ? $"no mail to the buyer: {why}" : null,
        ];
        return NoteComposer.Compose(
            new NoteSituation(
                finding,
                disposition,
                Quotes(reading, d, claims.All, "known"),
                Quotes(reading, d, claims.All, "against"),
                reading.Inputs.PriorAttempts?.Count ?? 0,
                reading.Inputs.LastBuyerWord?.At,
                [.. missing.Select(x => x.Text)],
                string.Join("; ", next.OfType<string>())
            )
        );
    }

    private static IReadOnlyList<NoteQuote> Quotes(DealReading reading, Diagnosis d, IReadOnlyList<AnalystClaim> claims, string section) =>
        [
            .. claims
                .Where(c => c.Section == section && c.Standing == Standing.Fact)
                .Select(c =>
                    (
                        c.Citations[0].Quote,
                        Denies: section == "against"
                            && c.Text.StartsWith($"Speaks against {ClaimWriter.Name(d.Category)}", StringComparison.Ordinal),
                        Piece: reading.Find(c.Citations[0].Evidence.Value)
                    )
                )
                .Where(q => q.Piece is not null && !Injection.IsIn(q.Piece))
                .Select(q => new NoteQuote(q.Quote, q.Piece!.Side == Side.System ? null : q.Piece.Author, q.Piece.At, q.Denies)),
        ];
}
