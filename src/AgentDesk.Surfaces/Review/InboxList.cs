using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Surfaces.Review;

public enum RowGroup
{
    NeedsYou,
    SomeoneElse,
    Stopped,
    Nothing,
    Snoozed,
    Closed,
}

/// <summary>One row: a run, as one person sees it.</summary>
/// <param name="Due">When the first open action expires undecided, or its own deadline where that is earlier.</param>
/// <param name="Yours">Open actions that the viewer may decide.</param>
public sealed record InboxRow(
    Sight Sight,
    RowGroup Group,
    DateTimeOffset? Due,
    string Because,
    int Yours,
    IReadOnlyList<ActionState> Open,
    IReadOnlyList<string> Waits
)
{
    public RunHeader Header => Sight.Header;

    /// <summary>What the row says in one sentence.</summary>
    public string Ask =>
        (Sight.Packet?.Headline is { } headline ? Words.Prose(headline) : null)
        ?? (
            Sight.View.Run switch
            {
                Run.Stopped s => Words.Capital(Words.Prose(s.Reason)),
                Run.Closed { Reason: { } r } => Words.Capital(Words.Prose(r)),
                Run.Closed => "Closed before anything was proposed.",
                _ => "Being prepared.",
            }
        );

    /// <summary>The open actions in a few words; empty when none is open.</summary>
    public string Asked(Names names) =>
        Open.Count == 0 ? "" : Words.Capital(string.Join(", ", Open.Select(a => Effects.Short(a.Action.Payload, names))));

    /// <summary>The deal's name without its account, which stands beside it.</summary>
    public string ShortName => NameBeside(Header.Account, Header.DealName);

    /// <summary>The name without the words at its head that the account begins with; whole where little would be left.</summary>
    public static string NameBeside(string account, string name)
    {
        var words = account.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (end, same) = (0, 0);
        while (same < words.Length && Starts(name, end, words[same]) is { } next)
        {
            (end, same) = (next, same + 1);
        }

        // One short word is no company: "The" of "The renewal" stays.
        var rest = same > 1 || (same == 1 && words[0].Length > 3) ? name[end..] : name;
        var trimmed = rest.TrimStart(' ', '-', ':', ',', '–', '—', '|', '/');
        return trimmed.Length > 2 ? trimmed : name;
    }

    // Where the word ends that stands whole at this place of the name, blanks before it aside; null when another does.
    private static int? Starts(string name, int at, string word)
    {
        while (at < name.Length && name[at] == ' ')
        {
            at++;
        }
        var end = at + word.Length;
        return
            string.Compare(name, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
            && (end >= name.Length || !char.IsLetterOrDigit(name[end]))
            ? end
            : null;
    }
}

/// <summary>What the list is asked for. Empty means any.</summary>
public sealed record InboxAsk(
    string View = "open",
    string Search = "",
    string Category = "",
    string Standing = "",
    string Owner = "",
    string Needs = "",
    int Skip = 0
)
{
    public bool IsFiltered => Search.Length + Category.Length + Standing.Length + Owner.Length + Needs.Length > 0;
}

/// <summary>The rows that a person may see, grouped and in order. Pure.</summary>
public static class InboxList
{
    public static readonly IReadOnlyList<(RowGroup Group, string View)> Views =
    [
        (RowGroup.NeedsYou, "open"),
        (RowGroup.SomeoneElse, "open"),
        (RowGroup.Stopped, "open"),
        (RowGroup.Nothing, "open"),
        (RowGroup.Snoozed, "snoozed"),
        (RowGroup.Closed, "closed"),
    ];

    /// <summary>Within a group what is due first stands first, and the rows of one deal stand together.</summary>
    public static IReadOnlyList<InboxRow> Of(IReadOnlyList<RunView> runs, Actor actor, Waiting limits)
    {
        var rows = runs.Select(Sight.Of)
            .Where(s => Authority.IsConcerned(actor, s.Header, s.Actions))
            .Select(s => Row(s, actor, limits))
            .ToList();
        var first = rows.GroupBy(r => (r.Group, r.Header.Deal)).ToDictionary(g => g.Key, g => g.Min(Place));
        return
        [
            .. rows.OrderBy(r => r.Group)
                .ThenBy(r => first[(r.Group, r.Header.Deal)])
                .ThenBy(r => r.Header.Deal.Value, StringComparer.Ordinal)
                .ThenBy(Place)
                .ThenByDescending(r => r.Header.Workflow, StringComparer.Ordinal)
                .ThenBy(r => r.Header.Id.Value, StringComparer.Ordinal),
        ];
    }

    private static TimeSpan Place(InboxRow r) =>
        r.Group >= RowGroup.Nothing ? DateTimeOffset.MaxValue - r.Sight.At : (r.Due ?? DateTimeOffset.MaxValue) - DateTimeOffset.MinValue;

    public static bool Matches(InboxRow row, InboxAsk ask, Names names) =>
        (ask.Category.Length == 0 || row.Sight.Blocker?.Category == ask.Category)
        && (ask.Standing.Length == 0 || (row.Sight.Blocker is { } b && Words.Standing(b.Standing) == ask.Standing))
        && (ask.Owner.Length == 0 || string.Equals(row.Header.Owner, ask.Owner, StringComparison.OrdinalIgnoreCase))
        && (ask.Needs.Length == 0 || (ask.Needs == "me" ? row.Group == RowGroup.NeedsYou : row.Open.Any(a => a.Action.Needs == ask.Needs)))
        && Says(row, ask.Search, names);

    // All words must be somewhere: in the account, a name, the finding, or words that somebody wrote.
    private static bool Says(InboxRow row, string search, Names names)
    {
        var words = search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return true;
        }

        var (h, packet) = (row.Header, row.Sight.Packet);
        IEnumerable<string> texts =
        [
            h.Account,
            h.DealName,
            h.Deal.Value,
            h.Id.Value,
            h.Owner,
            names[h.Owner],
            h.Manager is { } m ? names[m] : "",
            packet?.Headline ?? "",
            packet?.Blocker is { } b ? $"{Words.Plain(b.Category)} {Words.Standing(b.Standing)}" : "",
            .. packet?.Claims.SelectMany(c => c.Citations.Select(q => q.Quote).Prepend(c.Text)) ?? [],
            .. row.Sight.Actions.SelectMany(a => a.Action.Payload.Recipients.Select(r => $"{r} {names[r]}").Append(a.Action.Summary)),
        ];
        return words.All(w => texts.Any(t => t.Contains(w, StringComparison.OrdinalIgnoreCase)));
    }

    private static InboxRow Row(Sight s, Actor actor, Waiting limits)
    {
        var open = s.Open.ToList();
        var awake = open.Where(a => a.Status != ActionStatus.Snoozed).ToList();
        var yours = awake.Count(a => Authority.May(actor, s.Header, a) && Decide.IsTurnOf(actor, a));
        var group = s.View.Run switch
        {
            Run.Closed { Outcome: "nothing_to_do" } => RowGroup.Nothing,
            Run.Closed => RowGroup.Closed,
            Run.Stopped => RowGroup.Stopped,
            Run.Waiting when open.Count > 0 && awake.Count == 0 => RowGroup.Snoozed,
            Run.Waiting when yours > 0 || (open.Count == 0 && IsTheirs(actor, s.Header)) => RowGroup.NeedsYou,
            _ => RowGroup.SomeoneElse,
        };
        DateTimeOffset? due = group switch
        {
            RowGroup.Snoozed => open.Min(a => a.Until),
            _ when awake.Count > 0 => awake.Min(a => Earlier(a.Since + limits.ExpireAfter, Deadline(a.Action.Payload))),
            _ => null,
        };
        return new InboxRow(
            s,
            group,
            due,
            Words.Trigger(s.Header.Now.First),
            yours,
            open,
            [
                .. awake
                    .Select(a => string.Join(" or ", Decide.WaitsFor(s.Header, a)))
                    .Concat(open.Count == 0 && s.View.Run is Run.Waiting ? [s.Header.Owner] : [])
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ]
        );
    }

    // With nothing prepared, what is missing is the owner's to supply.
    private static bool IsTheirs(Actor actor, RunHeader h) =>
        actor.Roles.Contains(Roles.Admin, StringComparer.Ordinal)
        || string.Equals(actor.Email, h.Owner, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Deadline(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.Escalation e => Timeline.Midnight(e.Deadline),
            ActionPayload.TaskItem t => Timeline.Midnight(t.Deadline),
            _ => null,
        };

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset? b) => b is { } other && other < a ? other : a;

    /// <summary>Money at stake, by currency: never added across.</summary>
    public static IReadOnlyList<Money> Sums(IEnumerable<Money> amounts) =>
        [
            .. amounts
                .GroupBy(m => m.Currency, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count())
                .Select(g => g.Aggregate((a, b) => a + b)),
        ];
}
