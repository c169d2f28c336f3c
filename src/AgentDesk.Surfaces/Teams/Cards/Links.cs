using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>Every address that a card can open: pages of the configured web inbox, and nothing else, whatever stands in evidence.</summary>
internal sealed class Links(Uri? webInbox)
{
    private readonly string? _root = webInbox is { IsAbsoluteUri: true, Scheme: "https" or "http", UserInfo: "" } web
        ? web.GetLeftPart(UriPartial.Path).TrimEnd('/')
        : null;

    public string? Inbox => _root is null ? null : _root + "/";

    public string? Run(string path) => _root + path is { Length: > 0 } url && _root is not null ? url : null;

    /// <summary>The source on the run's pages. Without the place on its page, which the page finds by itself: a card has little room.</summary>
    public string? Evidence(RunModel run, EvidenceName name) => Run(run.EvidenceHref(name).Split('#')[0]);

    /// <summary>The source of an answer, in its deal.</summary>
    /// <param name="quote">Marked there: as much of it as the card shows.</param>
    public string? Evidence(DealId deal, EvidenceName name, string quote) =>
        Run(CitedWords.Href($"{DealModel.Of(deal)}/evidence?name={Uri.EscapeDataString(name.Value)}", quote));

    /// <summary>Markdown: a link where there is a page, else the label alone.</summary>
    public static string To(string? url, string label) =>
        url is null
            ? CardText.Line(label, 120)
            : $"[{CardText.Line(label, 120)}]({url.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})";
}
