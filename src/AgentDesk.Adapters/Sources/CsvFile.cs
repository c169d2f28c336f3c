using AgentDesk.Core.Deals;
using CsvHelper;

namespace AgentDesk.Adapters.Sources;

/// <summary>One row of a CSV file: either its fields by column, or why it cannot be read.</summary>
/// <param name="Line">The line in which it begins, from 1.</param>
/// <param name="Problem">Null for a readable row.</param>
internal sealed record CsvRow(
    int Line,
    IReadOnlyList<string> Columns,
    IReadOnlyDictionary<string, int> Index,
    string[] Fields,
    string Raw,
    string? Problem
)
{
    /// <summary>The field as written, or an empty text where the file lacks the column or the row the field.</summary>
    public string this[string column] => Index.TryGetValue(column, out var i) && i < Fields.Length ? Fields[i] : "";

    public string? Optional(string column) => this[column] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>The id in this column.</summary>
    /// <exception cref="UnreadableException">It is empty, too long, or holds control characters.</exception>
    public string Id(string column) => Ids.Checked(this[column], column);

    /// <summary>The deal that a broken row seems to be of, if any.</summary>
    public DealId? Guess(IReadOnlySet<string> known)
    {
        if (known.Contains(this["deal_id"].Trim()))
        {
            return new DealId(this["deal_id"].Trim());
        }
        return Array.Find(Raw.Split(',', '\n', '"'), f => known.Contains(f.Trim())) is { } id ? new DealId(id.Trim()) : null;
    }
}

/// <summary>
/// Rows of a CSV file (RFC 4180 with a header row), one at a time. A row that is broken costs that row, not those after it.
/// </summary>
internal sealed class CsvFile(string path, string name)
{
    private static readonly CsvReaderOptions Rfc4180 = new()
    {
        Separator = ',',
        HasHeader = false,
        SkipEmptyLines = false,
        Mode = CsvMode.Rfc4180,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        MalformedData = CsvMalformedDataHandling.Recover,
    };

    public string Name => name;

    /// <summary>The rows below the header, one at a time.</summary>
    /// <exception cref="UnreadableException">The file cannot be opened, has no header row, or lacks a column of
    /// <paramref name="required"/>.</exception>
    public IEnumerable<CsvRow> Rows(params string[] required)
    {
        StreamReader text;
        try
        {
            text = SourceText.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException("cannot be opened: check that the file may be read");
        }

        return Rows(text, required);
    }

    private static IEnumerable<CsvRow> Rows(StreamReader text, string[] required)
    {
        using (text)
        {
            using var records = new CsvRecords(text);
            using var parser = CsvReader.Create(records, Rfc4180, leaveOpen: true);
            if (records.Next() is not { } first)
            {
                throw new UnreadableException("empty: a header row is needed");
            }

            var index = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            var columns = Header(first.Problem is null && parser.Read() ? Fields(parser) : [], first.Problem, required, index);
            while (records.Next() is { } record)
            {
                var row = Row(record, parser, columns, index);
                if (Recovered(row) is not { Count: > 0 } recovered)
                {
                    yield return row;
                    continue;
                }

                foreach (var other in recovered)
                {
                    yield return other;
                }
            }
        }
    }

    private static CsvRow Row(CsvRecord record, CsvReader parser, string[] columns, Dictionary<string, int> index)
    {
        var problem = record.Problem;
        var fields = problem is null && parser.Read() ? Fields(parser) : [];
        if (problem is null && fields.Length != columns.Length)
        {
            problem = $"{fields.Length} fields where the header has {columns.Length}";
        }
        if (record.Text.Contains(SourceText.Broken, StringComparison.Ordinal))
        {
            problem = SourceText.NotUtf8;
        }
        return new CsvRow(record.Line, columns, index, fields, record.Text, problem);
    }

    /// <summary>
    /// What a broken row of several lines is made of when whole rows stand in its later lines: a quote left open has swallowed them.
    /// Empty when there is none.
    /// </summary>
    private static List<CsvRow> Recovered(CsvRow row)
    {
        var end = row.Problem is null ? -1 : row.Raw.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || end == row.Raw.Length - 1)
        {
            return [];
        }

        using var records = new CsvRecords(new StringReader(row.Raw[(end + 1)..]));
        using var parser = CsvReader.Create(records, Rfc4180, leaveOpen: true);
        List<CsvRow> rows = [row with { Fields = [], Raw = row.Raw[..end] }];
        while (records.Next() is { } record)
        {
            rows.Add(Row(record with { Line = record.Line + row.Line }, parser, [.. row.Columns], (Dictionary<string, int>)row.Index));
        }
        return rows.Exists(r => r.Problem is null) ? rows : [];
    }

    private static string[] Fields(CsvReader parser)
    {
        var fields = new string[parser.FieldCount];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = parser.GetString(i);
        }
        return fields;
    }

    private static string[] Header(string[] fields, string? problem, string[] required, Dictionary<string, int> index)
    {
        if (problem is not null)
        {
            throw new UnreadableException($"its header row cannot be read: {problem}", 1);
        }
        if (
            Array.Exists(fields, f => f.Contains(SourceText.Broken, StringComparison.Ordinal) || f.Contains('\0', StringComparison.Ordinal))
        )
        {
            throw new UnreadableException(SourceText.NotUtf8, 1);
        }

        string[] columns = [.. fields.Select(f => f.Trim().TrimStart('\uFEFF'))];
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Length > 0 && !index.TryAdd(columns[i], i))
            {
                throw new UnreadableException($"its header names the column `{Instants.Short(columns[i])}` twice", 1);
            }
        }

        return Array.Find(required, c => !index.ContainsKey(c)) is { } missing
            ? throw new UnreadableException(
                Separator(columns) is { } separator
                    ? $"its columns are separated by {separator}: export it with commas"
                    : $"its header row lacks the column `{missing}`",
                1
            )
            : columns;
    }

    /// <summary>
    /// What separates the columns of a header that commas leave whole, as spreadsheets of many countries save it; null where nothing does.
    /// </summary>
    private static string? Separator(string[] columns) =>
        columns is not [var whole] ? null
        : whole.Contains(';', StringComparison.Ordinal) ? "semicolons"
        : whole.Contains('\t', StringComparison.Ordinal) ? "tabs"
        : null;
}

/// <summary>What an id may look like: anything but nothing, control characters, or a page of text.</summary>
internal static class Ids
{
    /// <summary>The id without blanks around it.</summary>
    /// <exception cref="UnreadableException">It is none.</exception>
    public static string Checked(string? text, string what)
    {
        var id = (text ?? "").Trim();
        if (id.Length == 0)
        {
            throw new UnreadableException($"{what} is missing");
        }
        if (id.Length > 400 || id.Any(c => char.IsControl(c) || c == SourceText.Broken))
        {
            throw new UnreadableException($"{what} `{Instants.Short(id)}` is no id");
        }
        return id;
    }
}
