using System.Globalization;
using AgentDesk.Core.Proposals;
using Microsoft.AspNetCore.Http;

namespace AgentDesk.Surfaces.Review;

/// <summary>How a field of a payload is typed in.</summary>
public enum FieldKind
{
    Line,
    Text,
    Day,
    Instant,
    Minutes,
}

/// <summary>One field of an edit form.</summary>
public sealed record FormField(string Name, string Label, string Value, FieldKind Kind = FieldKind.Line);

/// <summary>A payload as a form, and the form as a payload again. What a form does not hold stays as it is.</summary>
public static class PayloadForm
{
    public static IReadOnlyList<FormField> Fields(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.EmailDraft m =>
            [
                new("p.to", "To", Join(m.To)),
                new("p.cc", "Copy", Join(m.Cc)),
                new("p.subject", "Subject", m.Subject),
                new("p.body", "Text", m.Body, FieldKind.Text),
            ],
            ActionPayload.Escalation e =>
            [
                new("p.to", "To", e.To),
                new("p.deadline", "By", Iso(e.Deadline), FieldKind.Day),
                new("p.text", "Text", e.Text, FieldKind.Text),
            ],
            ActionPayload.TaskItem t =>
            [
                new("p.owner", "Owner", t.Owner),
                new("p.deadline", "Due", Iso(t.Deadline), FieldKind.Day),
                new("p.text", "Text", t.Text, FieldKind.Text),
            ],
            ActionPayload.CrmField f => [new("p.after", Words.Plain(f.Field), f.After)],
            ActionPayload.CrmNote n => [new("p.text", "Note", n.Text, FieldKind.Text)],
            ActionPayload.StageChange s => [new("p.after", "Stage", s.After), new("p.reason", "Because", s.Reason, FieldKind.Text)],
            ActionPayload.ForecastChange f =>
            [
                new("p.after", "Forecast category", f.After),
                new("p.reason", "Because", f.Reason, FieldKind.Text),
            ],
            ActionPayload.MeetingRequest m =>
            [
                new("p.subject", "Subject", m.Subject),
                new("p.attendees", "With", Join(m.Attendees)),
                new(
                    "p.start",
                    "Start, UTC",
                    m.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
                    FieldKind.Instant
                ),
                new("p.length", "Minutes", m.Length.TotalMinutes.ToString("0", CultureInfo.InvariantCulture), FieldKind.Minutes),
                new("p.agenda", "Agenda", m.Agenda, FieldKind.Text),
            ],
            ActionPayload.Pause p =>
            [
                new("p.until", "Until", Iso(p.Until), FieldKind.Day),
                new("p.reason", "Because", p.Reason, FieldKind.Text),
            ],
            _ => [],
        };

    /// <summary>The payload with what was typed put in.</summary>
    /// <exception cref="FormatException">A date or number cannot be read.</exception>
    public static ActionPayload Read(ActionPayload payload, IFormCollection form)
    {
        string Line(string name, string old) => form.TryGetValue(name, out var v) ? v.ToString().Trim() : old;
        string Text(string name, string old) => form.TryGetValue(name, out var v) ? v.ToString().ReplaceLineEndings("\n") : old;
        IReadOnlyList<string> List(string name, IReadOnlyList<string> old) =>
            form.TryGetValue(name, out var v)
                ? [.. v.ToString().Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
                : old;
        DateOnly Day(string name, DateOnly old) =>
            form.TryGetValue(name, out var v)
                ? Parse(
                    v.ToString(),
                    (string s, out DateOnly d) =>
                        DateOnly.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out d)
                )
                : old;

        return payload switch
        {
            ActionPayload.EmailDraft m => m with
            {
                To = List("p.to", m.To),
                Cc = List("p.cc", m.Cc),
                Subject = Line("p.subject", m.Subject),
                Body = Text("p.body", m.Body),
            },
            ActionPayload.Escalation e => e with
            {
                To = Line("p.to", e.To),
                Deadline = Day("p.deadline", e.Deadline),
                Text = Text("p.text", e.Text),
            },
            ActionPayload.TaskItem t => t with
            {
                Owner = Line("p.owner", t.Owner),
                Deadline = Day("p.deadline", t.Deadline),
                Text = Text("p.text", t.Text),
            },
            ActionPayload.CrmField f => f with { After = Line("p.after", f.After) },
            ActionPayload.CrmNote n => n with { Text = Text("p.text", n.Text) },
            ActionPayload.StageChange s => s with { After = Line("p.after", s.After), Reason = Text("p.reason", s.Reason) },
            ActionPayload.ForecastChange f => f with { After = Line("p.after", f.After), Reason = Text("p.reason", f.Reason) },
            ActionPayload.MeetingRequest m => m with
            {
                Subject = Line("p.subject", m.Subject),
                Attendees = List("p.attendees", m.Attendees),
                Agenda = Text("p.agenda", m.Agenda),
                Start = form.TryGetValue("p.start", out var at)
                    ? Parse(
                        at.ToString(),
                        (string s, out DateTimeOffset d) =>
                            DateTimeOffset.TryParse(s, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out d)
                    )
                    : m.Start,
                Length = form.TryGetValue("p.length", out var min)
                    ? TimeSpan.FromMinutes(
                        Parse(
                            min.ToString(),
                            (string s, out int n) =>
                                int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out n) && n is > 0 and <= 1440
                        )
                    )
                    : m.Length,
            },
            ActionPayload.Pause p => p with { Until = Day("p.until", p.Until), Reason = Text("p.reason", p.Reason) },
            _ => payload,
        };
    }

    /// <summary>The payload as plain text: what a difference is taken of.</summary>
    public static string AsText(ActionPayload payload)
    {
        if (payload is not ActionPayload.EmailDraft m)
        {
            return string.Join('\n', Fields(payload).Select(f => $"{f.Label}: {f.Value}"));
        }

        var copy = m.Cc.Count > 0 ? $", copy {Join(m.Cc)}" : "";
        return $"To {Join(m.To)}{copy}\nRe {m.Subject}\n\n{m.Body}";
    }

    private delegate bool TryParse<T>(string text, out T value);

    private static T Parse<T>(string text, TryParse<T> parse) =>
        parse(text.Trim(), out var value) ? value : throw new FormatException($"`{text}` is no date, time or number that can be read");

    private static string Join(IReadOnlyList<string> list) => string.Join(", ", list);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
