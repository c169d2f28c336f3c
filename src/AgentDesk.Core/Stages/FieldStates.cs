using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Stages;

/// <summary>One field of the record as the stage rules see it.</summary>
/// <param name="State">`filled`, `placeholder` or `blank`.</param>
/// <param name="RequiredBy">The stage whose exit asks for it; null for a field that no stage requires.</param>
public sealed record FieldState(string Field, string Value, string State, string? RequiredBy)
{
    public const string Filled = "filled";
    public const string Placeholder = "placeholder";
    public const string Blank = "blank";
}

/// <summary>
/// Required fields and what stands in them (SP: required fields are filled with placeholders; block stage changes when required fields are
/// missing).
/// </summary>
public static class FieldStates
{
    /// <summary>
    /// The fields that the stages up to and with <paramref name="through"/> require, and any other custom field that holds a placeholder.
    /// </summary>
    public static IReadOnlyList<FieldState> Of(Deal deal, Playbook playbook, string through)
    {
        var required = playbook
            .Stages.Take(playbook.Order(through) + 1)
            .SelectMany(s => s.RequiredFields.Select(f => (Field: f, Stage: s.Name)))
            .DistinctBy(f => f.Field, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var states = required.Select(r => State(deal, r.Field, r.Stage)).ToList();
        states.AddRange(
            deal.Columns.Keys.Where(k => !DealColumns.IsStandard(k) && !required.Exists(r => Same(r.Field, k)))
                .Order(StringComparer.Ordinal)
                .Select(k => State(deal, k, null))
                .Where(s => s.State == FieldState.Placeholder)
        );
        return states;
    }

    /// <summary>
    /// Placeholders anywhere, and blanks that a stage which was left ought not to have let through; null when there is neither.
    /// </summary>
    public static StageException? Placeholders(DealFile file, Playbook playbook, StagePath path)
    {
        if (path.Current is not { } current)
        {
            return null;
        }

        var left = path.Left.Select(s => s.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var states = Of(file.Deal, playbook, current.Stage);
        var placed = states.Where(s => s.State == FieldState.Placeholder).ToList();
        if (Stages.Placeholders.Is(file.Deal.NextStep) && !placed.Exists(p => Same(p.Field, "next_step")))
        {
            placed.Add(State(file.Deal, "next_step", null));
        }
        var blank = states
            .Where(s =>
                s.State == FieldState.Blank
                && s.RequiredBy is { } by
                && left.Contains(by)
                && !s.Field.StartsWith("next_step", StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        if (placed.Count == 0 && blank.Count == 0)
        {
            return null;
        }

        var parts = new List<string>();
        parts.AddRange(placed.Select(p => $"{p.Field} is `{p.Value}`"));
        parts.AddRange(blank.Select(b => $"{b.Field}, which {b.RequiredBy} requires, is blank (deal:{file.Deal.Id}#{b.Field})"));
        List<Citation> citations = [.. placed.Select(p => Cites.Field(file, p.Field)).OfType<Citation>()];
        if (blank.Count > 0)
        {
            citations.Add(Cites.Stage(file, current));
        }
        return new(StageExceptions.PlaceholderField, string.Join("; ", parts), citations);
    }

    private static FieldState State(Deal deal, string field, string? requiredBy)
    {
        var value = deal.Columns.FirstOrDefault(c => Same(c.Key, field)).Value ?? "";
        var isPlaceholder = requiredBy is not null
            ? Stages.Placeholders.Is(value) || IsNominal(field, value)
            : Stages.Placeholders.IsUnknown(value);
        return new(
            field,
            value,
            Stages.Placeholders.IsBlank(value) ? FieldState.Blank
                : isPlaceholder ? FieldState.Placeholder
                : FieldState.Filled,
            requiredBy
        );
    }

    // An amount of nothing, or of one, stands in for one that is not known.
    private static bool IsNominal(string field, string value) =>
        Same(field, "amount")
        && decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var amount)
        && amount is <= 1;

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
