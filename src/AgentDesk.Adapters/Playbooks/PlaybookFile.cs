using System.Globalization;
using System.Net.Mail;
using AgentDesk.Adapters.Sources;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgentDesk.Adapters.Playbooks;

/// <summary>A playbook as read: whole only when it has no problem.</summary>
public sealed record PlaybookReading(Playbook? Playbook, IReadOnlyList<PlaybookProblem> Problems);

/// <summary>
/// Reads a team's `playbook.yaml` (docs/playbook.md). Every mistake is named with its line; all are found in one reading.
/// </summary>
public static class PlaybookFile
{
    private static readonly string[] Forecasts = [Forecast.Omitted, Forecast.Pipeline, Forecast.BestCase, Forecast.Commit, Forecast.Closed];
    private static readonly string[] RoleNames = [Roles.DealOwner, Roles.Manager, .. Roles.Qualified, Roles.RevOps];
    private static readonly string[] ActionKinds =
    [
        "email_draft",
        "escalation",
        "task",
        "crm_field",
        "crm_note",
        "stage_change",
        "forecast_change",
        "meeting",
        "pause",
    ];
    private const int MostCharacters = 4_000_000;

    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Reads the text of a playbook.</summary>
    /// <returns>The playbook, or what is wrong with it in order of lines.</returns>
    public static PlaybookReading Read(string yaml)
    {
        var problems = new List<PlaybookProblem>();
        var playbook = Root(yaml, problems) is { } root ? Of(root, problems) : null;
        return new(problems.Count == 0 ? playbook : null, [.. problems.OrderBy(p => p.Line).ThenBy(p => p.Column)]);
    }

