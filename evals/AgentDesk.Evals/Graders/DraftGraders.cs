using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Graders;

/// <summary>Graders of a message to the customer, by code alone. Where a draft proposes no message there is nothing to grade.</summary>
internal static partial class DraftGraders
{
    public static Score WordCount(GradeInput input) =>
        Of(
            input,
            (m, _) =>
            {
                var (words, most) = (Words().Count(m.Body), int.Parse(input.With("at_most")!, CultureInfo.InvariantCulture));
                return (words <= most ? input.Pass() : input.Fail(FormattableString.Invariant($"{words} words, at most {most}"))) with
                {
                    Value = words,
                };
            }
        );

    public static Score OneAsk(GradeInput input) =>
        Of(
            input,
            (m, _) =>
            {
                var asks = AsksOf(m.Body);
                return (
                    asks.Count == 1 ? input.Pass(asks[0]) : input.Fail(asks.Count == 0 ? "asks for nothing" : string.Join(" | ", asks))
                ) with
                {
                    Value = asks.Count,
                };
            }
        );

    public static Score Phrases(GradeInput input) =>
        Of(
            input,
            (m, _) =>
            {
                var text = $"{m.Subject}\n{m.Body}".Replace('’', '\'');
                var found = PhraseList.All.Select(p => p.Pattern.Match(text)).Where(x => x.Success).Select(x => x.Value.Trim()).ToList();
                return found.Count == 0 ? input.Pass() : input.Fail(string.Join(", ", found.Select(f => $"`{f}`")));
            }
        );

    public static Score Placeholders(GradeInput input) =>
        Of(
            input,
            (m, _) =>
                Placeholder().Match($"{m.Subject}\n{m.Body}") is { Success: true } x
                    ? input.Fail($"`{x.Value.Trim()}` is left to fill in")
                    : input.Pass()
        );

    public static Score Figures(GradeInput input) =>
        Of(
            input,
            (_, id) =>
            {
                var p = input.Prepared;
                var found = FiguresGate
                    .FiguresAreInTheSource.Judge(new GateCase(p.Proposal, p.Dossier))
                    .Where(f => f.Outcome == Outcome.Stop && f.About.Contains(id, StringComparer.Ordinal))
                    .ToList();
                return found.Count == 0 ? input.Pass() : input.Fail(string.Join("; ", found.Select(f => f.Reason)));
            }
        );

    public static Score Recipients(GradeInput input) =>
        Of(
            input,
            (m, _) =>
            {
                var file = input.Prepared.Dossier.File;
                var answered = m.InReplyTo is { } name ? file.Mails.FirstOrDefault(x => $"mail:{x.Id}" == name.Value) : null;
                if (m.InReplyTo is { } to && answered is null)
                {
                    return input.Fail($"it answers {to}, which is no mail of the deal");
                }

                var thread = answered is null
                    ? null
                    : file
                        .Mails.Where(x => x.ConversationId == answered.ConversationId)
                        .SelectMany(x => x.To.Concat(x.Cc).Append(x.From))
                        .Select(a => a.Address)
                        .ToHashSet(StringComparer.OrdinalIgnoreCase);
                foreach (var who in m.To.Concat(m.Cc))
                {
                    var contact = file.Contacts.FirstOrDefault(c => string.Equals(c.Email, who, StringComparison.OrdinalIgnoreCase));
                    if (contact is null && thread?.Contains(who) != true)
                    {
                        return input.Fail($"{who} is nobody of the deal");
                    }
                    if (string.Equals(contact?.Status, "left", StringComparison.OrdinalIgnoreCase))
                    {
                        return input.Fail($"{who} has left");
                    }
                    if (thread is not null && !thread.Contains(who))
                    {
                        return input.Fail($"{who} is not on the thread that is answered");
                    }
                }

                return m.To.Count == 0 ? input.Fail("it goes to nobody") : input.Pass();
            }
        );

    public static Score Flesch(GradeInput input) =>
        Of(
            input,
            (m, _) =>
            {
                var (ease, least) = (Readability.Flesch(m.Body), double.Parse(input.With("at_least")!, CultureInfo.InvariantCulture));
                return (
                    ease >= least
                        ? input.Pass()
                        : input.Fail(string.Create(CultureInfo.InvariantCulture, $"{ease:0.0} points, at least {least:0.#}"))
                ) with
                {
                    Value = Math.Round(ease, 1),
                };
            }
        );

    /// <summary>What a message asks for: its questions, and its requests without a question mark.</summary>
    public static IReadOnlyList<string> AsksOf(string body) =>
        [.. Sentences.Of(body).Select(s => s.Trim()).Where(s => s.EndsWith('?') || Request().IsMatch(s))];

    private static Score Of(GradeInput input, Func<ActionPayload.EmailDraft, string, Score> grade)
    {
        var messages = input.Prepared.Proposal.Actions.Where(a => a.Payload is ActionPayload.EmailDraft).ToList();
        if (messages.Count == 0)
        {
            return input.Skip("no message is proposed");
        }

        // Of several messages the one that fails speaks for all.
        var scores = messages.Select(a => grade((ActionPayload.EmailDraft)a.Payload, a.Id.Value)).ToList();
        return scores.FirstOrDefault(s => s.Outcome == RowOutcome.Fail) ?? scores[0];
    }

    [GeneratedRegex(@"[\p{L}\d][\p{L}\d'’.-]*", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Words();

    [GeneratedRegex(
        @"^\s*(?:please|could you|can you|would you|let me know|tell me|send me|reply with)\b|\b(?:please (?:send|confirm|let|tell|reply|share|check|review|name|pick|forward)|let me know (?:if|whether|which|when|what|who))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        5000
    )]
    private static partial Regex Request();

    [GeneratedRegex(
        @"\[[A-Z][^\]\n]{0,40}\]|\{\{?[^}\n]{1,40}\}\}?|<(?:first |last |your |company |deal )?[a-z_ ]{2,24}>|\b(?:TBD|TBC|XXX+|lorem ipsum)\b|_{3,}",
        RegexOptions.CultureInvariant,
        5000
    )]
    private static partial Regex Placeholder();
}
