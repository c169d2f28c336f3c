using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgentDesk.Adapters.Playbooks;

/// <summary>A mistake in a playbook, where it stands. <see cref="Line"/> and <see cref="Column"/> count from 1.</summary>
public sealed record PlaybookProblem(int Line, int Column, string Message);

/// <summary>
/// A YAML mapping read member by member: what is missing, of another kind or unknown is noted with its line, and reading goes on.
/// </summary>
internal sealed class YamlWalk(YamlMappingNode node, string where, List<PlaybookProblem> problems)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>Where the group begins, from 1.</summary>
    public int Line => (int)node.Start.Line;

    public static void Note(List<PlaybookProblem> problems, YamlNode at, string message) =>
        problems.Add(new((int)at.Start.Line, (int)at.Start.Column, message));

    public void Note(string member, string message) => Note(problems, Find(member) ?? node, message);

    public bool Has(string member) => Find(member) is not null;

    public string? Text(string member, bool required = false)
    {
        switch (Ask(member, required))
        {
            case YamlScalarNode { Value: { } text } when text.Trim().Length > 0:
                return text.Trim();
            case null:
                return null;
            case YamlScalarNode empty:
                Note(problems, empty, $"`{member}` of {where} is empty");
                return null;
            case var other:
                Note(problems, other, $"`{member}` of {where} must be a text");
                return null;
        }
    }

    /// <summary>A whole number within limits.</summary>
    public int? Number(string member, int least, int most, bool required = false) =>
        Ask(member, required) is { } found ? NumberOf(found, member, least, most) : null;

    public int? NumberOf(YamlNode found, string what, int least, int most)
    {
        if (
            found is YamlScalarNode { Value: { } text }
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        Note(problems, found, $"`{what}` of {where} is `{Shown(found)}`: a whole number from {least} to {most} is needed");
        return null;
    }

    /// <summary>A text that must be one of a list; where it is not, the nearest of the list is proposed.</summary>
    public string? OneOf(string member, IReadOnlyList<string> known, bool required = false)
    {
        if (Text(member, required) is not { } text)
        {
            return null;
        }
        if (known.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        Note(member, $"`{member}` of {where} is `{text}`{Likely(text, known)}");
        return null;
    }

    public IReadOnlyList<(YamlNode Node, string Text)> Texts(string member, bool required = false)
    {
        switch (Ask(member, required))
        {
            case null:
                return [];
            case YamlSequenceNode list:
                foreach (var bad in list.Where(i => i is not YamlScalarNode { Value.Length: > 0 }))
                {
                    Note(problems, bad, $"`{member}` of {where} holds something that is no text");
                }
                return
                [
                    .. list.OfType<YamlScalarNode>().Where(i => i.Value is { Length: > 0 }).Select(i => ((YamlNode)i, i.Value!.Trim())),
                ];
            case var other:
                Note(problems, other, $"`{member}` of {where} must be a list: `[a, b]`, or one `- item` a line");
                return [];
        }
    }

    public IReadOnlyList<YamlWalk> Items(string member, Func<int, string> named, bool required = false)
    {
        switch (Ask(member, required))
        {
            case null:
                return [];
            case YamlSequenceNode list:
                foreach (var bad in list.Where(i => i is not YamlMappingNode))
                {
                    Note(problems, bad, $"`{member}` of {where} holds `{Shown(bad)}`: each item is a group of `name: value` lines");
                }
                return [.. list.OfType<YamlMappingNode>().Select((m, i) => new YamlWalk(m, named(i), problems))];
            case var other:
                Note(problems, other, $"`{member}` of {where} must be a list, one `- item` a line");
                return [];
        }
    }

    public YamlWalk? Group(string member, string named)
    {
        switch (Ask(member, false))
        {
            case null:
                return null;
            case YamlMappingNode group:
                return new YamlWalk(group, named, problems);
            case var other:
                Note(problems, other, $"`{member}` of {where} must be a group of `name: value` lines");
                return null;
        }
    }

    public YamlNode? Raw(string member) => Ask(member, false);

    /// <summary>All members of a group whose names are data (roles, addresses, segments).</summary>
    public IEnumerable<(YamlScalarNode Key, YamlNode Value)> Members()
    {
        foreach (var (key, value) in node.Children)
        {
            if (key is YamlScalarNode { Value: { } name } scalar)
            {
                _asked.Add(name);
                yield return (scalar, value);
            }
        }
    }

    /// <summary>A node as a message shows it: a short text; never what is nested in it, which may be without end.</summary>
    public static string Shown(YamlNode found)
    {
        if (found is not YamlScalarNode { Value: var value })
        {
            return found is YamlSequenceNode ? "[…]" : "{…}";
        }

        const int longest = 60;
        var text = string.Concat((value ?? "").Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > longest ? text[..longest] + "…" : text;
    }

    /// <summary>Notes every member that nobody asked for.</summary>
    public void Done()
    {
        foreach (var key in node.Children.Keys.Where(k => k is not YamlScalarNode))
        {
            Note(problems, key, $"{where} has a name that is no text");
        }
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>().Where(k => k.Value is { } name && !_asked.Contains(name)))
        {
            Note(problems, key, $"{where} has no `{key.Value}`{Likely(key.Value!, [.. _asked])}");
        }
    }

    public static string Likely(string text, IReadOnlyList<string> known) =>
        known
            .Where(k => Distance(text.ToLowerInvariant(), k) <= Math.Max(2, k.Length / 3))
            .OrderBy(k => Distance(text.ToLowerInvariant(), k))
            .FirstOrDefault()
            is { } near
            ? $": did you mean `{near}`?"
        : known.Count is > 0 and <= 18 ? $": one of {string.Join(", ", known)}"
        : "";

    private YamlNode? Ask(string member, bool required)
    {
        _asked.Add(member);
        var found = Find(member);
        if (found is null && required)
        {
            Note(problems, node, $"{where} lacks `{member}`");
        }
        return found;
    }

    private YamlNode? Find(string member) =>
        node.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: { } name } && name == member).Value;

    // Levenshtein's distance: how many letters to add, drop or change.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
