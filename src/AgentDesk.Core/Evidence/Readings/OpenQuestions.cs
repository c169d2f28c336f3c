using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>A question or request that a buyer put in a mail and that nobody of our side has written back on.</summary>
public sealed record OpenQuestion(EvidenceName Name, DateTimeOffset At, string Who, string Email, string Sentence);

/// <summary>What the buyer still waits for: while it is open, the silence is ours and not the buyer's.</summary>
public static partial class OpenQuestions
{
    /// <summary>Questions that no later call, and no later mail of ours in that conversation or to that person, can have answered; oldest first.</summary>
    public static IReadOnlyList<OpenQuestion> Of(DealFile file, DateTimeOffset now)
    {
        var open = new List<OpenQuestion>();
        foreach (var m in file.Mails)
        {
            if (m.Side != Side.Buyer || m.IsAutoReply || m.SentAt > now || Ask(m.OwnWords) is not { } sentence) { continue; }
            if (file.Calls.Any(c => c.StartedAt > m.SentAt && c.StartedAt <= now)) { continue; }
            if (!file.Mails.Any(r => r.Side == Side.Seller && r.SentAt > m.SentAt && r.SentAt <= now && Answers(r, m)))
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
        reply.ConversationId == question.ConversationId || reply.To.Concat(reply.Cc).Any(a => Sides.Same(a.Address, question.From.Address));

    [GeneratedRegex(@"[^.!?\n]*(\?|\b(please (send|let me know|confirm|share|advise|provide|return|check|give)|could you|can you|would you|(?<!everything )(?<!all )(?<!what )(?<!that )(i|we) (still )?(need|would need|are waiting for|am waiting for)|waiting (for|on) you|what would help)\b[^.!?\n]*[.!?\n]?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Asking();
}
