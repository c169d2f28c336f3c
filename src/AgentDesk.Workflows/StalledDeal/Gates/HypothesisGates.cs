using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Workflows.StalledDeal.Gates;

/// <summary>The blocker is a hypothesis, and its standing says how far the evidence carries it.</summary>
public static partial class HypothesisGates
{
    public static readonly Gate BlockerIsAHypothesis = new(
        "blocker-is-a-hypothesis",
        "the blocker is never worded as a fact: it looks, seems or may be so, and a person decides",
        "SD",
        Certain
    );

    public static readonly Gate StandingAgrees = new(
        "standing-agrees",
        "confirmed needs a fact among the claims, inferred needs a claim, and insufficient names no blocker",
        "SD",
        Disagrees
    );

    private static List<Finding> Certain(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var sentence in Sentences.Of(c.Packet.Headline).Where(s => IsCertain(s)))
        {
            findings.Add(
                BlockerIsAHypothesis.SendBack(
                    $"the headline words the blocker as a fact (`{Blunt().Match(sentence).Value}`): say what it looks like"
                )
            );
        }
        if (
            c.Packet.Blocker is { Category: not Blockers.None, Standing: not BlockerStanding.Insufficient }
            && findings.Count == 0
            && !Hedge().IsMatch(c.Packet.Headline)
        )
        {
            findings.Add(
                BlockerIsAHypothesis.SendBack(
                    "the headline states the blocker without saying that it is a hypothesis: `looks stuck on`, `seems to wait for`, `points to`"
                )
            );
        }

        foreach (var claim in c.Packet.Claims)
        {
            // What the buyer says of the cause in so many words may be told as what the buyer says.
            foreach (var sentence in Sentences.Of(claim.Text).Where(s => IsCertain(s) && !Reported().IsMatch(s)))
            {
                findings.Add(
                    BlockerIsAHypothesis.SendBack(
                        $"`{claim.Text}` words the blocker as a fact (`{Blunt().Match(sentence).Value}`): say who says so, or what it looks like",
                        claim.Id
                    )
                );
            }
        }

        foreach (var action in c.Proposal.Actions.Where(a => a.Payload.Audience != Audience.Record))
        {
            foreach (var sentence in Sentences.Of(ActionTexts.Of(action.Payload)).Where(IsCertain))
            {
                findings.Add(BlockerIsAHypothesis.Note($"`{sentence}` words the blocker as a fact", action.Id.Value));
            }
        }

        return findings;
    }

    private static bool IsCertain(string sentence) => Blunt().IsMatch(sentence) && !Hedge().IsMatch(sentence);

    private static IReadOnlyList<Finding> Disagrees(GateCase c)
    {
        if (c.Packet.Blocker is not { } blocker)
        {
            return [StandingAgrees.SendBack("there is no diagnosis")];
        }

        // The words for it were held back with the piece that carries them: a person can read them there, and what they say may still be
        // so.
        if (
            blocker.Standing == BlockerStanding.Inferred
            && !c.Packet.Claims.Any(k => k.Section == "known")
            && c.Packet.HeldBack?.Any(k => k.Section == "known") == true
        )
        {
            return
            [
                StandingAgrees.Note(
                    "all that speaks for the blocker was held back, because its evidence carries text aimed at an AI: read it there before you act on it"
                ),
            ];
        }

        var known = c.Packet.Claims.Where(k => k.Section == "known").ToList();
        return blocker.Standing switch
        {
            BlockerStanding.Confirmed when !known.Exists(k => k.Standing == Standing.Fact) =>
            [
                StandingAgrees.SendBack(
                    "the blocker is called confirmed, but no fact is among the claims for it: quote the buyer or a system, or call it inferred"
                ),
            ],
            BlockerStanding.Inferred when known.Count == 0 =>
            [
                StandingAgrees.SendBack("the blocker is called inferred, but no claim says from what: cite it, or call it insufficient"),
            ],
            BlockerStanding.Insufficient when blocker.Category != Blockers.None =>
            [
                StandingAgrees.SendBack(
                    $"the evidence is called insufficient, and yet the blocker is named {blocker.Category}: name none, or say what supports it"
                ),
            ],
            _ => [],
        };
    }

    [GeneratedRegex(
        @"\b((is|are|was|were|remains?|stays?|being|been) (\w+ly )?(blocked|stuck|stalled|held up|halted) (by|on|because|due to|over|in)|(the|its|their|our) (\w+ )?blockers? (is|are|was|remains)|(is|are) (definitely|certainly|clearly|obviously|undoubtedly)|(stalled|stuck|quiet|silent) because|(the|its|this) (real |true |actual )?(reason|cause|problem) (is|was|for the (stall|silence))|(blocks|is blocking|has blocked|is holding up|holds up) (the|this|it|them)\b|without (a )?doubt|it is (a fact|certain|clear|proven) that)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Blunt();

    [GeneratedRegex(
        @"\b(looks?|looking|seems?|appears?|apparently|likely|probably|possibly|perhaps|maybe|may|might|could|suggests?|points? to|hypothesis|reads? (as|like)|sounds?|as far as|we think|assum\w+|unclear|not clear|unknown|cannot tell|nothing (is|to|in)|not stalled|no sign)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Hedge();

    [GeneratedRegex(
        @"\b(says?|said|wrote|writes|states?|stated|told|tells|reports?|reported|notes?|noted|calls?|called|according to|in (his|her|their) words|confirms?|confirmed|asks?|asked|names?|named)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Reported();
}
