namespace AgentDesk.Tests;

/// <summary>Paths inside the repository, found by walking up from where the tests run.</summary>
public static class RepoRoot
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
