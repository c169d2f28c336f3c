using System.Globalization;
using AgentDesk.Benchmarks.Generated;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Benchmarks.Measures;

/// <summary>Quote verification against a plain ordinal search of the same characters.</summary>
internal static class Quotes
{
    private const int Sources = 400;
    private const int Rounds = 7;

    public static IReadOnlyList<Figure> Run()
    {
        var figures = new List<Figure>();
        foreach (
            var (name, spoil) in new (string, Func<string, string>)[]
            {
                ("plain text", t => t),
                ("text with line breaks", t => t.Replace(". ", ".\n", StringComparison.Ordinal)),
                ("text with typographic quotes and accents", t => t.Replace("the", "th\u00E9 \u2019", StringComparison.Ordinal)),
                ("text that NFKC changes (ellipses, no-break spaces)", t => t.Replace(". ", "\u2026\u00A0", StringComparison.Ordinal)),
            }
        )
        {
            var random = new Random(7);
            var language = new Language(random);
            // About 35,000 characters each: a long mail thread or call. The quote is near the end, so all of it is read.
            var sources = Enumerable.Range(0, Sources).Select(_ => spoil(language.Text(500, "Kim"))).ToList();
            var quotes = sources.ConvertAll(s => QuoteCheck.Normalize(s[^120..^20]));
            var absent = quotes.ConvertAll(q => q + " never said");
            var megabytes = sources.Sum(s => (double)s.Length) * sizeof(char) / 1e6;
            var (standing, missing, ordinal) = (double.MaxValue, double.MaxValue, double.MaxValue);
            for (var round = 0; round < Rounds; round++)
            {
                // The three take turns, so that what else the machine does hits all alike; the best round counts.
                ordinal = Math.Min(
                    ordinal,
                    Timing.Seconds(() => Check(sources, absent, (q, s) => s.Contains(q, StringComparison.Ordinal), expected: false))
                );
                standing = Math.Min(standing, Timing.Seconds(() => Check(sources, quotes, QuoteCheck.Stands, expected: true)));
                missing = Math.Min(missing, Timing.Seconds(() => Check(sources, absent, QuoteCheck.Stands, expected: false)));
            }

            figures.Add(
                new Figure(
                    name,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"stands {megabytes / standing:#,0} MB/s, does not stand {megabytes / missing:#,0} MB/s; plain ordinal search {megabytes / ordinal:#,0} MB/s ({ordinal / standing:0.00} and {ordinal / missing:0.00} of it)"
                    )
                )
            );
        }

        return figures;
    }

    private static void Check(List<string> sources, List<string> quotes, Func<string, string, bool> stands, bool expected)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            if (stands(quotes[i], sources[i]) != expected)
            {
                throw new InvalidOperationException($"quote {i} was judged wrongly: the benchmark measures nothing");
            }
        }
    }
}
