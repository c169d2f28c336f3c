using System.Globalization;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Host.Terminal;

/// <summary>Ids as people say them.</summary>
internal static class Plain
{
    public static string Category(string id) => id.Replace('_', ' ');

    public static string Kind(string kind) =>
        kind switch
        {
            "email_draft" => "mail draft",
            "crm_field" => "field change",
            "crm_note" => "note",
            _ => kind.Replace('_', ' '),
        };

    public static string Role(string role) =>
        role switch
        {
            Roles.DealOwner => "the deal owner",
            Roles.Manager => "the manager",
            _ => role.Replace('_', ' '),
        };

    public static string Outcome(string outcome) =>
        outcome switch
        {
            "withhold" => "withheld",
            "route" => "routed",
            "stop" => "stopped",
            _ => outcome,
        };

    public static string Count(int n, string what) => string.Create(CultureInfo.InvariantCulture, $"{n:N0} {what}{(n == 1 ? "" : "s")}");

    public static string And(IReadOnlyList<string> parts) =>
        parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    /// <summary>A day, with its year where it is another than <paramref name="now"/>'s.</summary>
    public static string Day(DateTimeOffset at, DateTimeOffset now) =>
        at.UtcDateTime.ToString(at.Year == now.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Who says it and when: `Gil Hatcher, 27 May`; of a range of cues everybody who speaks in it.</summary>
    public static string Source(Dossier dossier, EvidenceName name)
    {
        if (dossier.Find(name) is not { } item)
        {
            return "not in the evidence any more";
        }

        var who = Speakers(dossier, item) is { Count: > 0 } speakers
            ? And(speakers)
            : item.Kind switch
            {
                "tracker" => "the tracker",
                "stage" => "the stage history",
                "field" => "the field history",
                "deal" or "contact" => "the record",
                "event" => "the calendar",
                "signal" => "a signal",
                "asset" => item.Title,
                _ => "somebody unnamed",
            };
        return item.Kind is "deal" or "contact" or "asset" ? who : $"{who}, {Day(item.At, dossier.Now)}";
    }

    /// <summary>The people who speak in a piece, in order; several only in a range of cues.</summary>
    public static IReadOnlyList<string> Speakers(Dossier dossier, EvidenceItem item)
    {
        if (item.Kind == "asset")
        {
            return [];
        }
        if (item.ShownAuthor is { } shown)
        {
            return [shown];
        }
        if (item.Author is { } author)
        {
            return
            [
                dossier.Team.Colleagues.FirstOrDefault(c => string.Equals(c.Email, author, StringComparison.OrdinalIgnoreCase))?.Name
                    ?? author,
            ];
        }
        return [.. Cues(dossier, item).Select(c => c.Author ?? "somebody unnamed").Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The cues of a range, in order; none for any other piece.</summary>
    public static IEnumerable<EvidenceItem> Cues(Dossier dossier, EvidenceItem item)
    {
        var name = item.Name.Value;
        var hash = name.LastIndexOf('#');
        if (
            item.Kind != "call"
            || hash < 0
            || name[(hash + 1)..].Split('-') is not [var first, var last]
            || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
        )
        {
            yield break;
        }

        for (var n = from; n <= to; n++)
        {
            if (dossier.Find(new(string.Create(CultureInfo.InvariantCulture, $"{name[..hash]}#{n}"))) is { } cue)
            {
                yield return cue;
            }
        }
    }
}
