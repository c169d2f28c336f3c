using System.Globalization;
using AgentDesk.Core.Playbooks;
using YamlDotNet.RepresentationModel;

namespace AgentDesk.Adapters.Playbooks;

/// <summary>Reads the `hours` of a playbook: the working day, its days, holidays, and who works in which time zone.</summary>
internal static class HoursLines
{
    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>The working hours, the built-in ones where none are given; what is amiss is added to <paramref name="problems"/>.</summary>
    public static WorkingHours Of(YamlWalk? group, List<PlaybookProblem> problems)
    {
        var d = WorkingHours.Default;
        if (group is null)
        {
            return d;
        }

        var start = Time("start") ?? d.Start;
        var end = Time("end") ?? d.End;
        if (end <= start)
        {
            group.Note(group.Has("end") ? "end" : "start", "the working day ends before it begins");
        }
        var days = group.Has("days")
            ? group.Texts("days").Select(t => (t.Node, Index: Array.IndexOf(DayNames, t.Text.ToLowerInvariant()))).ToList()
            : null;
        if (days is { Count: 0 })
        {
            group.Note("days", $"`days` of `hours` names no day: some of {string.Join(", ", DayNames)}");
        }
        foreach (var (node, _) in days?.Where(x => x.Index < 0) ?? [])
        {
            YamlWalk.Note(problems, node, $"`days` holds `{YamlWalk.Shown(node)}`: one of {string.Join(", ", DayNames)}");
        }
        var zone =
            Zone(
                group.Text("time_zone"),
                () =>
                    group.Note(
                        "time_zone",
                        $"there is no time zone `{YamlWalk.Shown(group.Raw("time_zone")!)}`: an IANA name such as Europe/London is needed"
                    )
            ) ?? d.TimeZone;
        var holidays = new List<DateOnly>();
        foreach (var (node, text) in group.Texts("holidays"))
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                holidays.Add(day);
            }
            else
            {
                YamlWalk.Note(problems, node, $"`holidays` holds `{text}`: a day is written like 2026-12-25");
            }
        }

        var zones = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in group.Group("zones", "`hours.zones`")?.Members() ?? [])
        {
            if (
                Zone(
                    YamlWalk.Shown(value),
                    () =>
                        YamlWalk.Note(
                            problems,
                            value,
                            $"there is no time zone `{YamlWalk.Shown(value)}`: an IANA name such as Europe/London is needed"
                        )
                ) is
                { } own
            )
            {
                zones[key.Value!] = own;
            }
        }

        group.Done();
        return new WorkingHours(
            start,
            end,
            days is { Count: > 0 } ? [.. days.Where(x => x.Index >= 0).Select(x => (DayOfWeek)((x.Index + 1) % 7))] : d.Days,
            zone,
            holidays,
            zones
        );

        TimeOnly? Time(string member)
        {
            if (group.Text(member) is not { } text)
            {
                return null;
            }
            if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                return time;
            }

            group.Note(member, $"`{member}` of `hours` is `{text}`: a time is written like \"09:00\"");
            return null;
        }
    }

    private static string? Zone(string? name, Action unknown)
    {
        if (name is null || TimeZoneInfo.TryFindSystemTimeZoneById(name, out _))
        {
            return name;
        }

        unknown();
        return null;
    }
}
