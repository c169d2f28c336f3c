using System.Diagnostics;
using System.Globalization;

namespace AgentDesk.Benchmarks.Measures;

/// <summary>One measured figure, ready for a table.</summary>
internal sealed record Figure(string Name, string Value);

/// <summary>How times are taken and written.</summary>
internal static class Timing
{
    public static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public static async Task<double> SecondsAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The median and the 95th of a hundred, in milliseconds.</summary>
    public static string Spread(IEnumerable<double> seconds)
    {
        var sorted = seconds.Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {At(sorted, 0.5):0.00} ms, p95 {At(sorted, 0.95):0.00} ms (n = {sorted.Count})"
        );
    }

    public static string PerSecond(double count, double seconds, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count / seconds:#,0} {unit}/s ({seconds:0.00} s)");

    /// <summary>The most memory that this process has held.</summary>
    public static string PeakMemory()
    {
        using var self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{self.PeakWorkingSet64 / 1048576.0:#,0} MiB");
    }

    private static double At(List<double> sorted, double share) =>
        1000 * sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
