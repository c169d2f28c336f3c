using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Evals.Cases;

/// <summary>
/// Takes out of one case who it is about: mail addresses, telephone numbers, web addresses, user ids, people's and companies' names, and
/// the ids of the source systems. Each is replaced by an invented one, the same one throughout the case, so that a quote still stands in
/// its source and an answer still goes to who asked. Amounts and dates stay. Deterministic: the same case is always written the same way.
/// </summary>
internal sealed partial class Redactor
{
    private readonly Roster _roster;
    private readonly Pseudonyms _names;
    private readonly Dictionary<string, string> _stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ofKind = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _users;
    private readonly string _deal;

    public Redactor(Dossier dossier, Roster roster)
    {
        (_roster, _deal) = (roster, dossier.Deal.Id.Value);
        _names = new Pseudonyms(roster.Knows);
        _users = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var t in dossier.File.Thread)
        {
            _users.TryAdd(t.UserId, t.AuthorName ?? t.AuthorEmail ?? t.UserId);
        }
        foreach (var item in dossier.Items)
        {
            NameOf(item.Name.Value);
        }
    }

    /// <summary>A copy with every text in it redacted, member names included.</summary>
    public JsonNode? Of(JsonNode? node) =>
        node switch
        {
            JsonObject o => Of(o),
            JsonArray a => new JsonArray([.. a.Select(Of)]),
            JsonValue v when v.GetValueKind() == JsonValueKind.String => JsonValue.Create(Of(v.GetValue<string>())),
            _ => node?.DeepClone(),
        };

    public JsonObject Of(JsonObject o)
    {
        var copy = new JsonObject();
        foreach (var (name, value) in o)
        {
            copy[MemberName().IsMatch(name) ? name : Of(name)] = IsOurs(name) ? value?.DeepClone() : Of(value);
        }
        return copy;
    }

    /// <summary>A text, or the name of a piece of evidence.</summary>
    public string Of(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }
        if (text == _deal)
        {
            return _names.NumberFor("deal", _deal);
        }
        if (EvidenceNameShape().IsMatch(text))
        {
            return NameOf(text);
        }
        if (_users.TryGetValue(text, out var user))
        {
            return Person(user);
        }

        var into = new StringBuilder(text.Length + 32);
        var at = 0;
        foreach (Match m in Marked().Matches(text))
        {
            if (m.Index < at)
            {
                continue;
            }
            if (Replacement(m) is not { } by)
            {
                continue;
            }
            Words(text[at..m.Index], into);
            into.Append(by);
            at = m.Index + m.Length;
        }

        Words(text[at..], into);
        return into.ToString();
    }

    // Words of our own documents: a buyer called Buyer does not change them.
    private static bool IsOurs(string member) =>
        member is "kind" or "side" or "role" or "at" or "now" or "tracker" or "standing" or "source" or "category" or "disposition";

    private string? Replacement(Match m)
    {
        if (m.Groups["url"].Success)
        {
            return $"https://{_names.NumberFor("link", m.Value)}.example";
        }
        if (m.Groups["mail"].Success)
        {
            return Address(m.Value);
        }
        if (m.Groups["user"].Success)
        {
            return $"<@{Person(_users.GetValueOrDefault(m.Groups["id"].Value, m.Groups["id"].Value)).Replace(' ', '.')}>";
        }
        return m.Value.Count(char.IsAsciiDigit) is >= 7 and <= 15 && !IsoDate().IsMatch(m.Value)
            ? _names.NumberFor("phone", string.Concat(m.Value.Where(char.IsAsciiDigit)))
            : null;
    }

    /// <summary>Who the address belongs to keeps their invented name in it; a mailbox of a role keeps the role.</summary>
    private string Address(string mail)
    {
        var key = mail.ToLowerInvariant();
        if (_addresses.TryGetValue(key, out var known))
        {
            return known;
        }

        var at = key.LastIndexOf('@');
        var (local, domain) = (key[..at], key[(at + 1)..]);
        var host = Roster.PublicMail.Contains(domain) ? "mail" : _names.CompanyFor(_roster.CompanyOf(domain)).ToLowerInvariant();
        var who =
            _roster.NameOf(key) is { } name ? Person(name).ToLowerInvariant().Replace(' ', '.')
            : RoleBox().IsMatch(local) ? local
            : _names.NumberFor("person", key);
        var address = $"{who}@{host}.example";

        // Two people of one name are still two.
        if (_addresses.ContainsValue(address))
        {
            address = $"{who}.{_names.NumberFor("no", key)}@{host}.example";
        }
        return _addresses[key] = address;
    }

    private string Person(string name)
    {
        if (name.Contains('@', StringComparison.Ordinal))
        {
            return _roster.NameOf(name) is { } known ? Person(known) : _names.NumberFor("person", name.ToLowerInvariant());
        }
        var words = name.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Folded.Plain).Where(w => w.Length > 0).ToList();
        return words.Count switch
        {
            0 => _names.NumberFor("person", name),
            1 => _names.GivenFor(words[0]),
            _ => $"{_names.GivenFor(words[0])} {_names.FamilyFor(words[^1])}",
        };
    }

    private void Words(string text, StringBuilder into)
    {
        var words = Folded.Word().Matches(text);
        var at = 0;
        for (var i = 0; i < words.Count; )
        {
            if (Found(text, words, i) is not var (name, count))
            {
                i++;
                continue;
            }
            into.Append(text, at, words[i].Index - at)
                .Append(
                    name.Kind switch
                    {
                        NameKind.Person => Person(name.Key),
                        NameKind.Given => _names.GivenFor(name.Key),
                        NameKind.Family => _names.FamilyFor(name.Key),
                        _ => _names.CompanyFor(name.Key),
                    }
                );
            at = words[i + count - 1].Index + words[i + count - 1].Length;
            i += count;
        }

        into.Append(text, at, text.Length - at);
        if (_deal.Length > 2)
        {
            into.Replace(_deal, _names.NumberFor("deal", _deal));
        }
    }

    private (Name Name, int Words)? Found(string text, MatchCollection words, int i)
    {
        foreach (var name in _roster.StartingWith(Folded.Of(words[i].Value)))
        {
            var n = name.Words.Count;
            if (i + n > words.Count || (name.OnlyAsName && !char.IsUpper(words[i].Value[0])))
            {
                continue;
            }
            var same = true;
            for (var k = 1; same && k < n; k++)
            {
                var gap = words[i + k].Index - words[i + k - 1].Index - words[i + k - 1].Length;
                same =
                    Folded.Of(words[i + k].Value) == name.Words[k]
                    && gap <= 3
                    && !text.AsSpan(words[i + k].Index - gap, gap).ContainsAny(";:!?");
            }

            if (same)
            {
                return (name, n);
            }
        }

        return null;
    }

    /// <summary>A piece's name with an invented id: what was a conversation or a channel says whose it was.</summary>
    private string NameOf(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var (kind, rest) = (name[..colon], name[(colon + 1)..]);
        var hash = rest.IndexOf('#', StringComparison.Ordinal);
        var stem = hash < 0 ? rest : rest[..hash];
        if (!_stems.TryGetValue($"{kind}:{stem}", out var renamed))
        {
            _ofKind[kind] = _ofKind.GetValueOrDefault(kind) + 1;
            _stems[$"{kind}:{stem}"] = renamed =
                stem == _deal ? _names.NumberFor("deal", _deal) : FormattableString.Invariant($"{kind[0]}{_ofKind[kind]}");
        }

        if (hash < 0)
        {
            return $"{kind}:{renamed}";
        }
        var suffix = rest[(hash + 1)..];
        return $"{kind}:{renamed}#{(suffix.Contains('@', StringComparison.Ordinal) ? Of(suffix) : suffix)}";
    }

    [GeneratedRegex(
        @"(?<url>(?:https?://|www\.)[^\s<>""')\]}]+)|(?<mail>[\p{L}\p{N}._%+'-]*[\p{L}\p{N}_%+-]@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*)|(?<user><@(?<id>[A-Z0-9]+)(?:\|[^>]*)?>)|(?<phone>(?<![\p{L}\p{N}.,:/#-])(?:\+|00(?=[1-9]))\d[\d ().\-/]{5,}\d|(?<![\p{L}\p{N}.,:/#$€£-])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?![\d,])|(?<![\p{L}\p{N}.,:/#$€£-])\(?0\d{1,4}\)?[ \-/.]\d[\d \-/.]{4,}\d(?![\d,])|(?<=\b(?i:tel|phone|mobile|cell|fax|telephone|handy)\b[^\d\n]{0,6})\d[\d ().\-/]{5,}\d)",
        RegexOptions.CultureInvariant,
        10000
    )]
    private static partial Regex Marked();

    [GeneratedRegex(@"^(?:19|20)\d\d[-/.]\d\d[-/.]\d\d", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex IsoDate();

    [GeneratedRegex(
        @"^(?:mail|call|thread|activity|tracker|deal|stage|field|contact|event|asset|signal):\S+$",
        RegexOptions.CultureInvariant,
        5000
    )]
    private static partial Regex EvidenceNameShape();

    [GeneratedRegex(
        @"^(?:info|sales|support|legal|security|procurement|purchasing|billing|accounts|finance|office|admin|team|hello|contact|contracts|hr|it|ap|no-?reply)$",
        RegexOptions.CultureInvariant,
        5000
    )]
    private static partial Regex RoleBox();

    // Names of members that our own documents have; a member named after a person or an address is data.
    [GeneratedRegex(
        @"^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$|^(?:name|kind|at|side|author|title|text|to|cc|by|now|id|role|status|owner|source|count|from|stage|deal|account)$",
        RegexOptions.CultureInvariant,
        5000
    )]
    private static partial Regex MemberName();
}
