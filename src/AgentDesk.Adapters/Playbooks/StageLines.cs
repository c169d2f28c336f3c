using AgentDesk.Core.Playbooks;
using YamlDotNet.RepresentationModel;

namespace AgentDesk.Adapters.Playbooks;

/// <summary>Reads the `stages` of a playbook: exit criteria, days expected, forecast category, required fields.</summary>
internal static class StageLines
{
    private static readonly string[] Forecasts = [Forecast.Omitted, Forecast.Pipeline, Forecast.BestCase, Forecast.Commit, Forecast.Closed];

    /// <summary>The stages in order; what is amiss is added to <paramref name="problems"/>.</summary>
    public static List<StageRule> Of(YamlWalk root, List<PlaybookProblem> problems)
    {
        var stages = new List<StageRule>();
        var items = root.Items("stages", i => FormattableString.Invariant($"stage {i + 1}"), required: true);
        foreach (var item in items)
        {
            var name = item.Text("name", required: true);
            if (name is not null && stages.Exists(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                item.Note("name", $"the stage `{name}` is there twice");
            }
            var terminal = item.OneOf("terminal", ["true", "false"]) is "true";
            if (!terminal && stages is [.., { Terminal: true } last])
            {
                item.Note("name", $"stage `{name}` comes after `{last.Name}`, which is `terminal: true`: a deal ends there");
            }
            var exit = Exit(item, name ?? "?");
            if (exit.Count == 0 && !terminal && item.Has("exit"))
            {
                item.Note("exit", $"stage `{name}` names no exit criterion: what must the buyer have done before a deal leaves it?");
            }
            var days = Days(item, name ?? "?", problems);
            var forecast = item.OneOf("forecast", Forecasts, required: true) ?? Forecast.Pipeline;
            var fields = item.Texts("required_fields").Select(f => f.Text).ToList();
            if (!item.Has("exit"))
            {
                item.Note("name", $"stage `{name}` lacks `exit`: the buyer-verified criteria of leaving it");
            }
            item.Done();
            stages.Add(new StageRule(name ?? "", exit, fields, days.BySegment, days.Otherwise, forecast, terminal));
        }

        if (items.Count > 0 && !stages.Exists(s => s.Terminal))
        {
            root.Note("stages", "no stage is `terminal: true`: which one ends a deal?");
        }
        if (items.Count > 0 && stages.TrueForAll(s => s.Terminal))
        {
            root.Note("stages", "every stage is `terminal: true`: where is a deal while it is open?");
        }
        if (root.Has("stages") && items.Count == 0)
        {
            root.Note("stages", "the playbook has no stage");
        }
        return stages;
    }

    private static List<ExitCriterion> Exit(YamlWalk stage, string name)
    {
        var found = new List<ExitCriterion>();
        foreach (var item in stage.Items("exit", i => FormattableString.Invariant($"criterion {i + 1} of stage `{name}`")))
        {
            var id = item.Text("id", required: true);
            var text = item.Text("text", required: true);
            var evidence = item.OneOf("evidence", CriterionEvidence.All);
            item.Done();
            if (id is not null && found.Exists(c => c.Id == id))
            {
                item.Note("id", $"the criterion `{id}` is twice in stage `{name}`");
            }
            found.Add(new ExitCriterion(id ?? "", text ?? "", evidence));
        }

        return found;
    }

    private static (IReadOnlyDictionary<string, int> BySegment, int Otherwise) Days(
        YamlWalk stage,
        string name,
        List<PlaybookProblem> problems
    )
    {
        var by = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        switch (stage.Raw("expected_days"))
        {
            case null:
                stage.Note("name", $"stage `{name}` lacks `expected_days`: how long may a deal stay there?");
                return (by, 1);
            case YamlScalarNode one:
                return (by, stage.NumberOf(one, "expected_days", 1, 3650) ?? 1);
            case YamlMappingNode segments:
                foreach (var (key, value) in segments.Children)
                {
                    var segment = YamlWalk.Shown(key);
                    if (stage.NumberOf(value, $"expected_days.{segment}", 1, 3650) is { } days)
                    {
                        by[segment] = days;
                    }
                }

                return (
                    by,
                    by.TryGetValue("default", out var otherwise) ? otherwise
                    : by.Count > 0 ? by.Values.Order().ElementAt(by.Count / 2)
                    : 1
                );
            case var other:
                YamlWalk.Note(
                    problems,
                    other,
                    $"`expected_days` of stage `{name}` is a number, or one for each segment: `{{smb: 14, mm: 21, ent: 45}}`"
                );
                return (by, 1);
        }
    }
}
