using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Surfaces.Review;

/// <summary>All that the picture of a deal's time is drawn from.</summary>
/// <param name="Said">By evidence name, the shortest cited words: what a dot says.</param>
public sealed record Timeline(
    DealFile File,
    Touches Touches,
    IReadOnlyList<Owed> Owed,
    StageRule? Rule,
    DateTimeOffset Now,
    IReadOnlyDictionary<string, string> Said,
    Names Names,
    string Us
)
{
    public static Timeline Of(Dossier dossier, IReadOnlyList<Claim> claims, Names names)
    {
        var said = claims
            .SelectMany(c => c.Citations)
            .GroupBy(c => c.Evidence.Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderBy(c => c.Quote.Length).First().Quote, StringComparer.Ordinal);
        return new Timeline(
            dossier.File,
            Touches.Of(dossier.File, dossier.Team, dossier.Now),
            Review.Owed.Of(dossier.File, dossier.Now),
            dossier.Playbook.Stage(dossier.Deal.Stage),
            dossier.Now,
            said,
            names,
            dossier.Team.Name.Length is > 0 and < 18 ? dossier.Team.Name : "Us"
        );
    }

    public int? Silence => Touches.SilentDays(Now);

    public int Limit => Rule?.DaysFor(File.Deal.Segment) ?? int.MaxValue;

    /// <summary>Their days, and ours where the records show that something lies with us.</summary>
    public string Heading =>
        (Silence, Owed.Count > 0 ? Owed[0].Days(Now) : 0) switch
        {
            (null, _) => "The buyer has not been heard yet.",
            (0 or 1, > 1 and var ours) =>
                $"They spoke {(Silence == 0 ? "today" : "yesterday")}. Something has been with us for {Words.Days(ours)}.",
            (0, _) => "They spoke today.",
            (1, _) => "They spoke yesterday.",
            ({ } theirs, > 1 and var ours) => $"Their silence is {Words.Days(theirs)}. Something has been with us for {ours}.",
            ({ } theirs, _) => $"Their silence is {Words.Days(theirs)}.",
        };

    public string Description
    {
        get
        {
            var deal = File.Deal;
            var parts = new List<string> { "Buyer touches are above the line, ours below." };
            parts.Add(
                Touches.LastOfBuyer is { } last
                    ? $"{Foreign.Isolated(deal.Account)} was last heard on {Words.Day(last.At)}."
                    : $"{Foreign.Isolated(deal.Account)} has not been heard."
            );
            if (Touches.Unanswered.Count > 0)
            {
                parts.Add($"{Words.Count(Touches.Unanswered.Count, "touch", "touches")} of ours since then.");
            }
            if (Owed.Count > 0)
            {
                parts.Add($"With us since {Words.Day(Owed[0].Since)}: {Owed[0].What.TrimEnd('.')}.");
            }
            if (deal.CloseDate is { } close)
            {
                parts.Add($"The close date is {Words.Day(close)}.");
            }
            return string.Join(' ', parts);
        }
    }

    /// <summary>The close dates that the record has given up, oldest first.</summary>
    public IReadOnlyList<(DateOnly Day, DateTimeOffset MovedAt)> Slips =>
        [
            .. File
                .FieldChanges.Where(f => f.Field == "close_date")
                .OrderBy(f => f.ChangedAt)
                .Select(f =>
                    (
                        Ok: DateOnly.TryParse(f.OldValue, System.Globalization.CultureInfo.InvariantCulture, out var day),
                        Day: day,
                        f.ChangedAt
                    )
                )
                .Where(f => f.Ok)
                .Select(f => (f.Day, f.ChangedAt)),
        ];

    public static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
