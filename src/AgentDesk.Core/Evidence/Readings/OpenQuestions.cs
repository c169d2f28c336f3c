using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>A question or request that a buyer put in a mail and that nobody of our side has written back on.</summary>
public sealed record OpenQuestion(EvidenceName Name, DateTimeOffset At, string Who, string Email, string Sentence);

/// <summary>What the buyer still waits for: while it is open, the silence is ours and not the buyer's.</summary>
public static partial class OpenQuestions
{
    /// <summary>
    /// Questions that no later call can have answered, that no later mail of ours in that conversation, or to that person about the same,
    /// answers, and that the buyer has not called settled since; oldest first. A mail that only reminds, or only promises an answer,
    /// answers nothing.
    /// </summary>
    public static IReadOnlyList<OpenQuestion> Of(DealFile file, DateTimeOffset now)
    {
        var open = new List<OpenQuestion>();
        foreach (var m in file.Mails)
        {
            if (m.Side != Side.Buyer || m.IsAutoReply || m.SentAt > now || Ask(m.OwnWords) is not { } sentence)
            {
                continue;
            }
            if (file.Calls.Any(c => c.StartedAt > m.SentAt && c.StartedAt <= now))
            {
                continue;
            }
            if (!file.Mails.Any(r => r.SentAt > m.SentAt && r.SentAt <= now && (Answers(r, m, sentence) || Settles(r, m))))
            {
                open.Add(new(new($"mail:{m.Id}"), m.SentAt, m.From.Name ?? m.From.Address, m.From.Address, sentence));
            }
        }

        return open;
    }

    /// <summary>
    /// Whether a mail takes up a question that is open: it replies to the mail that puts it, or goes to the person who did.
    /// </summary>
    public static bool IsAnswered(DealFile file, ActionPayload.EmailDraft draft, DateTimeOffset now) =>
        Of(file, now)
            .Any(q =>
                q.Name == draft.InReplyTo || (draft.InReplyTo is null && draft.To.Contains(q.Email, StringComparer.OrdinalIgnoreCase))
            );

    /// <summary>The first sentence that asks for something, or null: a question, or "please send", "could you", "I need".</summary>
    public static string? Ask(string text) => Asking().Match(Clipped.Of(text)) is { Success: true } m ? m.Value.Trim() : null;

    private static bool Answers(Mail reply, Mail question, string asked) =>
        reply.Side == Side.Seller
        && !reply.IsAutoReply
        && (
            reply.ConversationId == question.ConversationId
            || (reply.To.Concat(reply.Cc).Any(a => Sides.Same(a.Address, question.From.Address)) && IsAbout(reply, asked))
        )
        && !IsHolding(reply.OwnWords);

    // Another conversation with the same person may be about anything.
    private static bool IsAbout(Mail reply, string asked) =>
        WordSets.Share(WordSets.Telling(asked), $"{reply.Subject} {Clipped.Of(reply.OwnWords)}") >= Shared;

    // The buyer's side has what it asked for.
    private static bool Settles(Mail later, Mail question) =>
        later.Side == Side.Buyer
        && !later.IsAutoReply
        && later.ConversationId == question.ConversationId
        && Settled().IsMatch(Clipped.Of(later.OwnWords))
        && Ask(later.OwnWords) is null;

    // "I will check and come back", "any news on your side?": nothing of what was asked is in it.
    private static bool IsHolding(string text)
    {
        var words = Clipped.Of(text);
        return Holding().IsMatch(words) && !Delivers().IsMatch(words);
    }

    /// <summary>How much of a question's words an answer in another conversation takes up.</summary>
    private const double Shared = 0.25;

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Verbs =
        "(send|resend|let (me|us)|tell|confirm|share|advise|provide|supply|return|check|give|forward|get (me|us|back)|point me|clarify|explain|answer|reply|respond|show|include|add|correct|complete|sign|quote|arrange|set up|book|make sure|update (me|us|the)|attach|list|describe|walk)";

