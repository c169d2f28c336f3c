using System.Text.RegularExpressions;

namespace AgentDesk.Surfaces.Review;

/// <summary>Finds the runs that a sentence of the desk's names, so that a page can lead to them.</summary>
internal static partial class RunMentions
{
    /// <summary>The sentence in pieces, in order; the ids of runs apart.</summary>
    public static IEnumerable<(string Text, bool IsRun)> In(string text)
    {
        var at = 0;
        foreach (Match m in Id().Matches(text))
        {
            yield return (text[at..m.Index], false);
            yield return (m.Value, true);
            at = m.Index + m.Length;
        }
        yield return (text[at..], false);
    }

    [GeneratedRegex(@"\br-[0-9a-f]{12}\b", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Id();
}
