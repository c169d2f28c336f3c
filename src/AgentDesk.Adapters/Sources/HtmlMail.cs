using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AgentDesk.Adapters.Sources;

/// <summary>
/// The text of an HTML mail, line by line as a reader sees it. What the mail hides from its reader is kept, since nothing that a machine
/// will read should be invisible to a person, but it is never the sender's own words.
/// </summary>
internal static partial class HtmlMail
{
    // Holds options and no state of a parse.
    private static readonly HtmlParser Parser = new();

    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script",
        "style",
        "head",
        "title",
        "template",
        "noscript",
        "meta",
        "link",
        "object",
        "svg",
        "select",
        "textarea",
        "iframe",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "div",
        "table",
        "tr",
        "ul",
        "ol",
        "li",
        "section",
        "article",
        "header",
        "footer",
        "hr",
        "pre",
        "address",
        "main",
        "aside",
        "dl",
        "dt",
        "dd",
        "center",
        "tbody",
        "thead",
        "caption",
        "form",
        "fieldset",
        "figure",
        "nav",
    };

    private static readonly HashSet<string> Paragraphs = new(StringComparer.OrdinalIgnoreCase)
    {
        "p",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    };

    // A parser must look through all open elements at many tags: what is nested so deep is no letter, and would take minutes.
    private const int MostOpen = 5_000;

    /// <summary>The lines of the mail.</summary>
    /// <exception cref="UnreadableException">Its elements are nested too deep.</exception>
    public static MailText Read(string html)
    {
        var open = 0;
        foreach (var tag in Tags().EnumerateMatches(html))
        {
            open += html[tag.Index + 1] == '/' ? -1 : 1;
            if (open > MostOpen)
            {
                throw new UnreadableException($"its HTML leaves more than {MostOpen} elements open: save it as text");
            }
        }

        using var document = Parser.ParseDocument(html);
        var lines = new MailLines();
        if (document.Body is { } body)
        {
            Walk(body, lines);
        }
        return lines.ToText();
    }

    // By links between nodes and not by recursion: mail may be nested deeper than the stack.
    private static void Walk(IElement body, MailLines lines)
    {
        INode? node = body;
        while (node is not null)
        {
            var descend = Enter(node, lines);
            if (descend && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            if (descend)
            {
                Leave(node, lines);
            }
            while (!ReferenceEquals(node, body) && node.NextSibling is null)
            {
                node = node.Parent;
                if (node is null)
                {
                    return;
                }
                Leave(node, lines);
            }

            if (ReferenceEquals(node, body))
            {
                return;
            }
            node = node.NextSibling;
        }
    }

    private static bool Enter(INode node, MailLines lines)
    {
        if (node is IText text)
        {
            lines.Write(text.Data, text.ParentElement?.LocalName is "pre");
            return false;
        }

        if (node is not IElement element || Dropped.Contains(element.LocalName))
        {
            return false;
        }
        if (element.LocalName is "br")
        {
            lines.Break();
            return false;
        }

        if (StartsQuoteToTheEnd(element))
        {
            lines.ForeignToTheEnd();
        }
        if (IsForeign(element))
        {
            lines.Foreign(+1);
        }
        if (IsHidden(element))
        {
            lines.Hidden(+1);
        }
        if (Paragraphs.Contains(element.LocalName))
        {
            lines.Gap();
        }
        else if (Blocks.Contains(element.LocalName))
        {
            lines.End();
        }
        else if (element.LocalName is "td" or "th")
        {
            lines.Write(" ", verbatim: false);
        }

        if (element.LocalName is "li")
        {
            lines.Write("- ", verbatim: false);
        }
        return true;
    }

    private static void Leave(INode node, MailLines lines)
    {
        if (node is not IElement element)
        {
            return;
        }
        if (Paragraphs.Contains(element.LocalName))
        {
            lines.Gap();
        }
        else if (Blocks.Contains(element.LocalName))
        {
            lines.End();
        }

        if (IsForeign(element))
        {
            lines.Foreign(-1);
        }
        if (IsHidden(element))
        {
            lines.Hidden(-1);
        }
    }

    /// <summary>Outlook writes its answer above a marker and leaves all that it answers below it, unmarked.</summary>
    private static bool StartsQuoteToTheEnd(IElement element) =>
        element.Id is { } id
        && (
            id.EndsWith("divRplyFwdMsg", StringComparison.OrdinalIgnoreCase)
            || id.EndsWith("appendonsend", StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsForeign(IElement element)
    {
        if (element.LocalName is "blockquote" || IsHidden(element))
        {
            return true;
        }
        if (element.Id is { } id && id.EndsWith("mail-editor-reference-message-container", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }
        if (element.ClassName is not { Length: > 0 })
        {
            return false;
        }
        return HasClass(element, "gmail_attr")
            || HasClass(element, "moz-cite-prefix")
            || HasClass(element, "yahoo_quoted")
            || HasClass(element, "protonmail_quote")
            || HasClass(element, "zmail_extra")
            // Answers between the quotes stand in Gmail's quote too, beside its blockquotes.
            || (HasClass(element, "gmail_quote") && !HoldsBlockquote(element));
    }

    private static bool HoldsBlockquote(IElement within)
    {
        INode? node = within.FirstChild;
        while (node is not null)
        {
            if (node is IElement { LocalName: "blockquote" })
            {
                return true;
            }
            if (node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node is not null && node.NextSibling is null)
            {
                node = node.Parent;
                if (ReferenceEquals(node, within))
                {
                    return false;
                }
            }

            node = node?.NextSibling;
        }

        return false;
    }

    // Outlook puts x_ before the classes and ids of a mail that it answers.
    private static bool HasClass(IElement element, string name) =>
        element.ClassList.Contains(name) || element.ClassList.Contains("x_" + name);

    private static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden"))
        {
            return true;
        }
        if (element.GetAttribute("style") is not { Length: > 0 } style)
        {
            return false;
        }
        return Hiding().IsMatch(style) || (White().IsMatch(style) && !HasBackground(element));
    }

    private static bool HasBackground(IElement element)
    {
        for (IElement? e = element; e is not null; e = e.ParentElement)
        {
            if (e.HasAttribute("bgcolor") || e.GetAttribute("style")?.Contains("background", StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(
        @"</?(?!br\b|hr\b|img\b|p\b|li\b|td\b|th\b|tr\b|meta\b|link\b|col\b|input\b|o:p\b)[a-zA-Z]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Tags();

    [GeneratedRegex(
        @"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?<![\w-])(font-size|max-height|opacity)\s*:\s*0(\.0+)?\s*(px|pt|em|rem|%)?\s*(;|!|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Hiding();

    [GeneratedRegex(
        @"(?<![\w-])color\s*:\s*(white|#fff(fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))\s*(;|!|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex White();
}
