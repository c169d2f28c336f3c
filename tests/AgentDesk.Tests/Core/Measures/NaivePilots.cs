using System.Text.Json.Nodes;

namespace AgentDesk.Tests.Core.Measures;

/// <summary>
/// The two pilots a second time, straight from `ledger export` lines, as <see cref="NaiveFigures"/> counts the figures. Each pilot is one
/// line of text; the report's JSON is brought to the same.
/// </summary>
internal static class NaivePilots
{
    private static readonly string[] Answers = ["accepted", "corrected", "rejected", "expired"];

    /// <summary>Of the runs of one owner, or of all.</summary>
    public static List<string> Lines(IEnumerable<string> ledger, DateTimeOffset now, string? owner = null)
    {
        var runs = ledger
            .Select(l => JsonNode.Parse(l)!)
            .GroupBy(n => (string)n["run"]!)
            .Where(NaiveRun.IsRun)
            .Select(g => new NaiveRun([.. g]))
            .Where(r => owner is null || r.Owner.Equals(owner, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return [Stalled([.. runs.Where(r => r.IsStall)], now), Stage([.. runs.Where(r => r.Workflow == "stage-progression")], now)];
    }

    /// <summary>The report's pilots, as the same lines.</summary>
    public static List<string> LinesOf(JsonNode report) =>
        [
            .. report["pilots"]!
                .AsArray()
                .Select(p =>
                    Line(
                        (string)p!["id"]!,
                        (decimal?)p["value"],
                        (int)p["n"]!,
                        (int)p["count"]!,
                        (decimal)p["target"]!,
                        (decimal?)p["to_target"],
                        (bool?)p["met"],
                        (int?)p["day"],
                        (int)p["days"]!,
                        p["parts"]!.AsArray().Select(x => ((string)x!["key"]!, (int)x["n"]!)),
                        p["undecided"]!.AsArray().Select(u => $"{u!["run"]}:{u["state"]}:{u["open"]}")
                    )
                ),
        ];

    private static string Stalled(List<NaiveRun> all, DateTimeOffset now)
    {
        var runs = First(all, 45);
        var said = runs.Select(r => r.Answer).ToList();
        var (n, good) = (said.Count(Answers.Contains), said.Count(a => a is "accepted" or "corrected"));
        return Share(
            "stalled_deal_diagnosis",
            n,
            good,
            80,
            all,
            45,
            now,
            Answers.Select(a => (a, said.Count(s => s == a))),
            runs.Where(r => r.Answer == "open").Select(r => $"{r.Id}:{r.Standing}:")
        );
    }

    private static string Stage(List<NaiveRun> all, DateTimeOffset now)
    {
        var counted = new List<NaiveRun>();
        foreach (var run in First(all, 30))
        {
            // What a newer card took on stands there, whenever that came.
            var stands = !run.IsOvertaken
                ? run
                : all.SkipWhile(r => r != run).FirstOrDefault(r => r.Deal == run.Deal && r.LastProposed is not null && !r.IsOvertaken);
            if (stands is { LastProposed: not null } && !counted.Contains(stands))
            {
                counted.Add(stands);
            }
        }

        int routed = 0,
            shown = 0,
            disposed = 0,
            whole = 0,
            n = 0;
        foreach (var run in counted)
        {
            foreach (var x in run.Packet!["exceptions"]!.AsArray())
            {
                var (asked, cited, closed) = (
                    run.Owner.Length > 0 || run.Manager is { Length: > 0 },
                    x!["citations"]!.AsArray().Count > 0,
                    run.ClosingReason is { Length: > 0 }
                );
                n++;
                if (asked)
                {
                    routed++;
                }
                if (cited)
                {
                    shown++;
                }
                if (closed)
                {
                    disposed++;
                }
                if (asked && cited && closed)
                {
                    whole++;
                }
            }
        }

        return Share(
            "stage_progression_exceptions",
            n,
            whole,
            100,
            all,
            30,
            now,
            [("routed", routed), ("with_evidence", shown), ("with_disposition", disposed)],
            counted
                .Where(r => r.Exceptions.Count > 0 && string.IsNullOrEmpty(r.ClosingReason))
                .Select(r => $"{r.Id}:{r.Standing}:{r.Exceptions.Count}")
        );
    }

    private static List<NaiveRun> First(List<NaiveRun> all, int days) =>
        [.. all.Where(r => r.At < all.Min(x => x.At) + TimeSpan.FromDays(days))];

    private static string Share(
        string id,
        int n,
        int count,
        int target,
        List<NaiveRun> all,
        int days,
        DateTimeOffset now,
        IEnumerable<(string, int)> parts,
        IEnumerable<string> undecided
    )
    {
        decimal? value = n == 0 ? null : Math.Round(count * 100m / n, 1, MidpointRounding.AwayFromZero);
        int? day =
            all.Count == 0 ? null
            : now <= all.Min(r => r.At) ? 1
            : 1 + (int)((now - all.Min(r => r.At)).Ticks / TimeSpan.TicksPerDay);
        return Line(
            id,
            value,
            n,
            count,
            target,
            value is { } v ? (v > target ? 0 : target - v) : null,
            value is null ? null : value >= target,
            day,
            days,
            parts,
            undecided
        );
    }

    private static string Line(
        string id,
        decimal? value,
        int n,
        int count,
        decimal target,
        decimal? toTarget,
        bool? met,
        int? day,
        int days,
        IEnumerable<(string Key, int N)> parts,
        IEnumerable<string> undecided
    ) =>
        FormattableString.Invariant(
            $"{id}: {value:0.#} of {n}, {count}; target {target:0.#}, {toTarget:0.#} to go, {met}; day {day} of {days}; {string.Join(' ', parts.Select(p => $"{p.Key}:{p.N}"))}; waiting {string.Join(' ', undecided.Order(StringComparer.Ordinal))}"
        );
}
