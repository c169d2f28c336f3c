using AgentDesk.Adapters.Playbooks;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Sources;

/// <summary>
/// Reads a pipeline export (contracts/pipeline-export.md), every file kind of it, as a stream: however much was written, one file's worth
/// of it is in memory at a time.
/// </summary>
internal sealed class ExportFolder
{
    private static readonly string[] Required = ["deals.csv", "stage_history.csv"];

    private readonly string _folder;
    private readonly IProgress<Progress>? _progress;
    private readonly Roster _roster = new();
    private readonly Colleagues _colleagues = new();
    private readonly Uniques _uniques = new();

    /// <summary>An export that can be read: the folder and its required files are there.</summary>
    /// <exception cref="UnusableInputException">There is no such folder, or a required file is missing.</exception>
    public ExportFolder(string folder, IProgress<Progress>? progress)
    {
        (_folder, _progress) = (folder, progress);
        if (!Directory.Exists(folder))
        {
            throw new UnusableInputException($"there is no folder `{folder}`: name the folder that holds the pipeline export");
        }
        if (Array.Find(Required, f => !File.Exists(Path.Combine(folder, f))) is { } missing)
        {
            throw new UnusableInputException($"`{folder}` holds no `{missing}`: export it into this folder and import again");
        }
    }

    /// <summary>The instant that the export says it is of; null where it says none that can be read.</summary>
    public static DateTimeOffset? AsOf(string folder)
    {
        try
        {
            return JsonFile.Object(Path.Combine(folder, "pipeline.json")).Text("as_of") is { Length: > 0 } text
                ? Instants.Instant(text, "as_of")
                : null;
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    /// <summary>Everything in the export, deals first, the team last.</summary>
    /// <exception cref="UnusableInputException">No deal can be read.</exception>
    public IEnumerable<Found> Read()
    {
        var (name, asOf, domains, problem) = Pipeline();
        if (problem is not null)
        {
            yield return problem;
        }

        var deals = 0;
        Found.OfReject? first = null;
        foreach (var found in Table("deals.csv", f => RecordTables.Deals(f, _roster)))
        {
            _colleagues.Learn(found, _roster);
            if (found is Found.OfDeal)
            {
                deals++;
            }
            else
            {
                first ??= found as Found.OfReject;
            }
            yield return found;
        }

        if (deals == 0)
        {
            var why = first is { Reject: var r } ? $" (line {r.Line}: {r.Reason})" : "";
            throw new UnusableInputException(
                $"no deal can be read in `{Path.Combine(_folder, "deals.csv")}`{why}: export it again with the columns of the pipeline export"
            );
        }

        _roster.SetSellerDomains(domains);
        foreach (var found in Evidence())
        {
            _colleagues.Learn(found, _roster);
            yield return found;
        }

        foreach (var found in Playbook())
        {
            yield return found;
        }
        yield return new Found.OfTeam(new Team(name, asOf, _roster.SellerDomains, _colleagues.All(), [], []));
    }

    private IEnumerable<Found> Evidence()
    {
        var slack = new SlackThreads(_roster, _colleagues, _uniques);
        return Table("contacts.csv", f => RecordTables.Contacts(f, _roster))
            .Concat(Table("stage_history.csv", f => RecordTables.Stages(f, _roster)))
            .Concat(Table("field_history.csv", f => RecordTables.FieldChanges(f, _roster)))
            .Concat(Table("activities.csv", f => WorkTables.Activities(f, _roster, _uniques)))
            .Concat(Table("trackers.csv", f => WorkTables.Trackers(f, _roster, _uniques)))
            .Concat(One("threads/users.json", slack.Users))
            .Concat(One("threads/channels.json", slack.Channels))
            .Concat(
                Each(
                    "threads",
                    ".json",
                    (path, name) => Path.GetFileName(path) is "users.json" or "channels.json" ? [] : slack.Messages(path, name)
                )
            )
            .Concat(Each("calls", ".vtt", (path, name) => Transcripts.Read(path, name, _roster, _colleagues), alongside: ".json"))
            .Concat(
                Each(
                    "calls",
                    ".json",
                    (path, name) =>
                        File.Exists(Path.ChangeExtension(path, ".vtt")) ? [] : Transcripts.Untranscribed(path, name, _roster, _colleagues),
                    lists: false
                )
            )
            .Concat(Each("mail", ".json", (path, name) => GraphMail.Read(path, name, _roster, _colleagues, _uniques)))
            .Concat(One("calendar.json", (path, name) => GraphEvents.Read(path, name, _roster, _uniques)))
            .Concat(One("signals.json", (path, name) => SharedFiles.Signals(path, name, _roster, _uniques)))
            .Concat(Each("assets", ".md", (path, name) => SharedFiles.Asset(path, name, _colleagues)))
            .Concat(Each("voice", ".md", SharedFiles.Voice));
    }

    /// <summary>
    /// A table is optional here (the required ones were looked for before); one that cannot be read at all is one reject.
    /// </summary>
    private IEnumerable<Found> Table(string name, Func<CsvFile, IEnumerable<Found>> read) =>
        One(name, (path, _) => Guarded(name, read(new CsvFile(path, name))));

    private static IEnumerable<Found> Guarded(string name, IEnumerable<Found> rows)
    {
        using var each = rows.GetEnumerator();
        while (true)
        {
            Found? problem = null;
            try
            {
                if (!each.MoveNext())
                {
                    yield break;
                }
            }
            catch (UnreadableException e)
            {
                problem = Rows.Rejected(name, e.Line, e.Message);
            }

            yield return problem ?? each.Current;
            if (problem is not null)
            {
                yield break;
            }
        }
    }

    private IEnumerable<Found> One(string name, Func<string, string, IEnumerable<Found>> read)
    {
        var path = Path.Combine(_folder, name);
        if (!File.Exists(path))
        {
            return [];
        }
        _progress?.Report(new Progress($"reading {name}", 0, 0));
        return read(path, name);
    }

    private IEnumerable<Found> Each(
        string folder,
        string extension,
        Func<string, string, IEnumerable<Found>> read,
        string? alongside = null,
        bool lists = true
    )
    {
        var path = Path.Combine(_folder, folder);
        if (!Directory.Exists(path))
        {
            yield break;
        }

        string[] entries =
        [
            .. Directory.EnumerateFileSystemEntries(path).Where(e => !Path.GetFileName(e).StartsWith('.')).Order(StringComparer.Ordinal),
        ];
        for (var i = 0; i < entries.Length; i++)
        {
            if (i % 100 == 0)
            {
                _progress?.Report(new Progress($"reading {folder}", i, entries.Length));
            }
            var name = $"{folder}/{Path.GetFileName(entries[i])}";
            var has = Path.GetExtension(name);
            if (string.Equals(has, extension, StringComparison.OrdinalIgnoreCase) && File.Exists(entries[i]))
            {
                foreach (var found in read(entries[i], name))
                {
                    yield return found;
                }
            }
            else if (lists && !string.Equals(has, alongside, StringComparison.OrdinalIgnoreCase))
            {
                yield return Rows.Rejected(name, 0, $"not read: what is read of `{folder}` are files that end in `{extension}`");
            }
        }
    }

    private (string Name, DateTimeOffset? AsOf, IReadOnlyList<string> Domains, Found? Problem) Pipeline()
    {
        const string File = "pipeline.json";
        var fallback = Path.GetFileName(Path.GetFullPath(_folder).TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(_folder, File);
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

    // One with mistakes is kept out, and each mistake is listed: the one in force until now stays in force.
    private IReadOnlyList<Found> Playbook()
    {
        const string File = "playbook.yaml";
        var path = Path.Combine(_folder, File);
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
