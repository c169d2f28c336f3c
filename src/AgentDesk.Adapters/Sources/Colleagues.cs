using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Adapters.Sources;

/// <summary>Who is on our side, and what each may decide, put together from everything that names them.</summary>
internal sealed partial class Colleagues
{
    private readonly SortedDictionary<string, (string? Name, SortedSet<string> Roles)> _people = new(StringComparer.Ordinal);
    private readonly List<Asset> _approved = [];

    public void Named(string email, string? name, string? role = null)
    {
        var key = email.Trim().ToLowerInvariant();
        if (key.Length == 0)
        {
            return;
        }
        if (!_people.TryGetValue(key, out var person))
        {
            person = (null, new SortedSet<string>(StringComparer.Ordinal));
        }
        if (role is not null and not "unknown")
        {
            person.Roles.Add(role);
        }
        _people[key] = (person.Name ?? (string.IsNullOrWhiteSpace(name) ? null : name.Trim()), person.Roles);
    }

    /// <summary>Learns of whatever names one of ours.</summary>
    public void Learn(Found found, Roster roster)
    {
        switch (found)
        {
            case Found.OfDeal { Deal: var deal }:
                Named(deal.OwnerEmail, null, Roles.DealOwner);
                if (deal.ManagerEmail is { } manager)
                {
                    Named(manager, null, Roles.Manager);
                }
                break;
            case Found.OfPiece { Value: TrackerRow { OwnerEmail: { } owner } tracker } when roster.IsSeller(owner):
                Named(owner, null, tracker.Kind);
                break;
            case Found.OfPiece { Value: Contact { Side: Side.Seller, Email.Length: > 0 } contact }:
                Named(contact.Email, contact.Name, contact.Role);
                foreach (var role in Implied(contact.Title))
                {
                    Named(contact.Email, contact.Name, role);
                }
                break;
        }
    }

    public void Saw(string? name, string address, Roster roster)
    {
        if (roster.IsSeller(address) && !AutoReply.IsMachine(address))
        {
            Named(address, name);
        }
    }

    /// <summary>
    /// Who approved an asset is qualified for its subject. Approvers may be given by name, so they are looked up at the end.
    /// </summary>
    public void Approved(Asset asset) => _approved.Add(asset);

    public IReadOnlyList<Colleague> All()
    {
        foreach (var asset in _approved)
        {
            if (EmailOf(asset.ApprovedBy) is not { } email)
            {
                continue;
            }
            Named(email, null);
            foreach (var role in RolesOf(asset))
            {
                Named(email, null, role);
            }
        }

        return [.. _people.Select(p => new Colleague(p.Key, p.Value.Name, [.. p.Value.Roles]))];
    }

    private string? EmailOf(string? approver)
    {
        if (approver is null)
        {
            return null;
        }
        if (approver.Contains('@', StringComparison.Ordinal))
        {
            return approver;
        }
        var named = _people.Where(p => p.Value.Name is { } n && Roster.Name(n) == Roster.Name(approver)).Select(p => p.Key).ToList();
        if (named.Count > 0)
        {
            return named.Count == 1 ? named[0] : null;
        }

        // Nobody is named so, but an address may be made of the name.
        var local = Roster.Name(approver).Replace(' ', '.');
        var made = _people.Keys.Where(k => string.Equals(k.Split('@')[0], local, StringComparison.Ordinal)).ToList();
        if (made.Count != 1)
        {
            return null;
        }
        Named(made[0], approver);
        return made[0];
    }

    private static IEnumerable<string> RolesOf(Asset asset) =>
        asset.Kind switch
        {
            "security_pack" => [Roles.Security],
            "legal_template" => [Roles.Legal],
            "pricing" => [Roles.Discount],
            // An escalation playbook is signed by whoever takes escalations; its title says of what.
            "escalation_playbook" => Implied(asset.Title).DefaultIfEmpty(Roles.Executive),
            _ => [],
        };

    private static IEnumerable<string> Implied(string? title)
    {
        if (title is null)
        {
            yield break;
        }
        if (LegalWords().IsMatch(title))
        {
            yield return Roles.Legal;
        }
        if (SecurityWords().IsMatch(title))
        {
            yield return Roles.Security;
        }
        if (ProcurementWords().IsMatch(title))
        {
            yield return Roles.Procurement;
        }
        if (ExecutiveWords().IsMatch(title))
        {
            yield return Roles.Executive;
        }
        if (DiscountWords().IsMatch(title))
        {
            yield return Roles.Discount;
        }
        if (ScopeWords().IsMatch(title))
        {
            yield return Roles.Scope;
        }
        if (RevOpsWords().IsMatch(title))
        {
            yield return Roles.RevOps;
        }
    }

    [GeneratedRegex(
        @"\b(legal|counsel|attorney|solicitor)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex LegalWords();

    [GeneratedRegex(
        @"\b(security|infosec|ciso|compliance|data protection|privacy)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex SecurityWords();

    [GeneratedRegex(
        @"\b(procurement|vendor desk|supplier desk)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ProcurementWords();

    [GeneratedRegex(
        @"\b(executive|chief|ceo|cfo|coo|cto|cro|president|svp|evp|managing director|founder)\b(?! assistant)(?<!account executive)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ExecutiveWords();

    [GeneratedRegex(
        @"\b(discounts?|pricing|deal desk|commercial desk)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex DiscountWords();

    [GeneratedRegex(
        @"\b(scope|scoping|statement of work|delivery|professional services|implementation)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ScopeWords();

    [GeneratedRegex(
        @"\b(rev(enue)?[ -]?op(eration)?s|sales op(eration)?s)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex RevOpsWords();
}
