using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>
/// Names of people and things that a text brings up and that its sources do not know. A capitalised word is a name when the whole dossier
/// never writes it small; it is known when it stands in what the statement may use, or in the record's people.
/// </summary>
public sealed partial class UnknownNames
{
    private readonly HashSet<string> _small = new(StringComparer.Ordinal);
    private readonly HashSet<string> _anywhere = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _people = new(StringComparer.OrdinalIgnoreCase);

    public UnknownNames(Dossier dossier)
    {
        foreach (var item in dossier.Items)
        {
            Note($"{item.Title} {item.Text}");
            if (item.Author is { } author)
            {
                Person(author);
            }
        }

        var file = dossier.File;
        foreach (var c in file.Contacts)
        {
            Person($"{c.Name} {c.Title} {c.Email}");
        }
        foreach (var c in dossier.Team.Colleagues)
        {
            Person($"{c.Name} {c.Email} {string.Join(' ', c.Roles)}");
        }
        foreach (var m in file.Mails)
        {
            Person($"{m.From.Name} {m.From.Address} {string.Join(' ', m.To.Concat(m.Cc).Select(a => $"{a.Name} {a.Address}"))}");
        }
        foreach (var p in file.Calls.SelectMany(c => c.Participants))
        {
            Person($"{p.Name} {p.Email}");
        }
        foreach (var a in file.Meetings.SelectMany(m => m.Attendees))
        {
            Person($"{a.Name} {a.Address}");
        }
        foreach (var t in file.Thread)
        {
            Person($"{t.AuthorName} {t.AuthorEmail}");
        }
        Person($"{file.Deal.Name} {file.Deal.Account} {file.Deal.OwnerEmail} {file.Deal.ManagerEmail} {dossier.Team.Name}");
        foreach (var asset in dossier.Team.Assets)
        {
            Person($"{asset.Title} {asset.ApprovedBy}");
        }
        foreach (var s in file.Signals)
        {
            Person($"{s.Account} {s.Source}");
        }
    }

    /// <summary>
    /// The unknown names of <paramref name="text"/>: two capitalised words that follow each other and are names, of which one is in neither
    /// the sources nor the people; or one inside a sentence that the dossier has nowhere.
    /// </summary>
    public IReadOnlyList<string> In(string text, string sources)
    {
        var unknown = new List<string>();
        var known = NameForms.WordsOf(sources).ToHashSet(StringComparer.OrdinalIgnoreCase);
        bool IsKnown(string word) => known.Contains(word) || _people.Contains(word) || NameForms.IsLegalForm(word);
        foreach (var (index, written, words) in NameForms.Series(text))
        {
            if (IsTitled(words) || words.Any(IsOrdinary))
            {
                continue;
            }

            // A sentence opens with a capital letter whatever its first word is: "Mark Bjørn Kvist as left" names Bjørn Kvist.
            var opens = IsOpening(text, index) && words.Skip(1).All(IsKnown);
            if (!opens && !words.All(IsKnown))
            {
                unknown.Add(written);
            }
        }

        unknown.AddRange(
            NameForms
                .Single(text)
                .Where(w =>
                    !IsOrdinary(w) && !_anywhere.Contains(w) && !IsKnown(w) && !unknown.Exists(u => u.Contains(w, StringComparison.Ordinal))
                )
                .ToList()
        );
        return [.. unknown.Distinct(StringComparer.Ordinal)];
    }

    private static bool IsOpening(string text, int index)
    {
        var before = text.AsSpan(0, index).TrimEnd([' ', '\u00a0', '\t', '"', '“', '‘', '\'', '(', '*', '-', '•']);
        return before.Length == 0 || before[^1] is '.' or '!' or '?' or ':' or ';' or '\n' or '\r';
    }

    private bool IsOrdinary(string word) => _small.Contains(word.ToLowerInvariant()) || Common().IsMatch(word);

    private static bool IsTitled(IEnumerable<string> words) => words.Any(w => Office().IsMatch(w));

    private void Note(string text)
    {
        foreach (var word in NameForms.WordsOf(text))
        {
            _anywhere.Add(word);
            if (char.IsLower(word[0]))
            {
                _small.Add(word);
            }
        }
    }

    private void Person(string text)
    {
        foreach (var word in NameForms.WordsOf(text))
        {
            _people.Add(word);
        }
    }

    [GeneratedRegex(
        @"^(mon|tues|wednes|thurs|fri|satur|sun)day$|^(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)$|^(the|this|that|these|those|and|but|for|from|with|our|your|their|his|her|its|we|you|they|she|he|it|if|when|while|after|before|since|because|what|which|who|where|how|why|not|no|yes|please|thank|thanks|dear|hi|hello|hey|best|kind|warm|regards|sincerely|cheers|all|both|each|english|german|french|spanish|european|american|british|christmas|easter|thanksgiving|halloween|hanukkah|passover|ramadan|eid|diwali|pentecost|whitsun|ascension|epiphany|advent|lent|carnival|midsummer|hogmanay|juneteenth|boxing|new|year|years|eve|bank|holiday|holidays|labou?r|memorial|independence|good|spring|summer|autumn|winter|q[1-4]|french|dutch|danish|swedish|norwegian|italian|british|europe|america|asia|internet|excel|word|teams|zoom|outlook|google|microsoft|pdf|crm)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Common();

    [GeneratedRegex(
        @"^(chief|vice|president|director|manager|head|officer|counsel|general|finance|financial|security|legal|procurement|purchasing|sales|customer|success|operations|engineering|technology|information|purchase|order|statement|work|service|services|agreement|master|data|processing|executive|sponsor|deal|desk|account|business|case|review|board|committee|team|office|department|quarterly|annual|supplier|vendor|proposal|contract|close|stage|forecast|next|step|steps|resolve|propose|discovery|best|commit|pipeline)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Office();
}
