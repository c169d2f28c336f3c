using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>Which side of a deal a mail address belongs to, as far as the record tells.</summary>
public static class Sides
{
    /// <summary>
    /// Whether the address is the buyer's: a buyer contact, or an unlisted address of a buyer contact's domain. Where the record knows no
    /// buyer contact, every address that is neither ours nor a listed partner's counts.
    /// </summary>
    public static bool IsBuyer(DealFile file, Team team, string address)
    {
        if (Contact(file, address) is { } contact)
        {
            return contact.Side == Side.Buyer;
        }
        if (IsSeller(team, address))
        {
            return false;
        }

        var domain = Domain(address);
        var known = false;
        foreach (var c in file.Contacts)
        {
            if (c.Side != Side.Buyer)
            {
                continue;
            }
            known = true;
            if (Domain(c.Email).Equals(domain, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return !known && domain.Length > 0;
    }

    /// <summary>Whether the address is of our own side: one of the team's domains, or a colleague.</summary>
    public static bool IsSeller(Team team, string address) =>
        team.SellerDomains.Any(d => Domain(address).Equals(d, StringComparison.OrdinalIgnoreCase)) || Colleague(team, address) is not null;

    public static Contact? Contact(DealFile file, string address) => file.Contacts.FirstOrDefault(c => Same(c.Email, address));

    public static Colleague? Colleague(Team team, string address) => team.Colleagues.FirstOrDefault(c => Same(c.Email, address));

    public static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Domain(string address) => address.LastIndexOf('@') is var at and >= 0 ? address.AsSpan(at + 1) : [];
}
