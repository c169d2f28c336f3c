using System.Globalization;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Host.Terminal;

/// <summary>The stage review: where the deal stands, its exceptions, each criterion, fields and forecast.</summary>
internal sealed partial class RunSheet
{
    /// <summary>The kinds of exception in one line, for the list.</summary>
    public static string Kinds(IReadOnlyList<StageException> exceptions) =>
        string.Join(", ", exceptions.Select(x => x.Kind.Replace('_', ' ')).Distinct(StringComparer.Ordinal));

    private void Stage(StageReview? review, IReadOnlyList<StageException> exceptions)
    {
        if (review is { } r)
        {
            Add("");
            Write(
                $"{r.Current}{(r.Proposed is { } to ? $" → {to} ({r.Verb})" : $" ({r.Verb.Replace('_', ' ')})")}; {Plain.Count(r.Days, "day")}{(r.Expected is { } expected ? string.Create(CultureInfo.InvariantCulture, $", {expected} expected") : "")}",
                "stage  "
            );
            if (r.LastMove is { } m)
            {
                Write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"moved {m.From} → {m.To} on {m.At:yyyy-MM-dd HH:mm} by {m.By ?? "nobody named"}{(m.Source is { Length: > 0 } how ? $" ({how})" : "")}  {m.Row}"
                    ),
                    "  "
                );
            }
            Write(Forecast(r), "forecast  ");
        }

        if (exceptions.Count > 0)
        {
            Section("exceptions");
            foreach (var x in exceptions)
            {
                Write(x.Detail, $"  {x.Kind.Replace('_', ' ')}  ", Tone.Care);
                foreach (var c in x.Citations)
                {
                    Write($"“{OneLine(c.Quote)}”  {PayloadLines.Named(dossier, c.Evidence)}", "    ", Tone.Quiet);
                }
            }
        }

        foreach (var stage in review?.Criteria.GroupBy(c => (c.Stage, c.Role)) ?? [])
        {
            Section($"{stage.Key.Role} · what {stage.Key.Stage} asks for");
            foreach (var c in stage)
            {
                Write($"{c.Text}: {c.Note}", $"  {Mark(c.Standing), -9}  ");
                foreach (var q in c.Citations)
                {
                    Write($"“{OneLine(q.Quote)}”  {PayloadLines.Named(dossier, q.Evidence)}", "    ", Tone.Quiet);
                }
            }
        }

        if (review is not { Fields.Count: > 0 })
        {
            return;
        }

        Section("fields");
        foreach (var f in review.Fields)
        {
            Write(
                $"{f.Field}{(f.Value.Length > 0 ? $" = {f.Value}" : "")}{(f.RequiredBy is { } by ? $" (required by {by})" : "")}",
                $"  {f.State, -11}  "
            );
        }
    }

    private static string Forecast(StageReview r)
    {
        var f = r.Forecast;
        var now =
            $"{f.Category ?? "none"}; {r.Current} carries {f.OfCurrent ?? "none"}{(f.IsAhead ? ", so it is ahead of its stage" : "")}";
        return r.Proposed is { } to ? $"{now}; {to} carries {f.OfProposed ?? "none"}" : now;
    }

    private static string Mark(CriterionStanding standing) =>
        standing switch
        {
            CriterionStanding.Met => "met",
            CriterionStanding.Overtaken => "overtaken",
            CriterionStanding.Denied => "denied",
            _ => "open",
        };
}
