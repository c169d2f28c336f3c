using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>A number in a text.</summary>
/// <param name="Values">Its readings: 1.250 is 1250 and 1.25; 186k is 186000.</param>
/// <param name="Unit">What is counted, where a rule cares: `day`, `week`, `month`, `year`, `hour`, `minute`, `percent`, `share` (a part of
/// one, from 0 to 1), or empty.</param>
/// <param name="IsTime">Written as a time of day: 10:30, 10.30, 3 pm.</param>
public sealed record Figure(int Index, string Text, IReadOnlyList<decimal> Values, string Unit, bool IsTime = false);

/// <summary>The figures of a text: dates and, outside of dates, numbers in digits and in words.</summary>
/// <param name="Ordinals">Days named without a month: "the 17th".</param>
public sealed partial record Figures(IReadOnlyList<SpokenDate> Dates, IReadOnlyList<Figure> Numbers, IReadOnlyList<int> Ordinals)
{
    public static Figures Of(string text)
    {
        var dates = SpokenDates.Find(text);
        var rest = text.ToCharArray();
        foreach (var d in dates)
        {
            Array.Fill(rest, ' ', d.Index, d.Length);
        }

        var ordinals = new List<int>();
        var plain = FigureWords.Blank(
            new string(rest),
            FigureWords.Ordinal(),
            m => ordinals.Add(int.Parse(m.Groups["d"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
        );
        var numbers = new List<Figure>();
        plain = FigureWords.Blank(plain, FigureWords.Share(), m => numbers.Add(OfShare(m)));
        plain = FigureWords.Blank(
            plain,
            FigureWords.Length(),
            m => numbers.Add(m.Groups["unit"].Success ? new(m.Index, m.Value, [2], Unit(m)) : new(m.Index, m.Value, [14], "day"))
        );
        plain = FigureWords.Blank(plain, FigureWords.Digits(), m => numbers.Add(OfDigits(m)));
        FigureWords.Blank(
            plain,
            FigureWords.Words(),
            m =>
            {
                if (FigureWords.Value(m.Value) is { } value)
                {
                    numbers.Add(new(m.Index, m.Value, [value], Unit(m)));
                }
            }
        );
        return new(dates, Shared(numbers, text), ordinals);
    }

    // Of "two to three weeks" and "10-15%" both numbers have the unit.
    private static List<Figure> Shared(List<Figure> numbers, string text)
    {
        numbers.Sort((a, b) => a.Index.CompareTo(b.Index));
        for (var i = numbers.Count - 2; i >= 0; i--)
        {
            var end = numbers[i].Index + numbers[i].Text.Length;
            if (
                numbers[i].Unit.Length == 0
                && numbers[i + 1].Unit is { Length: > 0 } unit
                && end <= numbers[i + 1].Index
                && Between().IsMatch(text.AsSpan(end, numbers[i + 1].Index - end))
            )
            {
                numbers[i] = numbers[i] with { Unit = unit };
            }
        }

        return numbers;
    }

    private static Figure OfShare(Match m)
    {
        var parts = m.Groups["of"].Value.ToLowerInvariant() switch
        {
            "half" => 2m,
            "third" => 3m,
            "quarter" => 4m,
            "fifth" => 5m,
            "sixth" => 6m,
            "eighth" => 8m,
            _ => 10m,
        };
        var count = m.Groups["n"].Value.ToLowerInvariant() switch
        {
            "two" => 2m,
            "three" => 3m,
            "four" => 4m,
            _ => 1m,
        };
        return new(m.Index, m.Value, [count / parts], "share");
    }

    private static Figure OfDigits(Match m)
    {
        var scale = m.Groups["scale"].Value.Trim().ToLowerInvariant() switch
        {
            "k" or "thousand" or "grand" => 1_000m,
            "m" or "mn" or "million" => 1_000_000m,
            "bn" or "billion" => 1_000_000_000m,
            _ => 1m,
        };
        var half = m.Groups["half"].Value.ToLowerInvariant();
        var values = FigureWords.Readings(m.Groups["n"].Value).Select(v => v * scale).ToList();
        if (half.StartsWith('p'))
        {
            values.AddRange([.. values.Where(v => v < 12).Select(v => v + 12)]);
        }
        var n = m.Groups["n"].Value;
        return new(
            m.Index,
            m.Value.Trim(),
            values,
            Unit(m),
            half.Length > 0 || n.Contains(':', StringComparison.Ordinal) || (n.Length is 4 or 5 && n[^3] == '.')
        );
    }

    private static string Unit(Match m) =>
        m.Groups["unit"].Value.Split(' ', '-', '\n', '\u00a0')[^1].ToLowerInvariant() switch
        {
            ['d', ..] => "day",
            ['w', ..] => "week",
            ['m', 'o', ..] => "month",
            ['m', 'i', ..] => "minute",
            ['h', ..] => "hour",
            ['y', ..] => "year",
            ['%', ..] or ['p', ..] or ['c', 'e', 'n', 't', ..] => "percent",
            _ => "",
        };

    [GeneratedRegex(
        @"^\s*(-|–|to|or|and|/)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Between();
}
