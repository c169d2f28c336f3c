using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>Turns a diagnosis into the draft: what is known, what speaks against, what is missing, and the steps that follow.</summary>
internal static class DraftWriter
{
    public static AnalystDraft Write(DealReading reading, Diagnosis d)
    {
        var deal = reading.Inputs.Deal;
        var people = new DealPeople(reading);
        var disposition = DispositionOf(d);
        var owed = d.Asks.Where(a => a.Delivered is null).ToList();
        var weOwe = d.Category == "missing_asset" || owed.Exists(a => a.Statement.Turn <= 2) || reading.Inputs.Trackers.Any(t => t.Kind == d.Category && t.Status == "waiting_on_seller");
        var claims = ClaimWriter.Write(reading, d);
        var ruledOut = d.Signals.Where(s => s.Because == "ruled out").Select(s => s.Category).Distinct(StringComparer.Ordinal).Take(2).ToList();
        var finding = new HeadlineSituation(deal.Account, d.Category, d.Standing, weOwe, null, ruledOut);
        var missing = MissingEvidenceComposer.Compose(new MissingSituation(d.Category, d.Standing == BlockerStanding.Insufficient, weOwe, people.Buyers, people.Colleagues, people.OwnerName));
        var acts = d.IsStalled && d.Standing != BlockerStanding.Insufficient && d.Category != Blockers.None;
        var escalation = acts ? Escalation(reading, d, people, owed, claims) : null;
        var message = acts ? CustomerTouch.Write(reading, d, people, disposition, escalation) : null;
        var pause = disposition == "pause" ? Pause(reading, d) : null;
        return new AnalystDraft(
            d.Standing == BlockerStanding.Insufficient ? HeadlineComposer.Compose(finding with { Category = "timing" }) : HeadlineComposer.Compose(finding),
            new AnalystBlocker(d.Category, d.Standing, d.Secondary, disposition),
            claims,
            Attempts(reading),
            missing,
            message,
            escalation,
            [new AnalystTask(deal.Owner, TaskOf(reading, d, people, weOwe), WorkingDays.After(reading.Now, 2))],
            pause,
            acts ? NoteComposer.Compose(new NoteSituation(finding, disposition, Quotes(reading, claims, "known"), Quotes(reading, claims, "against"), reading.Inputs.PriorAttempts?.Count ?? 0, reading.Inputs.LastBuyerWord?.At, [.. missing.Select(m => m.Text)], null)) : null,
            d.IsStalled ? null : DoNothing(reading, d));
    }

    /// <summary>What to do with it, by the table of the working definitions: wait where waiting is right, revive where the contact is gone, else unblock.</summary>
    private static string DispositionOf(Diagnosis d) => d switch
    {
        { Category: Blockers.None } => Dispositions.None,
        { Category: "timing" or "reorg_freeze" } => "pause",
        { Category: "budget" } when NextCycle(d) => "pause",
        { Category: "stakeholder" } => "revive",
        { Category: Blockers.Unresponsive } => "recycle",
        _ => "unblock",
    };

    // Money that comes with the next plan is a date to wait for; a price that is too high is not.
    private static bool NextCycle(Diagnosis d) => d.Secondary.Contains("timing", StringComparer.Ordinal)
        || d.Ranked.Any(r => r is { Category: "timing", Score: > 0.2 })
        || d.Signals.Any(s => s is { Category: "budget", Amount: > 0.08, Sentence: { } words } && Cues.Phrases.In(words).Any(p => p is "timing.next" or "timing.event"));

