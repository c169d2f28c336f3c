using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Measures;
using Microsoft.AspNetCore.Http.Extensions;

namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>What the figures are asked for. Empty means all.</summary>
/// <param name="Weeks">So many weeks back, this one included; 0 for all.</param>
/// <param name="Team">The manager's address.</param>
/// <param name="Week">The Monday of one week; it goes before <paramref name="Weeks"/>.</param>
/// <param name="By">What the page compares by: one of <see cref="FigureGroups.All"/>.</param>
public sealed record FigureAsk(string Rep = "", string Stage = "", int Weeks = 0, string Team = "", DateOnly? Week = null, string By = "")
{
    public bool IsFiltered => Rep.Length + Stage.Length + Team.Length > 0 || Weeks > 0 || Week is not null;

    public FigureScope Scope(DateTimeOffset now) =>
        new(
            Week ?? (Weeks > 0 ? FigureGroups.Monday(now).AddDays(-7 * (Weeks - 1)) : null),
            Week?.AddDays(6),
            Rep.Length > 0 ? Rep : null,
            Team.Length > 0 ? Team : null,
            Stage.Length > 0 ? Stage : null
        );

    /// <summary>The same question, of one group of a comparison.</summary>
    public FigureAsk Of(string by, string key) =>
        by switch
        {
            "rep" => this with { Rep = key },
            "team" => this with { Team = key },
            "stage" => this with { Stage = key },
            _ => this with { Week = DateOnly.ParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture), Weeks = 0 },
        };

    public string Href(string path, params (string Name, string Value)[] more)
    {
        var query = new QueryBuilder();
        (string, string)[] own =
        [
            ("team", Team),
            ("rep", Rep),
            ("stage", Stage),
            ("weeks", Weeks > 0 ? Weeks.ToString(CultureInfo.InvariantCulture) : ""),
            ("week", Week?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""),
            ("by", By),
        ];
        foreach (var (name, value) in more.Concat(own).Where(p => p.Item2.Length > 0))
        {
            query.Add(name, value);
        }
        return path + query.ToQueryString();
    }
}

/// <summary>How long a deal has been in its stage, against its limit.</summary>
public sealed record StageAgeRow(DealId Deal, string Account, string Stage, string? Segment, int Days, int? Limit, string Name)
{
    public int? Over => Limit is { } limit ? Days - limit : null;
}

/// <summary>What people said to the diagnoses of one week.</summary>
public sealed record AnswerWeek(DateOnly Monday, IReadOnlyList<(string Word, string Event)> Answers);

/// <summary>Exceptions of one kind.</summary>
public sealed record ExceptionRow(string Kind, int Open, int Closed, IReadOnlyList<string> Events);

