using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Proposals;

/// <summary>
/// What a person's edit of a change of the record must keep: the column is one of the deal's, and what stands before is the record's own
/// word, whatever was typed.
/// </summary>
public static class RecordEdits
{
    /// <summary>The edit as it would be written: the column as the record spells it, and what it holds now.</summary>
    public static ActionPayload Settled(ActionPayload edit, Deal deal)
    {
        switch (edit)
        {
            case ActionPayload.CrmField f:
                var column = ColumnOf(f.Field, deal) ?? f.Field;
                return f with { Field = column, Before = deal.Columns.GetValueOrDefault(column, "") };
            case ActionPayload.StageChange s:
                return s with { Before = deal.Columns.GetValueOrDefault("stage", s.Before) };
            case ActionPayload.ForecastChange f:
                return f with { Before = deal.Columns.GetValueOrDefault("forecast_category", f.Before) };
            default:
                return edit;
        }
    }

    /// <summary>What is wrong with the column that the edit names, in one line, or null. The column that was prepared is not asked about.</summary>
    public static string? Problem(ActionPayload edit, ActionPayload current, Deal deal)
    {
        if (edit is not ActionPayload.CrmField f || (current is ActionPayload.CrmField was && Same(was.Field, f.Field)))
        {
            return null;
        }
        if (RecordColumns.Fixed.Contains(f.Field))
        {
            return $"`{f.Field}` is not changed here: a record is known by it";
        }
        return ColumnOf(f.Field, deal) is null
            ? $"the record has no field `{f.Field}`: {string.Join(", ", deal.Columns.Keys.Where(c => !RecordColumns.Fixed.Contains(c)).Order(StringComparer.Ordinal))}"
            : null;
    }

    private static string? ColumnOf(string field, Deal deal) =>
        deal.Columns.ContainsKey(field) ? field : deal.Columns.Keys.FirstOrDefault(c => Same(c, field));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
