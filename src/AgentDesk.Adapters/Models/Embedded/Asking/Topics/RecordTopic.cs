using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>What the deal's record says: size, close date, forecast, stage, owner.</summary>
internal static class RecordTopic
{
    private static readonly (string Column, string[] Words)[] Columns =
    [
        ("amount", ["worth", "amount", "size", "big", "large", "value", "acv", "revenue"]),
        ("close_date", ["close", "closing", "closes"]),
        ("forecast_category", ["forecast", "category", "commit"]),
        ("stage", ["stage"]),
        ("owner_email", ["owns", "owner", "rep"]),
        ("manager_email", ["manager"]),
        ("segment", ["segment"]),
        ("type", ["type", "renewal", "expansion"]),
        ("competitor", ["competitor", "competition", "rival"]),
    ];

    public static Found Of(Matter m, Question q)
    {
        var words = q
            .Plain.Split([' ', '?', ',', '.', ';', ':', '\''], StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.Ordinal);

        // "How much is it" asks for the amount without a word of the column.
        if (q.Wants == Wants.Number || q.Plain.Contains("how much", StringComparison.Ordinal))
        {
            words.Add("amount");
        }
        var told = Columns.Where(c => c.Words.Any(words.Contains)).Select(c => Column(m, c.Column)).OfType<AnswerSentence>().ToList();
        return told.Count > 0
            ? Found.Of(told)
            : new Found([], [new MissingEvidence("that field: the record leaves it empty", m.NameOf(m.Deal.OwnerEmail))]);
    }

    public static AnswerSentence? Column(Matter m, string column)
    {
        if (m.Find($"deal:{m.Deal.Id}#{column}") is not { Text.Length: > 0 } item)
        {
            return null;
        }

        var text = column switch
        {
            "amount" when m.Deal.Amount is { } money =>
                $"The record has {m.Deal.Account} at {money.Amount.ToString("#,##0.##", CultureInfo.InvariantCulture)} {money.Currency}".TrimEnd(),
            "close_date" when m.Deal.CloseDate is { } day => $"The record has {m.Deal.Account}’s close date at {Tell.Day(m, day)}",
            "owner_email" => $"The record gives {m.Deal.Account} to {m.NameOf(item.Text)}",
            "manager_email" => $"The manager in the record is {m.NameOf(item.Text)}",
            "stage" => $"The record has {m.Deal.Account} in {item.Text}",
            _ => $"The record has under {Tell.Column(column)}: “{item.Text.Replace('"', '\'')}”",
        };
        return Tell.Of(m, text, (item.Name, item.Text));
    }
}
