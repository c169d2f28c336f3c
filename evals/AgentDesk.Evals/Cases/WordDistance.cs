namespace AgentDesk.Evals.Cases;

/// <summary>Levenshtein's distance over words: how many a person added, dropped or changed.</summary>
internal static class WordDistance
{
    /// <summary>Longer texts are compared by their first words: nobody edits more than these.</summary>
    private const int Most = 2000;

    public static EditDistance Between(string a, string b)
    {
        var (x, y) = (Split(a), Split(b));
        var (above, row) = (new int[y.Length + 1], new int[y.Length + 1]);
        for (var j = 0; j <= y.Length; j++)
        {
            above[j] = j;
        }
        for (var i = 1; i <= x.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= y.Length; j++)
            {
                row[j] = Math.Min(
                    Math.Min(above[j], row[j - 1]) + 1,
                    above[j - 1] + (string.Equals(x[i - 1], y[j - 1], StringComparison.Ordinal) ? 0 : 1)
                );
            }

            (above, row) = (row, above);
        }

        return new EditDistance(above[y.Length], Math.Max(x.Length, y.Length));
    }

    private static string[] Split(string text) => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(Most)];
}
