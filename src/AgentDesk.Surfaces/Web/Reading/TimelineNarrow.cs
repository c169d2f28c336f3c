namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>The timeline for a phone: 358 by 250, the last weeks only.</summary>
internal static class TimelineNarrow
{
    public const int Width = 358;
    public const int Height = 250;
    private const double Axis = 104;

    public static IReadOnlyList<Shape> Draw(Timeline t)
    {
        var d = new Drawing();
        var scale = TimeScale.Of(t.File, t.Touches, t.Now, 0, Width - 4, 50, 24);
        var now = scale.X(t.Now);
        if (t.Touches.LastOfBuyer is { } last)
        {
            var x = scale.X(last.At);
            d.Rect("gap", x, 32, now - x, Axis - 32);
            var end = now - x < 100;
            d.Text(
                "tb strong",
                end ? Math.Min(x + 4, Width - 4) : x + 7,
                50,
                $"{Words.ShortDay(last.At)}, {Words.Cut(last.Who.Split(' ')[0].TrimEnd(','), 12)}",
                end ? "end" : "start"
            );
            if (t.Silence is { } days and > 1 && !end)
            {
                d.Text("big tb", x + 7, 76, $"{Words.Days(days)} silent");
            }
        }

        for (
            var month = new DateTimeOffset(scale.From.Year, scale.From.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
            month < scale.To;
            month = month.AddMonths(1)
        )
        {
            var x = scale.X(month);
            d.Line("hair", x, 26, x, 230);
            if (Math.Abs(x - now) > 52 && x < Width - 24)
            {
                d.Text("dim", x + 3, 246, month.ToString("MMM", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        TimelineParts.Stages(d, t, scale, 22, 15);
        d.Line("axis", 0, Axis, Width, Axis);
        d.Line("now", now, 26, now, 230);
        d.Text("strong", Math.Min(now, Width - 24), 246, Words.ShortDay(t.Now), "middle");
        foreach (var touch in t.Touches.All.Where(x => x.FromBuyer))
        {
            if (touch.Witnessed)
            {
                d.Circle("dot", scale.X(touch.At), Axis - 8, 5.5);
            }
            else
            {
                d.Circle("dot-claimed", scale.X(touch.At), Axis - 8, 5);
            }
        }

        foreach (var trace in t.Touches.Traces.Where(x => x.At >= scale.From))
        {
            d.Diamond("dot-claimed", scale.X(trace.At), Axis - 8, 6);
        }
        TimelineParts.Us(d, t, scale, Axis, 0);
        d.Text("dim", 0, 158, "With us");
        if (t.Owed.Count > 0)
        {
            TimelineParts.Owe(d, t, scale, 164);
        }
        else
        {
            d.Text("dim", 60, 158, "nothing that the records show");
        }
        d.Text("dim", 0, 200, "Close date");
        TimelineParts.Close(d, t, scale, 208);
        return d.Shapes;
    }
}