    /// <summary>Asked of somebody: "please send", "could your team", "send me the", "let us know when".</summary>
    private const string Asked =
        @"(please|kindly|pls) (also |just |do )?"
        + Verbs
        + @"|(could|can|would|will) (you|somebody|someone|your \w+)\b(?! (see|imagine|guess))|waiting (for|on) (you|your)|(send|give|get|show) (me|us) (a|an|the|your|some|two|three|what)"
        + @"|(?<=(^|[.!?\n,;:])\s*(and |then |so |just |also )?)(send|resend|forward|share|tell|show|confirm) (me|us|it|them|over|the|your|a|whether|when|which|by)|let (me|us) (know (if|whether|how|when|what|who|which|where|the|your|by)|have (a|an|the|your|it|them|that|some|two|three))|any chance (of|that|you)";

    /// <summary>Wished or lacked: "we need", "I'd like to see", "it would help to have", "we have not had".</summary>
    private const string Lacked =
        @"(?<!(everything|all|what|that) )(i|we) (still |also |would |really |just |only )?(need(?! (nothing|no|not)\b)|require|lack|(are|am) (still )?(waiting for|missing)|have(n['’]t| not) (had|received|seen|got)|never (got|received|had))|what would help"
        + @"|(i|we)(['’]d| would) ((like|love|want) (to (see|have|get|know|understand|read|hear|receive)|you to|a (copy|list|draft|sample|reference|date|quote|version)|your)|appreciate|be (grateful|glad|thankful) (for|if))|(grateful|thankful|obliged) (for (a|an|your)|if you)|(it|that) would (help|be (good|great|helpful|useful)) (to (see|have|get|know|receive|read)|if you)"
        + @"|(once|until|as soon as|when) you(['’]ve| have)? (send|sent|share|shared|answer|answered|provide|provided|confirm|confirmed)|(look|looking) forward to (receiving|getting|seeing) (a|an|the|your)|(is|are) still (missing|outstanding|owed)";

    [GeneratedRegex(
        @"(?<=^|[.!?\n])(?!\s*(when|once|after|if)\b[^.!?\n]*\b(i|we) need\b)[^.!?\n]*(\?|\b("
            + Asked
            + "|"
            + Lacked
            + @")\b[^.!?\n]*[.!?\n]?)",
        Plain,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Asking();

    [GeneratedRegex(
        @"\b((i('ll| will)|we('ll| will)|let me|i am going to|i'm going to|need to) (just |quickly |also )?(check|ask|find out|look into|come back|get back|revert|take (it|this|that) (up|to)|raise|chase|dig|clarify|find the right)"
            + @"|working on (it|that|this)|bear with|still (checking|chasing|waiting for)|(i|we)('ll| will) (send|share|have|get|forward|provide|deliver)\b[^.!?\n]*\b(by|on|before|early|next|this|tomorrow|as soon as|shortly|soon|once|when|end of)"
            + @"|(just )?(checking|check) in|touch(ing)? base|circl(e|ing) back|following up|follow up on|any (news|update|updates|thoughts|feedback)|(did|have) you (get|got|had|have|find) (a )?(chance|time|moment)|bumping|nudg(e|ing)|wanted to see (if|whether|where|how))\b",
        Plain,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Holding();

    [GeneratedRegex(
        @"\b(attached|attaching|attachment|enclosed|please find|here (is|are)|here's|see below|below (is|are|you)|the answers?( to your question)? (is|are)|to answer)\b|\b(yes|no),",
        Plain,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Delivers();

    [GeneratedRegex(
        @"\b(got (it|them|that|the)|received (it|them|that|the|your)|that('s| is| was)? (answers|what i needed|what we needed|helpful|clear)|answers (my|our) question|that (helps|answers|works|covers)|thanks for (sending|the (answer|answers|document|file|sheet|pack|quick (reply|answer)|clarification)))\b",
        Plain,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Settled();
}
