using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>What is to be done inside: tasks, a pause, or nothing.</summary>
internal static class Steps
{
    /// <summary>The colleague whom the buyer's open words name, where no qualified owner is asked.</summary>
    public static ColleagueRow? Helper(Diagnosis d, DealPeople people, OpenPoints points) =>
        points.WeOwe && d.Category != Blockers.Unresponsive
            ? points.Owed.Where(s => s.Turn <= 2).Select(s => people.NamedIn(s.Sentence)).FirstOrDefault(c => c is not null)
            : null;

    public static IReadOnlyList<AnalystTask> Tasks(
        DealReading reading,
        Diagnosis d,
        DealPeople people,
        OpenPoints points,
        NamedDate? named,
        AnalystEscalation? escalation,
        ColleagueRow? helper
    )
    {
        var deal = reading.Inputs.Deal;
        List<AnalystTask> tasks =
        [
            new AnalystTask(deal.Owner, TaskOf(reading, d, people, points, named, escalation, helper), WorkingDays.After(reading.Now, 2)),
        ];
        if (
            helper is not null
            && points.Owed.FirstOrDefault(s => people.NamedIn(s.Sentence) == helper) is { } asked
            && QuoteCut.Fit(asked.Sentence, 24) is { } words
        )
        {
            tasks.Add(
                new AnalystTask(
                    helper.Email,
                    $"Tell {people.OwnerName} what can be given to {deal.Account} and by when; {asked.Source.Author} asked: \"{words}\". Enter the result in the record of {deal.Name}.",
                    WorkingDays.After(reading.Now, 2)
                )
            );
        }

        return tasks;
    }

    public static AnalystPause Pause(DealReading reading, Diagnosis d, ClaimList claims, NamedDate? named)
    {
        if (named is not null)
        {
            claims.Of(named.Said);
        }

        var because = d
            .Signals.Where(s => s.Category == d.Category && s is { Sentence: not null, Piece.Side: Side.Buyer })
            .OrderByDescending(s => s.Amount)
            .FirstOrDefault();
        var until =
            named?.Day ?? WorkingDays.OnOrAfter(DateOnly.FromDateTime(reading.Now.UtcDateTime.AddDays(reading.Inputs.Limits.PauseDays)));
        return new AnalystPause(
            until,
            PauseComposer.Compose(
                new PauseSituation(
                    reading.Inputs.Deal.Account,
                    d.Category,
                    until,
                    named?.Said.Sentence ?? because?.Sentence,
                    named?.Said.Source.Author ?? because?.Piece?.Author,
                    NamesTheDay: named is not null
                )
            )
        );
    }

    public static string DoNothing(DealReading reading, Diagnosis d)
    {
        var until = d.Pulse.Meeting is { } m ? DateOnly.FromDateTime(m.Start.UtcDateTime) : (DateOnly?)null;
        var ground = d.Pulse switch
        {
            { Step: not null } => IdleGround.DatedPlan,
            { Meeting: not null } => IdleGround.MeetingBooked,
            { Unflagged: true, Progress: < 0.4, DaysQuiet: > 7 } => IdleGround.NoSign,
            { DaysQuiet: <= 14 } => IdleGround.BuyerIsActive,
            _ => IdleGround.JustAnswered,
        };
        var words = ground == IdleGround.MeetingBooked ? d.Pulse.Meeting!.Subject : d.Pulse.Step?.Sentence;
        return DoNothingComposer.Compose(
            new IdleSituation(
                reading.Inputs.Deal.Account,
                ground,
                words,
                ground == IdleGround.MeetingBooked ? null : d.Pulse.Step?.Source.Author,
                until
            )
        );
    }

    private static string TaskOf(
        DealReading reading,
        Diagnosis d,
        DealPeople people,
        OpenPoints points,
        NamedDate? named,
        AnalystEscalation? escalation,
        ColleagueRow? helper
    )
    {
        var deal = reading.Inputs.Deal;
        var record = $"the record of {deal.Name}";
        return d switch
        {
            { Category: Blockers.None, IsStalled: true } =>
                $"Ask the buyer at {deal.Account} what the deal waits for, and enter the answer in {record}.",
            { Category: Blockers.None } => $"Keep to what is agreed with {deal.Account}, and enter the outcome in {record}.",
            _ => TaskComposer.Compose(
                new TaskSituation(
                    deal.Account,
                    d.Category,
                    points.WeOwe,
                    record,
                    named is { IsExact: true } ? people.Champion ?? Who(d, people, points) : Who(d, people, points),
                    points.Paper?.Item
                )
                {
                    Colleague = escalation is not null ? people.NameOf(escalation.To) : helper?.Name,
                    QuietFor = points is { Quiet: { } quiet, WeOwe: false } ? quiet.Source.Author : null,
                    RestUntil = named is { IsExact: true } ? named.Day : null,
                    Meeting = d.Pulse.Meeting?.Subject,
                    Proposed = points.Step is { } step && QuoteCut.Fit(step.Sentence, 24) is { } words ? words : null,
                }
            ),
        };
    }

    private static string? Who(Diagnosis d, DealPeople people, OpenPoints points) =>
        (points.WeOwe ? points.Owed.FirstOrDefault()?.Source.Author : null) ?? people.Addressee(d, points)?.Name;
}
