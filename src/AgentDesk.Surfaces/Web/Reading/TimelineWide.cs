namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>The timeline for a desk: 1376 by 322.</summary>
internal static class TimelineWide
{
    public const int Width = 1376;
    public const int Height = 322;
    private const double Axis = 146;

    public static IReadOnlyList<Shape> Draw(Timeline t)
    {
        var d = new Drawing();
        var scale = TimeScale.Of(t.File, t.Touches, t.Now, 112, Width - 6, 100, 200);
        var now = scale.X(t.Now);
        foreach (var (name, y) in new[] { ("Stage", 16), (t.Us, 186), ("We owe", 248), ("Close date", 285) })
        {
            d.Text("lane", 0, y, name);
        }
        foreach (var (n, line) in Lane(Foreign.Shown(t.File.Deal.Account)).Index())
        {
            d.Text("lane", 0, 94 + (15 * n), Foreign.Isolated(line));
        }
        if (t.Touches.LastOfBuyer is { } last)
        {
            d.Rect("gap", scale.X(last.At), 40, now - scale.X(last.At), Axis - 40);
        }
        Months(d, scale, t.Now);
        TimelineParts.Stages(d, t, scale, 24, 16);
        d.Path(
            "axis",
            scale.IsSqueezed
                ? $"M{Drawing.N(scale.Left)} {Axis}H{Drawing.N(scale.Start - 9)}m-2 5l4 -10m6 10l4 -10m-2 5H{Width - 6}"
                : $"M{Drawing.N(scale.Left)} {Axis}H{Width - 6}"
        );
        d.Line("now", now, 28, now, 304);
        d.Text("strong", now, 318, Words.Day(t.Now), "middle");
        Buyer(d, t, scale);
        TimelineParts.Us(d, t, scale, Axis, 62);
        TimelineParts.Owe(d, t, scale, 234);
        TimelineParts.Close(d, t, scale, 281);
        return d.Shapes;
    }

    /// <summary>A name in the room of a lane's head: one line, or two cut between words where they can be.</summary>
    private static IReadOnlyList<string> Lane(string name)
    {
        const int Most = 16;
        var line = Words.Cut(name, 200);
        if (line.Length <= Most)
        {
            return [line];
        }
        var blank = line.LastIndexOf(' ', Most);
        return blank > 0 ? [line[..blank], Words.Cut(line[(blank + 1)..], Most)] : [Words.Cut(line, Most)];
    }

    private static void Months(Drawing d, TimeScale scale, DateTimeOffset now)
    {
        if (scale.IsSqueezed)
        {
            d.Text("dim", scale.Left, 318, $"from {Words.ShortDay(scale.First)}, squeezed");
        }
        for (
            var month = new DateTimeOffset(scale.From.Year, scale.From.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
            month < scale.To;
            month = month.AddMonths(1)
        )
        {
            var x = scale.X(month);
            d.Line("hair", x, 30, x, 304);
            if (Math.Abs(x - scale.X(now)) > 70)
            {
                d.Text("dim", x + 4, 318, month.ToString("MMMM", System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    private static void Buyer(Drawing d, Timeline t, TimeScale scale)
    {
        var days = t
            .Touches.All.Where(x => x.FromBuyer)
            .GroupBy(x => x.At.UtcDateTime.Date)
            .Select(g => g.OrderByDescending(x => x.Witnessed).First())
            .OrderByDescending(x => x.At)
            .ToList();
        var last = t.Touches.LastOfBuyer;
        var free = (double)Width;
        foreach (var touch in days)
        {
            var x = scale.X(touch.At);
            var isLast = touch.At == last?.At;
            if (isLast || (touch.Witnessed && x + 60 < free && x - 54 > scale.Left))
            {
                Label(d, t, touch, x, isLast && scale.X(t.Now) - x > 90);
                free = x - (isLast && scale.X(t.Now) - x > 90 ? 6 : 60);
            }

            if (touch.Witnessed)
            {
                d.Circle("dot", x, Axis - 8, 5.5, Tell(touch));
            }
            else
            {
                d.Circle("dot-claimed", x, Axis - 8, 5, Tell(touch) + ", by our log only");
            }
        }

        foreach (var trace in t.Touches.Traces.Where(x => x.At >= scale.First))
        {
            d.Diamond("dot-claimed", scale.X(trace.At), Axis - 8, 7, $"{Words.Day(trace.At)}: {trace.What}");
        }
        if (last is not null && t.Silence is { } silent and > 1 && scale.X(t.Now) - scale.X(last.At) is var gap and > 190)
        {
            d.Text("big tb", scale.X(last.At) + (gap / 2), 107, $"{Words.Days(silent)} without a word", "middle");
        }

        if (t.Touches.ToCome.FirstOrDefault(m => m.Start <= scale.To) is { } next)
        {
            var x = scale.X(next.Start);
            d.Circle("dot-open", x, Axis - 8, 5, next.Subject);
            // Beside its mark, or above it where the page ends.
            var (left, up) = x + 11 <= Width - 140 ? (x + 11, 0) : (Width - 140, 16);
            d.Text("dim", left, 126 - up, $"{Words.ShortDay(next.Start)}, {(Touches.Came(next) ? "accepted" : "not answered")}");
            d.Text("dim", left, 141 - up, Words.Cut(next.Subject, (int)((Width - left) / 6.4)));
        }
    }

    private static void Label(Drawing d, Timeline t, Touch touch, double x, bool beside)
    {
        var top = beside ? 56 : 80;
        var (at, anchor) = beside ? (x + 8, "start") : (x, "middle");
        d.Line("stem", x, beside ? 66 : 102, x, Axis - 6);
        d.Text("tb strong", at, top, $"{Words.ShortDay(touch.At)}, {Words.Cut(touch.Who.Split(' ')[0].TrimEnd(','), 12)}", anchor);
        var room = beside ? 44 : 20;
        if (t.Said.TryGetValue(touch.Evidence, out var said) && said.Length <= room)
        {
            d.Text("serif", at, top + 16, $"“{said}”", anchor);
        }
        else
        {
            d.Text("", at, top + 16, touch.Kind == "mail" ? "writes" : touch.Kind, anchor);
        }
    }

    private static string Tell(Touch touch) => $"{Words.Day(touch.At)}, {touch.Who}, {touch.Kind}: {touch.What}";
}
