using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>Who is who in the deal: whom to write to, who is qualified, who could know.</summary>
internal sealed class DealPeople(DealReading reading)
{
    public string OwnerName { get; } = NameOf(reading, reading.Inputs.Deal.Owner);

    public IReadOnlyList<KnownPerson> Buyers => [.. Active.Select(c => new KnownPerson(c.Name, [c.Role ?? "unknown"]))];

    public IReadOnlyList<KnownPerson> Colleagues =>
        [.. reading.Inputs.Colleagues.Where(c => c.Name is not null && c.Email != reading.Inputs.Deal.Owner).Select(c => new KnownPerson(c.Name!, c.Roles ?? []))];

    private IEnumerable<ContactRow> Active => reading.Inputs.Contacts.Where(c => c.Side == Side.Buyer && c.Status != "left" && !Left(c));

    /// <summary>The address of the qualified owner of this kind, or the manager's for the manager's kind; null when nobody is named.</summary>
    public string? Qualified(string role)
    {
        if (reading.Inputs.Routing.TryGetValue(role, out var to) && to.Count > 0) { return to[0]; }
        return role == "manager" && reading.Inputs.Deal.Manager is { Length: > 0 } manager ? manager : null;
    }

    public string NameOf(string email) => NameOf(reading, email);

    /// <summary>Whom a mail goes to: who spoke last of those who are still there; the owner of the category where such a contact wrote.</summary>
    public ContactRow? Addressee(Diagnosis d)
    {
        var spoke = d.Statements.Where(s => s.IsBuyers && s.Source.Kind == "mail").OrderByDescending(s => s.Source.At).Select(s => reading.Contact(s.Source.Author)).OfType<ContactRow>();
        var active = Active.ToList();
        return spoke.FirstOrDefault(active.Contains) ?? active.FirstOrDefault(c => c.Role is "champion" or "economic_buyer") ?? active.FirstOrDefault();
    }

    /// <summary>The last mail that this contact wrote, or null.</summary>
    public EvidencePiece? LastMailOf(ContactRow contact) =>
        reading.Evidence.LastOrDefault(e => e is { Kind: "mail", Automatic: false, Side: Side.Buyer } && string.Equals(e.Author, contact.Name, StringComparison.OrdinalIgnoreCase));

    private bool Left(ContactRow c) => reading.Evidence.Any(e => e.Kind == "mail" && e.Side == Side.Buyer && string.Equals(e.Author, c.Name, StringComparison.OrdinalIgnoreCase) && Signals.SaysGone(e));

    private static string NameOf(DealReading reading, string email) =>
        reading.Inputs.Colleagues.FirstOrDefault(c => string.Equals(c.Email, email, StringComparison.OrdinalIgnoreCase))?.Name ?? email;
}
