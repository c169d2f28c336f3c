using System.Text.Json;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Sources;

/// <summary>What readers of JSON collections share: one broken element costs that element.</summary>
internal static partial class Rows
{
    /// <summary>
    /// Reads every element, in order of the text of a member if one is named; what cannot be read is listed with its line, and marked at
    /// its deal when <paramref name="lostIsDamage"/>.
    /// </summary>
    public static IEnumerable<Found> OfCollection(
        string path,
        string name,
        Roster roster,
        bool lostIsDamage,
        Func<JsonElement, int, Found?> read,
        string? inOrderOf = null
    )
    {
        IReadOnlyList<(JsonElement Element, int Line)> elements;
        UnreadableException? broken = null;
        try
        {
            elements = JsonFile.Elements(path);
            if (inOrderOf is not null)
            {
                elements = [.. elements.OrderBy(e => SortKey(e.Element, inOrderOf), StringComparer.Ordinal)];
            }
        }
        catch (UnreadableException e)
        {
            broken = e;
            elements = [];
        }

        if (broken is not null)
        {
            yield return Rejected(name, broken.Line, broken.Message);
            if (!lostIsDamage)
            {
                yield break;
            }
            foreach (var deal in DealsNamedIn(path, roster))
            {
                yield return new Found.OfDamage(deal, new Damage(name, broken.Line, broken.Message));
            }
        }

        foreach (var (element, line) in elements)
        {
            var (found, reason, isLost) = Try(element, line, read);
            if (found is not null)
            {
                yield return found;
            }
            if (reason is null)
            {
                continue;
            }
            yield return Rejected(name, line, reason, element.GetRawText());
            if (lostIsDamage && isLost && Deal(element.GetRawText(), roster) is { } deal)
            {
                yield return new Found.OfDamage(deal, new Damage(name, line, reason));
            }
        }
    }

    public static Found Rejected(string name, int line, string reason, string? raw = null) =>
        new Found.OfReject(new Reject(name, line, reason, SourceText.Raw(raw)));

    /// <summary>
    /// The deal that the categories name (`deal:&lt;id&gt;`); without such a category, the one open deal of which a buyer contact is among
    /// the people; else null.
    /// </summary>
    /// <exception cref="UnreadableException">The categories name a deal that is not there.</exception>
    public static DealId? DealOf(JsonElement element, Roster roster, IEnumerable<string> people)
    {
        string? unknown = null;
        foreach (var category in element.Each("categories"))
        {
            if (
                JsonFile.AsText(category, "category") is not { } text
                || !text.Trim().StartsWith("deal:", StringComparison.OrdinalIgnoreCase)
            )
            {
                continue;
            }
            var id = text.Trim()["deal:".Length..].Trim();
            if (roster.DealIds.Contains(id))
            {
                return new DealId(id);
            }
            unknown = id;
        }

        return unknown is null
            ? roster.DealOf(people)
            : throw new UnreadableException($"deal `{Instants.Short(unknown)}` is not in deals.csv");
    }

    /// <summary>The first known deal that a text names as `deal:&lt;id&gt;`.</summary>
    public static DealId? Deal(string text, Roster roster) =>
        DealTag().Matches(text).Select(m => m.Groups["id"].Value.TrimEnd('.')).FirstOrDefault(roster.DealIds.Contains) is { } id
            ? new DealId(id)
            : null;

    /// <summary>Whether the text names any deal, known or not.</summary>
    public static string? DealNamed(string text) => DealTag().Match(text) is { Success: true } m ? m.Groups["id"].Value.TrimEnd('.') : null;

    private static IReadOnlyList<DealId> DealsNamedIn(string path, Roster roster)
    {
        try
        {
            using var text = SourceText.Open(path);
            var deals = new HashSet<string>(StringComparer.Ordinal);
            while (text.ReadLine() is { } line)
            {
                deals.UnionWith(DealTag().Matches(line).Select(m => m.Groups["id"].Value).Where(roster.DealIds.Contains));
            }

            return [.. deals.Order(StringComparer.Ordinal).Select(d => new DealId(d))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string SortKey(JsonElement element, string member) =>
        element.Member(member) is { ValueKind: JsonValueKind.String } text ? text.GetRawText() : "";

    private static (Found?, string?, bool IsLost) Try(JsonElement element, int line, Func<JsonElement, int, Found?> read)
    {
        try
        {
            return element.ValueKind is JsonValueKind.Object ? (read(element, line), null, false) : (null, "not a JSON object", true);
        }
        catch (UnreadableException e)
        {
            return (null, e.Message, !e.IsRepetition);
        }
    }

    [GeneratedRegex(
        """deal:(?<id>[^\s"'<>|,;\\\]\)]+)""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex DealTag();
}
