namespace AgentDesk.Tests;

/// <summary>Paths inside the repository, found by walking up to the solution file.</summary>
internal static class RepoRoot
{
    private static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? from)
    {
        for (; from is not null; from = from.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(from.FullName, "AgentDesk.sln")))
            {
                return from.FullName;
            }
        }

        throw new InvalidOperationException("AgentDesk.sln is in no folder above the tests");
    }
}
