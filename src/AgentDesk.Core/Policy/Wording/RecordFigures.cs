using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>What every statement may name: the record, and what code computes from it.</summary>
internal static class RecordFigures
{
    /// <summary>The figures of a case's record, its stage's age, its attempts and silences, and what is late.</summary>
    public static AllowedFigures Of(GateCase c)
    {
        var (file, limits) = (c.Dossier.File, c.Dossier.Playbook.Limits);
        var allowed = new AllowedFigures(c.Now);
        allowed.Id(c.Deal.Id.Value);
        foreach (var item in c.Dossier.Items)
        {
            allowed.Id(item.Name.Value);
            if (item.Author is { } author)
            {
                allowed.Person(author);
            }
        }
        foreach (var contact in file.Contacts)
        {
            allowed.Person(contact.Name);
        }
        foreach (var item in c.Dossier.Items.Where(i => IsRecord(i.Kind)))
        {
            allowed.Words($"{item.Title}\n{item.Text}", item.At);
            if (item.Kind == "deal")
            {
                allowed.Field(item.Text);
            }
            if (item.Kind is "stage" or "field" or "tracker" or "event")
            {
                allowed.Instant(item.At);
            }
        }

        if (StageAge.Of(file, c.Dossier.Playbook, c.Now) is { } age)
        {
            allowed.Days(age.Days);
            if (age.Expected is { } expected)
            {
                allowed.Number(expected).Days(expected);
            }
        }

        var prior = PriorOutreach.Of(file, c.Dossier.Team, c.Now);
        allowed.Number(prior.Count);
        allowed.Days(limits.TouchWindowDays).Days(limits.PauseDays);
        if (prior.Since is { } since)
        {
            allowed.Instant(since.At);
        }
        foreach (var attempt in prior.Items)
        {
            allowed.Instant(attempt.At);
        }
        foreach (var slip in CloseDateSlip.Of(file, limits.SlipDays, c.Now))
        {
            allowed.Days(slip.Days);
        }
        allowed.Days(Silence.Of(file, prior, limits, c.Now).Days);

        // What is late, when it was due and by how much are code's own, as a stage's age is.
        foreach (var clock in c.Packet.Clocks ?? [])
        {
            allowed
                .Instant(clock.Clock.At)
                .Instant(clock.Clock.Due)
                .Day(DateOnly.FromDateTime(clock.Clock.Due.DateTime))
                .Words(clock.Clock.Detail, clock.Clock.At);
            allowed.Words(
                $"{clock.Clock.Within} {TriggerClocks.Spoken(clock.Clock.LateMinutes, clock.Clock.DayMinutes)} {TriggerClocks.Spoken(clock.Clock.LeftMinutes, clock.Clock.DayMinutes)}",
                c.Now
            );
        }

        return allowed;
    }

    /// <summary>Whether a kind of evidence is the record itself, which needs no citation.</summary>
    public static bool IsRecord(string kind) => kind is "deal" or "stage" or "field" or "contact" or "tracker" or "event";
}
