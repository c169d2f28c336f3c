using System.Text.RegularExpressions;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>What the wording of a log entry or a mail's subject tells: reached or not, written by software or by a person.</summary>
public static partial class LogWording
{
    /// <summary>Nobody was reached: voicemail, no answer, a message left, a guest who did not come.</summary>
    public static bool IsUnreached(string text) => Unreached().IsMatch(text);

    /// <summary>The log says that the two did talk. A call that says neither counts as not reached.</summary>
    public static bool IsReached(string text) => !Unreached().IsMatch(text) && Reached().IsMatch(text);

    public static bool IsNoShow(string text) => NoShow().IsMatch(text);

    /// <summary>An auto-reply, by its own wording, as mail systems of several languages title it.</summary>
    public static bool IsAutomatic(string text) => Automatic().IsMatch(text);

    /// <summary>
    /// A subject without the marks that answering and forwarding put before it, lower case: what two records of one mail have in common.
    /// </summary>
    public static string BareSubject(string subject)
    {
        var bare = Prefix().Replace(subject.Trim(), "");
        return Blanks().Replace(bare, " ").Trim().ToLowerInvariant();
    }

    [GeneratedRegex(
        @"\b(voice ?mail|lvm|l/m|left (him |her |them |a |an |another |one |word|vm|msg|message)|vm\b|no (answer|pick[- ]?up|reply|response|callback|call back)|not (reached|answer(ed|ing)|pick(ed|ing) up)|didn'?t (answer|pick up|connect)|did not (answer|pick up|connect)|(answering )?machine|rang out|rings? out|unanswered|mobile off|straight to (a |voice)|could ?n[o']t reach|no[- ]shows?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Unreached();

    [GeneratedRegex(
        @"\b(spoke|spoken|talked|chatted|(good|great|quick|short|long|brief|nice) (chat|talk|call|conversation)|(he|she|they) (said|says|wants?|told|asked|confirmed|agreed)|told me|discussed|walked (him|her|them) through|connected with)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Reached();

    [GeneratedRegex(
        @"\b(no[- ]?shows?|did(n'?t| not) (show|turn up|join|come|attend)|nobody (came|joined|showed)|stood (us|me) up)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex NoShow();

    [GeneratedRegex(
        @"\b(automatic (reply|response)|auto[- ]?(reply|response|responder)|out[- ]of[- ](the[- ])?office|automatische antwort|abwesenheit(snotiz)?|automatisk svar|autosvar|automatisch antwoord|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|resposta automática|automaattinen vastaus|odpowiedź automatyczna)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Automatic();

    [GeneratedRegex(
        @"^(\s*(re|fw|fwd|aw|wg|sv|vs|vl|tr|rv|r|antw|odp|enc)\s*(\[\d+\])?\s*:)+\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Blanks();
}
