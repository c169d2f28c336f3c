namespace AgentDesk.Adapters.Sources;

/// <summary>The names that an export may hold at its top, and what is said of any other.</summary>
internal static class ExportNames
{
    public const string Playbook = "playbook.yaml";
    public const string Pipeline = "pipeline.json";

    /// <summary>Without these there is nothing to import.</summary>
    public static readonly IReadOnlyList<string> Required = ["deals.csv", "stage_history.csv"];

    private static readonly string[] Files =
    [
        .. Required,
        Pipeline,
        "field_history.csv",
        "contacts.csv",
        "activities.csv",
        "trackers.csv",
        "calendar.json",
        "signals.json",
        Playbook,
    ];

    private static readonly string[] Folders = ["mail", "calls", "threads", "assets", "voice"];

    // A plural, a missing letter, an ending: no more, or `names.csv` would be taken for another table.
    private const int MostSlips = 3;

    /// <summary>
    /// The names at the top that are not read: what is misnamed, or a folder where a file is meant, is listed; anything else is told of.
    /// </summary>
    /// <exception cref="UnreadableException">The folder may not be listed.</exception>
    public static IEnumerable<Found> NotRead(string folder)
    {
        var strangers = new List<string>();
        foreach (var entry in ExportFiles.Entries(folder))
        {
            var name = Path.GetFileName(entry);
            if (Problem(entry, name) is { } problem)
            {
                yield return Rows.Rejected(name, 0, problem);
            }
            else if (!Files.Contains(name, StringComparer.Ordinal) && !Folders.Contains(name, StringComparer.Ordinal))
            {
                strangers.Add(name);
            }
        }

        if (strangers.Count > 0)
        {
            yield return new Found.OfNote($"no part of an export, left alone: {string.Join(", ", strangers)}");
        }
    }

    /// <summary>The misspelt or wrongly cased name at the top that seems to mean this one, or null.</summary>
    public static string? Instead(string folder, string expected) =>
        ExportFiles.Entries(folder).Select(Path.GetFileName).OfType<string>().FirstOrDefault(n => n != expected && Meant(n) == expected);

    private static string? Problem(string entry, string name)
    {
        if (Files.Contains(name, StringComparer.Ordinal))
        {
            return Directory.Exists(entry) ? "not read: it is a folder, where a file is read"
                : !File.Exists(entry) ? ExportFiles.LeadsNowhere
                : null;
        }
        if (Folders.Contains(name, StringComparer.Ordinal))
        {
            return File.Exists(entry) ? $"not read: it is a file, where a folder `{name}/` is read"
                : !Directory.Exists(entry) ? ExportFiles.LeadsNowhere
                : null;
        }
        if (Meant(name) is not { } meant || IsRead(entry, name, meant) || (!IsCase(name, meant) && Path.Exists(Beside(entry, meant))))
        {
            return null;
        }
        return $"not read: {(IsCase(name, meant) ? "names are in lower case; " : "")}if it is meant as `{meant}`, rename it";
    }

    // Where the file system knows no case, `Contacts.csv` is found under `contacts.csv`.
    private static bool IsRead(string entry, string name, string meant) =>
        IsCase(name, meant)
        && Path.Exists(Beside(entry, meant))
        && !ExportFiles.Entries(Path.GetDirectoryName(entry)!).Contains(Beside(entry, meant), StringComparer.Ordinal);

    private static string Beside(string entry, string name) => Path.Combine(Path.GetDirectoryName(entry)!, name);

    private static bool IsCase(string name, string meant) => string.Equals(name, meant, StringComparison.OrdinalIgnoreCase);

    private static string? Meant(string name)
    {
        var lower = name.ToLowerInvariant();
        if (lower.StartsWith('.') || Files.Contains(name, StringComparer.Ordinal) || Folders.Contains(name, StringComparer.Ordinal))
        {
            return null;
        }
        var stem = Path.GetFileNameWithoutExtension(lower);
        return Files
            .Where(f => IsNear(stem, Path.GetFileNameWithoutExtension(f)) && IsKin(Path.GetExtension(lower), Path.GetExtension(f)))
            .Concat(Folders.Where(f => Path.GetExtension(lower) is "" or ".json" or ".zip" && IsNear(stem, f)))
            .OrderBy(f => Slips(lower, f))
            .FirstOrDefault();
    }

    // "contacts", "contacts.csv.txt", "contacts.tsv", "playbook.yml": the table that is meant, saved otherwise.
    private static bool IsKin(string extension, string expected) =>
        extension == expected
        || extension is "" or ".txt"
        || (expected == ".csv" && extension is ".tsv" or ".xls" or ".xlsx" or ".json")
        || (expected == ".json" && extension is ".csv" or ".jsonl" or ".ics")
        || (expected == ".yaml" && extension == ".yml");

    private static bool IsNear(string stem, string expected)
    {
        var text = stem.Replace('-', '_').Replace(' ', '_');
        if (text.Length == 0 || text[0] != expected[0])
        {
            return false;
        }
        return Slips(text, expected) <= Math.Min(MostSlips, expected.Length / 3);
    }

    /// <summary>How many letters must be put in, left out or replaced to make one word of the other.</summary>
    private static int Slips(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, _) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
