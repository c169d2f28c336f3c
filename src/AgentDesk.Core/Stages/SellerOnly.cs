using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Stages;

/// <summary>Movement that is ours alone (SP: distinguish seller activity from buyer progress).</summary>
public static class SellerOnly
{
    /// <summary>
    /// Everything since the buyer's last act is ours, for longer and more often than the playbook's limits of silence and follow-up; null
    /// when it is not.
    /// </summary>
    public static StageException? Since(DealFile file, Team team, Playbook playbook, DateTimeOffset now)
    {
        var last = BuyerActs.Last(file, now);
        var from = last?.At ?? DateTimeOffset.MinValue;
        var ours = PriorOutreach.Touches(file, team, from, now);
        if (ours.Count < playbook.Limits.FollowUpsWithoutMovement)
        {
            return null;
        }

        var days = (int)Math.Floor((now - (last?.At ?? ours[0].At)).TotalDays);
        if (days < playbook.Limits.QuietDays)
        {
            return null;
        }

        var detail = last is null
            ? string.Create(CultureInfo.InvariantCulture, $"{ours.Count} touches of ours, and never an act of the buyer")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"since {last.Who} on {last.At:yyyy-MM-dd} only seller activity: {ours.Count} touches in {days} days"
            );
        List<Citation> citations = [];
        if (last is not null)
        {
            citations.Add(new(last.Name, last.Quote));
        }
        citations.AddRange(ours.TakeLast(2).Select(t => Cites.Of(file, t.Name)).OfType<Citation>());
        return new(StageExceptions.SellerActivityOnly, detail, citations);
    }

    /// <summary>The buyer's acts within a stay, up to its end: what a move out of it can rest on.</summary>
    public static IReadOnlyList<BuyerAct> ActsWithin(DealFile file, StageMove stay, DateTimeOffset now) =>
        [.. BuyerActs.Of(file, now).Where(a => a.At >= stay.EnteredAt && a.At <= (stay.ExitedAt ?? now))];

    /// <summary>What our side did around a move: within the day before it, or the hour after it (a note on why).</summary>
    public static IReadOnlyList<Citation> Around(DealFile file, Team team, StageMove to, DateTimeOffset now)
    {
        bool IsNear(DateTimeOffset at) => at <= now && at >= to.EnteredAt.AddHours(-24) && at <= to.EnteredAt.AddHours(1);
        return
        [
            .. file
                .Activities.Where(a =>
                    IsNear(a.OccurredAt) && a.Status == "done" && !(a.AuthorEmail is { } by && Sides.Contact(file, by)?.Side == Side.Buyer)
                )
                .Select(a => Cites.Of(file, new($"activity:{a.Id}")))
                .OfType<Citation>(),
            .. file
                .Mails.Where(m => IsNear(m.SentAt) && m.Side == Side.Seller)
                .Select(m => Cites.Of(file, new($"mail:{m.Id}")))
                .OfType<Citation>(),
        ];
    }
}
