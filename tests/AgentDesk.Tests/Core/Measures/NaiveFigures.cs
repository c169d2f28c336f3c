using System.Globalization;
using System.Text.Json.Nodes;

namespace AgentDesk.Tests.Core.Measures;

/// <summary>
/// The figures a second time, straight from `ledger export` lines and exported rows: loops over JSON, no type of the desk's, nothing shared
/// with what it checks. Each figure is one line of text; the report's JSON is brought to the same lines.
/// </summary>
internal sealed class NaiveFigures
{
    private static readonly string[] Order = ["identify", "contact", "discovery", "propose", "resolve", "close"];

    private readonly List<NaiveRun> _runs = [];
    private readonly List<NaiveDeal> _deals;
    private readonly DateTimeOffset _now;
    private readonly Func<DateTimeOffset, bool> _day;
    private readonly NaiveHours _hours;

    public NaiveFigures(
        IEnumerable<string> ledger,
        IEnumerable<NaiveDeal> deals,
        DateTimeOffset now,
        string? owner = null,
        string? manager = null,
        string? stage = null,
        string? from = null,
        string? to = null,
        NaiveHours? hours = null
    )
    {
        _now = now;
        _hours = hours ?? NaiveHours.Plain;
        _day = at => (from is null || string.CompareOrdinal(Day(at), from) >= 0) && (to is null || string.CompareOrdinal(Day(at), to) <= 0);
        var all = deals.ToList();
        bool Fits(NaiveDeal d) =>
            (owner is null || Key(d.Owner) == owner)
            && (manager is null || Key(d.Manager) == manager)
            && (stage is null || d.Stage == stage);
        _deals = [.. all.Where(Fits)];
        foreach (var group in ledger.Select(l => JsonNode.Parse(l)!).GroupBy(n => (string)n["run"]!).Where(NaiveRun.IsRun))
        {
            var run = new NaiveRun([.. group]);
            var (o, m) = ((string?)run.Start["owner"], (string?)run.Start["manager"]);
            if (!_day(run.At) || (owner is not null && Key(o) != owner) || (manager is not null && Key(m) != manager))
            {
                continue;
            }
            if (stage is not null && all.Find(d => d.Id == run.Deal)?.Stage != stage)
            {
                continue;
            }
            _runs.Add(run);
        }
    }

    public SortedDictionary<string, string> Lines()
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Add(string id, decimal? value, int n, decimal? p80 = null, int? count = null, IEnumerable<string>? parts = null) =>
            lines[id] = Line(value, n, p80, count, parts ?? []);
        void Time(string id, bool business, IEnumerable<Spent> spent, Func<Spent, string>? by = null) =>
            lines[id] = Clocked(business, [.. spent], by);
        var flagged = _runs.Where(r => r.IsStall).ToList();
        var stalled = flagged.Where(r => !r.IsOvertaken).ToList();
        var reviews = _runs.Where(r => r.Workflow == "stage-progression" && r.LastProposed is not null && !r.IsOvertaken).ToList();
        var open = _deals.Where(d => d.Status == "open").ToList();

        foreach (
            var (id, n) in new[]
            {
                ("warm_accounts", 0),
                ("warm_to_reply", 0),
                ("signal_reply_lift", 0),
                ("prep_time", 0),
                ("objection_handle_time", 0),
                ("time_to_synced_note", 0),
                ("full_completions", 0),
                ("admin_hours_saved", 0),
            }
        )
        {
            Add(id, null, n);
        }
        Drafts(Add);
        Talk(Add);
        Accuracy(Add);
        var flaggedOpen = flagged.Where(r => open.Exists(d => d.Id == r.Deal)).ToList();
        Add(
            "stale_flag_rate",
            flagged.Count == 0 ? null : Percent(Distinct(flaggedOpen), open.Count),
            open.Count,
            count: Distinct(flaggedOpen),
            parts: flaggedOpen.GroupBy(r => r.Trigger).Select(g => Part(g.Key, Distinct(g), open.Count))
        );

