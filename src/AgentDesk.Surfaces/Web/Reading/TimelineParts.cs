namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>The lanes that both widths draw.</summary>
internal static class TimelineParts
{
    public static void Stages(Drawing d, Timeline t, TimeScale scale, double height, double baseline)
    {
        var stays = t.File.Stages.OrderBy(s => s.EnteredAt).ToList();
        foreach (var stay in stays)
        {
            var (from, to) = (scale.X(stay.EnteredAt), scale.X(stay.ExitedAt is { } exit && exit < t.Now ? exit : t.Now));
            var days = (int)Math.Floor(((stay.ExitedAt ?? t.Now) - stay.EnteredAt).TotalDays);
            var name = Words.Plain(stay.Stage);
            if (stay.ExitedAt is not null)
            {
                d.Rect("band", from, 0, Math.Max(1, to - from - 2), height, $"{name}, {Words.Days(days)}");
                var label = $"{name} {Words.Days(days)}";
                if (to - from > Drawing.Wide(label) + 14)
                {
                    d.Text("", from + 7, baseline, label);
                }
                continue;
            }

            var over = stay.EnteredAt.AddDays(t.Limit == int.MaxValue ? 36500 : t.Limit);
            var border = over < t.Now ? Math.Max(from, scale.X(over)) : to;
            d.Rect("band-now", from, 0, border - from, height, $"{name}, {Words.Days(days)}");
            d.Rect("band-over", border, 0, to - border, height);
            Fit(
                d,
                "strong",
                from,
                border,
                baseline,
                [t.Limit == int.MaxValue ? $"{name}, day {days}" : $"{name}, limit {Words.Days(t.Limit)}", name]
            );
            Fit(
                d,
                "strong tlate halo",
                border,
                to,
                baseline,
                [$"day {days}: {Words.Days(days - t.Limit)} past the limit", $"{days - t.Limit} days over"]
            );
        }
    }

    public static void Us(Drawing d, Timeline t, TimeScale scale, double axis, double apart)
    {
        var days = t
            .Touches.All.Where(x => !x.FromBuyer)
            .GroupBy(x => x.At.UtcDateTime.Date)
            .Select(g => (Touch: g.First(), Count: g.Count()))
            .OrderByDescending(x => x.Touch.At)
            .ToList();
        var free = double.MaxValue;
        foreach (var (touch, count) in days)
        {
            var x = scale.X(touch.At);
            d.Rect("us", x - 2.5, axis + 2, 5, 14, $"{Words.Day(touch.At)}, {touch.Kind}: {touch.What}");
            if (apart <= 0 || x + apart > free || x < scale.Start)
            {
                continue;
            }
            d.Line("stem-us", x, axis + 14, x, axis + 26);
            d.Text("", x, axis + 39, Words.ShortDay(touch.At), "middle");
            d.Text("dim", x, axis + 54, count > 1 ? $"{touch.Kind} +{count - 1}" : touch.Kind, "middle");
            free = x;
        }

        var tried = t.Touches.Unanswered;
        if (tried.Count == 0 || t.Touches.LastOfBuyer is null)
        {
            return;
        }
        var (a, b) = (scale.X(tried[0].At) - 14, scale.X(tried[^1].At) + 14);
        var y = apart > 0 ? axis + 61 : axis + 19;
        d.Path("stem-us open", $"M{Drawing.N(a)} {Drawing.N(y)}v5H{Drawing.N(b)}v-5");
        var label =
            apart > 0
                ? $"{Words.Count(tried.Count, "attempt")} since, {(tried.Count == 1 ? "not" : "none")} answered"
                : $"{tried.Count} since";
        var now = scale.X(t.Now);
        var (at, anchor) = ((a + b) / 2) + (Drawing.Wide(label) / 2) > now - 4 ? (now - 6, "end") : ((a + b) / 2, "middle");
        d.Text("strong", at, y + (apart > 0 ? 20 : 18), label, anchor);
    }

