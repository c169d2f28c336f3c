namespace AgentDesk.Evals.Running;

/// <summary>The commit that is checked out, read from the repository's own files.</summary>
internal static class Revision
{
    /// <returns>Twelve hex digits, or null where there is no repository.</returns>
    public static string? Of(string repository)
    {
        try
        {
            var git = Path.Combine(repository, ".git");
            if (File.Exists(git) && File.ReadAllText(git).Trim() is { } link && link.StartsWith("gitdir:", StringComparison.Ordinal))
            {
                git = Path.GetFullPath(Path.Combine(repository, link["gitdir:".Length..].Trim()));
            }
            if (!Directory.Exists(git))
            {
                return null;
            }

            var common = File.Exists(Path.Combine(git, "commondir"))
                ? Path.GetFullPath(Path.Combine(git, File.ReadAllText(Path.Combine(git, "commondir")).Trim()))
                : git;
            var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
            if (!head.StartsWith("ref:", StringComparison.Ordinal))
            {
                return head[..Math.Min(12, head.Length)];
            }

            var name = head["ref:".Length..].Trim();
            var loose = Path.Combine(common, name);
            if (File.Exists(loose))
            {
                return File.ReadAllText(loose).Trim()[..12];
            }
            var packed = Path.Combine(common, "packed-refs");
            return File.Exists(packed)
                ? File.ReadLines(packed).FirstOrDefault(l => l.EndsWith(" " + name, StringComparison.Ordinal))?[..12]
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