        var any = flagged.Count > 0;
        Add(
            "stalled_deals_reviewed",
            any ? Distinct(stalled.Where(r => r.Reviewed)) : null,
            Distinct(stalled),
            count: Distinct(stalled.Where(r => r.Reviewed))
        );
        var diagnosed = stalled.Where(r => r.Blocker is not null).ToList();
        Add(
            "blocker_categories",
            diagnosed.Count > 0 ? diagnosed.Count : null,
            diagnosed.Count,
            parts: diagnosed.GroupBy(r => (string)r.Blocker!["category"]!).Select(g => Part(g.Key, g.Count(), diagnosed.Count))
        );
        var proposed = flagged.Count(r => r.Blocker is not null);
        Listed(
            Add,
            "manager_edits",
            flagged.SelectMany(r =>
                r.Actions.SelectMany(a =>
                    a.Edits.Where(e => r.Manager is not null && Same((string?)e["event"]!["by"]!["email"], r.Manager)).Select(_ => a.Kind)
                )
            ),
            proposed
        );
        Listed(
            Add,
            "unblock_attempts",
            flagged.SelectMany(r =>
                r.Actions.Where(a => a.Written is not null && a.Kind is "escalation" or "email_draft" or "meeting" && a.Written is not null)
                    .Select(a => a.Kind)
            ),
            proposed
        );
        Movement(Add, stalled);
        var lost = _deals
            .Where(d => d.Status == "lost" && flagged.Exists(r => r.Deal == d.Id) && _day(LostAt(d)) && LostAt(d) <= _now)
            .ToList();
        Add(
            "closed_lost_reasons",
            any ? lost.Count : null,
            Distinct(flagged),
            parts: lost.GroupBy(d => d.LossReason.Length > 0 ? d.LossReason : "no reason in the record")
                .Select(g => Part(g.Key, g.Count(), lost.Count))
        );
        Slips(Add, flagged);
        Time("flag_to_approved_action", true, flagged.Where(r => r.Approved is not null).Select(r => Between(r, r.At, r.Approved!.Value)));
        Acceptance(Add, stalled, any);

        Stages(Add, Time, reviews, open);

