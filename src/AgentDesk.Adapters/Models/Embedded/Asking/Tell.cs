using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>
/// Words a sentence of an answer out of one source: who, when, and the decisive words. Nothing stands in it that does not stand in its
/// source.
/// </summary>
internal static class Tell
{
    private const int LongestQuote = 400;

    /// <summary>The sentence, or null when the words are too long to be quoted.</summary>
    public static AnswerSentence? Quote(Matter m, EvidenceItem item, string quote)
    {
        var words = quote.Trim();
        if (words.Length == 0 || words.Length > LongestQuote || m.IsPlanted(item.Name))
        {
            return null;
        }

        return item.Kind switch
        {
            "tracker" => Tracker(m, item),
            "stage" => Of(m, $"The deal entered {item.Text.Split(' ')[0]} on {Day(m, item.At)}", item.Name, item.Text),
            "field" => Change(m, item),
            "deal" => Of(m, $"The record has under {Column(item.Title)}: “{Inner(item.Text)}”", item.Name, item.Text),
            "contact" => Contact(m, item),
            "event" => Of(m, $"The calendar has “{Inner(item.Text)}” on {Day(m, item.At)}", item.Name, item.Text),
            "signal" => Of(m, $"A signal of {Day(m, item.At)} says: “{Inner(words)}”", item.Name, words),
            _ => Of(m, $"{Who(m, item)} {Verb(item)} on {Day(m, item.At)}: “{Inner(words)}”", item.Name, words),
        };
    }

    /// <summary>A sentence of the desk's own about quoted words. A fact where one of them is a witness.</summary>
    public static AnswerSentence Of(Matter m, string text, params IReadOnlyList<(EvidenceName Name, string Quote)> cited)
    {
        var fact = cited.Any(c => WitnessGate.IsWitness(m.Dossier, new Citation(c.Name, c.Quote), text));
        return new AnswerSentence(
            text.TrimEnd('.') + (text.EndsWith('”') ? "" : "."),
            fact ? Standing.Fact : Standing.Inference,
            [.. cited.Distinct().Select(c => new AnswerCitation(m.Deal.Id, c.Name, c.Quote))]
        );
    }

    public static AnswerSentence Of(Matter m, EvidenceName name, string text, string quote) => Of(m, text, (name, quote));

    /// <summary>What the desk concludes: always an inference.</summary>
    public static AnswerSentence Concluded(Matter m, string text, params IReadOnlyList<(EvidenceName Name, string Quote)> cited) =>
        Of(m, text, cited) with
        {
            Standing = Standing.Inference,
        };

    public static string Day(Matter m, DateTimeOffset at) =>
        at.UtcDateTime.ToString(at.Year == m.Now.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(Matter m, DateOnly day) =>
        day.ToString(day.Year == m.Now.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A column as people say it: `next_step_due` is "next step due".</summary>
    public static string Column(string column) => column.Replace('_', ' ');

    /// <summary>A small number as a word.</summary>
    public static string Count(int n) =>
        n is >= 0 and <= 12
            ? new[] { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve" }[n]
            : n.ToString(CultureInfo.InvariantCulture);

    public static string Days(int n) => n == 1 ? "one day" : string.Create(CultureInfo.InvariantCulture, $"{n} days");

    private static AnswerSentence Of(Matter m, string text, EvidenceName name, string quote) => Of(m, text, (name, quote));

    // The status is the system's word; what we noted beside it is ours, and would make the whole an inference.
    private static AnswerSentence? Tracker(Matter m, EvidenceItem item)
    {
        if (m.File.Trackers.FirstOrDefault(t => $"tracker:{t.Id}" == item.Name.Value) is not { } row)
        {
            return null;
        }

        var status = $"{row.Item} · {row.Status}";
        var text = $"The {row.Kind} tracker has “{Inner(row.Item)}” at {row.Status.Replace('_', ' ')} since {Day(m, row.UpdatedAt)}";
        return Of(m, text, item.Name, status);
    }

    /// <summary>What we noted in a tracker, which is our own side's word.</summary>
    public static AnswerSentence? Note(Matter m, EvidenceItem item) =>
        m.File.Trackers.FirstOrDefault(t => $"tracker:{t.Id}" == item.Name.Value) is { Note: { Length: > 0 } note } row
        && !m.IsPlanted(item.Name)
            ? Of(m, $"Our note in the {row.Kind} tracker of {Day(m, row.UpdatedAt)} says: “{Inner(note)}”", item.Name, note)
            : null;

    private static AnswerSentence Change(Matter m, EvidenceItem item)
    {
        var row = m.File.FieldChanges.First(f =>
            item.Name.Value.EndsWith(string.Create(CultureInfo.InvariantCulture, $"#{f.Row}"), StringComparison.Ordinal)
        );
        return Of(
            m,
            $"{Capital(Column(row.Field))} went from {Value(m, row.OldValue)} to {Value(m, row.NewValue)} on {Day(m, row.ChangedAt)}",
            item.Name,
            $"{row.Field} · {row.OldValue} → {row.NewValue}"
        );
    }

    /// <summary>A value as people read it: a date in words.</summary>
    public static string Value(Matter m, string value) =>
        value.Length == 0 ? "nothing"
        : DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(m, day)
        : value.Replace('_', ' ');

    private static AnswerSentence? Contact(Matter m, EvidenceItem item)
    {
        if (m.File.Contacts.FirstOrDefault(c => item.Name.Value.EndsWith($"#{c.Email}", StringComparison.Ordinal)) is not { } c)
        {
            return null;
        }
        var title = string.IsNullOrEmpty(c.Title) ? "" : $", {c.Title},";
        return Of(m, $"The record lists {c.Name}{title} as {c.Role.Replace('_', ' ')}, {c.Status}", item.Name, item.Text);
    }

    private static string Who(Matter m, EvidenceItem item) =>
        item.Author is not { Length: > 0 } author ? "Somebody"
        : author.Contains('@', StringComparison.Ordinal) ? m.NameOf(author)
        : author;

    private static string Verb(EvidenceItem item) =>
        item.Kind switch
        {
            "call" => "said",
            "activity" => "noted",
            "thread" => "wrote internally",
            _ when item.IsAutomatic => "answered automatically",
            _ => "wrote",
        };

    private static string Inner(string text) => text.ReplaceLineEndings(" ").Replace('"', '\'').Replace('“', '‘').Replace('”', '’');

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
