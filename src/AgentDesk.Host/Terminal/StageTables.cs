using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;
using Spectre.Console;

namespace AgentDesk.Host.Terminal;

/// <summary>The stage review as text: where the deal stands, its exceptions, each criterion, fields and forecast.</summary>
internal static class StageTables
{
    public static void Print(StageReview? review, IReadOnlyList<StageException> exceptions)
    {
        if (review is { } r)
        {
            Say.Out.MarkupLineInterpolated($"\n[bold]stage[/]  {r.Current}{(r.Proposed is { } to ? $" → {to} ({r.Verb})" : $" ({r.Verb.Replace('_', ' ')})")}; {r.Days} days{(r.Expected is { } expected ? $", {expected} expected" : "")}");
            if (r.LastMove is { } m) { Say.Out.MarkupLineInterpolated($"  moved {m.From} → {m.To} on {m.At:yyyy-MM-dd HH:mm} by {m.By ?? "nobody named"}{(m.Source is { Length: > 0 } how ? $" ({how})" : "")} [grey]{m.Row}[/]"); }
            Say.Out.MarkupLineInterpolated($"[bold]forecast[/]  {Forecast(r)}");
        }

        if (exceptions.Count > 0)
        {
            Section("exceptions");
            foreach (var x in exceptions)
            {
                Say.Out.MarkupLineInterpolated($"  [yellow]{x.Kind.Replace('_', ' ')}[/]  {x.Detail}");
                foreach (var c in x.Citations) { Say.Out.MarkupLineInterpolated($"    [grey]“{c.Quote.ReplaceLineEndings(" ")}”  {c.Evidence}[/]"); }
            }
        }

        if (review is null) { return; }

        foreach (var stage in review.Criteria.GroupBy(c => (c.Stage, c.Role)))
        {
            Section($"{stage.Key.Role} · what {stage.Key.Stage} asks for");
            foreach (var c in stage) { Say.Out.MarkupLineInterpolated($"  {Mark(c.Standing)}  {c.Text}: {c.Note}{(c.Citations.Count > 0 ? $" ({string.Join(", ", c.Citations.Select(q => q.Evidence.Value))})" : "")}"); }
        }

        if (review.Fields.Count == 0) { return; }

        Section("fields");
        foreach (var f in review.Fields) { Say.Out.MarkupLineInterpolated($"  {f.State,-11}  {f.Field}{(f.Value.Length > 0 ? $" = {f.Value}" : "")}{(f.RequiredBy is { } by ? $" (required by {by})" : "")}"); }
    }

    /// <summary>The kinds of exception in one line, for the list.</summary>
    public static string Kinds(IReadOnlyList<StageException> exceptions) => string.Join(", ", exceptions.Select(x => x.Kind.Replace('_', ' ')).Distinct(StringComparer.Ordinal));

    public static string Forecast(StageReview r)
    {
        var f = r.Forecast;
        var now = $"{f.Category ?? "none"}; {r.Current} carries {f.OfCurrent ?? "none"}{(f.IsAhead ? ", so it is ahead of its stage" : "")}";
        return r.Proposed is { } to ? $"{now}; {to} carries {f.OfProposed ?? "none"}" : now;
    }

    private static string Mark(CriterionStanding standing) => standing switch
    {
        CriterionStanding.Met => "met      ",
        CriterionStanding.Overtaken => "overtaken",
        CriterionStanding.Denied => "denied   ",
        _ => "open     ",
    };

    private static void Section(string title) => Say.Out.MarkupLineInterpolated($"\n[bold]{title}[/]");
}
