using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Evals.Cases;

/// <summary>What a phrase is replaced by.</summary>
internal enum NameKind
{
    Person,
    Given,
    Family,
    Company,
}

/// <summary>One name that may not remain.</summary>
/// <param name="Words">Folded, at least one.</param>
/// <param name="Key">What it stands for: the same key gets the same pseudonym.</param>
/// <param name="OnlyAsName">It is an ordinary word, too: replaced only where it is written with a capital.</param>
internal sealed record Name(IReadOnlyList<string> Words, NameKind Kind, string Key, bool OnlyAsName);

/// <summary>
/// Every person and company that the sources of one deal name: contacts, colleagues, whoever wrote, spoke, was written to or was invited,
/// and the accounts of the whole pipeline. What a case is redacted by.
/// </summary>
internal sealed class Roster
{
    private static readonly char[] NameParts = ['.', '_'];

    private static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "inc",
        "incorporated",
        "llc",
        "llp",
        "lp",
        "ltd",
        "limited",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "kg",
        "se",
        "ug",
        "ohg",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "bv",
        "nv",
        "ab",
        "as",
        "asa",
        "oy",
        "oyj",
        "aps",
        "pty",
        "pte",
        "kk",
        "sl",
        "the",
        "group",
        "holding",
        "holdings",
    };

    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal)
    {
        "de",
        "da",
        "do",
        "dos",
        "del",
        "della",
        "di",
        "du",
        "la",
        "le",
        "el",
        "al",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "zu",
        "bin",
        "ibn",
        "y",
        "e",
        "of",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "jr",
        "sr",
    };

    private readonly Dictionary<string, List<Name>> _byFirst = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _people = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _companyOfDomain = new(StringComparer.Ordinal);
    private readonly HashSet<string> _own;

    /// <param name="dossier">What the case was prepared from.</param>
    /// <param name="accounts">Accounts of the whole pipeline.</param>
    /// <param name="others">People of other deals: replaced where their whole name stands.</param>
    public Roster(Dossier dossier, IReadOnlyList<string> accounts, IReadOnlyList<Contact> others)
    {
        var (file, team) = (dossier.File, dossier.Team);
        _own = [.. team.SellerDomains.Select(d => d.ToLowerInvariant())];
        foreach (var account in accounts.Append(file.Deal.Account).Concat(file.Signals.Select(s => s.Account)))
        {
            AddCompany(account, account);
        }
        AddCompany(team.Name, "own side");
        foreach (var domain in team.SellerDomains)
        {
            AddDomain(domain, "own side");
        }

        foreach (var (name, email) in PeopleOf(file, team))
        {
            AddPerson(name, email, parts: true);
        }
        foreach (var c in others)
        {
            AddPerson(c.Name, c.Email, parts: false);
        }
        foreach (var c in file.Contacts.Where(c => c.Side == Side.Buyer))
        {
            AddDomain(DomainOf(c.Email), file.Deal.Account);
        }
        foreach (var email in _people.Keys.ToList())
        {
            AddDomain(DomainOf(email), null);
        }
    }

    /// <summary>Whether a word is part of a real name, so that no invented one may be like it.</summary>
    public bool Knows(string word) => _words.Contains(Folded.Of(word));

    /// <summary>The name of whoever has an address, where a source says it.</summary>
    public string? NameOf(string email) => _people.GetValueOrDefault(email);

    /// <summary>The company's key that a domain belongs to; the domain itself where no account is known for it.</summary>
    public string CompanyOf(string domain) => _companyOfDomain.GetValueOrDefault(domain.ToLowerInvariant(), domain.ToLowerInvariant());

    public bool IsOwn(string domain) => _own.Contains(domain.ToLowerInvariant());

    /// <summary>Names that begin with a word, the longest first.</summary>
    public IReadOnlyList<Name> StartingWith(string folded) => _byFirst.TryGetValue(folded, out var names) ? names : [];

    /// <summary>Every name, for tests.</summary>
    internal IEnumerable<Name> All => _byFirst.Values.SelectMany(n => n);

    private static IEnumerable<(string? Name, string? Email)> PeopleOf(DealFile file, Team team) =>
        [
            .. file.Contacts.Select(c => ((string?)c.Name, (string?)c.Email)),
            .. team.Colleagues.Select(c => (c.Name, (string?)c.Email)),
            (null, file.Deal.OwnerEmail),
            (null, file.Deal.ManagerEmail),
            .. file.Mails.SelectMany(m => m.To.Concat(m.Cc).Prepend(m.From)).Select(a => (a.Name, (string?)a.Address)),
            .. file.Calls.SelectMany(c => c.Participants).Select(p => ((string?)p.Name, p.Email)),
            .. file.Calls.SelectMany(c => c.Cues).Select(q => (q.Speaker, (string?)null)).Distinct(),
            .. file.Thread.Select(t => (t.AuthorName, t.AuthorEmail)),
            .. file.Meetings.SelectMany(m => m.Attendees).Select(a => (a.Name, (string?)a.Address)),
            .. file.Activities.Select(a => ((string?)null, a.AuthorEmail)),
            .. file.Trackers.Select(t => ((string?)null, t.OwnerEmail)),
            .. file.Stages.Select(s => ((string?)null, s.ChangedBy)),
            .. file.FieldChanges.Select(f => ((string?)null, f.ChangedBy)),
            .. team.Assets.Select(a => (a.ApprovedBy?.Contains('@', StringComparison.Ordinal) == true ? null : a.ApprovedBy, a.ApprovedBy)),
            .. team.Voices.Select(v => ((string?)null, (string?)v.Email)),
        ];

    private void AddPerson(string? name, string? email, bool parts)
    {
        if (email is not null && !email.Contains('@', StringComparison.Ordinal))
        {
            email = null;
        }
        if (name is not null && name.Contains('@', StringComparison.Ordinal))
        {
            name = null;
        }
        name = string.IsNullOrWhiteSpace(name) ? null : name.Trim();

        // `lena.ortiz@…` is called Lena, whoever keeps the record.
        name ??=
            email is { } address
            && address[..address.IndexOf('@', StringComparison.Ordinal)].Split(NameParts) is { Length: > 1 } split
            && split.All(p => p.Length > 1 && p.All(char.IsLetter))
                ? string.Join(' ', split)
                : null;
        if (email is not null && (!_people.TryGetValue(email, out var known) || known is null))
        {
            _people[email] = name;
        }
        if (name is null || Folded.Words(name) is not { Count: > 0 } words)
        {
            return;
        }

        if (words.Count > 1)
        {
            Add(new Name(words, NameKind.Person, name, words.All(OrdinaryWords.Contains)));
        }
        if (!parts)
        {
            return;
        }

        var all = name.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < all.Length; i++)
        {
            if (Folded.Words(all[i]) is not { Count: > 0 } part || (part.Count == 1 && (part[0].Length < 2 || Particles.Contains(part[0]))))
            {
                continue;
            }
            Add(
                new Name(
                    part,
                    i == 0 ? NameKind.Given : NameKind.Family,
                    string.Join(' ', part),
                    part.Count == 1 && (part[0].Length < 3 || OrdinaryWords.Contains(part[0]))
                )
            );
        }

        // `nokafor` in a thread is the same person.
        var local = email?[..email.IndexOf('@', StringComparison.Ordinal)];
        if (
            local is not null
            && Folded.Words(local) is [{ Length: > 3 } handle]
            && words.Any(w => w.Length > 2 && handle.Contains(w, StringComparison.Ordinal))
            && !words.Contains(handle, StringComparer.Ordinal)
        )
        {
            Add(new Name([handle], NameKind.Person, name, OnlyAsName: false));
        }
    }

    private void AddCompany(string? name, string key)
    {
        if (name is null || Folded.Words(name) is not { Count: > 0 } words)
        {
            return;
        }
        key = string.Join(' ', Folded.Words(key));
        var core = words.SkipWhile(w => w == "the").ToList();
        while (core.Count > 1 && LegalForms.Contains(core[^1]))
        {
            core.RemoveAt(core.Count - 1);
        }
        if (core.Count == 0)
        {
            return;
        }

        Add(new Name(words, NameKind.Company, key, words.Count == 1 && OrdinaryWords.Contains(words[0])));
        Add(new Name(core, NameKind.Company, key, core.Count == 1 && OrdinaryWords.Contains(core[0])));
        if (core.Count > 1)
        {
            Add(new Name([string.Concat(core)], NameKind.Company, key, OnlyAsName: false));
        }
        if (core[0].Length > 2 && !core[0].All(char.IsDigit))
        {
            Add(new Name([core[0]], NameKind.Company, key, OrdinaryWords.Contains(core[0])));
        }
    }

    private void AddDomain(string? domain, string? account)
    {
        if (domain is null || PublicMail.Contains(domain))
        {
            return;
        }
        var key =
            account is not null ? string.Join(' ', Folded.Words(account))
            : IsOwn(domain) ? "own side"
            : domain;
        if (!_companyOfDomain.TryAdd(domain, key))
        {
            return;
        }

        var label = Folded.Words(domain.Split('.')[0]);
        if (label.Count == 0 || string.Concat(label).Length < 4)
        {
            return;
        }
        Add(new Name(label, NameKind.Company, key, label.Count == 1 && OrdinaryWords.Contains(label[0])));
        if (label.Count > 1)
        {
            Add(new Name([string.Concat(label)], NameKind.Company, key, OnlyAsName: false));
        }
    }

    private void Add(Name name)
    {
        if (!_byFirst.TryGetValue(name.Words[0], out var names))
        {
            _byFirst[name.Words[0]] = names = [];
        }
        if (names.Exists(n => n.Words.SequenceEqual(name.Words, StringComparer.Ordinal)))
        {
            return;
        }
        names.Add(name);
        names.Sort((a, b) => b.Words.Count.CompareTo(a.Words.Count));
        foreach (var word in name.Words)
        {
            _words.Add(word);
        }
    }

    private static string? DomainOf(string? email) =>
        email?.LastIndexOf('@') is >= 0 and var at && at < email.Length - 1 ? email[(at + 1)..].ToLowerInvariant() : null;

    internal static readonly HashSet<string> PublicMail = new(StringComparer.Ordinal)
    {
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "yahoo.com",
        "icloud.com",
        "me.com",
        "aol.com",
        "gmx.de",
        "gmx.net",
        "web.de",
        "proton.me",
        "protonmail.com",
    };
}
