using AgentDesk.Core.Evidence;

namespace AgentDesk.Surfaces.Review;

/// <summary>The words that a link to a source points at, carried in its address so that they stand marked where it leads.</summary>
internal static class CitedWords
{
    /// <summary>Characters of one quote in an address; of a longer one its beginning is marked.</summary>
    public const int Most = 400;

    // Of an address that somebody typed.
    private const int MostQuotes = 12;

    /// <summary>The address of a source, at the first of the quotes that it shall mark; without any, at the words that its page marks.</summary>
    public static string Href(string source, params IEnumerable<string> quotes)
    {
        var said = string.Concat(
            quotes
                .Take(MostQuotes)
                .Select(q => Beginning(q, Most))
                .Where(q => q.Length > 0)
                .Select(q => $"&quote={Uri.EscapeDataString(q)}")
        );
        return $"{source}{said}#cited";
    }

    /// <summary>The quote, or as many of its whole words as fit.</summary>
    public static string Beginning(string quote, int most)
    {
        if (quote.Length <= most)
        {
            return quote;
        }
        var blank = quote.LastIndexOf(' ', most);
        return blank > 0 ? quote[..blank].TrimEnd() : quote[..(char.IsHighSurrogate(quote[most - 1]) ? most - 1 : most)];
    }

    /// <summary>Those of an address's quotes that stand in the source: nothing else is shown as cited.</summary>
    public static IReadOnlyList<string> Standing(IEnumerable<string?> quotes, string source) =>
        [
            .. quotes
                .OfType<string>()
                .Where(q => q.Length is > 0 and <= Most)
                .Take(MostQuotes)
                .Where(q => QuoteCheck.Stands(q, source))
                .Distinct(StringComparer.Ordinal),
        ];
}
