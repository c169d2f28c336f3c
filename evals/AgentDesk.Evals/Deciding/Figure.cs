using System.Globalization;

namespace AgentDesk.Evals.Deciding;

/// <summary>Figures in words, the same in the terminal, in reports and in files for CI.</summary>
internal static class Figure
{
    public static string Of(double? value, bool isShare) =>
        value is not { } v ? "n/a"
        : isShare ? v.ToString("0.0%", CultureInfo.InvariantCulture)
        : v.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>`+5.0 [+1.0, +9.0]`, shares in points of a hundred.</summary>
    public static string Difference(MeasureDelta m) =>
        m.Delta is not { } delta ? "n/a"
        : m.Verdict == Verdict.Same || m.Low is not { } low || m.High is not { } high ? Signed(delta, m.IsShare)
        : $"{Signed(delta, m.IsShare)} [{Signed(low, m.IsShare)}, {Signed(high, m.IsShare)}]";

    public static string Signed(double value, bool isShare)
    {
        var shown = (isShare ? 100 * value : value).ToString(isShare ? "+0.0;-0.0;0.0" : "+0.##;-0.##;0", CultureInfo.InvariantCulture);
        return shown is "+0.0" or "-0.0" ? "0.0" : shown;
    }

    public static string Word(Verdict verdict) =>
        verdict switch
        {
            Verdict.Same => "same",
            Verdict.Better => "better",
            Verdict.Worse => "WORSE",
            _ => "can't tell",
        };

    /// <summary>The verdict, and for "can't tell" what would settle it.</summary>
    /// <param name="cluster">What a cluster of the suite is: `deal`.</param>
    public static string Words(MeasureDelta m, string cluster) =>
        m.Verdict switch
        {
            Verdict.Same => "same, byte for byte",
            Verdict.Better or Verdict.Worse => Word(m.Verdict)
                + (
                    m.Moved.Count is > 0 and <= 5
                        ? ""
                        : FormattableString.Invariant($" ({m.Moved.Count} {Many(cluster, m.Moved.Count)} moved)")
                ),
            _ when m.Rows == 0 => "can't tell: no row counts on both sides",
            _ when m.NeedRows is { } rows => FormattableString.Invariant(
                $"can't tell: about {rows:N0} rows of {m.NeedClusters:N0} {Many(cluster, m.NeedClusters ?? 0)} would settle it (here {m.Rows:N0} of {m.Clusters:N0})"
            ),
            _ when m.Detectable is { } least => FormattableString.Invariant(
                $"can't tell: no difference seen, one of {Signed(least, m.IsShare).TrimStart('+')}{(m.IsShare ? " points" : "")} or more would have shown"
            ),
            _ => FormattableString.Invariant(
                $"can't tell: {m.Rows:N0} {(m.Rows == 1 ? "row" : "rows")} of {m.Clusters:N0} {Many(cluster, m.Clusters)} are too few"
            ),
        };

    /// <summary>The first few of many.</summary>
    public static string Some(IReadOnlyList<string> all, int most = 8) =>
        string.Join(", ", all.Take(most)) + (all.Count > most ? FormattableString.Invariant($" and {all.Count - most} more") : "");

    public static string Usd(double value) =>
        value == 0 ? "$0" : value.ToString(value < 0.1 ? "$0.0000" : "$0.00", CultureInfo.InvariantCulture);

    public static string Time(double? milliseconds) =>
        milliseconds is not { } ms ? "not measured"
        : ms < 1000 ? ms.ToString(ms < 10 ? "0.0 ms" : "0 ms", CultureInfo.InvariantCulture)
        : (ms / 1000).ToString("0.0 s", CultureInfo.InvariantCulture);

    public static string Many(string noun, long n) =>
        n == 1 ? noun
        : noun.EndsWith('y') ? noun[..^1] + "ies"
        : noun + "s";
}
