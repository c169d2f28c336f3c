using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Sources;

/// <summary>
/// Tells a machine's answer from a person's: by its subject, else by what only machines write, else by several signs together.
/// </summary>
internal static partial class AutoReply
{
    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static bool Is(string subject, string ownWords, string from, IReadOnlyList<MailAddress> to)
    {
        if (Subject().IsMatch(subject.Trim()) || Bounce().IsMatch(from))
        {
            return true;
        }

        // Signs of a machine stand at the beginning; a long text is a person's.
        if (ownWords.Length > 4000)
        {
            return false;
        }

        // A person who answers greets, asks, and refers to absences without being one.
        if (GreetsByName(ownWords, to) || ownWords.Contains('?', StringComparison.Ordinal))
        {
            return false;
        }
        if (MachineOnly().IsMatch(ownWords))
        {
            return true;
        }

        var absent = Absent().IsMatch(ownWords) || Left().IsMatch(ownWords);
        return absent && (Redirects().IsMatch(ownWords) || Returns().IsMatch(ownWords));
    }

    /// <summary>An address that no person writes from.</summary>
    public static bool IsMachine(string address) => Machine().IsMatch(address);

    private static bool GreetsByName(string text, IReadOnlyList<MailAddress> to)
    {
        var first = text.AsSpan().TrimStart();
        var end = first.IndexOf('\n');
        var greeting = (end < 0 ? first : first[..end]).ToString();
        if (greeting.Length > 80)
        {
            greeting = greeting[..80];
        }
        var words = greeting
            .Split([' ', ',', '.', '!', ':', ';', '-', '/'], StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return to.SelectMany(p => (p.Name ?? p.Address.Split('@')[0]).Split([' ', '.', ',', '-'], StringSplitOptions.RemoveEmptyEntries))
            .Any(n => n.Length > 2 && words.Contains(n));
    }

    [GeneratedRegex(
        @"^(\[[^\]]*\]\s*)?(automatic (reply|response)|auto[- ]?(reply|response|svar|matic reply)|autoreply|auto\s*:|autosvar|automatische (antwort|e-mail|rückmeldung)|abwesenheit\w*|abwesend|réponse automatique|absence du bureau|automatisk svar|automatiskt svar|fraværende|frånvar\w*|automatisch antwoord|afwezig\w*|respuesta automática|fuera de la oficina|resposta automática|ausência|risposta automatica|fuori (sede|ufficio)|automaattinen vastaus|odpowiedź automatyczna|out[- ]of[- ](the[- ])?office\s*(:|$|re\b|auto|reply|message)|ooo\s*:|undeliverable|undelivered|delivery (status notification|has failed|failure)|mail delivery|returned mail|unzustellbar|non remis|no se puede entregar)",
        Loose
    )]
    private static partial Regex Subject();

    [GeneratedRegex(@"^(mailer-daemon|postmaster|microsoftexchange[0-9a-f]*)@", Loose)]
    private static partial Regex Bounce();

    [GeneratedRegex(
        @"^(no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|notifications?|bounces?|alerts?|calendar-notification|microsoftexchange)[^@]*@",
        Loose
    )]
    private static partial Regex Machine();

    [GeneratedRegex(
        @"\b(this|the) (mailbox|inbox|account|e-?mail address|address) (is|has been) (no longer|not( being)?|closed|deactivated|unattended|unmonitored)( (monitored|read|checked|in use|active|actively monitored))?|this is an automat(ed|ic) (reply|response|message|e-?mail)|(your|the) (message|e-?mail|mail)s? (will|is|are) not (be )?(being )?forwarded|(Ihre )?(Nachricht|E-Mail|Mail)e?n? (wird|werden) nicht (weitergeleitet|gelesen)|dies(es)? ist eine automatische|postkasse\w* (bliver|læses|er) ikke|denne mailadresse er (lukket|ikke)|cette (boîte|adresse)[^.]{0,40} n['’]est (plus|pas)|ceci est (une réponse|un message) automatique|deze mailbox wordt niet|este (buzón|correo)[^.]{0,30} no (se|es)|esta caixa[^.]{0,30} não",
        Loose
    )]
    private static partial Regex MachineOnly();

    [GeneratedRegex(
        @"\b(I( am|['’]m| will be)( currently| now)? (out of( the)? office|away( from)?|on (annual |parental |maternity |paternity |medical |sick |extended |study )?(leave|holiday|vacation|secondment|sabbatical)|travell?ing|on a \w+ (visit|trip)|not reading)|(thank you|thanks) for your (e-?mail|mail|message)[^?]{0,60}\b(out of( the)? office|away|on leave)|ich bin (derzeit |zurzeit |vom |bis |ab |momentan )?[^\n]{0,60}(nicht (im Büro|erreichbar|im Haus)|abwesend|im Urlaub|wieder (erreichbar|im Büro))|je suis (actuellement )?(absente?|en congés?)|jeg er (p\.?t\.? |i øjeblikket )?(fraværende|på ferie|ikke på kontoret|bortrejst)|jag är (på semester|inte på kontoret|bortrest)|ik ben (momenteel )?(afwezig|niet (op kantoor|aanwezig)|met vakantie)|estoy (fuera|de vacaciones|ausente)|estou (fora|de férias|ausente)|sono (fuori|in ferie|assente))",
        Loose
    )]
    private static partial Regex Absent();

    [GeneratedRegex(
        @"\b((is|am|are) no longer (with|at|employed|working|part of)|no longer works? (at|for|with|here)|(have|has) (left|ended (my|his|her|their) (position|employment))|I left the company|nicht mehr (für|bei|im Unternehmen)|(ne travaille plus|a quitté)|fratrådt|ikke længere (ansat|hos)|niet meer werkzaam|ya no (trabaja|trabajo)|(já )?não (trabalha|trabalho) mais|slutat)\b",
        Loose
    )]
    private static partial Regex Left();

    [GeneratedRegex(
        @"\b((please|kindly) (contact|write|reach|e-?mail|direct|refer|get in touch)|(for|in|with) (any )?(urgent|immediate|pressing)|urgent (matters|requests|cases|enquiries)|in my absence|limited (access|reception|connectivity)|in dringenden|wenden Sie sich|bitte kontaktieren|en cas d['’]urgence|veuillez contacter|ved hastende|kontakt venligst|haster|bij (spoed|dringende)|neem contact op|por favor (contacte|póngase|entre em contato)|para asuntos urgentes|em caso de urgência)\b",
        Loose
    )]
    private static partial Regex Redirects();

    [GeneratedRegex(
        @"\b((I will|I['’]ll|will) (be back|return|respond|reply|get back|answer)[^.]{0,60}(on|when|upon|after|return|back)|back (on|in the office|at my desk)|until (the )?(\d|mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|returning (on|to)|wieder (erreichbar|im Büro|zurück)|zurück am|de retour|tilbage (den|d\.|igen)|terug op|de vuelta|de volta)\b",
        Loose
    )]
    private static partial Regex Returns();
}