        var stays = _deals
            .SelectMany(d =>
                d.Stages.Where(s => s.Out is { } o && o >= s.In && o <= _now && _day(o)).Select(s => (s.Stage, Length: s.Out!.Value - s.In))
            )
            .ToList();
        lines["time_in_stage"] =
            "by elapsed: "
            + Line(
                Median(stays.Select(s => s.Length), TimeSpan.TicksPerDay, 2),
                stays.Count,
                P80(stays.Select(s => s.Length), TimeSpan.TicksPerDay, 2),
                null,
                stays
                    .GroupBy(s => s.Stage)
                    .Select(g =>
                        Part(
                            g.Key,
                            Median(g.Select(s => s.Length), TimeSpan.TicksPerDay, 2),
                            g.Count(),
                            P80(g.Select(s => s.Length), TimeSpan.TicksPerDay, 2)
                        )
                    )
            );
        Passages(Add);
        Latencies(Time);
        Map(Add);
        return lines;
    }

    /// <summary>A set of figures of the report's JSON, as the same lines.</summary>
    public static SortedDictionary<string, string> LinesOf(JsonNode set)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var f in new[] { "kpis", "stall", "stage", "workflow", "map" }.SelectMany(s => set[s]!.AsArray()))
        {
            static string Text(JsonNode? n) => n is null ? "-" : n.ToJsonString();
            var parts = f!["parts"]!
                .AsArray()
                .Select(p => $"{p!["key"]}:{Text(p["value"])}/{Text(p["n"])}/{Text(p["p80"])}/{Text(p["count"])}")
                .Order(StringComparer.Ordinal);
            var clock =
                f["clock"] is null ? ""
                : f["elapsed"] is null ? $"by {f["clock"]}: "
                : $"by {f["clock"]}, elapsed {Text(f["elapsed"])} [{string.Join(' ', f["parts"]!.AsArray().Select(p => $"{p!["key"]}:{Text(p["elapsed"])}").Order(StringComparer.Ordinal))}]: ";
            lines[(string)f["id"]!] =
                $"{clock}{Text(f["value"])} of {Text(f["n"])} p80 {Text(f["p80"])} count {Text(f["count"])} [{string.Join(' ', parts)}]";
            Assert.True(
                (f["value"] is null) == (f["missing"]!.AsArray().Count > 0) || f["value"] is null,
                $"{f["id"]} has a value and misses something"
            );
            Assert.True(
                f["value"] is not null || f["missing"]!.AsArray().Count > 0 || (int)f["n"]! == 0,
                $"{f["id"]} has no value and misses nothing"
            );
        }

        return lines;
    }

    private delegate void Adder(
        string id,
        decimal? value,
        int n,
        decimal? p80 = null,
        int? count = null,
        IEnumerable<string>? parts = null
    );

    private delegate void Timer(string id, bool business, IEnumerable<Spent> spent, Func<Spent, string>? by = null);

    /// <summary>A span by both clocks.</summary>
    private sealed record Spent(TimeSpan Elapsed, TimeSpan Working, string Trigger = "");

    private Spent Between(NaiveRun run, DateTimeOffset from, DateTimeOffset to) =>
        new(
            to > from ? to - from : TimeSpan.Zero,
            _hours.Between(from, to, run.Owner.Length > 0 ? run.Owner : run.Manager ?? ""),
            run.Trigger
        );

    private static string Clocked(bool business, List<Spent> spent, Func<Spent, string>? by)
    {
        IEnumerable<TimeSpan> Own(IEnumerable<Spent> s) => s.Select(x => business ? x.Working : x.Elapsed);
        static decimal? Middle(IEnumerable<TimeSpan> s) => Median(s, TimeSpan.TicksPerMinute, 1);
        var groups = by is null ? [] : spent.GroupBy(by).ToList();
        var line = Line(
            Middle(Own(spent)),
            spent.Count,
            P80(Own(spent), TimeSpan.TicksPerMinute, 1),
            null,
            groups.Select(g => Part(g.Key, Middle(Own(g)), g.Count(), P80(Own(g), TimeSpan.TicksPerMinute, 1)))
        );
        return !business ? "by elapsed: " + line
            : spent.Count == 0 ? "by business: " + line
            : $"by business, elapsed {Text(Middle(spent.Select(s => s.Elapsed)))} [{string.Join(' ', groups.Select(g => $"{g.Key}:{Text(Middle(g.Select(s => s.Elapsed)))}").Order(StringComparer.Ordinal))}]: {line}";
    }

    private static void Listed(Adder add, string id, IEnumerable<string> found, int n)
    {
        var all = found.ToList();
        add(id, n > 0 ? all.Count : null, n, parts: all.GroupBy(k => k).Select(g => Part(g.Key, g.Count(), all.Count)));
    }

    private void Drafts(Adder add)
    {
        var approved = _runs.SelectMany(r => r.Actions).Count(a => a.Kind == "email_draft" && a.Approved is not null);
        var sent = new List<(string Who, DateTimeOffset At)>();
        foreach (
            var (run, a) in _runs
                .SelectMany(r => r.Actions.Select(a => (r, a)))
                .Where(x => x.a.Kind == "email_draft" && x.a.Written is not null)
        )
        {
            var match = _deals
                .Where(d => d.Id == run.Deal)
                .SelectMany(d => d.Mails)
                .Where(m =>
                    m.Side == "seller"
                    && m.At >= a.Written
                    && m.At <= _now
                    && Bare(m.Subject) == Bare((string)a.Payload["subject"]!)
                    && m.To.Any(t => a.Payload["to"]!.AsArray().Any(x => Same((string?)x, t)))
                )
                .OrderBy(m => m.At)
                .Select(m => (DateTimeOffset?)m.At)
                .FirstOrDefault();
            if (match is { } at)
            {
                sent.Add((run.Owner, at));
            }
        }

        var days = sent.GroupBy(s => Key(s.Who) + Day(s.At)).Select(g => (decimal)g.Count()).Order().ToList();
        decimal? middle =
            approved == 0 || days.Count == 0 ? null
            : days.Count % 2 == 1 ? days[days.Count / 2]
            : (days[(days.Count / 2) - 1] + days[days.Count / 2]) / 2;
        add("drafts_sent", middle, sent.Count);
    }

    private void Talk(Adder add)
    {
        var calls = _deals.SelectMany(d => d.Calls).Where(c => c.All > 0 && c.Start <= _now && _day(c.Start)).ToList();
        var (ours, all) = (calls.Sum(c => c.Ours), calls.Sum(c => c.All));
        var timed = calls.Where(c => c.End > c.Start).ToList();
        add(
            "rep_talk_ratio",
            Percent(ours, all),
            calls.Count,
            parts: calls.Count == 0
                ? []
                :
                [
                    Part("of_all_speech", Percent(ours, all), calls.Count),
                    Part("of_the_call", Percent(timed.Sum(c => c.Ours), timed.Sum(c => (c.End!.Value - c.Start).Ticks)), timed.Count),
                ]
        );
    }

    private void Accuracy(Adder add)
    {
        var decided = _runs
            .SelectMany(r => r.Actions)
            .Where(a => a.Kind == "stage_change" && (a.Approved ?? a.Refused) is not null)
            .ToList();
        static string Word(NaiveAction a) =>
            a.Approved is null ? "refused"
            : a.Edits.Count > 0 ? "edited"
            : "accepted";
        var parts = decided.GroupBy(Word).Select(g => Part(g.Key, g.Count(), decided.Count)).ToList();
        int written = 0,
            back = 0;
        foreach (
            var (run, a) in _runs
                .SelectMany(r => r.Actions.Select(a => (r, a)))
                .Where(x => x.a.Kind == "stage_change" && x.a.Written is not null)
        )
        {
            written++;
            var after = Array.IndexOf(Order, (string)a.Payload["after"]!);
            if (
                run.Manager is not null
                && _deals.Find(d => d.Id == run.Deal) is { } deal
                && deal.Stages.Exists(s =>
                    s.In > a.Written && s.In <= _now && Same(s.By, run.Manager) && Array.IndexOf(Order, s.Stage) < after
                )
            )
            {
                back++;
            }
        }

        if (written > 0)
        {
            parts.Add(Part("corrected_by_manager_later", back, written));
        }
        var accepted = decided.Count(a => Word(a) == "accepted");
        add("stage_accuracy", Percent(accepted, decided.Count), decided.Count, count: accepted, parts: parts);
    }

    private void Movement(Adder add, List<NaiveRun> stalled)
    {
        var seen = stalled.Where(r => r.Approved is { } at && at < _now && _deals.Exists(d => d.Id == r.Deal)).ToList();
        var forward = new HashSet<string>(StringComparer.Ordinal);
        var words = new List<string>();
        foreach (var r in seen)
        {
            var deal = _deals.Find(d => d.Id == r.Deal)!;
            foreach (var s in deal.Stages.Where(s => s.In > r.Approved && s.In <= _now))
            {
                words.Add(s.Stage);
                var before = deal.Stages.Where(x => x.In <= r.Approved).Select(x => x.Stage).LastOrDefault();
                if (before is null || Array.IndexOf(Order, s.Stage) > Array.IndexOf(Order, before))
                {
                    forward.Add(r.Deal);
                }
            }

            if (deal.Status == "open")
            {
                continue;
            }
            words.Add(deal.Status);
            if (deal.Status == "won")
            {
                forward.Add(r.Deal);
            }
        }

        var n = Distinct(seen);
        add(
            "movement_after_approval",
            Percent(forward.Count, n),
            n,
            count: forward.Count,
            parts: words.GroupBy(w => w).Select(g => Part(g.Key, g.Count(), n))
        );
    }

    private void Slips(Adder add, List<NaiveRun> flagged)
    {
        int before = 0,
            after = 0;
        foreach (var deal in _deals.Where(d => flagged.Exists(r => r.Deal == d.Id)))
        {
            var first = flagged.Where(r => r.Deal == deal.Id).Min(r => r.At);
            foreach (
                var c in deal.Changes.Where(c =>
                    c.Field == "close_date" && string.CompareOrdinal(c.New, c.Old) > 0 && c.At <= _now && _day(c.At)
                )
            )
            {
                if (c.At > first)
                {
                    after++;
                }
                else
                {
                    before++;
                }
            }
        }

        var has = flagged.Count > 0 && _deals.Exists(d => d.Changes.Count > 0);
        add(
            "slipped_close_dates",
            has ? before + after : null,
            Distinct(flagged),
            parts: has ? [Part("before_the_flag", before, before + after), Part("after_the_flag", after, before + after)] : []
        );
    }

    private static void Acceptance(Adder add, List<NaiveRun> stalled, bool any)
    {
        var n = Distinct(stalled);
        static bool Hypothesis(NaiveRun r) => r.Blocker is not null;
        static bool Evidence(NaiveRun r) => r.Packet is { } p && p["claims"]!.AsArray().Any(c => c!["citations"]!.AsArray().Count > 0);
        static bool Next(NaiveRun r) => r.Approved is not null || r.Disposition is not null;
        static bool Good(NaiveRun r) => r.Answer is "accepted" or "corrected";
        var whole = stalled.Where(r => Hypothesis(r) && Evidence(r) && r.Reviewed && Next(r) && Good(r));
        add(
            "stalled_deal_diagnosis_acceptance",
            any ? Percent(Distinct(whole), n) : null,
            n,
            count: Distinct(whole),
            parts: !any
                ? []
                :
                [
                    Part("hypothesis", Distinct(stalled.Where(Hypothesis)), n),
                    Part("evidence", Distinct(stalled.Where(Evidence)), n),
                    Part("review", Distinct(stalled.Where(r => r.Reviewed)), n),
                    Part("next_action", Distinct(stalled.Where(Next)), n),
                    Part("accepted_disposition", Distinct(stalled.Where(Good)), n),
                ]
        );
    }

    private void Stages(Adder add, Timer time, List<NaiveRun> reviews, List<NaiveDeal> open)
    {
        var any = reviews.Count > 0;
        var all = reviews.SelectMany(r => r.Exceptions.Select(k => (r.Deal, Kind: k))).ToList();
        foreach (
            var (id, kind) in new[]
            {
                ("stage_age_exceptions", "over_age"),
                ("missing_criteria", "missing_exit_criteria"),
                ("skipped_stages", "skipped_stage"),
            }
        )
        {
            add(id, any ? all.Count(x => x.Kind == kind) : null, reviews.Count);
        }
        add(
            "stage_exceptions",
            any ? all.Count : null,
            reviews.Count,
            parts: all.GroupBy(x => x.Kind).Select(g => Part(g.Key, g.Count(), all.Count))
        );

        string[] bad = ["missing_exit_criteria", "seller_activity_only", "skipped_stage"];
        var moves = reviews.Where(r => r.Triggers.Contains("stage_moved")).ToList();
        // Once a move, by the last card that told of it, overtaken or not.
        var told = new Dictionary<string, NaiveRun>(StringComparer.Ordinal);
        foreach (var r in _runs.Where(r => r.Workflow == "stage-progression" && r.LastProposed is not null && r.MoveAnchor is not null))
        {
            told[$"{r.Deal}|{r.MoveAnchor}"] = r;
        }
        var wrong = told.Values.Count(r => r.Exceptions.Exists(bad.Contains));
        add("false_progression", Percent(wrong, told.Count), told.Count, count: wrong);
        var decided = moves.Where(r => r.Ended is not null && r.Reviewed).ToList();
        static bool Back(NaiveAction a) =>
            a.Kind == "stage_change"
            && a.Written is not null
            && Array.IndexOf(Order, (string)a.Payload["after"]!) < Array.IndexOf(Order, (string)a.Payload["before"]!);
        var corrected = decided.Count(r => r.Disposition is "corrected" or "sent_back" || r.Actions.Exists(Back));
        add("stage_correction_rate", Percent(corrected, decided.Count), decided.Count, count: corrected);

        string[] fields = ["forecast_category", "forecast", "close_date", "stage", "amount", "probability", "status"];
        var forecast = reviews
            .SelectMany(r => r.Actions)
            .Where(a => a.Kind == "forecast_change" || (a.Kind == "crm_field" && fields.Contains((string)a.Payload["field"]!)))
            .ToList();
        var (w, no) = (forecast.Count(a => a.Written is not null), forecast.Count(a => a.Written is null && a.Refused is not null));
        add(
            "forecast_impacting_changes",
            any ? forecast.Count : null,
            forecast.Count,
            parts: !any
                ? []
                :
                [
                    Part("written", w, forecast.Count),
                    Part("refused", no, forecast.Count),
                    Part("other", forecast.Count - w - no, forecast.Count),
                ]
        );
        time(
            "approval_turnaround",
            true,
            reviews.SelectMany(r => r.Actions).Where(a => a.Decided is not null).Select(a => Between(a.Run, a.Proposed, a.Decided!.Value))
        );
        var overrides = 0;
        foreach (var r in reviews.Where(r => r.Exceptions.Count > 0))
        {
            if (r.Disposition is "accepted" or "not_an_exception")
            {
                overrides++;
            }
            if (r.Exceptions.Exists(bad.Contains))
            {
                overrides += r.Actions.Count(a =>
                    a.Kind == "stage_change"
                    && a.Approved is not null
                    && Array.IndexOf(Order, (string)a.Payload["after"]!) > Array.IndexOf(Order, (string)a.Payload["before"]!)
                );
            }
        }

        add("overrides", any ? overrides : null, reviews.Count(r => r.Exceptions.Count > 0));
        string[] rate = ["over_age", "skipped_stage", "regression", "no_next_step"];
        var hit = open.Count(d => all.Exists(x => x.Deal == d.Id && rate.Contains(x.Kind)));
        add("stage_progression_exception_rate", any ? Percent(hit, open.Count) : null, open.Count, count: hit);
    }

    private void Passages(Adder add)
    {
        int entered = 0,
            went = 0,
            gone = 0;
        List<string> on = [],
            off = [];
        for (var i = 0; i < Order.Length - 1; i++)
        {
            int e = 0,
                w = 0,
                l = 0;
            foreach (var d in _deals)
            {
                var first = d.Stages.Where(s => s.Stage == Order[i] && s.In <= _now).Take(1).ToList();
                if (first.Count == 0 || !_day(first[0].In))
                {
                    continue;
                }
                e++;
                if (d.Stages.Exists(s => s.In >= first[0].In && s.In <= _now && Array.IndexOf(Order, s.Stage) > i) || d.Status == "won")
                {
                    w++;
                }
                else if (d.Status == "lost")
                {
                    l++;
                }
            }

            if (e == 0)
            {
                continue;
            }
            (entered, went, gone) = (entered + e, went + w, gone + l);
            on.Add(Part(Order[i], Percent(w, e), e, count: w));
            off.Add(Part(Order[i], Percent(l, e), e, count: l));
        }

        add("stage_conversion", Percent(went, entered), entered, count: went, parts: on);
        add("stage_drop_off", Percent(gone, entered), entered, count: gone, parts: off);
    }

    private void Latencies(Timer time)
    {
        var rows = new List<(Spent Detect, Spent Prepare, Spent Wait, Spent? Write, Spent? Whole)>();
        foreach (var (r, a) in _runs.SelectMany(r => r.Actions.Select(a => (r, a))).Where(x => x.a.Approved is not null))
        {
            var (detect, all) = (Between(r, r.TriggerAt, r.At), Between(r, r.At, a.Approved!.Value));
            var busy = a.Busy.Select(b => Between(r, b.From, b.To)).ToList();
            var prepare = new Spent(
                TimeSpan.FromTicks(busy.Sum(b => b.Elapsed.Ticks)),
                TimeSpan.FromTicks(busy.Sum(b => b.Working.Ticks)),
                r.Trigger
            );
            var write = a.Written is { } w ? Between(r, a.Approved.Value, w) : null;
            rows.Add(
                (
                    detect,
                    prepare,
                    new(all.Elapsed - prepare.Elapsed, all.Working - prepare.Working, r.Trigger),
                    write,
                    write is null
                        ? null
                        : new(detect.Elapsed + all.Elapsed + write.Elapsed, detect.Working + all.Working + write.Working, r.Trigger)
                )
            );
        }

        void One(string id, bool business, IEnumerable<Spent?> spent) => time(id, business, spent.OfType<Spent>(), s => s.Trigger);
        One("trigger_to_action", true, rows.Select(r => r.Whole));
        One("detection", true, rows.Select(r => r.Detect));
        One("preparation", false, rows.Select(r => r.Prepare));
        One("approval_wait", true, rows.Select(r => r.Wait));
        One("write", false, rows.Select(r => r.Write));
    }

    private void Map(Adder add)
    {
        var actions = _runs.SelectMany(r => r.Actions).ToList();
        void Kinds(string id, IEnumerable<string?> words)
        {
            var all = words.ToList();
            add(
                id,
                _runs.Count > 0 ? all.Count : null,
                actions.Count,
                parts: all.OfType<string>().GroupBy(k => k).Select(g => Part(g.Key, g.Count(), all.Count))
            );
        }

        Kinds("actions_proposed", actions.Select(a => a.Kind));
        Kinds("actions_approved", actions.Where(a => a.Approved is not null).Select(a => a.Kind));
        Kinds("actions_edited", actions.SelectMany(a => a.Edits.Select(_ => a.Kind)));
        Kinds("actions_suppressed", actions.Where(a => a.Refused is not null).Select(a => a.Kind));
        Kinds(
            "escalated",
            _runs.SelectMany(r => r.Events).Where(e => (string?)e["event"]!["decision"]?["kind"] == "escalate").Select(_ => (string?)null)
        );
        Kinds(
            "dont_act",
            _runs.SelectMany(r =>
                actions
                    .Where(a => a.Run == r && a.Kind == "pause" && a.Approved is not null)
                    .Select(_ => "pause")
                    .Concat(r.Outcome == "nothing_to_do" ? ["nothing_to_do"] : [])
                    .Concat(r.Disposition is "none" or "pause" ? [r.Disposition] : [])
            )
        );
        Kinds("outcomes", _runs.Where(r => r.Outcome is not null).Select(r => r.Outcome));
        add("memory_writes_approved", null, 0);
    }

    private static DateTimeOffset LostAt(NaiveDeal d) =>
        d.Changes.Where(c => c.Field == "status").Select(c => (DateTimeOffset?)c.At).LastOrDefault()
        ?? d.Stages.Where(s => s.Out is null).Select(s => (DateTimeOffset?)s.In).LastOrDefault()
        ?? d.Stages.Select(s => (DateTimeOffset?)s.In).LastOrDefault()
        ?? DateTimeOffset.MinValue;

    private static string Line(decimal? value, int n, decimal? p80, int? count, IEnumerable<string> parts) =>
        $"{Text(value)} of {n} p80 {Text(p80)} count {Text(count)} [{string.Join(' ', parts.Order(StringComparer.Ordinal))}]";

    private static string Part(string key, decimal? value, int n, decimal? p80 = null, int? count = null) =>
        $"{key}:{Text(value)}/{n}/{Text(p80)}/{Text(count)}";

    private static string Text(decimal? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "-";

    private static decimal? Percent(long part, long of) =>
        of == 0 ? null : Math.Round((decimal)part * 100 / of, 1, MidpointRounding.AwayFromZero);

    private static decimal? Median(IEnumerable<TimeSpan> lengths, long unit, int digits)
    {
        var s = lengths.Select(l => (decimal)l.Ticks).Order().ToArray();
        return s.Length == 0
            ? null
            : Math.Round((s[(s.Length - 1) / 2] + s[s.Length / 2]) / 2 / unit, digits, MidpointRounding.AwayFromZero);
    }

    private static decimal? P80(IEnumerable<TimeSpan> lengths, long unit, int digits)
    {
        var s = lengths.Select(l => (decimal)l.Ticks).Order().ToArray();
        for (var i = 0; i < s.Length; i++)
        {
            if ((i + 1) * 10 >= s.Length * 8)
            {
                return Math.Round(s[i] / unit, digits, MidpointRounding.AwayFromZero);
            }
        }
        return null;
    }

    private static int Distinct(IEnumerable<NaiveRun> runs) => runs.Select(r => r.Deal).Distinct(StringComparer.Ordinal).Count();

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Key(string? who) => string.IsNullOrEmpty(who) ? "nobody" : who.ToLowerInvariant();

    private static string Bare(string subject)
    {
        var s = subject.Trim().ToUpperInvariant();
        while (s.StartsWith("RE:", StringComparison.Ordinal) || s.StartsWith("FW:", StringComparison.Ordinal))
        {
            s = s[3..].Trim();
        }
        return s;
    }

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
