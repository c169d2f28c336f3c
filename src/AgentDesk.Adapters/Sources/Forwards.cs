using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Sources;

/// <summary>
/// What a sender passes on of somebody else's: the text below the header block of a forwarded mail, with whom the block names. Whether it
/// counts is decided by who passes it on and from whom, since anybody can type such a block.
/// </summary>
internal static partial class Forwards
{
    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The first mail that is passed on; null where there is none, its block names nobody, or nothing stands below it.</summary>
    public static PassedOn? Of(MailText mail)
    {
        var lines = mail.Body.Split('\n');
        string[] bare = [.. lines.Select(Bare)];
        for (var i = 0; i < bare.Length; i++)
        {
            if (!mail.Hidden[i] && QuoteMarks.EndsOwnText(bare, i))
            {
                return Below(mail, lines, bare, i);
            }
        }

        return null;
    }

    private static PassedOn? Below(MailText mail, string[] lines, string[] bare, int from)
    {
        var start = EndOfHeader(bare, from);
        var header = bare[from..start].Select(QuoteMarks.Bare).ToList();
        if (header.Select(l => QuoteMarks.From().Match(l)).FirstOrDefault(m => m.Success) is not { } label)
        {
            return null;
        }

        var who = header.First(l => QuoteMarks.From().IsMatch(l))[label.Value.IndexOfAny([':', '：'])..].TrimStart(':', '：', ' ');
        var address = Address().Match(who) is { Success: true } a ? a.Groups["a"].Value : null;
        var name = Bracketed().Replace(who, "").Trim(' ', '"', '\'');
        var text = string.Join('\n', Kept(mail, lines, bare, start)).Trim('\n');
        return text.Length == 0
            ? null
            : new PassedOn(
                name.Length > 0 && !name.Contains('@', StringComparison.Ordinal) ? name : null,
                address,
                header
                    .Where(l => QuoteMarks.Sent().IsMatch(l))
                    .Select(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
                    .FirstOrDefault(),
                text
            );
    }

    /// <summary>
    /// The first line below the block: a blank line ends it unless another line of a header follows, so that what the mail begins with
    /// ("Decision: no.") is not taken for one.
    /// </summary>
    private static int EndOfHeader(string[] bare, int from)
    {
        var end = QuoteMarks.IsHeaderLine(bare[from]) ? from : from + 1;
        var last = QuoteMarks.EndOfHeader(bare, from);
        var isInside = false;
        for (var i = end; i < last; i++)
        {
            var isBlank = bare[i].Trim().Length == 0;
            if (!isBlank && (isInside || QuoteMarks.IsHeaderLine(bare[i])))
            {
                (end, isInside) = (i + 1, true);
            }
            else if (isBlank)
            {
                isInside = false;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    /// <summary>The lines of that mail itself: not what it quotes in turn, not what the mail hides, and nothing below the quote's end.</summary>
    private static IEnumerable<string> Kept(MailText mail, string[] lines, string[] bare, int start)
    {
        int? depth = null;
        for (var i = start; i < lines.Length; i++)
        {
            if (QuoteMarks.EndsOwnText(bare, i) || Attributions.At(bare, i, bare.Length) > 0)
            {
                yield break;
            }
            var level = mail.Depth[i] + Marks(lines[i]);
            if (bare[i].Trim().Length > 0)
            {
                depth ??= level;
                if (level < depth)
                {
                    yield break;
                }
            }
            if (!mail.Hidden[i] && level <= (depth ?? level))
            {
                yield return lines[i].TrimEnd();
            }
        }
    }

    private static string Bare(string line) => Quoted().Replace(line, "");

    private static int Marks(string line) => Quoted().Match(line).Value.Count(c => c == '>');

    [GeneratedRegex(@"^\s*(>\s?)+", Loose)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<a>[^\s<>()\[\]:]+@[^\s<>()\[\]]+)", Loose)]
    private static partial Regex Address();

    [GeneratedRegex(@"[<(\[][^<>()\[\]]*[>)\]]", Loose)]
    private static partial Regex Bracketed();
}
