using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Surfaces.Review;

/// <summary>What a row of the list draws of a deal, so small that a thousand can be kept.</summary>
/// <param name="BuyerAt">Days before now, within the window, of what the buyer said or attended; same for us.</param>
/// <param name="StageDays">Whole days in the present stage, or null when its row is missing.</param>
public sealed record Glance(
    Deal Deal,
    IReadOnlyList<float> BuyerAt,
    IReadOnlyList<float> UsAt,
    int? SilentDays,
    int? StageDays,
    int StageLimit,
    IReadOnlyList<(string Email, string Name)> People
)
{
    /// <summary>The days that a strip shows.</summary>
    public const int Window = 60;

    public bool IsOver => StageDays > StageLimit;

    public static Glance Of(DealFile file, Team team, Playbook playbook, DateTimeOffset now)
    {
        var touches = Touches.Of(file, team, now);
        return new Glance(
            file.Deal,
            Ago(touches, true, now),
            Ago(touches, false, now),
            touches.SilentDays(now),
            DaysInStage(file, now),
            Limit(file.Deal, playbook),
            Names.PeopleOf(file)
        );
    }

    public static int? DaysInStage(DealFile file, DateTimeOffset now) =>
        StageAge.Current(file) is { } stay ? Math.Max(0, (int)Math.Floor((now - stay.EnteredAt).TotalDays)) : null;

    public static int Limit(Deal deal, Playbook playbook) => playbook.Stage(deal.Stage)?.DaysFor(deal.Segment) ?? int.MaxValue;

    private static IReadOnlyList<float> Ago(Touches touches, bool buyer, DateTimeOffset now) =>
        [
            .. touches
                .All.Where(t => t.FromBuyer == buyer && t.Kind != "trace")
                .Select(t => (float)(now - t.At).TotalDays)
                .Where(d => d is >= 0 and <= Window),
        ];
}
