namespace AgentDesk.Adapters.Retrieval;

/// <summary>What a row is found by: its text, who says it, and its title where the text does not begin with it.</summary>
internal static class RowWords
{
    public static void Add(string title, string? author, string text, List<string> words)
    {
        Words.Add(text, words);
        if (author is not null)
        {
            Words.Add(author, words);
        }
        if (!text.StartsWith(title, StringComparison.Ordinal))
        {
            Words.Add(title, words);
        }
    }

    /// <summary>In a search of many deals, account and name of its deal are words of every row.</summary>
    public static void AddHeader(string account, string name, List<string> words) =>
        words.AddRange(Words.Of($"{account} {name}").Distinct(StringComparer.Ordinal));

    /// <summary>What the vector is made of.</summary>
    public static string ForVector(PassageRow row) =>
        row.Text.StartsWith(row.Title, StringComparison.Ordinal) ? row.Text : $"{row.Title}\n{row.Text}";
}
