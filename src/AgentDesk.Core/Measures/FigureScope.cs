using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Measures;

/// <summary>What figures are taken of. Empty means all.</summary>
/// <param name="From">A run counts from the day (UTC) that it was raised on, with all that came of it; a row of the book, on its own
/// day.</param>
/// <param name="To">The last day, itself included.</param>
/// <param name="Rep">The deal owner's address.</param>
/// <param name="Team">The manager's address; a team is the deals of one manager.</param>
/// <param name="Stage">Deals that are in this stage now.</param>
public sealed record FigureScope(DateOnly? From = null, DateOnly? To = null, string? Rep = null, string? Team = null, string? Stage = null)
{
    /// <summary>Stands for deals without a manager or an owner.</summary>
    public const string Nobody = "nobody";

    public bool Holds(DateTimeOffset at) =>
        DateOnly.FromDateTime(at.UtcDateTime) is var day && (From is not { } from || day >= from) && (To is not { } to || day <= to);

    public bool Holds(Deal deal) => Holds(deal.OwnerEmail, deal.ManagerEmail) && HoldsStage(deal);

    public bool Holds(string? owner, string? manager) => Is(Rep, owner) && Is(Team, manager);

    public bool HoldsStage(Deal? deal) => Stage is null || string.Equals(Stage, deal?.Stage, StringComparison.OrdinalIgnoreCase);

    public static string Key(string? who) => string.IsNullOrEmpty(who) ? Nobody : who.ToLowerInvariant();

    private static bool Is(string? wanted, string? who) => wanted is null || Key(wanted) == Key(who);
}

/// <summary>The ways to take figures apart.</summary>
public static class FigureGroups
{
    public static readonly IReadOnlyList<string> All = ["team", "rep", "stage", "week"];

    /// <summary>The groups that the input holds, in order: each with the scope of its own.</summary>
    public static IReadOnlyList<(string Key, FigureScope Scope)> Of(string by, FigureInput all, FigureScope scope)
    {
        var cut = all.Cut(scope);
        var deals = cut.Deals.Select(d => d.Deal).ToList();
        return by switch
        {
            "rep" =>
            [
                .. Keys(deals.Select(d => FigureScope.Key(d.OwnerEmail)).Concat(cut.Stories.Select(s => FigureScope.Key(s.Start.Owner))))
                    .Select(k => (k, scope with { Rep = k })),
            ],
            "team" =>
            [
                .. Keys(
                        deals.Select(d => FigureScope.Key(d.ManagerEmail)).Concat(cut.Stories.Select(s => FigureScope.Key(s.Start.Manager)))
                    )
                    .Select(k => (k, scope with { Team = k })),
            ],
            "stage" =>
            [
                .. deals
                    .Select(d => d.Stage.ToLowerInvariant())
                    .Distinct(StringComparer.Ordinal)
                    .OrderBy(s => all.Playbook.Order(s) is var o && o < 0 ? int.MaxValue : o)
                    .ThenBy(s => s, StringComparer.Ordinal)
                    .Select(s => (s, scope with { Stage = s })),
            ],
            _ =>
            [
                .. cut
                    .Stories.Select(s => Monday(s.Started.At))
                    .Distinct()
                    .Order()
                    .Select(m =>
                        (
                            m.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                            scope with
                            {
                                From = Later(m, scope.From),
                                To = Earlier(m.AddDays(6), scope.To),
                            }
                        )
                    ),
            ],
        };
    }

    /// <summary>The Monday (UTC) of the week that an instant falls in.</summary>
    public static DateOnly Monday(DateTimeOffset at) =>
        DateOnly.FromDateTime(at.UtcDateTime) is var day ? day.AddDays(-(((int)day.DayOfWeek + 6) % 7)) : default;

    private static IEnumerable<string> Keys(IEnumerable<string> keys) =>
        keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static DateOnly Later(DateOnly a, DateOnly? b) => b is { } other && other > a ? other : a;

    private static DateOnly Earlier(DateOnly a, DateOnly? b) => b is { } other && other < a ? other : a;
}

/// <summary>All that figures are folded from: the ledger's runs and the book's deals.</summary>
/// <param name="now">The book's instant; what stands later in it is not counted.</param>
public sealed class FigureInput(IReadOnlyList<RunStory> stories, IReadOnlyList<DealFacts> deals, Playbook playbook, DateTimeOffset now)
{
    private readonly Dictionary<string, WorkClock> _clocks = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<DealId, DealFacts> _byId = deals.DistinctBy(d => d.Deal.Id).ToDictionary(d => d.Deal.Id);

    public IReadOnlyList<RunStory> Stories => stories;

    public IReadOnlyList<DealFacts> Deals => deals;

    public Playbook Playbook => playbook;

    public DateTimeOffset Now => now;

    /// <summary>What it was cut to.</summary>
    public FigureScope Scope { get; private init; } = new();

    public DealFacts? Find(DealId deal) => _byId.GetValueOrDefault(deal);

    /// <summary>
    /// The working time of the owner whom a run was raised for (where the deal names none, of its manager), as the playbook in force has
    /// it.
    /// </summary>
    public WorkClock ClockOf(RunStory run)
    {
        var who = run.Start.Owner.Length > 0 ? run.Start.Owner : run.Start.Manager ?? "";
        return _clocks.TryGetValue(who, out var known) ? known : _clocks[who] = new WorkClock(Playbook.Hours, who);
    }

    /// <summary>
    /// The part of it that a scope names. A run belongs to the owner and manager whom it was raised for; where a stage is asked for, to its
    /// deal's.
    /// </summary>
    public FigureInput Cut(FigureScope scope) =>
        new(
            [
                .. Stories.Where(s =>
                    scope.Holds(s.Started.At) && scope.Holds(s.Start.Owner, s.Start.Manager) && scope.HoldsStage(Find(s.Deal)?.Deal)
                ),
            ],
            [.. Deals.Where(d => scope.Holds(d.Deal))],
            Playbook,
            Now
        )
        {
            Scope = scope,
        };
}
