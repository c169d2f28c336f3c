namespace AgentDesk.Surfaces.Review;

/// <summary>The case for doing nothing, and the one against: both from the records.</summary>
public static class LeavingAlone
{
    public static string For(RunModel m)
    {
        var parts = new List<string>();
        if (m.Timeline is { } t)
        {
            if (t.Touches.Unanswered.Count > 1)
            {
                parts.Add(
                    $"{Words.Number(t.Touches.Unanswered.Count)} attempts since their last word have brought no answer; one more adds to them."
                );
            }
            if (t.Touches.ToCome.FirstOrDefault(Touches.Came) is { } next)
            {
                parts.Add($"“{Words.Cut(next.Subject, 60)}” is accepted for {Words.Weekday(next.Start)}.");
            }
        }

        return parts.Count > 0 ? string.Join(' ', parts) : "Waiting costs no goodwill, and the desk wakes it when something new comes in.";
    }

    public static string Against(RunModel m)
    {
        var parts = new List<string>();
        if (m.Timeline is { } t)
        {
            if (t.Owed.Count > 0)
            {
                parts.Add($"“{Words.Cut(t.Owed[0].What, 70)}” has been with us for {Words.Days(t.Owed[0].Days(m.Now))}.");
            }
            if (Glance.DaysInStage(t.File, m.Now) is { } days && days > t.Limit)
            {
                parts.Add($"It is {Words.Days(days - t.Limit)} past its stage’s limit.");
            }
            if (t.File.Deal.CloseDate is { } close)
            {
                var left = close.DayNumber - DateOnly.FromDateTime(m.Now.UtcDateTime).DayNumber;
                parts.Add(left < 0 ? $"Its close date passed {Words.Days(-left)} ago." : $"Its close date is {Words.Days(left)} away.");
            }
        }

        return parts.Count > 0 ? string.Join(' ', parts) : "Nothing that was read says that waiting harms it.";
    }
}
