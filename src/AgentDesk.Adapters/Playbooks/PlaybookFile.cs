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
        var stages = StageLines.Of(root, problems);
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
            Hours = HoursLines.Of(root.Group("hours", "`hours`"), problems),
            Approvers = Approvers(root.Group("approvers", "`approvers`"), problems),
        };
        root.Done();
        return playbook;
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
