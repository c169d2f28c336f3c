using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Adapters.Models.Embedded.Reading;

/// <summary>
/// The reading with the short fields that a draft's own words repeat (names, accounts, items, subjects, log entries) without what was
/// planted in them for an AI. The texts stay as they are: a quote is verbatim, and what is planted in them is not quoted.
/// </summary>
internal static class PlantedFields
{
    public static DealReading LeaveOut(DealReading reading)
    {
        var i = reading.Inputs;
        return new DealReading(
            i with
            {
                Deal = i.Deal with
                {
                    Name = Ours(i.Deal.Name),
                    Account = Ours(i.Deal.Account),
                    NextStep = i.Deal.NextStep is { } step ? Ours(step) : null,
                },
                Triggers = [.. i.Triggers.Select(t => t with { Detail = t.Detail is { } detail ? Ours(detail) : null })],
                Contacts = [.. i.Contacts.Select(c => c with { Name = LeftOut.Of(c.Name, c.Side) })],
                Trackers = [.. i.Trackers.Select(Row)],
                Meetings = [.. i.Meetings.Select(m => m with { Subject = LeftOut.Of(m.Subject, Side.System) })],
                PriorAttempts = i.PriorAttempts is { } tried
                    ? tried with
                    {
                        Items = [.. tried.Items.Select(a => a with { Summary = a.Summary is { } said ? Ours(said) : null })],
                        Since = tried.Since is { } since ? Who(since) : null,
                    }
                    : null,
                LastBuyerWord = i.LastBuyerWord is { } word ? Who(word) : null,
            },
            [
                .. reading.Evidence.Select(e =>
                    e with
                    {
                        Title = e.Title is { } title ? LeftOut.Of(title, e.Side) : null,
                        Author = e.Author is { } author ? LeftOut.Of(author, e.Side) : null,
                    }
                ),
            ]
        );
    }

    private static TrackerInput Row(TrackerInput row) =>
        LeftOut.Of(row.Item, Side.System) is var item && item != row.Item ? row with { Item = item, Quotable = row.Status } : row;

    private static WordRow Who(WordRow word) => word with { Who = word.Who is { } who ? LeftOut.Of(who, Side.Buyer) : null };

    private static string Ours(string field) => LeftOut.Of(field, Side.Seller);
}
