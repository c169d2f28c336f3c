namespace AgentDesk.Evals;

internal static class Repository
{
    /// <summary>The folder that holds AgentDesk.sln, at or above the working folder or the program.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string Root()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "AgentDesk.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("no folder with `AgentDesk.sln` here or above: run this inside the repository");
    }
}