    public static void Owe(Drawing d, Timeline t, TimeScale scale, double top)
    {
        if (t.Owed.Count == 0)
        {
            d.Text("dim", scale.Left, top + 14, "nothing that the records show");
            return;
        }

        var owed = t.Owed[0];
        var (from, to) = (scale.X(owed.Since), scale.X(t.Now));
        d.Rect("owe", from, top, Math.Max(3, to - from), 20, owed.What);
        var label = $"{Words.Cut(owed.What, 40)}: {Words.Days(owed.Days(t.Now))}";
        var more = t.Owed.Count > 1 ? $", {t.Owed.Count - 1} more" : "";
        if (to - from > Drawing.Wide(label + more) + 20)
        {
            d.Text("owe-t", from + 9, top + 14, label + more);
        }
        else if (from - scale.Left > Drawing.Wide(label + more) + 16)
        {
            d.Text("tlate", from - 8, top + 14, label + more, "end");
        }
        else if (to - from > 60)
        {
            d.Text("owe-t", from + 9, top + 14, Words.Days(owed.Days(t.Now)));
        }
    }

    public static void Close(Drawing d, Timeline t, TimeScale scale, double y)
    {
        if (t.File.Deal.CloseDate is not { } close)
        {
            d.Text("dim", scale.Left, y + 4, "none on the record");
            return;
        }

        var at = Timeline.Midnight(close);
        var x = scale.X(at);
        var late = at.AddDays(1) <= t.Now;
        if (t.Slips is { Count: > 0 } slips)
        {
            var old = scale.X(Timeline.Midnight(slips[^1].Day));
            if (Math.Abs(x - old) > 30)
            {
                var way = Math.Sign(x - old);
                d.Path(
                    "slip",
                    $"M{Drawing.N(old + (6 * way))} {Drawing.N(y)}H{Drawing.N(x - (9 * way))}m{-6 * way} -4l{6 * way} 4l{-6 * way} 4"
                );
                d.Circle("flag-old", old, y, 5, $"{Words.Day(slips[^1].Day)}, given up on {Words.Day(slips[^1].MovedAt)}");
                d.Text("struck", old - (10 * way), y + 4, Words.Day(slips[^1].Day), way > 0 ? "end" : "start");
                var moved =
                    slips.Count > 1
                        ? $"moved {slips.Count} times, last {Words.ShortDay(slips[^1].MovedAt)}"
                        : $"moved on {Words.ShortDay(slips[^1].MovedAt)}";
                if (Math.Abs(x - old) > 190 && Beside(old, way, scale.X(t.Now), x, Drawing.Wide(moved)) is { } start)
                {
                    d.Text("dim", start, y + 15, moved);
                }
            }
        }

        d.Circle("flag", x, y, 5.5);
        d.Text(
            late ? "strong tlate" : "strong",
            Math.Min(x, scale.Right - 30),
            y + 19,
            (late, at > scale.To) switch
            {
                (true, _) => $"{Words.Day(close)}, past",
                (_, true) => $"{Words.Day(close)} →",
                _ => Words.Day(close),
            },
            "middle"
        );
    }

    /// <summary>Where a label of this width begins between two flags without crossing the line of today; null when it has no room.</summary>
    private static double? Beside(double old, int way, double now, double flag, double width)
    {
        const double Gap = 14;
        var (low, high) = way > 0 ? (old + Gap, flag - 40) : (flag + 40, old - Gap);
        var free = now <= low || now >= high ? [(low, high)] : new[] { (low, now - 6), (now + 6, high) };
        foreach (var (from, to) in way > 0 ? free : free.Reverse())
        {
            if (to - from >= width)
            {
                return way > 0 ? from : to - width;
            }
        }
        return null;
    }

    private static void Fit(Drawing d, string css, double from, double to, double y, IReadOnlyList<string> labels)
    {
        if (labels.FirstOrDefault(l => to - from > Drawing.Wide(l) + 12) is { } label)
        {
            d.Text(css, from + 8, y, label);
        }
    }
}
