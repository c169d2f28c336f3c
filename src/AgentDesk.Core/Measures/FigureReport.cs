using System.Text.Json.Serialization;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Measures;

/// <summary>
/// The figures of one scope: the twelve KPIs, and beside them what the three seeds track and what became of what was proposed.
/// </summary>
public sealed record FigureSet(
    IReadOnlyList<Figure> Kpis,
    IReadOnlyList<Figure> Stall,
    IReadOnlyList<Figure> Stage,
    IReadOnlyList<Figure> Workflow,
    IReadOnlyList<Figure> Map
)
{
    /// <summary>All of them, with the section's name.</summary>
    [JsonIgnore]
    public IEnumerable<(string Section, Figure Figure)> All =>
        Kpis.Select(f => ("kpis", f))
            .Concat(Stall.Select(f => ("stall", f)))
            .Concat(Stage.Select(f => ("stage", f)))
            .Concat(Workflow.Select(f => ("workflow", f)))
            .Concat(Map.Select(f => ("map", f)));

    public static FigureSet Of(FigureInput input)
    {
        var m = new Measured(input);
        return new(Measures.Kpis.Of(m), StallFigures.Of(m), StageFigures.Of(m), WorkflowFigures.Of(m), MapFigures.Of(m));
    }
}

/// <summary>The figures of one rep, team, stage or week.</summary>
public sealed record FigureGroup(string Key, FigureSet Figures);

/// <summary>`report kpi`: every figure, folded from the ledger and the book and nothing else.</summary>
/// <param name="By">`team`, `rep`, `stage` or `week`; null when it is not taken apart.</param>
public sealed record FigureReport(DateTimeOffset AsOf, FigureScope Scope, string? By, FigureSet Figures, IReadOnlyList<FigureGroup> Groups)
{
    /// <summary>The hours that business time is counted in.</summary>
    public WorkingHours Hours { get; init; } = WorkingHours.Default;

    public static FigureReport Of(FigureInput input, FigureScope scope, string? by = null) =>
        new(
            input.Now,
            scope,
            by,
            FigureSet.Of(input.Cut(scope)),
            by is null ? [] : [.. FigureGroups.Of(by, input, scope).Select(g => new FigureGroup(g.Key, FigureSet.Of(input.Cut(g.Scope))))]
        )
        {
            Hours = input.Playbook.Hours,
        };
}
