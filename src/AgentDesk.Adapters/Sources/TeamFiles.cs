using AgentDesk.Adapters.Playbooks;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Sources;

/// <summary>What an export says of the whole team: pipeline.json and the team's own playbook.</summary>
internal static class TeamFiles
{
    /// <summary>The instant that the export says it is of; null where it says none that can be read.</summary>
    public static DateTimeOffset? AsOf(string folder)
    {
        try
        {
            return JsonFile.Object(Path.Combine(folder, ExportNames.Pipeline)).Text("as_of") is { Length: > 0 } text
                ? Instants.Instant(text, "as_of")
                : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    /// <summary>The name, the instant and the domains; a problem where something of it cannot be read, and what stands in for it.</summary>
    public static (string Name, DateTimeOffset? AsOf, IReadOnlyList<string> Domains, Found? Problem) Pipeline(string folder)
    {
        const string File = ExportNames.Pipeline;
        var fallback = Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path))
        {
            return (fallback, null, [], null);
        }
        try
        {
            var json = JsonFile.Object(path);
            string[] domains =
            [
                .. json.Each("seller_domains")
                    .Select(d => JsonFile.AsText(d, "seller_domains"))
                    .OfType<string>()
                    .Where(d => !string.IsNullOrWhiteSpace(d)),
            ];
            var name = json.Text("name") is { Length: > 0 } given ? given : fallback;
            if (json.Text("as_of") is not { Length: > 0 } text)
            {
                return (name, null, domains, null);
            }
            return Instants.TryInstant(text, out var asOf)
                ? (name, asOf, domains, null)
                : (
                    name,
                    null,
                    domains,
                    Rows.Rejected(File, 0, $"as_of `{Instants.Short(text)}` is no instant with an offset: now is the clock's")
                );
        }
        catch (UnreadableException e)
        {
            return (fallback, null, [], Rows.Rejected(File, e.Line, e.Message));
        }
    }

    /// <summary>
    /// The playbook; one with mistakes is kept out, and each mistake is listed: the one in force until now stays in force.
    /// </summary>
    public static IReadOnlyList<Found> Playbook(string folder)
    {
        const string File = ExportNames.Playbook;
        var path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path))
        {
            return [];
        }
        try
        {
            var yaml = SourceText.Read(path);
            var problems = PlaybookFile.Read(yaml).Problems;
            return problems.Count == 0 ? [new Found.OfPlaybook(yaml)] : [.. problems.Select(p => Rows.Rejected(File, p.Line, p.Message))];
        }
        catch (UnreadableException e)
        {
            return [Rows.Rejected(File, e.Line, e.Message)];
        }
    }
}
