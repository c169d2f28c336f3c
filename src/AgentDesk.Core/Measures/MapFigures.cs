using Kinds = AgentDesk.Core.Measures.MeasurementKinds;

namespace AgentDesk.Core.Measures;

/// <summary>What became of everything that was proposed, over all workflows (MAP).</summary>
internal static class MapFigures
{
    public static IReadOnlyList<Figure> Of(Measured m) =>
        [
            Counted(m, "actions_proposed", "Actions proposed", Kinds.ActionProposed),
            Counted(m, "actions_approved", "Actions approved", Kinds.ActionApproved),
            Counted(m, "actions_edited", "Edits of actions", Kinds.ActionEdited),
            Counted(m, "actions_suppressed", "Actions rejected or suppressed", Kinds.ActionSuppressed),
            Counted(m, "escalated", "Decisions handed up", Kinds.Escalated),
            Counted(m, "dont_act", "Times that doing nothing was the outcome", Kinds.DontAct),
            Counted(m, "outcomes", "Runs that ended, by outcome", Kinds.Outcome),
            new("memory_writes_approved", "Memory writes approved", null, "events", 0, null, [])
            {
                Missing = m.Without(Kinds.MemoryWriteApproved),
            },
        ];

    private static Figure Counted(Measured m, string id, string name, string kind)
    {
        var (found, missing) = (m[kind], m.Input.Stories.Count > 0 ? Array.Empty<string>() : ["a run of any workflow"]);
        return new(id, name, missing.Length > 0 ? null : found.Count, "events", m[Kinds.ActionProposed].Count, null, Measured.Behind(found))
        {
            Missing = missing,
            Parts =
            [
                .. found
                    .GroupBy(e => e.Value ?? "", StringComparer.Ordinal)
                    .Where(g => g.Key.Length > 0)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new FigurePart(g.Key, g.Count(), found.Count, Measured.Behind(g))),
            ],
        };
    }
}
