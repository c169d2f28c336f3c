using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>
/// Evidence that denies a fact is shown beside it. Three denials can be told by code: a later change of the same field, later words of the
/// buyer on what a tracker calls done, and a tracker that calls done what the diagnosis names as the blocker. Each must be cited by some
/// claim; else the draft goes back, and in the end the work pauses.
/// </summary>
public static partial class ContradictionGate
{
    public static readonly Gate ContradictionsShown = new(
        "contradictions-shown",
        "evidence that denies a fact is shown beside it; unresolved, the work pauses",
        "SP",
        c => [.. Outdated(c), .. DeniedByBuyer(c), .. DeniedByTracker(c)]
    );

    private static IEnumerable<Finding> Outdated(GateCase c)
    {
        var id = c.Deal.Id;
        foreach (var claim in Facts(c))
        {
            foreach (var cited in c.Dossier.File.FieldChanges.Where(f => claim.Citations.Any(q => q.Evidence.Value == FieldName(id, f))))
            {
                var newer = c.Dossier.File.FieldChanges.LastOrDefault(f => f.Field == cited.Field && f.ChangedAt > cited.ChangedAt);
                if (newer is not null && !IsShown(c, FieldName(id, newer)))
                {
                    yield return ContradictionsShown.SendBack(
                        $"`{claim.Text}` rests on a change of {cited.Field} that was changed again: show `{FieldName(id, newer)}` beside it",
                        claim.Id
                    );
                }
            }
        }
    }

    private static IEnumerable<Finding> DeniedByBuyer(GateCase c)
    {
        foreach (var claim in Facts(c))
        {
            foreach (
                var tracker in c.Dossier.File.Trackers.Where(t =>
                    t.Status == "done" && claim.Citations.Any(q => q.Evidence.Value == $"tracker:{t.Id}")
                )
            )
            {
                var later = c.Dossier.File.Mails.LastOrDefault(m =>
                    m.Side == Side.Buyer
                    && !m.IsAutoReply
                    && m.SentAt > tracker.UpdatedAt
                    && m.SentAt <= c.Now
                    && IsOf(c, m, tracker.Kind)
                    && LeavesOpen(m)
                );
                if (
                    later is not null
                    && !c.Dossier.File.Mails.Any(m =>
                        m.SentAt > tracker.UpdatedAt && m.Side == Side.Buyer && IsOf(c, m, tracker.Kind) && IsShown(c, $"mail:{m.Id}")
                    )
                )
                {
                    yield return ContradictionsShown.SendBack(
                        $"`{claim.Text}` rests on a tracker that says done, and {later.From.Name ?? later.From.Address} wrote on {tracker.Kind} after it: show `mail:{later.Id}` beside it",
                        claim.Id
                    );
                }
            }
        }
    }

    private static IEnumerable<Finding> DeniedByTracker(GateCase c)
    {
        if (c.Packet.Blocker is not { Standing: not BlockerStanding.Insufficient } blocker)
        {
            yield break;
        }

        var kind = c.Dossier.File.Trackers.Where(t => t.Kind == blocker.Category).ToList();
        if (kind.Count > 0 && kind.TrueForAll(t => t.Status == "done") && !kind.Exists(t => IsShown(c, $"tracker:{t.Id}")))
        {
            yield return ContradictionsShown.SendBack(
                $"the blocker is named {blocker.Category}, and `tracker:{kind[^1].Id}` says that {blocker.Category} is done: show it beside the diagnosis"
            );
        }
    }

    private static IEnumerable<Claim> Facts(GateCase c) => c.Packet.Claims.Where(k => k.Standing == Standing.Fact);

    private static bool IsShown(GateCase c, string name) => c.Packet.Claims.Any(k => k.Citations.Any(q => q.Evidence.Value == name));

    private static bool IsOf(GateCase c, Mail mail, string kind) =>
        c.Dossier.File.Contacts.Any(k => k.Role == kind && string.Equals(k.Email, mail.From.Address, StringComparison.OrdinalIgnoreCase));

    // What carries an instruction to an AI is never asked for as evidence.
    private static bool LeavesOpen(Mail mail) =>
        (Open().IsMatch(mail.OwnWords) || OpenQuestions.Ask(mail.OwnWords) is not null)
        && InjectionScan.Of($"{mail.Subject}\n\n{mail.Body}", mail.Side).Count == 0;

    private static string FieldName(DealId deal, FieldChange change) =>
        string.Create(CultureInfo.InvariantCulture, $"field:{deal}#{change.Row}");

    [GeneratedRegex(
        @"\b(still|not yet|open|outstanding|missing|remains?|until|unless|cannot|can't|won't|returned|reject(ed)?|redlines?|as drafted|does not|doesn't|disagree|need(s|ed)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Open();
}