    /// <summary>Reads a file, with its text. One that is not UTF-8 is a problem with the line of the first bad byte.</summary>
    /// <exception cref="UnusableInputException">There is no such file, or it cannot be opened.</exception>
    public static (string Text, PlaybookReading Reading) Open(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new UnusableInputException($"there is no file `{file}`");
        }
        try
        {
            var text = SourceText.Read(file.FullName);
            return (text, Read(text));
        }
        catch (UnreadableException e)
        {
            return e.Line > 0
                ? ("", new(null, [new(e.Line, 1, "not UTF-8: save it as UTF-8")]))
                : throw new UnusableInputException($"`{file}` {e.Message}");
        }
    }

    private static YamlMappingNode? Root(string yaml, List<PlaybookProblem> problems)
    {
        if (yaml.Length > MostCharacters)
        {
            problems.Add(new(1, 1, $"larger than {MostCharacters / 1_000_000} million characters: a playbook is a page or two"));
            return null;
        }

        if (YamlSurvey.Of(yaml) is { } problem)
        {
            problems.Add(problem);
            return null;
        }

        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return root;
            }
            problems.Add(new(1, 1, stream.Documents.Count == 0 ? "the file is empty" : "a playbook is a group of `name: value` lines"));
        }
        catch (Exception e) when (e is YamlException or ArgumentException or InvalidOperationException)
        {
            problems.Add(YamlSurvey.Told(e, yaml, 1));
        }

        return null;
    }

    private static Playbook? Of(YamlMappingNode node, List<PlaybookProblem> problems)
    {
        var root = new YamlWalk(node, "the playbook", problems);
        var name = root.Text("name", required: true);
        var version = root.Number("version", 1, 1_000_000, required: true);
        var stages = Stages(root, problems);
        var playbook = new Playbook(
            name ?? "",
            FormattableString.Invariant($"{name}@{version}"),
            stages,
            LimitsOf(root.Group("limits", "`limits`")),
            WaitingOf(root.Group("waiting", "`waiting`")),
            Routing(root.Group("routing", "`routing`"), problems),
            [.. Addresses(root.Texts("opt_outs"), "`opt_outs`", problems)]
        )
        {
            Progress = ProgressOf(root.Group("progress", "`progress`"), problems),
            Triggers = TriggerLines.Of(root, stages, problems),
            Hours = HoursOf(root.Group("hours", "`hours`"), problems),
            Approvers = Approvers(root.Group("approvers", "`approvers`"), problems),
        };
        root.Done();
        return playbook;
    }

    private static List<StageRule> Stages(YamlWalk root, List<PlaybookProblem> problems)
    {
        var stages = new List<StageRule>();
        var items = root.Items("stages", i => FormattableString.Invariant($"stage {i + 1}"), required: true);
        foreach (var item in items)
        {
            var name = item.Text("name", required: true);
            if (name is not null && stages.Exists(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                item.Note("name", $"the stage `{name}` is there twice");
            }
            var terminal = item.OneOf("terminal", ["true", "false"]) is "true";
            if (!terminal && stages is [.., { Terminal: true } last])
            {
                item.Note("name", $"stage `{name}` comes after `{last.Name}`, which is `terminal: true`: a deal ends there");
            }
            var exit = Exit(item, name ?? "?");
            if (exit.Count == 0 && !terminal && item.Has("exit"))
            {
                item.Note("exit", $"stage `{name}` names no exit criterion: what must the buyer have done before a deal leaves it?");
            }
            var days = Days(item, name ?? "?", problems);
            var forecast = item.OneOf("forecast", Forecasts, required: true) ?? Forecast.Pipeline;
            var fields = item.Texts("required_fields").Select(f => f.Text).ToList();
            if (!item.Has("exit"))
            {
                item.Note("name", $"stage `{name}` lacks `exit`: the buyer-verified criteria of leaving it");
            }
            item.Done();
            stages.Add(new StageRule(name ?? "", exit, fields, days.BySegment, days.Otherwise, forecast, terminal));
        }

        if (items.Count > 0 && !stages.Exists(s => s.Terminal))
        {
            root.Note("stages", "no stage is `terminal: true`: which one ends a deal?");
        }
        if (items.Count > 0 && stages.TrueForAll(s => s.Terminal))
        {
            root.Note("stages", "every stage is `terminal: true`: where is a deal while it is open?");
        }
        if (root.Has("stages") && items.Count == 0)
        {
            root.Note("stages", "the playbook has no stage");
        }
        return stages;
    }

    private static List<ExitCriterion> Exit(YamlWalk stage, string name)
    {
        var found = new List<ExitCriterion>();
        foreach (var item in stage.Items("exit", i => FormattableString.Invariant($"criterion {i + 1} of stage `{name}`")))
        {
            var id = item.Text("id", required: true);
            var text = item.Text("text", required: true);
            var evidence = item.OneOf("evidence", CriterionEvidence.All);
            item.Done();
            if (id is not null && found.Exists(c => c.Id == id))
            {
                item.Note("id", $"the criterion `{id}` is twice in stage `{name}`");
            }
            found.Add(new ExitCriterion(id ?? "", text ?? "", evidence));
        }

        return found;
    }

    private static (IReadOnlyDictionary<string, int> BySegment, int Otherwise) Days(
        YamlWalk stage,
        string name,
        List<PlaybookProblem> problems
    )
    {
        var by = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        switch (stage.Raw("expected_days"))
        {
            case null:
                stage.Note("name", $"stage `{name}` lacks `expected_days`: how long may a deal stay there?");
                return (by, 1);
            case YamlScalarNode one:
                return (by, stage.NumberOf(one, "expected_days", 1, 3650) ?? 1);
            case YamlMappingNode segments:
                foreach (var (key, value) in segments.Children)
                {
                    var segment = YamlWalk.Shown(key);
                    if (stage.NumberOf(value, $"expected_days.{segment}", 1, 3650) is { } days)
                    {
                        by[segment] = days;
                    }
                }

                return (
                    by,
                    by.TryGetValue("default", out var otherwise) ? otherwise
                    : by.Count > 0 ? by.Values.Order().ElementAt(by.Count / 2)
                    : 1
                );
            case var other:
                YamlWalk.Note(
                    problems,
                    other,
                    $"`expected_days` of stage `{name}` is a number, or one for each segment: `{{smb: 14, mm: 21, ent: 45}}`"
                );
                return (by, 1);
        }
    }

    private static Limits LimitsOf(YamlWalk? group)
    {
        var d = new Limits();
        if (group is null)
        {
            return d;
        }

        var limits = new Limits(
            group.Number("quiet_days", 1, 365) ?? d.QuietDays,
            group.Number("follow_ups_without_movement", 1, 100) ?? d.FollowUpsWithoutMovement,
            group.Number("next_step_grace_days", 0, 365) ?? d.NextStepGraceDays,
            group.Number("slip_days", 1, 365) ?? d.SlipDays,
            group.Number("slip_window_days", 1, 3650) ?? d.SlipWindowDays,
            group.Number("counsel_queue_days", 1, 365) ?? d.CounselQueueDays,
            group.Number("stale_evidence_days", 1, 3650) ?? d.StaleEvidenceDays,
            group.Number("touch_window_days", 1, 365) ?? d.TouchWindowDays,
            group.Number("max_touches", 0, 100) ?? d.MaxTouches
        );
        group.Done();
        return limits;
    }

    private static Waiting WaitingOf(YamlWalk? group)
    {
        var d = BuiltInPlaybook.Value.Waiting;
        if (group is null)
        {
            return d;
        }

        var remind = group.Number("remind_after_days", 1, 365);
        var expire = group.Number("expire_after_days", 1, 3650);
        var waiting = new Waiting(
            remind is { } r ? TimeSpan.FromDays(r) : d.RemindAfter,
            expire is { } e ? TimeSpan.FromDays(e) : d.ExpireAfter
        );
        if (waiting.ExpireAfter <= waiting.RemindAfter)
        {
            group.Note(
                expire is null ? "remind_after_days" : "expire_after_days",
                "a proposal would expire before anybody is reminded of it"
            );
        }
        group.Done();
        return waiting;
    }

    private static Dictionary<string, IReadOnlyList<string>> Routing(YamlWalk? group, List<PlaybookProblem> problems)
    {
        var routing = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, value) in group?.Members() ?? [])
        {
            var role = key.Value!;
            if (!RoleNames.Contains(role))
            {
                YamlWalk.Note(problems, key, $"`routing` names the role `{role}`{YamlWalk.Likely(role, RoleNames)}");
            }
            var addresses = value switch
            {
                YamlScalarNode { Value.Length: > 0 } one => [((YamlNode)one, one.Value)],
                YamlSequenceNode many => many.OfType<YamlScalarNode>().Select(s => ((YamlNode)s, s.Value ?? "")).ToList(),
                _ => [],
            };
            if (addresses.Count == 0)
            {
                YamlWalk.Note(problems, key, $"`routing.{role}` names nobody");
            }
            routing[role] = [.. Addresses(addresses, $"`routing.{role}`", problems)];
        }

        return routing;
    }

    private static IEnumerable<string> Addresses(
        IReadOnlyList<(YamlNode Node, string Text)> found,
        string where,
        List<PlaybookProblem> problems
    )
    {
        foreach (var (node, text) in found)
        {
            if (MailAddress.TryCreate(text, out var address) && address.Address == text)
            {
                yield return text;
            }
            else
            {
                YamlWalk.Note(problems, node, $"{where} holds `{text}`, which is no mail address");
            }
        }
    }

    private static ProgressRule ProgressOf(YamlWalk? group, List<PlaybookProblem> problems)
    {
        var d = ProgressRule.Default;
        if (group is null)
        {
            return d;
        }

        var rule = new ProgressRule(Acts("buyer", d.BuyerProgress), Acts("seller", d.SellerActivity));
        group.Done();
        return rule;

        IReadOnlyList<string> Acts(string member, IReadOnlyList<string> known)
        {
            if (!group.Has(member))
            {
                return known;
            }
            var acts = group.Texts(member);
            foreach (var (node, text) in acts.Where(a => !known.Contains(a.Text, StringComparer.Ordinal)))
            {
                var why =
                    member == "buyer" && d.SellerActivity.Contains(text, StringComparer.Ordinal)
                        ? ": it is a seller's activity, which is never evidence of progress"
                        : YamlWalk.Likely(text, known);
                YamlWalk.Note(problems, node, $"`progress.{member}` holds `{text}`{why}");
            }

            // What a seller does is never evidence, whatever a list leaves out.
            return member == "seller" ? known : [.. acts.Select(a => a.Text).Where(known.Contains)];
        }
    }

    private static WorkingHours HoursOf(YamlWalk? group, List<PlaybookProblem> problems)
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

    private static Dictionary<string, string> Approvers(YamlWalk? group, List<PlaybookProblem> problems)
    {
        var approvers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, node) in group?.Members() ?? [])
        {
            var value = YamlWalk.Shown(node);
            if (!ActionKinds.Contains(key.Value))
            {
                YamlWalk.Note(problems, key, $"`approvers` names the action `{key.Value}`{YamlWalk.Likely(key.Value!, ActionKinds)}");
            }
            else if (!RoleNames.Contains(value))
            {
                YamlWalk.Note(problems, node, $"`approvers.{key.Value}` is `{value}`{YamlWalk.Likely(value, RoleNames)}");
            }
            else if (value == Roles.DealOwner && key.Value is "forecast_change" or "stage_change")
            {
                YamlWalk.Note(
                    problems,
                    node,
                    $"`approvers.{key.Value}` is `deal_owner`: the manager approves these, and a playbook can ask for more, never for less"
                );
            }
            else
            {
                approvers[key.Value!] = value;
            }
        }

        return approvers;
    }
}
