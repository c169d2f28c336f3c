using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>Who is who in the deal: whom to write to, who is qualified, who could know.</summary>
internal sealed class DealPeople(DealReading reading)
{
    public string OwnerName { get; } = NameOf(reading, reading.Inputs.Deal.Owner);

    public IReadOnlyList<KnownPerson> Buyers => [.. Active.Select(c => new KnownPerson(c.Name, [c.Role ?? "unknown"]))];

    public IReadOnlyList<KnownPerson> Colleagues =>
        [
            .. reading
                .Inputs.Colleagues.Where(c => c.Name is not null && c.Email != reading.Inputs.Deal.Owner)
                .Select(c => new KnownPerson(c.Name!, c.Roles ?? [])),
        ];

    private IEnumerable<ContactRow> Active => reading.Inputs.Contacts.Where(c => c.Side == Side.Buyer && c.Status != "left" && !Left(c));

    /// <summary>
    /// The address of the qualified owner of this kind, of those at work; the manager's where nobody is; null when there is neither.
    /// </summary>
    public string? Qualified(string role)
    {
        if (reading.Inputs.Routing.TryGetValue(role, out var to) && to.Count > 0)
        {
            return to[0];
        }
        return reading.Inputs.Routing.TryGetValue(Roles.Manager, out var managers) && managers.Count > 0 ? managers[0]
            : reading.Inputs.Deal.Manager is { Length: > 0 } manager ? manager
            : null;
    }

    /// <summary>The qualified owner who would be asked but is away, or null.</summary>
    public string? AwayFrom(string role) =>
        reading.Inputs.Away.FirstOrDefault(a => !a.Left && a.Roles.Contains(role, StringComparer.Ordinal))?.Email;

    public string NameOf(string email) => NameOf(reading, email);

    public ContactRow? Contact(string nameOrEmail) => reading.Contact(nameOrEmail);

    /// <summary>
    /// Whom a mail goes to: who took over from somebody who left; else who asked what is open; else the champion or whoever spoke last, of
    /// those who are still there.
    /// </summary>
    public ContactRow? Addressee(Diagnosis d, OpenPoints points)
    {
        var active = Active.ToList();
        if (d.Category == "stakeholder" && Successor(active) is { } successor)
        {
            return successor;
        }

        var last = (points.Step ?? points.Owed.FirstOrDefault(s => s is { Turn: 0, Source.Kind: "mail" }))?.Source.Author;
        if (reading.Contact(last) is { } asked && active.Contains(asked))
        {
            return asked;
        }

        // A mail that carries a planted instruction is answered by a person's own decision and not by a draft of ours.
        var spoke = d
            .Statements.Where(s => s is { IsBuyers: true, Source.Kind: "mail" } && !Injection.IsIn(s.Source))
            .OrderByDescending(s => s.Source.At)
            .Select(s => (s.Turn, Contact: reading.Contact(s.Source.Author)))
            .Where(s => s.Contact is not null && active.Contains(s.Contact))
            .ToList();
        return spoke
                .Where(s => s.Turn == 0 || (s.Turn <= 2 && s.Contact!.Role is "champion" or "economic_buyer"))
                .Select(s => s.Contact)
                .FirstOrDefault()
            ?? spoke.Select(s => s.Contact).FirstOrDefault()
            ?? active.FirstOrDefault(c => c.Role is "champion" or "economic_buyer")
            ?? active.FirstOrDefault();
    }

    /// <summary>The colleague whom the buyer's open words name, other than the owner, or null.</summary>
    public ColleagueRow? NamedIn(string words) =>
        reading.Inputs.Colleagues.FirstOrDefault(c =>
            c.Name is { Length: > 0 } name
            && !string.Equals(c.Email, reading.Inputs.Deal.Owner, StringComparison.OrdinalIgnoreCase)
            && Regex.IsMatch(words, $@"\b{Regex.Escape(name.Split(' ')[0])}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(20))
            && reading.Inputs.Contacts.All(k => k.Side != Side.Buyer || !k.Name.StartsWith(name.Split(' ')[0], StringComparison.Ordinal))
        );

    /// <summary>The champion who is still there, or null.</summary>
    public string? Champion => Active.FirstOrDefault(c => c.Role == "champion")?.Name;

    /// <summary>The last mail that this contact wrote, or null.</summary>
    public EvidencePiece? LastMailOf(ContactRow contact) =>
        reading.Evidence.LastOrDefault(e =>
            e is { Kind: "mail", Automatic: false, Side: Side.Buyer }
            && string.Equals(e.Author, contact.Name, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Whether the contact wrote it, was in that call, or writes in that conversation.</summary>
    public bool Knows(ContactRow contact, EvidencePiece piece)
    {
        if (IsBy(contact, piece))
        {
            return true;
        }
        if (piece.Kind == "call")
        {
            return piece.Name.LastIndexOf('#') is var i and > 0
                && reading.Evidence.Any(e =>
                    e.Kind == "call" && IsBy(contact, e) && e.Name.StartsWith(piece.Name[..(i + 1)], StringComparison.Ordinal)
                );
        }
        return piece.Kind == "mail"
            && piece.Title is { } title
            && reading.Evidence.Any(e =>
                e.Kind == "mail" && IsBy(contact, e) && e.Title is { } own && LogWording.BareSubject(own) == LogWording.BareSubject(title)
            );
    }

    /// <summary>Who of the buyer's side has left, or null.</summary>
    public ContactRow? Gone => reading.Inputs.Contacts.FirstOrDefault(c => c.Side == Side.Buyer && (c.Status == "left" || Left(c)));

    private static bool IsBy(ContactRow contact, EvidencePiece piece) =>
        string.Equals(piece.Author, contact.Name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(piece.Author, contact.Email, StringComparison.OrdinalIgnoreCase);

    // Named by who left, else by news of an appointment, else the next person up who is known.
    private ContactRow? Successor(List<ContactRow> active)
    {
        var gone = reading.Inputs.Contacts.Where(c => c.Side == Side.Buyer && (c.Status == "left" || Left(c))).ToList();
        var farewells = reading
            .Evidence.Where(e => e.Kind == "mail" && gone.Exists(g => IsBy(g, e)) && (e.Automatic || Signals.SaysGone(e)))
            .Select(e => e.Text);
        var named = farewells
            .Concat(reading.Evidence.Where(e => e is { Kind: "signal", Title: "hire" or "news" or "post" }).Select(e => e.Text))
            .SelectMany(text =>
                active.Where(c =>
                    text.Contains(c.Email, StringComparison.OrdinalIgnoreCase) || text.Contains(c.Name, StringComparison.OrdinalIgnoreCase)
                )
            );
        return named.FirstOrDefault()
            ?? active.FirstOrDefault(c => c.Role == "champion")
            ?? active.FirstOrDefault(c => c.Role == "economic_buyer");
    }

    private bool Left(ContactRow c) =>
        reading.Evidence.Any(e =>
            e.Kind == "mail"
            && e.Side == Side.Buyer
            && string.Equals(e.Author, c.Name, StringComparison.OrdinalIgnoreCase)
            && Signals.SaysGone(e)
        );

    private static string NameOf(DealReading reading, string email) =>
        reading.Inputs.Colleagues.FirstOrDefault(c => string.Equals(c.Email, email, StringComparison.OrdinalIgnoreCase))?.Name
        ?? Wording.PersonName(email);
}
