using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using Microsoft.AspNetCore.Http.Extensions;

namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>
/// Everything that the list shows to one person. <paramref name="All"/> are the rows that the person may see; <paramref name="Rows"/>, this
/// page of those that match.
/// </summary>
public sealed record InboxModel(
    Viewer Viewer,
    DateTimeOffset Now,
    InboxAsk Ask,
    IReadOnlyList<InboxRow> All,
    IReadOnlyList<InboxRow> Matching,
    IReadOnlyList<InboxRow> Rows,
    int PageSize,
    IReadOnlyDictionary<DealId, Glance> Glances,
    IReadOnlyDictionary<DealId, Deal> Deals,
    (string Field, string Value) Token
)
{
    private static readonly string[] AllViews = ["open", "snoozed", "closed"];

    public static readonly IReadOnlyList<(string, string)> StandingOptions =
    [
        ("confirmed", "Confirmed"),
        ("inferred", "Inferred"),
        ("insufficient", "Insufficient"),
    ];

    /// <summary>Runs that hold a decision of the viewer's.</summary>
    public int Yours => All.Count(r => r.Group == RowGroup.NeedsYou);

    public bool AnyNeedsYou => Yours > 0;

    public Glance? GlanceOf(InboxRow row) => Glances.GetValueOrDefault(row.Header.Deal);

    public IReadOnlyList<(string View, int Count)> Views => [.. AllViews.Select(v => (v, All.Count(r => ViewOf(r) == v)))];

    public IReadOnlyList<(string, string)> CategoryOptions =>
        [
            .. All.Select(r => r.Sight.Blocker?.Category)
                .OfType<string>()
                .Append(Ask.Category)
                .Where(c => c.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(c => (c, c == Blockers.None ? "Not stalled" : Words.Plain(c))),
        ];

    public IReadOnlyList<(string, string)> OwnerOptions =>
        [
            .. All.Select(r => r.Header.Owner)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(o => (o, Viewer.Names[o]))
                .OrderBy(o => o.Item2, StringComparer.Ordinal),
        ];

    public IReadOnlyList<(string, string)> NeedsOptions =>
        [
            ("me", "Me"),
            .. All.SelectMany(r => r.Open)
                .Select(a => a.Action.Needs)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(n => (n, Words.Capital(Words.Role(n)))),
        ];

    public string Heading
    {
        get
        {
            if (Ask.IsFiltered && Matching.Count == 0)
            {
                return "Nothing matches";
            }
            if (Ask.View != "open")
            {
                var shown = DealsOf(Matching);
                return $"{Words.Number(shown)} {(shown == 1 ? "deal" : "deals")} {(Ask.View == "snoozed" ? "put aside" : "with closed work")}";
            }

            var mine = All.Where(r => r.Group == RowGroup.NeedsYou).ToList();
            if (mine.Count == 0)
            {
                return "Nothing waits for you";
            }
            var (deals, today) = (
                DealsOf(mine),
                DealsOf(mine.Where(r => r.Due is { } due && due.UtcDateTime.Date <= Now.UtcDateTime.Date))
            );
            return $"{Words.Number(deals)} {(deals == 1 ? "deal waits" : "deals wait")} for you{(today > 0 ? $", {Words.Number(today).ToLowerInvariant()} of them today" : "")}";
        }
    }

    public string Sub
    {
        get
        {
            var sums = InboxList.Sums(
                All.Where(r => r.Group == RowGroup.NeedsYou)
                    .Select(r => r.Header.Deal)
                    .Distinct()
                    .Select(d => Deals.GetValueOrDefault(d)?.Amount)
                    .OfType<Money>()
            );
            if (sums.Count == 0 || Ask.View != "open" || (Ask.IsFiltered && Matching.Count == 0))
            {
                return "All times in UTC.";
            }

            var verb = sums.Count == 1 ? "rests" : "rest";
            return $"{Words.And([.. sums.Select(Words.Money)])} {verb} on them. All times in UTC.";
        }
    }

    public string WhyNothing
    {
        get
        {
            var (others, none) = (All.Count(r => r.Group == RowGroup.SomeoneElse), All.Count(r => r.Group == RowGroup.Nothing));
            var are = others == 1 ? "is" : "are";
            var open = Deals.Values.Count(d => d.Status == DealStatus.Open);
            var text =
                (open > 0 ? $"The desk keeps watch over {Words.Count(open, "open deal")}." : "")
                + (others > 0 ? $" {Words.Number(others)} {are} with others." : "")
                + (none > 0 ? $" On {Words.Number(none).ToLowerInvariant()} the right move is to do nothing." : "")
                + (All.Count == 0 ? " Nothing has been found to decide, or nothing that you may see." : "");
            return text.TrimStart();
        }
    }

    public string AskedFor =>
        "“"
        + string.Join(
            ", ",
            new[]
            {
                Ask.Search,
                Words.Plain(Ask.Category),
                Ask.Standing,
                Ask.Owner.Length > 0 ? Viewer.Names[Ask.Owner] : "",
                Ask.Needs.Length > 0 ? $"needs {Words.Role(Ask.Needs)}" : "",
            }.Where(s => s.Length > 0)
        )
        + "”";

    /// <summary>What matches in other views, or with one condition less.</summary>
    public string Nearly
    {
        get
        {
            var elsewhere = AllViews
                .Where(v => v != Ask.View)
                .Select(v => (View: v, Count: All.Count(r => ViewOf(r) == v && InboxList.Matches(r, Ask, Viewer.Names))))
                .Where(v => v.Count > 0)
                .ToList();
            if (elsewhere.Count > 0)
            {
                return Words.Capital(
                        Words.And([
                            .. elsewhere.Select(v =>
                                $"{Words.Number(v.Count).ToLowerInvariant()} {v.View} {(v.Count == 1 ? "matches" : "match")}"
                            ),
                        ])
                    ) + ".";
            }
            var looser = new[]
            {
                Ask with
                {
                    Standing = "",
                },
                Ask with
                {
                    Needs = "",
                },
                Ask with
                {
                    Owner = "",
                },
                Ask with
                {
                    Category = "",
                },
                Ask with
                {
                    Search = "",
                },
            }
                .Where(a => a != Ask && a.IsFiltered)
                .Select(a => All.FirstOrDefault(r => ViewOf(r) == Ask.View && InboxList.Matches(r, a, Viewer.Names)))
                .FirstOrDefault(r => r is not null);
            if (looser is not { } near)
            {
                return "Nothing comes near, in any view.";
            }

            var how = near.Sight.Blocker is { } b ? $": {Words.Lower(Words.Plain(b.Category))}, {Words.Standing(b.Standing)}" : "";
            return $"{near.Header.Account} comes near{how}.";
        }
    }

    // A deal may wait with two cards, its diagnosis and its stage review: it is one deal all the same.
    private static int DealsOf(IEnumerable<InboxRow> rows) => rows.Select(r => r.Header.Deal).Distinct().Count();

    /// <summary>Where the page before begins; null on the first.</summary>
    public int? Less => Ask.Skip > 0 ? Math.Max(0, Ask.Skip - PageSize) : null;

    /// <summary>"101–200 of 1,004"; null where one page holds all.</summary>
    public string? Range =>
        Rows.Count > 0 && Rows.Count < Matching.Count
            ? string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{Ask.Skip + 1:#,##0}–{Ask.Skip + Rows.Count:#,##0} of {Matching.Count:#,##0}"
            )
            : null;

    public int? More => Ask.Skip + Rows.Count < Matching.Count ? Ask.Skip + Rows.Count : null;

    public string MoreText => $"{Matching.Count - Ask.Skip - Rows.Count} more";

    public static string ViewOf(InboxRow row) =>
        row.Group switch
        {
            RowGroup.Snoozed => "snoozed",
            RowGroup.Closed => "closed",
            _ => "open",
        };

    public static string Anchor(RowGroup group) =>
        group switch
        {
            RowGroup.NeedsYou => "you",
            RowGroup.SomeoneElse => "others",
            RowGroup.Nothing => "none",
            _ => group.ToString().ToLowerInvariant(),
        };

    public static string GroupTitle(RowGroup group) =>
        group switch
        {
            RowGroup.NeedsYou => "Needs you",
            RowGroup.SomeoneElse => "With someone else",
            RowGroup.Stopped => "Stopped by the policy",
            RowGroup.Nothing => "Nothing to decide",
            RowGroup.Snoozed => "Put aside",
            _ => "Closed",
        };

    public string GroupNote(RowGroup group)
    {
        var n = Matching.Count(r => r.Group == group);
        return group switch
        {
            RowGroup.NeedsYou => Words.Count(Matching.Sum(r => r.Yours), "decision") + " of yours",
            RowGroup.SomeoneElse => $"{n} you can follow, not decide",
            RowGroup.Stopped => $"{n}, with what is missing",
            RowGroup.Nothing => $"{n}, and why",
            _ => n.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    public static string Href(InboxAsk ask)
    {
        var query = new QueryBuilder();
        foreach (
            var (name, value) in new[]
            {
                ("view", ask.View == "open" ? "" : ask.View),
                ("q", ask.Search),
                ("category", ask.Category),
                ("standing", ask.Standing),
                ("owner", ask.Owner),
                ("needs", ask.Needs),
                ("skip", ask.Skip > 0 ? ask.Skip.ToString(System.Globalization.CultureInfo.InvariantCulture) : ""),
            }
        )
        {
            if (value.Length > 0)
            {
                query.Add(name, value);
            }
        }

        return "/" + query.ToQueryString();
    }
}
