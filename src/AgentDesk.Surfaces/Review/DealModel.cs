using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;

namespace AgentDesk.Surfaces.Review;

/// <summary>
/// What a page must have for a source to stand in it: the deal as it reads now, its people's names, and where the whole source is.
/// </summary>
public interface IReadsSources
{
    Dossier? Dossier { get; }

    Names Names { get; }

    string EvidenceHref(EvidenceName name);

    /// <summary>The whole source, with these words marked. A page that knows by itself what it cites needs no more than the name.</summary>
    string EvidenceHref(EvidenceName name, IReadOnlyList<string> quotes) => EvidenceHref(name);
}

/// <summary>Everything that a deal's page shows to one person.</summary>
/// <param name="Token">The form token against forgery: field name and value.</param>
public sealed record DealModel(Viewer Viewer, Dossier Dossier, DealOutlook Outlook, (string Field, string Value) Token) : IReadsSources
{
    /// <summary>Triggers that are over, shown at the most.</summary>
    public const int MostPast = 20;

    Dossier? IReadsSources.Dossier => Dossier;

    public Names Names { get; } = Viewer.Names.With(Review.Names.PeopleOf(Dossier.File));

    /// <summary>The deal, with names that order nothing but themselves.</summary>
    public Deal Deal { get; } =
        Outlook.Deal with
        {
            Name = Foreign.Shown(Outlook.Deal.Name),
            Account = Foreign.Shown(Outlook.Deal.Account),
        };

    public DateTimeOffset Now => Outlook.Now;

    public string Path => Of(Deal.Id);

    /// <summary>The page of a deal.</summary>
    public static string Of(DealId deal) => $"/deals/{Uri.EscapeDataString(deal.Value)}";

    public string EvidenceHref(EvidenceName name) => CitedWords.Href($"{Path}/evidence?name={Uri.EscapeDataString(name.Value)}");

    public bool IsBuyers(EvidenceName name) => Dossier.Find(name)?.Side == Side.Buyer;

    /// <summary>"Nadine Okafor, mail, 21 May".</summary>
    public string Cite(EvidenceName name) => Sources.Cite(Dossier, name, Names);

    /// <summary>A sentence of the desk's as a reader meets it.</summary>
    public string Prose(string text) => Words.Capital(Names.In(Words.Prose(text)));

    public IReadOnlyList<TriggerClock> Open =>
        Deal.Status == DealStatus.Open ? [.. Outlook.Clocks.Where(c => c.IsOpen).OrderBy(c => c.Due)] : [];

    /// <summary>Triggers that are over, the latest first.</summary>
    public IReadOnlyList<TriggerClock> Past =>
        [.. Outlook.Clocks.Where(c => !c.IsOpen || Deal.Status != DealStatus.Open).Reverse().Take(MostPast)];

    public IReadOnlyList<Run> Live => [.. Outlook.Runs.Where(r => r is not Run.Closed)];

    public IReadOnlyList<Run> Ended => [.. Outlook.Runs.Where(r => r is Run.Closed)];

    /// <summary>The sources of what is next, and of all that follows, each once.</summary>
    public IReadOnlyList<(EvidenceName Name, IReadOnlyList<string> Quotes)> Cited =>
        [
            .. Outlook
                .Moves.Take(6)
                .SelectMany(m => m.Citations)
                .GroupBy(c => c.Evidence)
                .Where(g => Dossier.Find(g.Key) is not null)
                .Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(c => c.Quote).Distinct(StringComparer.Ordinal)])),
        ];

    /// <summary>The zone of the owner in which due instants are told, as people say it.</summary>
    public string Zone =>
        new WorkClock(Dossier.Playbook.Hours, Deal.AnsweredBy).Zone is var zone && zone.Equals(TimeZoneInfo.Utc)
            ? "UTC"
            : $"{Names.First(Deal.AnsweredBy)}’s time, {zone.Id}";
}
