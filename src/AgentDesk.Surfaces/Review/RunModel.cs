using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Surfaces.Review;

/// <summary>A line at the head of the page: what a decision did, or why nothing was done.</summary>
/// <param name="Difference">For a stale card: what the person saw, against what stands now.</param>
/// <param name="About">The action beside which it is read, where that stands open; at the head when null.</param>
public sealed record Notice(bool IsRefusal, string Title, string Text, IReadOnlyList<Stretch>? Difference = null, ActionId? About = null);

/// <summary>Everything that one run's page shows to one person.</summary>
/// <param name="Dossier">The deal as it reads now; null when the book no longer holds it.</param>
/// <param name="Token">The form token against forgery: field name and value.</param>
public sealed partial record RunModel(
    Sight Sight,
    Viewer Viewer,
    Dossier? Dossier,
    Playbook Playbook,
    DateTimeOffset Now,
    Notice? Notice,
    (string Field, string Value) Token
) : IReadsSources
{
    public Names Names { get; } = Dossier is { } d ? Viewer.Names.With(Review.Names.PeopleOf(d.File)) : Viewer.Names;

    public RunHeader Header => Sight.Header;

    public string Path => $"/runs/{Uri.EscapeDataString(Header.Id.Value)}";

    public IReadOnlyList<Claim> Claims => Sight.Packet?.Claims ?? [];

    public Timeline? Timeline { get; } =
        Dossier is { } file ? Timeline.Of(file, Sight.Packet?.Claims ?? [], Viewer.Names.With(Review.Names.PeopleOf(file.File))) : null;

    private readonly Lazy<IReadOnlyList<CitedPlace>> _places = new(() => CitedPlaces.Of(Sight, mail => FiguresOf(mail, Sight, Dossier)));

    /// <summary>Everything that this run quotes, in the order of its page.</summary>
    public IReadOnlyList<CitedPlace> Places => _places.Value;

    /// <summary>The figures and dates of a mail with where they come from; none where the deal is in the book no more.</summary>
    public IReadOnlyList<FoundFigure> FiguresOf(ActionPayload.EmailDraft mail) => FiguresOf(mail, Sight, Dossier);

    private static IReadOnlyList<FoundFigure> FiguresOf(ActionPayload.EmailDraft mail, Sight sight, Dossier? dossier) =>
        dossier is null ? [] : Figures.Of($"{mail.Subject}\n{mail.Body}", sight.Packet?.Claims ?? [], dossier);

    /// <summary>Where a link to a source leads: to its words in place, or to the whole source where the run quotes none of it so.</summary>
    /// <param name="key">The place, as <see cref="CitedPlaces"/> names it.</param>
    public string PlaceHref(string key, EvidenceName name) =>
        Places.FirstOrDefault(p => p.Key == key) is { } place ? place.Href : EvidenceHref(name);

    /// <summary>The words that this run quotes of a source.</summary>
    public IReadOnlyList<string> QuotesOf(EvidenceName name) =>
        [.. Places.SelectMany(p => p.Sources).Where(s => s.Name == name).SelectMany(s => s.Quotes).Distinct(StringComparer.Ordinal)];

    /// <summary>What waits for the viewer: what was handed on to somebody else does not, though the viewer may still decide it.</summary>
    public IEnumerable<ActionState> Yours =>
        Sight.Open.Where(a => a.Status != ActionStatus.Snoozed && May(a) && Decide.IsTurnOf(Viewer.Actor, a));

    /// <summary>What changed of the deal since the run's last round was prepared; null where it was read once, or nothing is known.</summary>
    public RecordChanges? Changed { get; } =
        Sight.View.Run is Run.Waiting { Round: > 1 }
        && RecordChanges.SinceLastRound([.. Sight.View.History.Select(h => h.Event)]) is { } changes
        && changes.Fields.Count + changes.Mails.Count > 0
            ? changes
            : null;

    public bool May(ActionState state) => Sight.View.Run is Run.Waiting && Authority.May(Viewer.Actor, Header, state);

    /// <summary>Whether the viewer may close the run as a whole.</summary>
    public bool MayDispose =>
        Sight.View.Run is Run.Waiting { IsExecuting: false } or Run.Stopped && Authority.IsConcerned(Viewer.Actor, Header, Sight.Actions);

    /// <summary>The number of an action on this page, from 1; leaving it alone is 0. What is withheld has none.</summary>
    public int Number(ActionState state) =>
        state.Action.Payload is ActionPayload.Pause
            ? 0
            : Sight
                .Actions.Where(a => a.Status != ActionStatus.Withheld && a.Action.Payload is not ActionPayload.Pause)
                .ToList()
                .FindIndex(a => a.Action.Id == state.Action.Id) + 1;

    public string EvidenceHref(EvidenceName name) => CitedWords.Href($"{Path}/evidence?name={Uri.EscapeDataString(name.Value)}");

    /// <summary>"Nadine, mail, 21 May".</summary>
    public string Cite(EvidenceName name) => Sources.Cite(Dossier, name, Names);

    public bool IsBuyers(EvidenceName name) => Dossier?.Find(name)?.Side == Side.Buyer;

    /// <summary>Why a claim is an inference and no fact.</summary>
    public string OnlyBecause(Claim claim)
    {
        var sides = claim.Citations.Select(c => Dossier?.Find(c.Evidence)?.Side ?? Side.Unknown).Distinct().ToList();
        return sides switch
        {
            [Side.Seller] => "Only inferred: it rests on our own words alone.",
            [Side.System] => "Only inferred: a system’s trace, and no person’s word.",
            [Side.Buyer] => "Only inferred: the desk concludes it; they do not say it in so many words.",
            _ => "Only inferred: concluded from several sides, none of which says it outright.",
        };
    }

    public string WhyYou()
    {
        var mine = Yours.Count();
        var header = Header;
        var role = (Viewer.IsOperator, Viewer.Is(header.Owner), Viewer.Is(header.Manager)) switch
        {
            (true, _, _) => "You sit at the machine itself, and may decide everything; the ledger will say so.",
            (_, true, _) => $"You own {header.Deal}.",
            (_, _, true) => $"You manage {Names[header.Owner]}, who owns {header.Deal}.",
            _ => $"{Names[header.Owner]} owns {header.Deal}.",
        };
        if (Sight.View.Run is not Run.Waiting)
        {
            return role;
        }

        var others = Sight
            .Open.Where(a => !May(a))
            .GroupBy(a => Decide.WhoMay(header, a), StringComparer.OrdinalIgnoreCase)
            .Select(g =>
                $"{Names.List(g.Key.Split(" or "))} alone may {Words.And([.. g.Select(a => Words.Lower(Effects.Button(a.Action.Payload, header.Deal, Names)))])}."
            )
            .Concat(
                Sight
                    .Open.Where(a => May(a) && !Decide.IsTurnOf(Viewer.Actor, a))
                    .GroupBy(a => a.AssignedTo!, StringComparer.OrdinalIgnoreCase)
                    .Select(g =>
                        $"{Words.Count(g.Count(), "decision")} {(g.Count() == 1 ? "waits" : "wait")} for {Names[g.Key]}; you may still decide {(g.Count() == 1 ? "it" : "them")}."
                    )
            );
        var yours = mine switch
        {
            0 => "Nothing here is yours to decide.",
            1 => "One decision here is yours.",
            _ => $"{Words.Number(mine)} decisions here are yours.",
        };
        return string.Join(' ', [role, yours, .. others]);
    }

    public string WhyNow() =>
        Header.Reasons.Count > 0
            ? string.Join(' ', Header.Reasons.Select(t => $"{Words.Capital(Prose(t.Detail).TrimEnd('.'))}."))
            : $"What it was raised for has passed since: {Words.And([.. Header.Cause.Triggers.Select(Words.Trigger)])}.";

    public string IfNothing()
    {
        var parts = new List<string>();
        if (Sight.Open.Any())
        {
            var expiry = Sight
                .Open.Where(a => a.Status != ActionStatus.Snoozed)
                .Select(a => a.Since + Playbook.Waiting.ExpireAfter)
                .DefaultIfEmpty()
                .Min();
            if (expiry != default)
            {
                parts.Add($"On {Words.Weekday(expiry)} this expires undecided, which is neither yes nor no.");
            }
        }

        if (Timeline?.Touches.ToCome is [var next, ..])
        {
            parts.Add(
                $"“{Words.Cut(next.Subject, 60)}” stands for {Words.Minute(next.Start)}, {(Touches.Came(next) ? "accepted" : "not answered by them")}."
            );
        }
        if (Dossier?.Deal.CloseDate is { } close)
        {
            parts.Add(
                Timeline.Midnight(close) < Now
                    ? $"The close date, {Words.Day(close)}, is already past."
                    : $"The record says that it closes on {Words.Day(close)}, in {Words.Days((close.DayNumber - DateOnly.FromDateTime(Now.UtcDateTime).DayNumber))}."
            );
        }
        return parts.Count > 0 ? string.Join(' ', parts) : "Nothing on the record forces it.";
    }

    public string Headline =>
        Say(Sight.Packet?.Headline)
        ?? (
            Sight.View.Run is Run.Stopped
                ? $"{Header.Account}: the work was stopped, and nothing is claimed"
                : $"{Header.Account}, {Header.DealName}"
        );

    /// <summary>A sentence of the desk's as a reader meets it: names for addresses, words for ids.</summary>
    public string Prose(string text) => Names.In(Words.Prose(text));

    private string? Say(string? text) => text is null ? null : Prose(text);

    /// <summary>How much was read, and whether anything was left out.</summary>
    public string ReadNote =>
        (Sight.Packet?.Read.Count ?? 0, Sight.Packet?.LeftOut.Count ?? 0) switch
        {
            (var read, 0) => $"{Words.Count(read, "piece")} of evidence read whole, nothing left out",
            var (read, left) => $"{Words.Count(read, "piece")} of evidence read, {left} left out",
        };

    public string Who(string? who) => who is null ? "somebody" : Names[who];

    /// <summary>Who may decide an action: "you", or names.</summary>
    public string Needs(ActionState state)
    {
        if (!(state.IsOpen && May(state) && Decide.IsTurnOf(Viewer.Actor, state)))
        {
            return Names.List(May(state) && state.IsOpen ? Decide.WaitsFor(Header, state) : Decide.WhoMay(Header, state).Split(" or "));
        }
        return Viewer.IsOperator ? Words.Role(state.Action.Needs) : "you";
    }

    /// <summary>
    /// Whom the viewer could hand the action to, by name: not the viewer, and not who has it already. Empty where the deal is in the book
    /// no more.
    /// </summary>
    public IReadOnlyList<Person> CouldTake(ActionState state) =>
        Dossier is not { } dossier
            ? []
            :
            [
                .. Handover
                    .Could(Header, state, dossier)
                    .Where(e => !Viewer.Is(e) && !string.Equals(e, state.AssignedTo, StringComparison.OrdinalIgnoreCase))
                    .Select(e => new Person(
                        e,
                        Names[e],
                        string.Equals(e, Header.Manager, StringComparison.OrdinalIgnoreCase) ? "manager"
                            : string.Equals(e, Header.Owner, StringComparison.OrdinalIgnoreCase) ? "deal owner"
                            : dossier
                                .Team.Colleagues.FirstOrDefault(c => string.Equals(c.Email, e, StringComparison.OrdinalIgnoreCase))
                                ?.Roles
                                is [var role, ..]
                                ? Words.Role(role)
                            : "colleague"
                    )),
            ];

    /// <summary>Why an action needs a qualified owner.</summary>
    public IEnumerable<Finding> Routes(ActionState state) =>
        Sight.Findings.Where(f => f.Outcome == Outcome.Route && f.About.Contains(state.Action.Id.Value, StringComparer.Ordinal));

    /// <summary>Why an action was held back.</summary>
    public IEnumerable<Finding> WhyHeld(ActionState state) =>
        Sight.Findings.Where(f => f.Outcome == Outcome.Withhold && f.About.Contains(state.Action.Id.Value, StringComparer.Ordinal));

    /// <summary>
    /// What became of an action that is not open any more; where it ends in a colon, <see cref="DetailOf"/> follows.
    /// </summary>
    public string Line(ActionState state) =>
        state.Status switch
        {
            ActionStatus.Approved => $"{Effects.UnderWay(state.Action.Payload)} {Title(state.Action)}, approved by {Who(state.DecidedBy)}",
            ActionStatus.Written =>
                $"✓ {Effects.Done(state.Action.Payload, Header.Deal, Names)}. {Who(state.DecidedBy)}, {Words.Minute(state.Since)}",
            ActionStatus.Rejected =>
                $"✕ {Title(state.Action)}. {(state.IsSuppressed ? "Outreach held back" : "Rejected")} by {Who(state.DecidedBy)}, {Words.Minute(state.Since)}:",
            ActionStatus.Expired when state.Detail is not null =>
                $"{Title(state.Action)}. Still undecided when the work was closed on {Words.Minute(state.Since)}: neither yes nor no",
            ActionStatus.Expired => $"{Title(state.Action)}. Expired undecided on {Words.Minute(state.Since)}: neither yes nor no",
            ActionStatus.Superseded => $"{Title(state.Action)}. Not asked any more:",
            _ => $"{Title(state.Action)}. It was still {Decide.Word(state.Status)} when the work was closed",
        };

    /// <summary>What stands beside the line: a reason, a receipt, or what took its place.</summary>
    public static string DetailOf(ActionState state) =>
        state.Status switch
        {
            ActionStatus.Rejected => state.Reason,
            ActionStatus.Expired => "",
            _ => state.Detail ?? "",
        };

    /// <summary>An action's heading.</summary>
    public string Title(ProposedAction action) => Prose(action.Summary);

    /// <summary>Where the claim stands that a change of a field rests on; null where its summary names none.</summary>
    public string? ClaimBehind(ProposedAction action) =>
        action.Payload is ActionPayload.CrmField
        && ClaimRef().Match(action.Summary) is { Success: true } m
        && Claims.ToList().FindIndex(c => c.Id == m.Groups["id"].Value) is >= 0 and var at
            ? $"#c-{at}"
            : null;

    [GeneratedRegex(@"\((?<id>c\d+)\)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ClaimRef();

    /// <summary>The pairs of claims that deny each other.</summary>
    public IReadOnlyList<(Finding Finding, IReadOnlyList<Claim> Claims)> Clashes =>
        [
            .. Sight
                .Findings.Where(f => f.Gate == "contradictions-shown" && f.Outcome != Outcome.Pass)
                .Select(f => (f, (IReadOnlyList<Claim>)[.. Claims.Where(c => f.About.Contains(c.Id, StringComparer.Ordinal))])),
        ];
}
