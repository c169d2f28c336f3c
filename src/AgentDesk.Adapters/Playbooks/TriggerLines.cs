using System.Globalization;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Adapters.Playbooks;

/// <summary>Reads the playbook's `triggers`: what follows after what, within which working time, in which stages.</summary>
internal static class TriggerLines
{
    public static IReadOnlyList<TriggerRule> Of(YamlWalk root, IReadOnlyList<StageRule> stages, List<PlaybookProblem> problems)
    {
        if (!root.Has("triggers"))
        {
            return TriggerRule.Defaults;
        }

        var rules = new List<TriggerRule>();
        foreach (var item in root.Items("triggers", i => FormattableString.Invariant($"trigger {i + 1}")))
        {
            var when = item.OneOf("when", [.. TriggerRule.Defaults.Select(t => t.Trigger)], required: true);
            var then = item.OneOf("then", [.. TriggerRule.Defaults.Select(t => t.Action)], required: true);
            if (
                when is not null
                && then is not null
                && TriggerRule.Defaults.First(t => t.Trigger == when).Action is var follows
                && follows != then
            )
            {
                item.Note("then", $"after `{when}` follows `{follows}`, not `{then}`");
            }
            var within = item.Text("within", required: true);
            var named = StagesOf(item, stages, problems);
            var ahead = item.Text("ahead");
            var (before, _) = ahead is null ? (null, null) : Limit(ahead);
            if (ahead is not null && before is null)
            {
                item.Note("ahead", $"`ahead` is `{ahead}`: write working hours, such as `2 hours`");
            }
            item.Done();
            if (within is null)
            {
                continue;
            }

            var (hours, days) = Limit(within);
            if (hours is null && days is null)
            {
                item.Note("within", $"`within` is `{within}`: write `same day`, `2 hours` or `1 business day`");
                continue;
            }

            if (when is null || then is null)
            {
                continue;
            }
            if (rules.Find(r => r.Trigger == when && IsTwice(r.Stages, named)) is not null)
            {
                item.Note(
                    "when",
                    $"`{when}` has two limits{(named is null ? "" : $" for {string.Join(" and ", named)}")}: which one holds?"
                );
            }
            rules.Add(new TriggerRule(when, then, hours, days, named, before));
        }

        return rules;
    }

    private static bool IsTwice(IReadOnlyList<string>? a, IReadOnlyList<string>? b) =>
        a is null || b is null ? a is null && b is null : a.Intersect(b, StringComparer.OrdinalIgnoreCase).Any();

    private static List<string>? StagesOf(YamlWalk item, IReadOnlyList<StageRule> stages, List<PlaybookProblem> problems)
    {
        if (!item.Has("in"))
        {
            return null;
        }

        var named = item.Texts("in");
        var known = stages.Select(s => s.Name).ToList();
        if (named.Count == 0)
        {
            item.Note("in", "`in` names no stage: leave it out for all of them");
        }
        foreach (var (node, text) in named.Where(n => !known.Contains(n.Text, StringComparer.OrdinalIgnoreCase)))
        {
            YamlWalk.Note(problems, node, $"`in` holds `{text}`, which is no stage of this playbook{YamlWalk.Likely(text, known)}");
        }
        return [.. named.Select(n => n.Text)];
    }

    private static (int? Hours, int? Days) Limit(string within) =>
        within.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["same", "day"] => (null, 0),
            [var n, "hour" or "hours"]
                when int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= 1000 => (
                hours,
                null
            ),
            [var n, "business", "day" or "days"]
                when int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 365 => (
                null,
                days
            ),
            _ => (null, null),
        };
}
