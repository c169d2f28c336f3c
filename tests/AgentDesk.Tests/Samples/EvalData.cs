namespace AgentDesk.Tests.Samples;

/// <summary>
/// The folder of public data to test on: `AGENTDESK_EVAL_DATA`, or `../shared/eval-data` beside the repository. Absent in most places.
/// </summary>
public static class EvalData
{
    private static readonly string? Folder = Find();

    /// <summary>The path of a file there, or null where there is no such file.</summary>
    public static string? Path(params string[] parts) =>
        Folder is not null && System.IO.Path.Combine([Folder, .. parts]) is var path && File.Exists(path) ? path : null;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("AGENTDESK_EVAL_DATA") is { Length: > 0 } set)
        {
            return set;
        }

        for (var folder = new DirectoryInfo(RepoRoot.Path()); folder is not null; folder = folder.Parent)
        {
            if (System.IO.Path.Combine(folder.FullName, "shared", "eval-data") is var path && Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
