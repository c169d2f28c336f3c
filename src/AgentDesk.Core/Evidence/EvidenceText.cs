using System.Globalization;
using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Evidence;

/// <summary>
/// Name and text of every kind of evidence, in the one place where contracts/pipeline-export.md is carried out.
/// </summary>
public static class EvidenceText
{
    /// <summary>What stands between the fields of a row.</summary>
    internal const string Dot = " · ";

    /// <summary>Whether evidence of this kind is a row of fields, each typed by itself.</summary>
    public static bool IsRow(string kind) => kind is "tracker" or "contact" or "stage" or "field";

    /// <summary>The team's shared pieces: its assets.</summary>
    public static IReadOnlyList<EvidenceItem> Of(Team team) =>
        [
            .. team.Assets.Select(a => new EvidenceItem(
                new($"asset:{a.Stem}"),
                null,
                new DateTimeOffset((a.ApprovedOn ?? DateOnly.MinValue).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
                Side.Seller,
                a.ApprovedBy,
                a.ApprovedBy,
                a.Title,
                a.Body,
                a.Body
            )),
        ];

    /// <summary>The pieces of a deal's file. Mail, calls, threads and activities by time; rows in their order.</summary>
    public static IReadOnlyList<EvidenceItem> Of(DealFile file) =>
        file.Kept.Count == 0 ? All(file) : [.. All(file).Select(i => i with { IsKept = IsKept(file, i.Name) })];

    // Of a call, the whole call is kept and not a cue of it.
    private static bool IsKept(DealFile file, EvidenceName name) =>
        file.Kept.Contains($"deal:{file.Deal.Id}")
        || file.Kept.Contains(name.Value)
        || (name.Kind == "call" && file.Kept.Contains(name.Value[..name.Value.LastIndexOf('#')]))
        // Addresses are told apart without regard to case.
        || (
            name.Kind == "contact"
            && file.Kept.Contains(
                $"contact:{file.Deal.Id}#{name.Value[(name.Value.IndexOf('#', StringComparison.Ordinal) + 1)..].ToLowerInvariant()}"
            )
        );

    private static IReadOnlyList<EvidenceItem> All(DealFile file)
    {
        var id = file.Deal.Id;
        var created = file.Deal.CreatedAt ?? DateTimeOffset.UnixEpoch;
        var sides = file
            .Contacts.GroupBy(c => c.Email, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        IEnumerable<EvidenceItem> told =
        [
            .. file.Mails.Select(m => new EvidenceItem(
                new($"mail:{m.Id}"),
                id,
                m.SentAt,
                m.Side,
                m.From.Name ?? m.From.Address,
                m.From.Address,
                m.Subject,
                $"{m.Subject}\n{m.Body}",
                m.OwnWords,
                m.IsAutoReply
            )
            {
                ShownAuthor = m.PassedOn is null ? null : m.Author,
            }),
            .. file.Calls.SelectMany(c =>
                c.Cues.Select(q => new EvidenceItem(
                    CueName(c.Id, q.Number),
                    id,
                    c.StartedAt + q.Start,
                    q.Side,
                    q.Speaker,
                    c.Participants.FirstOrDefault(p => string.Equals(p.Name, q.Speaker, StringComparison.OrdinalIgnoreCase))?.Email,
                    c.Title,
                    q.Text,
                    q.Text
                ))
            ),
            .. file.Thread.Select(t => new EvidenceItem(
                new($"thread:{t.Channel}#{t.Ts}"),
                id,
                t.At,
                Side.Seller,
                t.AuthorName ?? t.UserId,
                t.AuthorEmail,
                t.Channel,
                t.Text,
                t.Text
            )),
            .. file.Activities.Select(a => new EvidenceItem(
                new($"activity:{a.Id}"),
                id,
                a.OccurredAt,
                SideOf(a, sides),
                NameOf(a.AuthorEmail, sides),
                a.AuthorEmail,
                a.Subject,
                $"{a.Subject}\n{a.Body}",
                $"{a.Subject}\n{a.Body}"
            )),
        ];
        return
        [
            .. told.OrderBy(i => i.At).ThenBy(i => i.Name.Value, StringComparer.Ordinal),
            .. file.Trackers.Select(t => System(new($"tracker:{t.Id}"), id, t.UpdatedAt, t.Item, $"{t.Item}{Dot}{t.Status}{Dot}{t.Note}")),
            .. file.Stages.Select(s => System(new(Row("stage", id, s.Row)), id, s.EnteredAt, "stage", $"{s.Stage}{Dot}{s.EnteredText}")),
            .. file.FieldChanges.Select(f =>
                System(new(Row("field", id, f.Row)), id, f.ChangedAt, f.Field, $"{f.Field}{Dot}{f.OldValue} → {f.NewValue}")
            ),
            .. file.Deal.Columns.Select(c => new EvidenceItem(
                new($"deal:{id}#{c.Key}"),
                id,
                created,
                Side.Seller,
                null,
                null,
                c.Key,
                c.Value,
                c.Value
            )),
            .. file.Contacts.Select(c => new EvidenceItem(
                ContactName(id, c.Email),
                id,
                created,
                Side.Seller,
                null,
                null,
                c.Name,
                ContactRow(c.Name, c.Title, c.Role, c.Status),
                ContactRow(c.Name, c.Title, c.Role, c.Status)
            )),
            .. file.Meetings.Select(m => System(new($"event:{m.Id}"), id, m.Start, m.Subject, m.Subject)),
            .. file.Signals.Select(s => System(new($"signal:{s.Id}"), id, s.OccurredAt, s.Kind, s.Text)),
        ];
    }

    /// <summary>A contact's row as the text that a quote is looked up in.</summary>
    public static string ContactRow(string name, string? title, string role, string status) =>
        $"{name}{Dot}{title}{Dot}{role}{Dot}{status}";

    public static EvidenceName ContactName(DealId deal, string email) => new($"contact:{deal}#{email}");

    public static EvidenceName CueName(string call, int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"call:{call}#{number}"));

    // A field's value in the CRM is what a rep typed, so it is the seller's word; stage rows, field changes and trackers are a system's own
    // log.
    private static EvidenceItem System(EvidenceName name, DealId deal, DateTimeOffset at, string title, string text) =>
        new(name, deal, at, Side.System, null, null, title, text, text);

    private static string Row(string kind, DealId deal, int row) => string.Create(CultureInfo.InvariantCulture, $"{kind}:{deal}#{row}");

    // An activity is a rep's log entry, inbound or not, unless a buyer contact is its author.
    private static Side SideOf(Activity a, Dictionary<string, Contact> contacts) =>
        a.AuthorEmail is { } mail && contacts.TryGetValue(mail, out var c) ? c.Side : Side.Seller;

    private static string? NameOf(string? email, Dictionary<string, Contact> contacts) =>
        email is not null && contacts.TryGetValue(email, out var c) ? c.Name : email;
}
