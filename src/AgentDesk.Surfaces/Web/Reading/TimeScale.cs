using AgentDesk.Core.Deals;

namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>Days to places. What lies before the window is squeezed into a strip at its left.</summary>
public sealed record TimeScale(DateTimeOffset First, DateTimeOffset From, DateTimeOffset To, double Left, double Right, double Squeezed)
{
    public bool IsSqueezed => Squeezed > 0;

    /// <summary>Where the even part begins.</summary>
    public double Start => Left + Squeezed;

    public double X(DateTimeOffset at)
    {
        if (at < From)
        {
            return IsSqueezed ? Left + ((Squeezed - 14) * Math.Clamp((at - First) / (From - First), 0, 1)) : Left;
        }
        return Start + ((Right - Start) * Math.Min(1, (at - From) / (To - From)));
    }

    public static TimeScale Of(DealFile file, Touches touches, DateTimeOffset now, double left, double right, int window, double squeeze)
    {
        var first =
            new[]
            {
                file.Deal.CreatedAt,
                file.Stages.Count > 0 ? file.Stages.Min(s => s.EnteredAt) : null,
                touches.All.Count > 0 ? touches.All[0].At : null,
            }
                .Where(d => d is not null)
                .Min()
            ?? now;
        var from = now.AddDays(-window);
        if (touches.LastOfBuyer is { } last && last.At.AddDays(-6) < from)
        {
            from = last.At.AddDays(-6);
        }
        if (first > from.AddDays(-12))
        {
            from = first < now.AddDays(-14) ? first : now.AddDays(-14);
        }

        var squeezed = first < from ? squeeze : 0;
        var close = file.Deal.CloseDate is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(4) : now;
        var to = new[] { now.AddDays(Math.Max(8, (now - from).TotalDays * .12)), close }.Max();
        var most = now.AddDays(Math.Max(20, (now - from).TotalDays * .3));
        return new TimeScale(first, from, to < most ? to : most, left, right, squeezed);
    }
}
