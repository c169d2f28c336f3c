using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Core.Stages;

/// <summary>Rows of the record as citations: the name, and the words that stand there.</summary>
public static class Cites
{
    /// <summary>A column of the deal, or null where it is blank: nothing stands there to be quoted.</summary>
    public static Citation? Field(DealFile file, string column) =>
        file.Deal.Columns.FirstOrDefault(c => string.Equals(c.Key, column, StringComparison.OrdinalIgnoreCase))
            is { Key: { } key, Value: { } value }
        && !string.IsNullOrWhiteSpace(value)
            ? new(new($"deal:{file.Deal.Id}#{key}"), value)
            : null;

    public static Citation Stage(DealFile file, StageMove row) =>
        new(StageAge.NameOf(file.Deal.Id, row), $"{row.Stage} · {row.EnteredText}");

    public static Citation Change(DealFile file, FieldChange f) =>
        new(new(string.Create(CultureInfo.InvariantCulture, $"field:{file.Deal.Id}#{f.Row}")), $"{f.Field} · {f.OldValue} → {f.NewValue}");

    public static Citation Tracker(TrackerRow t) => new(new($"tracker:{t.Id}"), $"{t.Item} · {t.Status}");

    public static Citation Contact(DealFile file, Contact c) =>
        new(new($"contact:{file.Deal.Id}#{c.Email}"), $"{c.Name} · {c.Title}".TrimEnd(' ', '·'));

    /// <summary>A mail, activity or event by its subject line; null when there is no such piece or it has none.</summary>
    public static Citation? Of(DealFile file, EvidenceName name)
    {
        var subject = name.Kind switch
        {
            "mail" => file.Mails.FirstOrDefault(m => $"mail:{m.Id}" == name.Value)?.Subject,
            "activity" => file.Activities.FirstOrDefault(a => $"activity:{a.Id}" == name.Value)?.Subject,
            "event" => file.Meetings.FirstOrDefault(m => $"event:{m.Id}" == name.Value)?.Subject,
            _ => null,
        };
        return string.IsNullOrWhiteSpace(subject) || subject.Count(char.IsLetterOrDigit) < 3 ? null : new(name, subject.Trim());
    }
}
