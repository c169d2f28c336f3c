using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>A question or request that a buyer put in a mail and that nobody of our side has written back on.</summary>
public sealed record OpenQuestion(EvidenceName Name, DateTimeOffset At, string Who, string Email, string Sentence);

/// <summary>What the buyer still waits for: while it is open, the silence is ours and not the buyer's.</summary>
public static partial class OpenQuestions
{
    /// <summary>
    /// Questions that no later call can have answered, that no later mail of ours in that conversation or to that person answers, and that the buyer has not called settled since;
    /// oldest first. A mail that only reminds, or only promises an answer, answers nothing.
    /// </summary>
    public static IReadOnlyList<OpenQuestion> Of(DealFile file, DateTimeOffset now)
    {
        var open = new List<OpenQuestion>();
        foreach (var m in file.Mails)
        {
            if (m.Side != Side.Buyer || m.IsAutoReply || m.SentAt > now || Ask(m.OwnWords) is not { } sentence) { continue; }
            if (file.Calls.Any(c => c.StartedAt > m.SentAt && c.StartedAt <= now)) { continue; }
            if (!file.Mails.Any(r => r.SentAt > m.SentAt && r.SentAt <= now && (Answers(r, m) || Settles(r, m))))
            {
                open.Add(new(new($"mail:{m.Id}"), m.SentAt, m.From.Name ?? m.From.Address, m.From.Address, sentence));
            }
        }

        return open;
    }

    /// <summary>Whether a mail takes up a question that is open: it replies to the mail that puts it, or goes to the person who did.</summary>
    public static bool IsAnswered(DealFile file, ActionPayload.EmailDraft draft, DateTimeOffset now) =>
        Of(file, now).Any(q => q.Name == draft.InReplyTo || (draft.InReplyTo is null && draft.To.Contains(q.Email, StringComparer.OrdinalIgnoreCase)));

    /// <summary>The first sentence that asks for something, or null: a question, or "please send", "could you", "I need".</summary>
    public static string? Ask(string text) => Asking().Match(Clipped.Of(text)) is { Success: true } m ? m.Value.Trim() : null;

    private static bool Answers(Mail reply, Mail question) =>
        reply.Side == Side.Seller && !reply.IsAutoReply
        && (reply.ConversationId == question.ConversationId || reply.To.Concat(reply.Cc).Any(a => Sides.Same(a.Address, question.From.Address)))
        && !IsHolding(reply.OwnWords);

    // The buyer's side has what it asked for.
    private static bool Settles(Mail later, Mail question) =>
        later.Side == Side.Buyer && !later.IsAutoReply && later.ConversationId == question.ConversationId && Settled().IsMatch(Clipped.Of(later.OwnWords)) && Ask(later.OwnWords) is null;

    // "I will check and come back", "any news on your side?": nothing of what was asked is in it.
    private static bool IsHolding(string text)
    {
        var words = Clipped.Of(text);
        return Holding().IsMatch(words) && !Delivers().IsMatch(words);
    }

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Verbs = "(send|let me know|let us know|confirm|share|advise|provide|return|check|give|forward|get me|get us|point me|clarify|explain)";

    [GeneratedRegex(
        @"(?<=^|[.!?\n])(?!\s*(when|once|after|if)\b[^.!?\n]*\b(i|we) need\b)[^.!?\n]*(\?|\b(please (also )?" + Verbs + @"|could you|can you|would you|(?<!(everything|all|what|that) )(i|we) (still |also |would |really )?(need(?! (nothing|no|not)\b)|are waiting for|am waiting for|have(n't| not) (had|received|seen|got)|never (got|received|had))|waiting (for|on) you|what would help"
        + @"|(i|we)('d| would) (like|love|want) (to (see|have|get|know|understand|read|hear)|you to|a (copy|list|draft|sample|reference|date|quote|version)|your)|(i|we)('d| would) (appreciate|be grateful for)|(send|give|get|show) (me|us) (a|an|the|your|some|two|three|what)"
        + @"|(once|until|as soon as|when) you('ve| have)? (send|sent|share|shared|answer|answered|provide|provided|confirm|confirmed)|let (me|us) know (if|whether|how|when|what|who|which|where)|(is|are) still missing)\b[^.!?\n]*[.!?\n]?)",
        Plain, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Asking();

    [GeneratedRegex(
        @"\b((i('ll| will)|we('ll| will)|let me|i am going to|i'm going to|need to) (just |quickly |also )?(check|ask|find out|look into|come back|get back|revert|take (it|this|that) (up|to)|raise|chase|dig|clarify|find the right)"
        + @"|working on (it|that|this)|bear with|still (checking|chasing|waiting for)|(i|we)('ll| will) (send|share|have|get|forward|provide|deliver)\b[^.!?\n]*\b(by|on|before|early|next|this|tomorrow|as soon as|shortly|soon|once|when|end of)"
        + @"|(just )?(checking|check) in|touch(ing)? base|circl(e|ing) back|following up|follow up on|any (news|update|updates|thoughts|feedback)|(did|have) you (get|got|had|have|find) (a )?(chance|time|moment)|bumping|nudg(e|ing)|wanted to see (if|whether|where|how))\b",
        Plain, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Holding();

    [GeneratedRegex(@"\b(attached|attaching|attachment|enclosed|please find|here (is|are)|here's|see below|below (is|are|you)|the answers?( to your question)? (is|are)|to answer)\b|\b(yes|no),", Plain, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Delivers();

    [GeneratedRegex(@"\b(got (it|them|that|the)|received (it|them|that|the|your)|that('s| is| was)? (answers|what i needed|what we needed|helpful|clear)|answers (my|our) question|that (helps|answers|works|covers)|thanks for (sending|the (answer|answers|document|file|sheet|pack|quick (reply|answer)|clarification)))\b", Plain, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Settled();
}
