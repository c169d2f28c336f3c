namespace AgentDesk.Adapters.Sources;

/// <summary>What stands in a folder of an export, told without a look into it.</summary>
internal static class ExportFiles
{
    public const string LeadsNowhere = "cannot be opened: check that it may be read, and where it links to";

    /// <summary>Everything that stands right in the folder, by name.</summary>
    /// <exception cref="UnreadableException">The folder may not be listed.</exception>
    public static string[] Entries(string folder) =>
        TryEntries(folder) ?? throw new UnreadableException("the folder cannot be opened: check that it may be read");

    /// <summary>Everything that stands right in the folder, by name; null where it may not be listed.</summary>
    public static string[]? TryEntries(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