    private static AnalystEscalation? Escalation(DealReading reading, Diagnosis d, DealPeople people, IReadOnlyList<Ask> owed, IReadOnlyList<AnalystClaim> claims)
    {
        var role = d.Category switch
        {
            "security" or "legal" or "procurement" => d.Category,
            "authority" or "reorg_freeze" => "executive",
            "fit_scope" => "scope",
            "competition" or "no_decision_process" => "manager",
            "missing_asset" when d.Secondary.FirstOrDefault(s => s is "security" or "legal" or "procurement") is { } kind => kind,
            _ => null,
        };
        if (role is null || people.Qualified(role) is not { } to) { return null; }

        var deadline = WorkingDays.After(reading.Now, 3);
        var waiting = owed.Where(a => a.Statement.Turn <= 3).Select(a => a.Statement)
            .Concat(d.Signals.Where(s => s.Category == d.Category && s is { Amount: > 0.1, Sentence: not null, Piece.Side: Side.Buyer }).OrderByDescending(s => s.Amount).Select(s => d.Statements.FirstOrDefault(x => x.Source == s.Piece && x.Sentence == s.Sentence)).OfType<Statement>())
            // What is quoted inside must be what the packet cites.
            .Distinct().Where(s => claims.Any(c => c.Citations.Any(x => x.Evidence.Value == s.Source.Name)))
            .OrderByDescending(s => s.About.Length > 0 ? s.Weight : 0).Take(2)
            .Select(s => new OpenAsk(s.Sentence, s.Source.Author ?? "The buyer", s.Source.At, WeOwe: true, Spoken: s.Source.Kind == "call")).ToList();
        var record = reading.Inputs.Trackers.Where(t => t.Kind == role).OrderByDescending(t => !t.IsDone).ThenByDescending(t => t.UpdatedAt).FirstOrDefault()?.Item ?? $"the record of {reading.Inputs.Deal.Name}";
        var text = EscalationComposer.Compose(new EscalationSituation(
            reading.Inputs.Deal.Id, reading.Inputs.Deal.Name, reading.Inputs.Deal.Account, role, people.NameOf(to), people.OwnerName, deadline, record, waiting));
        return new AnalystEscalation(role, to, text, deadline);
    }

    private static string TaskOf(DealReading reading, Diagnosis d, DealPeople people, bool weOwe) => d switch
    {
        { Category: Blockers.None, IsStalled: true } => $"Ask the buyer at {reading.Inputs.Deal.Account} what the deal waits for, and enter the answer in the record of {reading.Inputs.Deal.Name}.",
        { Category: Blockers.None } => $"Keep to what is agreed with {reading.Inputs.Deal.Account}, and enter the outcome in the record of {reading.Inputs.Deal.Name}.",
        _ => TaskComposer.Compose(new TaskSituation(reading.Inputs.Deal.Account, d.Category, weOwe, $"the record of {reading.Inputs.Deal.Name}", people.Addressee(d)?.Name)),
    };

    private static AnalystPause Pause(DealReading reading, Diagnosis d)
    {
        var because = d.Signals.Where(s => s.Category == d.Category && s is { Sentence: not null, Piece.Side: Side.Buyer }).OrderByDescending(s => s.Amount).FirstOrDefault();
        var until = WorkingDays.OnOrAfter(DateOnly.FromDateTime(reading.Now.UtcDateTime.AddDays(30)));
        return new AnalystPause(until, PauseComposer.Compose(new PauseSituation(reading.Inputs.Deal.Account, d.Category, until, because?.Sentence, because?.Piece?.Author)));
    }

    private static string DoNothing(DealReading reading, Diagnosis d)
    {
        var until = d.Pulse.Meeting is { } m ? DateOnly.FromDateTime(m.Start.UtcDateTime) : (DateOnly?)null;
        var ground = d.Pulse switch { { Step: not null } => IdleGround.DatedPlan, { Meeting: not null } => IdleGround.MeetingBooked, { DaysQuiet: <= 14 } => IdleGround.BuyerIsActive, _ => IdleGround.JustAnswered };
        var words = ground == IdleGround.MeetingBooked ? d.Pulse.Meeting!.Subject : d.Pulse.Step?.Sentence;
        return DoNothingComposer.Compose(new IdleSituation(reading.Inputs.Deal.Account, ground, words, ground == IdleGround.MeetingBooked ? null : d.Pulse.Step?.Source.Author, until));
    }

    private static PriorAttempts Attempts(DealReading reading)
    {
        var a = reading.Inputs.PriorAttempts;
        if (a is null or { Count: 0 }) { return new PriorAttempts(0, "No outreach of ours since the buyer's last word."); }
        var items = a.Items.Select(i => i.Summary).Where(s => !string.IsNullOrWhiteSpace(s)).TakeLast(4).ToList();
        return new PriorAttempts(a.Count, items.Count == 0 ? $"{a.Count} since the buyer's last word." : string.Join("; ", items.Select(i => i!.ReplaceLineEndings(" ").Trim())));
    }

    private static IReadOnlyList<NoteQuote> Quotes(DealReading reading, IReadOnlyList<AnalystClaim> claims, string section) =>
        [.. claims.Where(c => c.Section == section && c.Standing == Standing.Fact).Select(c => (c.Citations[0].Quote, Piece: reading.Find(c.Citations[0].Evidence.Value))).Where(q => q.Piece is not null)
            .Select(q => new NoteQuote(q.Quote, q.Piece!.Author, q.Piece.At))];
}
