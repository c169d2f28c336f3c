using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AgentDesk.Adapters.Playbooks;

/// <summary>
/// Goes over a YAML text before it is loaded: what the loader would answer without a line, or not survive (an alias without an anchor or
/// inside its own, a second document, nesting without end), is found here, where it stands.
/// </summary>
internal static partial class YamlSurvey
{
    private const int Deepest = 40;

    /// <summary>The first thing that keeps the text from being loaded, or null.</summary>
    public static PlaybookProblem? Of(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var (line, documents) = (1, 0);
        var (open, known) = (new Stack<string?>(), new HashSet<string>(StringComparer.Ordinal));
        try
        {
            while (parser.MoveNext())
            {
                var e = parser.Current!;
                line = Math.Max(line, (int)e.Start.Line);
                switch (e)
                {
                    case DocumentStart when ++documents > 1:
                        return At(e, "a second document begins here (`---`): a playbook is one");
                    case AnchorAlias { Value.Value: var name } when open.Contains(name):
                        return At(e, $"`*{name}` stands inside what it names");
                    case AnchorAlias { Value.Value: var name } when !known.Contains(name):
                        return At(e, $"`*{name}` names nothing: no `&{name}` stands before it");
                    case MappingStart or SequenceStart:
                        var anchor = ((NodeEvent)e).Anchor;
                        open.Push(anchor.IsEmpty ? null : anchor.Value);
                        if (open.Count > Deepest)
                        {
                            return At(e, $"nested deeper than {Deepest} levels: a bracket is not closed");
                        }
                        break;
                    case MappingEnd or SequenceEnd:
                        if (open.Pop() is { } ended)
                        {
                            known.Add(ended);
                        }
                        break;
                    case Scalar { Anchor: { IsEmpty: false, Value: var said } }:
                        known.Add(said);
                        break;
                }
            }
        }
        catch (Exception e) when (e is YamlException or ArgumentException or InvalidOperationException)
        {
            return Told(e, yaml, line);
        }

        return null;
    }

    /// <summary>What the library threw, in its words where they help and with the line.</summary>
    /// <param name="line">The line that the reading had got to.</param>
    public static PlaybookProblem Told(Exception e, string yaml, int line)
    {
        // YamlDotNet throws the latter two for some malformed documents.
        if (e is not YamlException told)
        {
            return new(
                line,
                1,
                $"this is no YAML: {(e is ArgumentException ? e.Message.ReplaceLineEndings(" ") : "a bracket or a quotation mark is not closed, or a line stands where none can")}"
            );
        }

        var why = told.InnerException is { } inner ? inner.Message : told.Message;
        why = why[(why.LastIndexOf("): ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..].TrimEnd('.');

        // It marks the group that the tab stands in, which may begin at the top of the file.
        if (why.Contains("tab", StringComparison.Ordinal) && Tab().Match(yaml) is { Success: true } tab)
        {
            return new(1 + yaml.AsSpan(0, tab.Index).Count('\n'), 1, "this is no YAML: a line is indented with a tab, only spaces can");
        }
        return new((int)told.Start.Line, (int)told.Start.Column, $"this is no YAML: {why}");
    }

    private static PlaybookProblem At(ParsingEvent e, string message) => new((int)e.Start.Line, (int)e.Start.Column, message);

    [GeneratedRegex(@"^ *\t", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Tab();
}
