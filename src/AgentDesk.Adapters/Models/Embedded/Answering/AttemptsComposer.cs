using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>What was tried since the buyer's last word: how, when, asking what. The count is the log's.</summary>
internal static partial class AttemptsComposer
{
    private const int Most = 5;
    private static readonly string[] Numbers =
    [
        "No",
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
        "Nine",
        "Ten",
        "Eleven",
        "Twelve",
    ];

    public static PriorAttempts Compose(DealReading reading)
    {
        var a = reading.Inputs.PriorAttempts;
        if (a is null or { Count: 0 })
        {
            return new PriorAttempts(0, "Nothing was sent since the buyer's last word.");
        }

        var since = a.Since is { } word ? $" since {word.Who ?? "the buyer"}'s word of {Day(word.At)}" : "";
        var number = a.Count < Numbers.Length ? Numbers[a.Count] : a.Count.ToString(CultureInfo.InvariantCulture);
        var head = $"{number} {(a.Count == 1 ? "touch" : "touches")}{since}, {(a.Count == 1 ? "not answered" : "none answered")}";
        var items = a.Items.TakeLast(Most).Select(i => One(reading, i)).ToList();
        return new PriorAttempts(
            a.Count,
            items.Count == 0 ? $"{head}." : $"{head}{(a.Items.Count > Most ? "; the last ones" : "")}: {string.Join("; ", items)}."
        );
    }

    private static string One(DealReading reading, AttemptRow item)
    {
        var plain = reading.Inputs.Feedback.Any(f => f.Contains("summary of prior attempts", StringComparison.Ordinal));
        var how = item.Kind switch
        {
            "call" => "call",
            "meeting" => "meeting",
            _ => "mail",
        };
        var when = item.At is { } at ? $" on {Day(at)}" : "";
        var piece = reading.Find(item.Name);
        var what = how == "mail" && piece is not null ? Asked(piece) : Logged(item.Summary);
        return what is null || plain ? $"{how}{when}" : $"{how}{when} ({what})";
    }

    // What a mail asked is its last question; without one, its subject says what it was about.
    private static string? Asked(EvidencePiece mail)
    {
        var question = Question()
            .Matches(mail.Text)
            .Select(m => QuoteCheck.Normalize(m.Value).Trim())
            .LastOrDefault(q => q.Split(' ').Length is > 3 and <= 26 && !q.Contains('"', StringComparison.Ordinal));
        if (question is not null)
        {
            return $"\"{question}\"";
        }
        return mail.Title is { Length: > 0 } title ? $"\"{title}\"" : null;
    }

    [GeneratedRegex(@"[^.?!\n]*(?:\n[^.?!\n]+)?\?", RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex Question();

    private static string? Logged(string? summary) =>
        string.IsNullOrWhiteSpace(summary) ? null : summary.ReplaceLineEndings(" ").Trim().TrimEnd('.');

    private static string Day(DateTimeOffset at) => Wording.Day(DateOnly.FromDateTime(at.UtcDateTime));
}
