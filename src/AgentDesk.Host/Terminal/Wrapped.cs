using System.Globalization;
using System.Text;

namespace AgentDesk.Host.Terminal;

/// <summary>Running text in lines that fit, each as far in as its first.</summary>
internal static class Wrapped
{
    private const int Narrowest = 40;

    /// <summary>Where the output is no terminal, and nobody says how wide it is: a length that reads well.</summary>
    private const int OffTerminal = 100;

    public static int Width() => Asked() ?? (Console.IsOutputRedirected ? OffTerminal : Terminal());

    /// <summary>The same for tables: in a pipe they take the room that they need.</summary>
    public static int TableWidth() => Asked() ?? (Console.IsOutputRedirected ? int.MaxValue : Terminal());

    private static int Terminal() => Math.Max(Narrowest, Say.Out.Profile.Width);

    private static int? Asked() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns)
        && columns >= Narrowest
            ? columns
            : null;

    /// <summary>The text broken at blanks; what has none is not broken, so that an id or an address stays whole.</summary>
    /// <param name="first">Stands before the first line, and its length of blanks before the others.</param>
    public static IEnumerable<string> Lines(string text, string first, int width)
    {
        var indent = new string(' ', first.Length);
        var lead = first;
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = new StringBuilder(lead);
            var isEmpty = true;
            foreach (var word in paragraph.TrimEnd().Split(' '))
            {
                // An empty word is a second blank: it is kept, unless a line ends there.
                if (!isEmpty && line.Length + 1 + word.Length > width)
                {
                    yield return line.ToString().TrimEnd();
                    line.Clear().Append(indent);
                    isEmpty = true;
                }

                if (!isEmpty)
                {
                    line.Append(' ');
                }
                line.Append(word);
                isEmpty = false;
            }

            yield return line.ToString().TrimEnd();
            lead = indent;
        }
    }
}
