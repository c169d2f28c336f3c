using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>Who of our side is asked, for what, by when.</summary>
internal static class Escalations
{
    private const int WorkingDaysToAnswer = 3;

    /// <summary>Words that bear on the blocker less than this explain nothing to whoever is asked.</summary>
    private const double Faint = 0.05;

    public static AnalystEscalation? Write(DealReading reading, Diagnosis d, DealPeople people, OpenPoints points, ClaimList claims)
    {
        var role =
            d.Category == "missing_asset"
                ? points.Paper?.Kind ?? d.Secondary.FirstOrDefault(Roles.Qualified.Contains)
                : QualifiedOwners.AskedAbout(d.Category);

        // Money that is not there is no matter of price: nobody is asked for a concession that the buyer did not ask for.
        if (role is null or Roles.Discount || people.Qualified(role) is not { } to)
        {
            return null;
        }

        var deadline = WorkingDays.After(reading.Now, WorkingDaysToAnswer);
        var deal = reading.Inputs.Deal;
        var said = reading.Inputs.Feedback.Any(f => f.Contains("`Ask ", StringComparison.Ordinal)) ? [] : Waiting(reading, d, points);
        var waiting = said.Where(s => claims.Of(s) is not null).Select(Said).ToList();
        if (points.Quiet is { } still)
        {
            claims.Of(still);
        }
        var text = EscalationComposer.Compose(
            new EscalationSituation(
                deal.Id,
                deal.Name,
                deal.Account,
                role,
                people.NameOf(to),
                people.OwnerName,
                deadline,
                Record(reading, role, points),
                waiting,
                points.Paper?.Item
            )
            {
                IsTheirTurn = role is Roles.Legal or Roles.Security or Roles.Procurement && !points.WeOwe,
                Caution = points.Quiet is { } quiet ? Said(quiet) : null,
                AwayName = people.AwayFrom(role) is { } away ? people.NameOf(away) : null,
            }
        );
        return new AnalystEscalation(role, to, text, deadline);
    }

    // What the buyer asked or sent back goes first; then what says most plainly why it stands.
    private static IReadOnlyList<Statement> Waiting(DealReading reading, Diagnosis d, OpenPoints points) =>
        [
            .. points
                .Owed.Where(s => points.WeOwe && (s.Turn == 0 || OpenPoints.Bearing(reading, d, s) > Faint))
                .Concat(
                    d.Statements.Where(s =>
                            s.IsBuyers && s.Turn <= 4 && s.Source.Kind is "mail" or "call" && OpenPoints.Bearing(reading, d, s) > Faint
                        )
                        .OrderByDescending(s => OpenPoints.Bearing(reading, d, s))
                )
                .Where(s => s.IsBuyers && !ReferenceEquals(s, points.Quiet) && QuoteCut.Fit(s.Sentence, 32) is not null)
                .Distinct()
                .Take(2),
        ];

    private static OpenAsk Said(Statement s) =>
        new(s.Sentence, s.Source.Author ?? "The buyer", s.Source.At, WeOwe: true, Spoken: s.Source.Kind == "call");

    private static string Record(DealReading reading, string role, OpenPoints points)
    {
        var row =
            points.Paper
            ?? reading
                .Inputs.Trackers.Where(t => t.Kind == role && t.Status != "not_started")
                .OrderByDescending(t => !t.IsDone)
                .ThenByDescending(t => t.UpdatedAt)
                .FirstOrDefault();
        if (row is null)
        {
            return $"the record of {reading.Inputs.Deal.Name}";
        }
        return row.IsDone ? $"{row.Item}, which stands as done and has to be opened again" : row.Item;
    }
}
