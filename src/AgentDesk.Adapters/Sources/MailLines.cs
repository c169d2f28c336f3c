using System.Text;

namespace AgentDesk.Adapters.Sources;

/// <summary>Builds lines from runs of text as a browser lays them out: white space collapses, blocks end lines.</summary>
internal sealed class MailLines
{
    private readonly List<(string Text, bool Foreign, int Depth, bool Hidden)> _lines = [];
    private readonly StringBuilder _line = new();
    private int _foreign;
    private int _hidden;
    private bool _toTheEnd;
    private bool _gap;

    public void Foreign(int by)
    {
        End();
        _foreign += by;
    }

    /// <summary>Enters (1) or leaves (-1) what a reader does not see.</summary>
    public void Hidden(int by)
    {
        End();
        _hidden += by;
    }

    public void ForeignToTheEnd()
    {
        End();
        _toTheEnd = true;
    }

    public void Write(string text, bool verbatim)
    {
        foreach (var c in text)
        {
            if (verbatim && c == '\n')
            {
                Break();
            }
            else if (char.IsWhiteSpace(c) && c != '\u00A0')
            {
                if (_line.Length > 0 && (verbatim || _line[^1] != ' '))
                {
                    _line.Append(' ');
                }
            }
            // Padding of hidden previews: invisible, and part of no word.
            else if (c is not ('\u200B' or '\uFEFF' or '\u00AD' or '\u034F'))
            {
                _line.Append(c);
            }
        }
    }

    /// <summary>Ends the line, even an empty one.</summary>
    public void Break()
    {
        if (_line.Length == 0)
        {
            _gap = true;
        }
        End();
    }

    /// <summary>Ends the line if there is anything in it.</summary>
    public void End()
    {
        var text = _line.ToString().Trim();
        _line.Clear();
        if (text.Length == 0)
        {
            return;
        }

        var foreign = _toTheEnd || _foreign > 0;
        if (_gap && _lines.Count > 0)
        {
            _lines.Add(("", foreign && _lines[^1].Foreign, _lines[^1].Depth, _lines[^1].Hidden));
        }
        _gap = false;
        _lines.Add((text, foreign, _foreign, _hidden > 0));
    }

    /// <summary>Ends the line, and leaves a blank one before the next.</summary>
    public void Gap()
    {
        End();
        _gap = true;
    }

    public MailText ToText()
    {
        End();
        return _lines.Count == 0
            ? MailText.Plain("")
            : new MailText(
                string.Join('\n', _lines.Select(l => l.Text)),
                [.. _lines.Select(l => l.Foreign)],
                [.. _lines.Select(l => l.Depth)],
                [.. _lines.Select(l => l.Hidden)]
            );
    }
}
