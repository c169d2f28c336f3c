using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Sources;

/// <summary>
/// Which deals there are and who is who in them: filled while the records are read, asked when mail, calls and events are.
/// It holds deals and people, never evidence, so it stays small however much was written.
/// </summary>
internal sealed partial class Roster
{
    private readonly Dictionary<string, Deal> _deals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DealId>> _byAccount = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Deal, string Email), Contact> _contacts = [];
    private readonly Dictionary<string, Side> _sides = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _buyerOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Dictionary<string, Contact>> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sellerDomains = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlySet<string> DealIds => _ids;

    public IReadOnlyList<string> SellerDomains => [.. _sellerDomains.Order(StringComparer.Ordinal)];

    public IEnumerable<Deal> Deals => _deals.Values;

    public bool Add(Deal deal)
    {
        if (!_deals.TryAdd(deal.Id.Value, deal with { Columns = new Dictionary<string, string>(StringComparer.Ordinal) }))
        {
            return false;
        }
        _ids.Add(deal.Id.Value);
        if (deal.Account.Length > 0)
        {
            Under(_byAccount, deal.Account.Trim(), () => new List<DealId>()).Add(deal.Id);
        }

        return true;
    }

    public bool Add(DealId deal, Contact contact)
    {
        if (!_contacts.TryAdd((deal.Value, Key(contact)), contact))
        {
            return false;
        }
        Under(_named, deal.Value, () => new Dictionary<string, Contact>(StringComparer.OrdinalIgnoreCase))
            .TryAdd(Name(contact.Name), contact);
        if (contact.Email.Length == 0)
        {
            return true;
        }

        if (contact.Side is not Side.Unknown)
        {
            _sides.TryAdd(contact.Email, contact.Side);
        }
        if (contact.Side is Side.Buyer && _deals.TryGetValue(deal.Value, out var of) && of.Status == DealStatus.Open)
        {
            Under(_buyerOf, contact.Email, () => new HashSet<string>(StringComparer.Ordinal)).Add(deal.Value);
        }

        return true;
    }

    /// <summary>The given domains; without any, those of the deals' owners and managers.</summary>
    public void SetSellerDomains(IReadOnlyList<string> given)
    {
        var domains =
            given.Count > 0
                ? given
                : [.. _deals.Values.SelectMany(d => new[] { d.OwnerEmail, d.ManagerEmail }).Select(Domain).OfType<string>()];
        foreach (var domain in domains)
        {
            _sellerDomains.Add(domain.Trim().TrimStart('@').ToLowerInvariant());
        }
    }

    /// <summary>What tells a contact from the deal's others: the address, else the name.</summary>
    public static string Key(Contact contact) => contact.Email.Length > 0 ? contact.Email.ToLowerInvariant() : $" {Name(contact.Name)}";

    public bool IsSeller(string address) =>
        Domain(address) is { } domain
        && (_sellerDomains.Contains(domain) || _sellerDomains.Any(d => domain.EndsWith("." + d, StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// The side of whoever writes from this address, or <see cref="Side.Unknown"/> when neither domain nor contacts tell.
    /// </summary>
    public Side SideOf(DealId? deal, string address)
    {
        if (IsSeller(address))
        {
            return Side.Seller;
        }
        if (
            deal is { } id
            && _contacts.TryGetValue((id.Value, address.ToLowerInvariant()), out var contact)
            && contact.Side is not Side.Unknown
        )
        {
            return contact.Side;
        }
        return _sides.GetValueOrDefault(address, Side.Unknown);
    }

    /// <summary>
    /// The side of a mail's sender or a meeting's guest: who is neither ours nor known is a buyer, unless no person writes from there.
    /// </summary>
    public Side SideOrBuyer(DealId? deal, string address)
    {
        var known = SideOf(deal, address);
        return known is Side.Unknown && !AutoReply.IsMachine(address) ? Side.Buyer : known;
    }

    /// <summary>The deal that a mail or event belongs to by its people: the one open deal that has a buyer contact among them.</summary>
    public DealId? DealOf(IEnumerable<string> addresses)
    {
        string? only = null;
        foreach (var address in addresses)
        {
            if (!_buyerOf.TryGetValue(address, out var deals))
            {
                continue;
            }
            foreach (var deal in deals)
            {
                if (only is not null && only != deal)
                {
                    return null;
                }
                only = deal;
            }
        }

        return only is null ? null : new DealId(only);
    }

    public IReadOnlyList<DealId> DealsOf(string account) => _byAccount.TryGetValue(account.Trim(), out var deals) ? deals : [];

    public Contact? Named(DealId deal, string name) =>
        _named.TryGetValue(deal.Value, out var named) ? named.GetValueOrDefault(Name(name)) : null;

    /// <summary>The side of the deal's contact of this name; an address of our own domains is ours. Unknown where there is none.</summary>
    public Side SideOfNamed(DealId deal, string name) =>
        Named(deal, name) is not { } contact ? Side.Unknown
        : IsSeller(contact.Email) ? Side.Seller
        : contact.Side;

    private static T Under<T>(Dictionary<string, T> all, string key, Func<T> create)
    {
        if (all.TryGetValue(key, out var held))
        {
            return held;
        }
        var created = create();
        all.Add(key, created);
        return created;
    }

    public static string? Domain(string? address) =>
        address?.LastIndexOf('@') is { } at and >= 0 && at < address.Length - 1
            ? address[(at + 1)..].Trim().TrimEnd('>').ToLowerInvariant()
            : null;

    /// <summary>
    /// A name in the form in which names are compared: letters with their marks composed, one apostrophe and one hyphen however they are
    /// typed, lower case, single blanks, the first name first, without a trailing "(Company)" or "| Company".
    /// </summary>
    public static string Name(string name)
    {
        var end = name.AsSpan().IndexOfAny("([|");
        var bare = end > 0 ? name[..end] : name;

        // Directories of companies show "Berg, Olga".
        if (bare.Split(',') is [var last, var first])
        {
            bare = $"{first} {last}";
        }
        bare = Nfkc.Of(Hyphens().Replace(Apostrophes().Replace(bare, "'"), "-"));
        return string.Join(' ', bare.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
    }

    [GeneratedRegex("[\u2018\u2019\u02BC\u02B9\u2032\u00B4\u0060\uFF07]", RegexOptions.CultureInvariant)]
    private static partial Regex Apostrophes();

    [GeneratedRegex("[\u2010\u2011\u2012\u2013\u2212]", RegexOptions.CultureInvariant)]
    private static partial Regex Hyphens();
}
