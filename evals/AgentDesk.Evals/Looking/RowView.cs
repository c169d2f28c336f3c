using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Looking;

/// <summary>One row as a person reads it: outcome, scores, label, and every claim with its quotes marked where they stand.</summary>
internal static class RowView
{
    public static string Of(int place, ReportRow r)
    {
        var (row, text) = (r.Row, new StringBuilder());
        text.Append(
            CultureInfo.InvariantCulture,
            $"""<details class="row" id="r{place}"><summary>{Pill(row.Outcome)} <code>{E(row.Row)}</code> <span class="quiet">{E(row.Model)} {E(row.Prompt)}{(row.Repeat > 0 ? FormattableString.Invariant($" repeat {row.Repeat + 1}") : "")}{(row.Error is { } error ? " " + E(error) : "")}</span></summary><div class="body">"""
        );
        text.Append("<table class=\"scores\">");
        foreach (var s in row.Scores.Where(s => s.Outcome != RowOutcome.Skipped))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Pill(s.Outcome)}</td><th scope=\"row\">{E(s.Grader)}</th><td>{E(s.Detail)}{(s.Of is { } of ? FormattableString.Invariant($" {s.Hits} of {of}") : "")}</td></tr>"
            );
        }
        text.Append("</table>");
        if (row.Expected is JsonObject expected)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<p class=\"label\"><b>Label</b> {E(string.Join(" · ", expected.Where(p => p.Value is JsonValue).Select(p => $"{p.Key.Replace('_', ' ')}: {p.Value}")))}</p>"
            );
        }
        if (row.Output is JsonObject output)
        {
            if (output["headline"] is JsonValue headline)
            {
                text.Append(CultureInfo.InvariantCulture, $"<p><b>{E(headline.ToString())}</b></p>");
            }
            var claims = (output["claims"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            foreach (var claim in claims)
            {
                Claim(text, claim, row);
            }
            if (claims.Count == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"<pre>{E(output.ToJsonString(Indented))}</pre>");
            }
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"<p class=\"quiet\">{E(r.Run)} · cluster {E(row.Cluster)} · prompt {E(row.PromptHash)} · data {E(row.DataHash)} · output {E(row.OutputHash)}</p></div></details>"
        );
        return text.ToString();
    }

    public static string E(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string Pill(RowOutcome outcome) =>
        $"<span class=\"pill {outcome.ToString().ToLowerInvariant()}\">{outcome.ToString().ToLowerInvariant()}</span>";

    private static readonly System.Text.Json.JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static void Claim(StringBuilder text, JsonObject claim, RowResult row)
    {
        var cited = (claim["citations"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(c => (Evidence: c["evidence"]?.ToString() ?? "", Quote: c["quote"]?.ToString() ?? ""))
            .ToList();
        text.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"claim\"><p>{E(claim["text"]?.ToString())} <span class=\"standing {E(claim["standing"]?.ToString())}\">{E(claim["standing"]?.ToString())}</span></p><div>"
        );
        foreach (var source in cited.GroupBy(c => c.Evidence, StringComparer.Ordinal))
        {
            var piece = row.Evidence.FirstOrDefault(e => e.Name == source.Key);
            text.Append(
                CultureInfo.InvariantCulture,
                $"<blockquote class=\"{E(piece?.Side)}\"><cite>{E(piece?.Author)}{(piece?.At is { } at ? at.ToString(", d MMM yyyy", CultureInfo.InvariantCulture) : "")} <code>{E(source.Key)}</code></cite>{Marked(piece?.Text, [.. source.Select(c => c.Quote)])}</blockquote>"
            );
        }

        text.Append("</div></div>");
    }

    /// <summary>The source's words with the quotes marked where code finds them; a quote that is not there is shown and said so.</summary>
    private static string Marked(string? source, IReadOnlyList<string> quotes)
    {
        var found = quotes
            .Where(q => q.Length > 0)
            .Select(q => (Quote: q, At: source?.IndexOf(q, StringComparison.Ordinal) ?? -1))
            .ToList();
        var (html, from) = (new StringBuilder("<p>"), 0);
        foreach (var (quote, at) in found.Where(f => f.At >= 0).OrderBy(f => f.At))
        {
            var start = Math.Max(at, from);
            if (at + quote.Length <= from)
            {
                continue;
            }
            html.Append(E(source![from..start])).Append("<mark>").Append(E(source[start..(at + quote.Length)])).Append("</mark>");
            from = at + quote.Length;
        }

        html.Append(E(source?[from..])).Append("</p>");
        foreach (var (quote, _) in found.Where(f => f.At < 0))
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"absent\">not found word for word in the source: “{E(quote)}”</p>");
        }
        return html.ToString();
    }
}
