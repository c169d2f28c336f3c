using System.Text;

namespace AgentDesk.Adapters.Sources;

/// <summary>One record as its file writes it.</summary>
/// <param name="Line">The line in which it begins, from 1.</param>
/// <param name="Problem">Null when it is well formed.</param>
internal sealed record CsvRecord(int Line, string Text, string? Problem);

/// <summary>
/// Cuts CSV text into records before the parser sees them, so that a stray quote cannot swallow the rows after it: a record that is
/// not well formed is given by its first line alone, and reading goes on at the next line. To the parser this is a text of the well-formed
/// records only; it may read ahead of <see cref="Next"/>.
/// </summary>
internal sealed class CsvRecords(TextReader source) : TextReader
{
    // A quoted field may span lines, but a quote that is never closed must not hold a whole file in memory.
    private const int MostChars = 32 << 20;

    private readonly LinkedList<string> _ahead = new();
    private readonly Queue<CsvRecord> _given = new();
    private readonly Queue<string> _toParse = new();
    private int _read;
    private int _line;

    /// <summary>The next record that is not blank, or null at the end.</summary>
    public CsvRecord? Next()
    {
        if (_given.TryDequeue(out var record))
        {
            return record;
        }
        record = Cut();
        if (record is { Problem: null })
        {
            _toParse.Enqueue(record.Text);
        }
        return record;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        while (_toParse.Count == 0)
        {
            if (Cut() is not { } record)
            {
                return 0;
            }
            _given.Enqueue(record);
            if (record.Problem is null)
            {
                _toParse.Enqueue(record.Text);
            }
        }

        var text = _toParse.Peek().AsSpan(_read);
        var n = Math.Min(buffer.Length, text.Length);
        text[..n].CopyTo(buffer);
        _read += n;
        if (n < text.Length)
        {
            return n;
        }

        _toParse.Dequeue();
        _read = 0;
        return n;
    }

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 1 ? one[0] : -1;
    }

    private CsvRecord? Cut()
    {
        while (TakeLine() is { } first)
        {
            var begun = ++_line;
            if (string.IsNullOrWhiteSpace(first))
            {
                continue;
            }

            var state = Lex(first, State.FieldStart);
            if (state is not State.Quoted)
            {
                return Give(begun, first, state);
            }

            var record = new StringBuilder(first);
            var taken = new List<string>();
            while (state is State.Quoted && record.Length < MostChars && TakeLine() is { } line)
            {
                taken.Add(line);
                record.Append(line);
                state = Lex(line, state);
            }

            if (state is State.Quoted or State.Broken)
            {
                for (var i = taken.Count - 1; i >= 0; i--)
                {
                    _ahead.AddFirst(taken[i]);
                }
                return Give(begun, first, State.Broken);
            }

            _line += taken.Count;
            return Give(begun, record.ToString(), state);
        }

        return null;
    }

    private enum State
    {
        FieldStart,
        Plain,
        Quoted,
        Closed,
        Broken,
    }

    private static CsvRecord Give(int line, string text, State state)
    {
        if (state is State.Broken)
        {
            return new CsvRecord(line, text, "quotes are not closed, or stand where no field begins or ends");
        }
        return new CsvRecord(line, text.EndsWith('\n') ? text : text + "\n", null);
    }

    private static State Lex(string line, State state)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            state = (state, c) switch
            {
                (State.Quoted, '"') => State.Closed,
                (State.Quoted, _) => State.Quoted,
                (State.Closed, '"') => State.Quoted,
                (_, ',') => State.FieldStart,
                (State.Closed, '\r' or '\n') => State.Closed,
                (State.Closed, _) => State.Broken,
                (State.FieldStart, '"') => State.Quoted,
                // A quote within a plain field is read differently by every program, so it is not guessed at.
                (_, '"') => State.Broken,
                _ => State.Plain,
            };
            if (state is State.Broken)
            {
                return state;
            }
        }

        return state;
    }

    /// <summary>One line with its end, which may be LF, CRLF or CR.</summary>
    private string? TakeLine()
    {
        if (_ahead.First is { } first)
        {
            _ahead.RemoveFirst();
            return first.Value;
        }

        var line = new StringBuilder();
        while (source.Read() is var c and >= 0)
        {
            line.Append((char)c);
            if (c == '\n' || (c == '\r' && source.Peek() != '\n') || line.Length > MostChars)
            {
                return line.ToString();
            }
        }

        return line.Length == 0 ? null : line.ToString();
    }
}