/// <summary>Everything that the figures page shows to one person: the report on what that person may see.</summary>
/// <param name="all">What the person may see, before the filters.</param>
public sealed class FiguresModel(
    Viewer viewer,
    FigureAsk ask,
    FigureInput all,
    IReadOnlyList<Readied> readiness,
    (string Field, string Value) token
)
{
    /// <summary>Below so many, a share is a pair of numbers.</summary>
    public const int Few = 10;

    /// <summary>Rows of a chart; the rest is a line below it.</summary>
    public const int Most = 12;

    private static readonly int[] WeekChoices = [1, 4, 8, 13, 26];

    public Viewer Viewer => viewer;

    public FigureAsk Ask => ask;

    public (string Field, string Value) Token => token;

    public IReadOnlyList<Readied> Readiness => readiness;

    public FigureInput All => all;

    public FigureInput Input { get; } = all.Cut(ask.Scope(all.Now));

    public FigureSet Set => field ??= FigureSet.Of(Input);

    public IReadOnlyList<Pilot> Pilots => field ??= Core.Measures.Pilots.Of(all, ask.Scope(all.Now));

    public IReadOnlyList<Latency> Latencies => field ??= Latency.Of(Input);

    public IReadOnlyList<StagePassage> Passages => field ??= StagePassage.Of(new Measured(Input));

    public Figure this[string id] => Set.All.First(f => f.Figure.Id == id).Figure;

    public IReadOnlyList<(string, string)> RepOptions =>
        [
            .. all
                .Deals.Select(d => FigureScope.Key(d.Deal.OwnerEmail))
                .Concat(all.Stories.Select(s => FigureScope.Key(s.Start.Owner)))
                .Distinct(StringComparer.Ordinal)
                .Select(o => (o, viewer.Names[o]))
                .OrderBy(o => o.Item2, StringComparer.Ordinal),
        ];

    public IReadOnlyList<(string, string)> TeamOptions =>
        [
            .. FigureGroups
                .Of("team", all, new FigureScope())
                .Select(g => (g.Key, g.Key == FigureScope.Nobody ? "no manager" : $"Team of {viewer.Names[g.Key]}")),
        ];

    public static IReadOnlyList<(string, string)> ByOptions => [.. FigureGroups.All.Select(g => (g, $"By {(g == "rep" ? "owner" : g)}"))];

    /// <summary>The groups that the page compares, each with the question of its own; empty where none are asked for.</summary>
    public IReadOnlyList<(string Name, FigureAsk Ask, FigureSet Set)> Groups =>
        field ??=
            ask.By.Length == 0
                ? []
                :
                [
                    .. FigureReport
                        .Of(all, ask.Scope(all.Now), ask.By)
                        .Groups.Select(g => (NameOf(g.Key), ask.Of(ask.By, g.Key) with { By = "" }, g.Figures)),
                ];

    public IReadOnlyList<(string, string)> StageOptions =>
        [.. FigureGroups.Of("stage", all, new FigureScope()).Select(g => (g.Key, Words.Plain(g.Key)))];

    public static IReadOnlyList<(string, string)> WeekOptions =>
        [.. WeekChoices.Select(w => (w.ToString(CultureInfo.InvariantCulture), w == 1 ? "This week" : $"Last {w} weeks"))];

    private string NameOf(string key) =>
        ask.By switch
        {
            "stage" => Words.Plain(key),
            "week" => $"Week of {Words.Day(DateOnly.ParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture))}",
            _ => key == FigureScope.Nobody ? key : viewer.Names[key],
        };

    public string Heading
    {
        get
        {
            if (Input.Stories.Count == 0)
            {
                return "No run has been raised here yet";
            }
            var pilot = Pilots[0];
            if (pilot.N == 0)
            {
                return pilot.Undecided.Count > 0
                    ? $"{Words.Count(pilot.Undecided.Count, "diagnosis waits", "diagnoses wait")} for a decision; none is decided yet"
                    : "Nothing is decided yet";
            }

            var spans = new[]
            {
                ("detection", "detection"),
                ("preparation", "preparation"),
                ("approval_wait", "approval"),
                ("write", "the write"),
            }
                .Select(s => (s.Item2, Value: this[s.Item1].Value ?? 0))
                .ToList();
            var longest = spans.MaxBy(s => s.Value);
            return $"{pilot.Count} of {Words.Count(pilot.N, "diagnosis was", pilot.Count == 1 ? "diagnoses was" : "diagnoses were")} accepted or corrected"
                + (longest.Value > 0 ? $"; {longest.Item1} is where the time goes" : "");
        }
    }

    public string Sub
    {
        get
        {
            var pilot = Pilots[0];
            var day = pilot.Day is { } d
                ? d <= pilot.Days
                    ? $"Day {d} of {pilot.Days} of the pilot on stalled deals. "
                    : $"The pilot on stalled deals ended after {pilot.Days} days. "
                : "";
            var waits =
                pilot.Undecided.Count > 0
                    ? $" {(pilot.Undecided.Count == 1 ? "The run that still waits is" : $"The {pilot.Undecided.Count} runs that still wait are")} in no share and no median."
                    : "";
            var week = ask.Week is { } monday ? $"Runs of the week of {Words.Day(monday)} alone. " : "";
            return $"{day}{week}Everything is counted from the ledger and the record of the {Words.Count(Input.Deals.Count, "deal")} that you may see.{waits} {Clocked}";
        }
    }

    private string Clocked
    {
        get
        {
            var hours = Input.Playbook.Hours;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Waits are business time of each deal’s owner ({hours.Start:HH:mm} to {hours.End:HH:mm}, {hours.TimeZone} unless the playbook says otherwise, without weekends and holidays), as the playbook’s limits are; the desk’s own work, writes and days in a stage are elapsed time."
            );
        }
    }

    public IReadOnlyList<StageAgeRow> Ages =>
        [
            .. Input
                .Deals.Where(d => d.Deal.Status == DealStatus.Open)
                .Select(d => (Deal: d, d.Current))
                .Where(d => d.Current is not null)
                .Select(d => new StageAgeRow(
                    d.Deal.Deal.Id,
                    d.Deal.Deal.Account,
                    d.Current!.Stage,
                    d.Deal.Deal.Segment,
                    Math.Max(0, (int)Math.Floor((Input.Now - d.Current.EnteredAt).TotalDays)),
                    Input.Playbook.Stage(d.Current.Stage) is { Terminal: false } rule ? rule.DaysFor(d.Deal.Deal.Segment) : null,
                    d.Deal.NameOf(d.Current)
                ))
                .OrderByDescending(r => r.Over ?? int.MinValue)
                .ThenBy(r => r.Deal.Value, StringComparer.Ordinal),
        ];

    public IReadOnlyList<ExceptionRow> Exceptions =>
        [
            .. Input
                .Stories.Where(s => s.Start.Workflow == RunMeasures.StageProgression && s.Proposed is not null && !s.IsOvertaken)
                .SelectMany(s => s.Packet!.Exceptions.Select(x => (x.Kind, Run: s)))
                .GroupBy(x => x.Kind, StringComparer.Ordinal)
                .Select(g => new ExceptionRow(
                    g.Key,
                    g.Count(x => !Core.Measures.Pilots.IsDisposed(x.Run)),
                    g.Count(x => Core.Measures.Pilots.IsDisposed(x.Run)),
                    Measured.Names(g.Select(x => x.Run.Proposed!.Name))
                ))
                .OrderByDescending(r => r.Open + r.Closed)
                .ThenBy(r => r.Kind, StringComparer.Ordinal),
        ];

    /// <summary>The last eight weeks up to now that hold an answer or lie between two that do.</summary>
    public IReadOnlyList<AnswerWeek> Answers
    {
        get
        {
            var said = Input
                .Stories.Select(Diagnosis.Of)
                .Where(d => d.IsDecided)
                .Select(d => (Monday: FigureGroups.Monday(d.Event!.At), d.Word, d.Event.Name))
                .ToList();
            if (said.Count == 0)
            {
                return [];
            }

            var last = FigureGroups.Monday(Input.Now);
            var first = new[] { said.Min(s => s.Monday), last.AddDays(-7 * 7) }.Max();
            return
            [
                .. Enumerable
                    .Range(0, Math.Max(1, ((last.DayNumber - first.DayNumber) / 7) + 1))
                    .Select(i => first.AddDays(7 * i))
                    .Select(m => new AnswerWeek(
                        m,
                        [.. said.Where(s => s.Monday == m).OrderBy(s => Array.IndexOf(AnswerWords, s.Word)).Select(s => (s.Word, s.Name))]
                    )),
            ];
        }
    }

    public static readonly string[] AnswerWords = ["accepted", "corrected", "rejected", "expired"];

    public string EventsHref(string figure, string? part = null) =>
        part is null ? Ask.Href("/figures/events", ("figure", figure)) : Ask.Href("/figures/events", ("figure", figure), ("part", part));

    /// <summary>What is behind a figure, or a part of it: its title and its events; null where there is no such figure.</summary>
    public (string Title, IReadOnlyList<string> Events)? Behind(string figure, string? part)
    {
        if (Set.All.Where(f => f.Figure.Id == figure).Select(f => f.Figure).FirstOrDefault() is { } f)
        {
            return part is null ? (f.Name, f.Events)
                : f.Parts.FirstOrDefault(p => p.Key == part) is { } p ? ($"{f.Name}: {part.Replace('_', ' ')}", p.Events)
                : null;
        }

        if (Pilots.FirstOrDefault(p => p.Id == figure) is { } pilot)
        {
            return part is null ? (pilot.Name, pilot.Events)
                : pilot.Parts.FirstOrDefault(p => p.Key == part) is { } p ? ($"{pilot.Name}: {part.Replace('_', ' ')}", p.Events)
                : null;
        }

        return figure switch
        {
            "ages" => ("Days in the current stage", [.. Ages.Select(a => a.Name)]),
            "answers" when Answers.FirstOrDefault(w => w.Monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == part) is { } week =>
                ($"What owners said in the week of {Words.Day(week.Monday)}", [.. week.Answers.Select(a => a.Event)]),
            "answers" => ("What owners said to the diagnosis", [.. Answers.SelectMany(w => w.Answers).Select(a => a.Event)]),
            _ => null,
        };
    }

    public static string Span(decimal minutes) => SpanWords.Elapsed(minutes);

    public static string Span(TimeSpan length) => Span(Numbers.In(length, Numbers.Minute, 1));

    /// <summary>The business time of a chart that says that it is: "2.5 d" are working days.</summary>
    public string Business(TimeSpent spent) => Business(Numbers.In(spent.Working, Numbers.Minute, 1));

    public string Business(decimal minutes) =>
        SpanWords.Business(minutes, all.Playbook.Hours).Replace(" business", "", StringComparison.Ordinal);

    /// <summary>Minutes of a duration by the figure's own clock.</summary>
    public string Span(Figure f, decimal minutes) => SpanWords.Of(minutes, f.Clock, all.Playbook.Hours);

    /// <summary>A figure's value as a reader takes it in. A share of few is a pair of numbers.</summary>
    public string Value(Figure f) =>
        f.Value is not { } v ? "No data"
        : f.Unit == "%" && f.Count is { } count && f.N < Few ? $"{count} of {f.N}"
        : f.Unit switch
        {
            "%" => Plain(v) + "%",
            "min" => Span(f, v),
            "days" => Plain(v) + " d",
            _ => Plain(v),
        };

    public static string Plain(decimal v) => v.ToString(CultureInfo.InvariantCulture);
}
