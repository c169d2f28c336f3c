using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Labelling;

/// <summary>What one rater said of one case: a line of evals/labels/SUITE.RATER.jsonl.</summary>
/// <param name="At">When the key was pressed.</param>
/// <param name="Seconds">How long the case was looked at.</param>
public sealed record Label(
    string Row,
    [property: System.Text.Json.Serialization.JsonPropertyName("label")] string Value,
    string Rater,
    DateTimeOffset At,
    double Seconds
)
{
    public static readonly JsonSerializerOptions Json = DeskJson.Options;
}

/// <summary>One rater's labels of one suite, in the order in which they were given.</summary>
internal sealed class LabelFile
{
    private readonly List<Label> _labels;

    /// <exception cref="UnusableInputException">A line is no label, or the rater's name is empty.</exception>
    public LabelFile(string folder, string suite, string rater)
    {
        Rater = Slug(rater);
        Path = System.IO.Path.Combine(folder, $"{suite}.{Rater}.jsonl");
        _labels = Read(Path);
    }

    public string Path { get; }

    public string Rater { get; }

    public IReadOnlyList<Label> All => _labels;

    public bool Has(string row) => _labels.Exists(l => l.Row == row);

    /// <summary>Keeps a label; the first of a row stands.</summary>
    public void Add(Label label)
    {
        if (Has(label.Row))
        {
            return;
        }
        _labels.Add(label);
        Write();
    }

    /// <summary>Takes the last label back.</summary>
    public Label? Undo()
    {
        if (_labels.Count == 0)
        {
            return null;
        }
        var last = _labels[^1];
        _labels.RemoveAt(_labels.Count - 1);
        Write();
        return last;
    }

    /// <summary>Raters of a suite, by name.</summary>
    public static IReadOnlyList<string> RatersOf(string folder, string suite) =>
        !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(folder, $"{suite}.*.jsonl")
                    .Select(f => System.IO.Path.GetFileName(f)[(suite.Length + 1)..^".jsonl".Length])
                    .Where(r => !r.Contains('.', StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ];

    /// <summary>A rater's name as a file can carry it: small letters, digits and dashes.</summary>
    /// <exception cref="UnusableInputException">Nothing of it is left.</exception>
    public static string Slug(string rater)
    {
        var slug = string.Concat(rater.Trim().ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return slug.Length is > 0 and <= 80
            ? slug
            : throw new UnusableInputException($"`{rater}` is no name for a rater: letters and digits, 80 at the most");
    }

    // Whole, and then in place of the old one: a process that dies between two keys loses neither.
    private void Write()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var temporary = Path + ".new";
        File.WriteAllLines(temporary, _labels.Select(l => JsonSerializer.Serialize(l, Label.Json)));
        File.Move(temporary, Path, overwrite: true);
    }

    private static List<Label> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }
        try
        {
            return [.. JsonLines.Read(path).Select(r => r.Row.Deserialize<Label>(Label.Json)!)];
        }
        catch (JsonException e)
        {
            throw new UnusableInputException($"`{path}` holds a line that is no label: {e.Message}");
        }
    }
}
