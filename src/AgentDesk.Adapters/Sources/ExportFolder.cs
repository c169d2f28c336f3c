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
        if (ExportNames.Required.FirstOrDefault(f => !File.Exists(Path.Combine(folder, f))) is { } missing)
        {
            var what = ExportNames.Instead(folder, missing) is { } other ? $"rename `{other}` to it" : "export it into this folder";
            throw new UnusableInputException($"`{folder}` holds no file `{missing}`: {what} and import again");
        }
    }

    /// <summary>Everything in the export, deals first, the team last.</summary>
    /// <exception cref="UnusableInputException">No deal can be read.</exception>
    public IEnumerable<Found> Read()
    {
        var (name, asOf, domains, problem) = TeamFiles.Pipeline(_folder);
        if (problem is not null)
        {
            yield return problem;
        }

        foreach (var found in Guarded(".", ExportNames.NotRead(_folder)))
        {
            yield return found;
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

        foreach (var found in TeamFiles.Playbook(_folder))
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
            .Concat(One("threads/users.json", slack.Users, whenMissing: () => SlackThreads.WithoutUsers(Path.Combine(_folder, "threads"))))
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

    private static IEnumerable<Found> Guarded(string name, IEnumerable<Found> rows, bool lists = true)
    {
        using var each = rows.GetEnumerator();
        while (true)
        {
            UnreadableException? problem = null;
            try
            {
                if (!each.MoveNext())
                {
                    yield break;
                }
            }
            catch (UnreadableException e)
            {
                problem = e;
            }

            if (problem is null)
            {
                yield return each.Current;
                continue;
            }
            if (lists)
            {
                yield return Rows.Rejected(name, problem.Line, problem.Message);
            }
            yield break;
        }
    }

    private IEnumerable<Found> One(string name, Func<string, string, IEnumerable<Found>> read, Func<IEnumerable<Found>>? whenMissing = null)
    {
        var path = Path.Combine(_folder, name);
        if (!File.Exists(path))
        {
            return whenMissing?.Invoke() ?? [];
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

        foreach (var found in Guarded(folder, Within(folder, path, extension, read, alongside, lists), lists))
        {
            yield return found;
        }
    }

    private IEnumerable<Found> Within(
        string folder,
        string path,
        string extension,
        Func<string, string, IEnumerable<Found>> read,
        string? alongside,
        bool lists
    )
    {
        string[] entries = [.. ExportFiles.Entries(path).Where(e => !Path.GetFileName(e).StartsWith('.'))];
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
                yield return Rows.Rejected(
                    name,
                    0,
                    File.Exists(entries[i]) || Directory.Exists(entries[i])
                        ? $"not read: what is read of `{folder}` are files that end in `{extension}`"
                        : ExportFiles.LeadsNowhere
                );
            }
        }
    }
}
