namespace AgentDesk.Evals.Suites;

/// <summary>The labelled exports beside the suites: those that are developed on, and those that are only measured.</summary>
internal static class LabelledExports
{
    private static readonly string[] Folders = ["pipelines", "held-out"];

    /// <summary>The folder of the export with this name; null when there is none.</summary>
    /// <param name="data">The folder `evals/data`.</param>
    public static string? Find(string data, string name) =>
        Folders.Select(f => Path.Combine(data, f, name)).FirstOrDefault(Directory.Exists);
}
