namespace AgentDesk.Tests;

/// <summary>Files of the repository, wherever the tests run from.</summary>
internal static class RepoRoot
{
    private static readonly string Root = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AgentDesk.sln"))) { return folder.FullName; }
        }

        throw new InvalidOperationException($"no AgentDesk.sln above `{AppContext.BaseDirectory}`");
    }
}
