using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Stages;

/// <summary>One move from a stay to the next.</summary>
public sealed record StageStep(StageMove From, StageMove To);

/// <summary>A move over stages that the deal had never entered.</summary>
public sealed record StageSkip(StageMove? From, StageMove To, IReadOnlyList<string> Skipped);

/// <summary>
/// The way of a deal through the playbook's stages, read off its history. Rows of stages that the playbook does not know are passed over.
/// </summary>
public sealed class StagePath
{
    private readonly Playbook _playbook;

    public StagePath(DealFile file, Playbook playbook, DateTimeOffset now)
    {
        _playbook = playbook;
        Deal = file.Deal;
        Stays =
        [
            .. file.Stages.Where(s => s.EnteredAt <= now && playbook.Order(s.Stage) >= 0).OrderBy(s => s.EnteredAt).ThenBy(s => s.Row),
        ];
        Steps = [.. Stays.Zip(Stays.Skip(1), (a, b) => new StageStep(a, b)).Where(s => !Same(s.From.Stage, s.To.Stage))];
    }

    public Deal Deal { get; }

    public IReadOnlyList<StageMove> Stays { get; }

    public IReadOnlyList<StageStep> Steps { get; }

    /// <summary>The stay that the deal is in; null when no row tells.</summary>
    public StageMove? Current => Stays.LastOrDefault(s => s.ExitedAt is null) ?? (Stays.Count > 0 ? Stays[^1] : null);

    public StageRule? Rule => Current is { } c ? _playbook.Stage(c.Stage) : null;

    /// <summary>The place of the current stage, or -1.</summary>
    public int Order => Current is { } c ? _playbook.Order(c.Stage) : -1;

    public StageStep? LastStep => Steps.Count > 0 ? Steps[^1] : null;

    public IReadOnlyList<StageStep> Regressions => [.. Steps.Where(s => _playbook.Order(s.To.Stage) < _playbook.Order(s.From.Stage))];

    /// <summary>
    /// Moves over stages that were not entered before them and have not been entered since. A deal that began in the third stage or beyond,
    /// on the day of its making, skipped those before it.
    /// </summary>
    public IReadOnlyList<StageSkip> Skips
    {
        get
        {
            var skips = new List<StageSkip>();
            if (
                Stays is [var first, ..]
                && _playbook.Order(first.Stage) >= 2
                && Deal.CreatedAt is { } made
                && (first.EnteredAt - made).Duration() < TimeSpan.FromDays(1)
            )
            {
                Add(skips, null, first, 0);
            }

            foreach (var step in Steps.Where(s => !IsLost(s.To)))
            {
                Add(skips, step.From, step.To, _playbook.Order(step.From.Stage) + 1);
            }
            return skips;
        }
    }

    /// <summary>
    /// The stages that the deal has been through and gone on from, in order: their exit criteria were passed, or ought to have been. A
    /// stage that was left backwards is none of them.
    /// </summary>
    public IReadOnlyList<StageRule> Left
    {
        get
        {
            var furthest = Steps
                .Where(s => _playbook.Order(s.To.Stage) > _playbook.Order(s.From.Stage))
                .Select(s => _playbook.Order(s.To.Stage))
                .DefaultIfEmpty(-1)
                .Max();
            return [.. _playbook.Stages.Take(Math.Max(furthest, Order)).Where(s => Has(s.Name) || furthest > _playbook.Order(s.Name))];
        }
    }

    /// <summary>Whether the deal was ever in the stage.</summary>
    public bool Has(string stage) => Stays.Any(s => Same(s.Stage, stage));

    /// <summary>The stage after the current one, or null at the end.</summary>
    public StageRule? Next => Order >= 0 && Order + 1 < _playbook.Stages.Count ? _playbook.Stages[Order + 1] : null;

    private void Add(List<StageSkip> skips, StageMove? from, StageMove to, int after)
    {
        var over = _playbook.Stages.Take(_playbook.Order(to.Stage)).Skip(after).Select(s => s.Name).Where(n => !Has(n)).ToList();
        if (over.Count > 0)
        {
            skips.Add(new StageSkip(from, to, over));
        }
    }

    // A deal may be closed as lost from anywhere.
    private bool IsLost(StageMove to) => Deal.Status == DealStatus.Lost && _playbook.Stage(to.Stage)?.Terminal == true;

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
