using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>What our side said that it would do: on a call, or in mails.</summary>
internal static partial class Promised
{
    private const int Most = 4;

    public static Found Of(Matter m, Question q)
    {
        var onCall = Call().IsMatch(q.Plain);
        var calls = m
            .File.Calls.Where(c => c.StartedAt <= m.Now && (q.Before is not { } before || c.StartedAt < before))
            .OrderByDescending(c => c.StartedAt)
            .ToList();
        if (onCall)
        {
            foreach (var call in calls.Take(Last().IsMatch(q.Plain) || q.Before is not null ? 1 : calls.Count))
            {
                var said = Promises(m, q, u => u.Item.Kind == "call" && IsOf(u, call));
                if (said.Count > 0)
                {
                    return Found.Of(said.Take(Most).Select(u => Tell.Quote(m, u.Item, u.Quote)));
                }
            }

            return new Found(
                [],
                [
                    new MissingEvidence(
                        calls.Count == 0
                            ? "a call before that"
                            : $"anything that we promised on the call of {Tell.Day(m, calls[0].StartedAt)}",
                        m.NameOf(m.Deal.OwnerEmail)
                    ),
                ]
            );
        }

        var found = Promises(m, q, u => u.Item.Kind is "mail" or "call");
        return found.Count > 0
            ? Found.Of(
                found
                    .OrderByDescending(u => u.Item.At)
                    .ThenBy(u => u.Item.Name.Value, StringComparer.Ordinal)
                    .Take(Most)
                    .Select(u => Tell.Quote(m, u.Item, u.Quote))
            )
            : new Found([], [new MissingEvidence("anything that we promised", m.NameOf(m.Deal.OwnerEmail))]);
    }

    private static List<Unit> Promises(Matter m, Question q, Func<Unit, bool> only) =>
        [
            .. m
                .Units.Where(u =>
                    u.Item.Side == Side.Seller
                    && only(u)
                    && (q.Before is not { } before || u.Item.At < before)
                    && !q.Told.Contains($"{u.Item.Name}\n{u.Quote}")
                )
                .Where(u =>
                    u.Quote.Replace('’', '\'') is var words && Will().IsMatch(words) && Deed().IsMatch(words) && !Idle().IsMatch(words)
                ),
        ];

    private static bool IsOf(Unit unit, Call call) => unit.Item.Name.Value.StartsWith($"call:{call.Id}#", StringComparison.Ordinal);

    [GeneratedRegex(
        @"\b(calls?|meeting|session|phone|demo|conversation)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Call();

    [GeneratedRegex(
        @"\b(last|latest|most recent|previous|yesterday)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Last();

    [GeneratedRegex(
        @"\b(i'll|i will|we'll|we will|she'll|he'll|let me|i can|we can|i'm going to|we're going to|you'll (have|get|receive)|i shall|we shall|will (send|share|follow|come back|get))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Will();

    [GeneratedRegex(
        @"\b(send|get|share|check|pull|model|find out|find|come back|do that|do it|turn|provide|set up|introduce|book|schedule|confirm|have it|have that|work (from|on)|look into|write|draft|bring|put together|ask|answer|chase|prepare|deliver|follow up|follow|forward|take it up|raise|add|include|call|ring|tell|make sure|arrange|hold|keep|note|update|redo|run|show|summarise|summarize|speak|talk to)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Deed();

    // How a call is run is no promise: "I'll share my screen", "I'll be quick", "let me go on mute".
    [GeneratedRegex(
        @"\b(my screen|on mute|share (the|my) (screen|slides?|deck|proposal)|real quick|get (in)?to (that|this|it) (later|in a)|^(because|if) |let me (just )?(see|think|start|finish|ask you|tell you)|i'll (just )?(be quick|start|listen|mostly|begin|go first|stop))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Idle();
}
