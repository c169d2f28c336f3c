using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Tests.Samples;

/// <summary>
/// The labelled sample exports as deal files, read plainly: for tests of pure code, so that a fault of the importer does not show as a
/// fault of a rule.
/// </summary>
public sealed partial class SampleExport
{
    private readonly string _folder;

    private SampleExport(string name)
    {
        _folder = RepoRoot.Path("evals", "data", "pipelines", name);
        using var pipeline = Json("pipeline.json");
        var about = pipeline.RootElement;
        Now = about.GetProperty("as_of").GetDateTimeOffset();
        var domains = about.GetProperty("seller_domains").EnumerateArray().Select(d => d.GetString()!).ToList();
        Contacts = Csv("contacts.csv")
            .ToLookup(
                r => r["deal_id"],
                r => new Contact(r["name"], r["email"], r["title"], SideOf(r["side"]), r["role"], r["status"]),
                StringComparer.Ordinal
            );
        var records = Csv("deals.csv").Select(ReadDeal).ToList();
        Team = new Team(
            name,
            Now,
            domains,
            Colleagues(records),
            [.. Directory.EnumerateFiles(Path.Combine(_folder, "assets"), "*.md").Order(StringComparer.Ordinal).Select(ReadAsset)],
            []
        );
        Deals = [.. records.Select(Read)];
        Labels =
        [
            .. File.ReadLines(RepoRoot.Path("evals", "data", "pipelines", $"{name}.labels.jsonl"))
                .Where(l => l.Length > 0)
                .Select(l => JsonDocument.Parse(l).RootElement),
        ];
    }

    public DateTimeOffset Now { get; }

    public Team Team { get; }

    public Playbook Playbook { get; } = BuiltInPlaybook.Value;

    public IReadOnlyList<DealFile> Deals { get; }

    public IReadOnlyList<JsonElement> Labels { get; }

    private ILookup<string, Contact> Contacts { get; }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<SampleExport>> All = new(
        StringComparer.Ordinal
    );

    public static SampleExport Named(string name) => All.GetOrAdd(name, n => new(() => new SampleExport(n))).Value;

    public DealFile Deal(string id) => Deals.Single(d => d.Deal.Id.Value == id);

    private static Deal ReadDeal(Dictionary<string, string> r) =>
        new(
            new(r["deal_id"]),
            r["name"],
            r["account"],
            r["owner_email"],
            Text(r["manager_email"]),
            r["stage"],
            r["amount"].Length > 0 ? new Money(decimal.Parse(r["amount"], CultureInfo.InvariantCulture), r["currency"]) : null,
            Instant(r["created_at"]),
            Day(r["close_date"]),
            Text(r["forecast_category"]),
            Text(r["next_step"]),
            Day(r["next_step_due"]),
            Text(r["segment"]),
            Text(r["type"]),
            Enum.Parse<DealStatus>(r["status"], ignoreCase: true),
            r
        );

    private DealFile Read(Deal deal)
    {
        var id = deal.Id.Value;
        return new DealFile(
            deal,
            [
                .. Rows("stage_history.csv", id)
                    .Select(
                        (r, i) =>
                            new StageMove(
                                i + 1,
                                r["stage"],
                                Instant(r["entered_at"])!.Value,
                                r["entered_at"],
                                Instant(r["exited_at"]),
                                r["changed_by"],
                                r["source"]
                            )
                    ),
            ],
            [
                .. Rows("field_history.csv", id)
                    .Select(
                        (r, i) =>
                            new FieldChange(
                                i + 1,
                                r["field"],
                                r["old_value"],
                                r["new_value"],
                                Instant(r["changed_at"])!.Value,
                                r["changed_by"]
                            )
                    ),
            ],
            [.. Contacts[id]],
            [
                .. Rows("activities.csv", id)
                    .Select(r => new Activity(
                        r["activity_id"],
                        r["kind"],
                        r["direction"],
                        r["status"],
                        r["subject"],
                        r["body"],
                        Text(r["author_email"]),
                        Instant(r["occurred_at"])!.Value,
                        Instant(r["due_at"])
                    ))
                    .OrderBy(a => a.OccurredAt),
            ],
            [.. Mails(id).OrderBy(m => m.SentAt)],
            [.. Calls(id).OrderBy(c => c.StartedAt)],
            [.. Thread(id).OrderBy(t => t.At)],
            [
                .. Rows("trackers.csv", id)
                    .Select(r => new TrackerRow(
                        r["tracker_id"],
                        r["kind"],
                        r["item"],
                        r["status"],
                        Text(r["owner_email"]),
                        Instant(r["updated_at"])!.Value,
                        r["note"]
                    )),
            ],
            [.. Meetings(id).OrderBy(m => m.Start)],
            [.. Signals(deal.Account)],
            []
        );
    }

    private IEnumerable<Mail> Mails(string id)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "mail"), "*.json").Order(StringComparer.Ordinal))
        {
            using var doc = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var m in doc.RootElement.GetProperty("value").EnumerateArray())
            {
                var from = Address(m.GetProperty("from"));
                var (to, cc) = (Addresses(m, "toRecipients"), Addresses(m, "ccRecipients"));
                if (!Belongs(m, id, [from.Address, .. to.Select(a => a.Address), .. cc.Select(a => a.Address)]))
                {
                    continue;
                }

                var subject = m.GetProperty("subject").GetString()!;
                var body = m.GetProperty("body");
                var text = body.GetProperty("content").GetString()!;
                if (body.GetProperty("contentType").GetString() == "html")
                {
                    text = WebUtility.HtmlDecode(Tags().Replace(text, "\n"));
                }
                yield return new Mail(
                    m.GetProperty("id").GetString()!,
                    m.GetProperty("conversationId").GetString()!,
                    subject,
                    from,
                    to,
                    cc,
                    m.GetProperty("sentDateTime").GetDateTimeOffset(),
                    text,
                    OwnWords(text),
                    LogWording.IsAutomatic(subject),
                    SideOf(id, from.Address)
                );
            }
        }
    }

    private IEnumerable<Call> Calls(string id)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "calls"), "*.json").Order(StringComparer.Ordinal))
        {
            using var doc = JsonDocument.Parse(File.ReadAllText(file));
            var c = doc.RootElement;
            if (c.GetProperty("deal_id").GetString() != id)
            {
                continue;
            }

            var people = c.GetProperty("participants")
                .EnumerateArray()
                .Select(p => new Participant(
                    p.GetProperty("name").GetString()!,
                    p.GetProperty("email").GetString(),
                    SideOf(p.GetProperty("side").GetString()!)
                ))
                .ToList();
            var cues = new List<Cue>();
            foreach (Match m in VttCue().Matches(File.ReadAllText(Path.ChangeExtension(file, ".vtt")).ReplaceLineEndings("\n")))
            {
                var speaker = m.Groups["who"].Value.Trim();
                cues.Add(
                    new Cue(
                        cues.Count + 1,
                        TimeSpan.Parse(m.Groups["at"].Value, CultureInfo.InvariantCulture),
                        speaker,
                        people.FirstOrDefault(p => p.Name == speaker)?.Side ?? Side.Unknown,
                        m.Groups["text"].Value.Replace("</v>", "", StringComparison.Ordinal).Trim()
                    )
                );
            }

            yield return new Call(
                c.GetProperty("call_id").GetString()!,
                c.GetProperty("title").GetString()!,
                c.GetProperty("started_at").GetDateTimeOffset(),
                c.GetProperty("ended_at").GetDateTimeOffset(),
                people,
                cues
            );
        }
    }

    private IEnumerable<ThreadMessage> Thread(string id)
    {
        if (!File.Exists(Path.Combine(_folder, "threads", "channels.json")))
        {
            yield break;
        }

        using var channels = Json("threads/channels.json");
        foreach (
            var channel in channels
                .RootElement.EnumerateArray()
                .Where(c => c.GetProperty("topic").GetProperty("value").GetString()!.Contains($"deal:{id}", StringComparison.Ordinal))
        )
        {
            var name = channel.GetProperty("name").GetString()!;
            using var doc = Json($"threads/{name}.json");
            foreach (var t in doc.RootElement.EnumerateArray())
            {
                var ts = t.GetProperty("ts").GetString()!;
                yield return new ThreadMessage(
                    name,
                    ts,
                    null,
                    t.GetProperty("user").GetString()!,
                    null,
                    null,
                    DateTimeOffset.FromUnixTimeSeconds(long.Parse(ts.Split('.')[0], CultureInfo.InvariantCulture)),
                    t.GetProperty("text").GetString()!
                );
            }
        }
    }

    private IEnumerable<Meeting> Meetings(string id)
    {
        using var doc = Json("calendar.json");
        foreach (var e in doc.RootElement.GetProperty("value").EnumerateArray())
        {
            var people = e.GetProperty("attendees")
                .EnumerateArray()
                .Select(a => (Who: Address(a), Response: a.GetProperty("status").GetProperty("response").GetString()!))
                .ToList();
            if (!Belongs(e, id, [.. people.Select(p => p.Who.Address)]))
            {
                continue;
            }

            yield return new Meeting(
                e.GetProperty("id").GetString()!,
                e.GetProperty("subject").GetString()!,
                Utc(e.GetProperty("start")),
                Utc(e.GetProperty("end")),
                [.. people.Select(p => new Attendee(p.Who.Name, p.Who.Address, p.Response, SideOf(id, p.Who.Address)))],
                e.TryGetProperty("isCancelled", out var gone) && gone.GetBoolean()
            );
        }
    }

    private IEnumerable<Signal> Signals(string account)
    {
        using var doc = Json("signals.json");
        foreach (var s in doc.RootElement.EnumerateArray().Where(s => s.GetProperty("account").GetString() == account))
        {
            yield return new Signal(
                s.GetProperty("signal_id").GetString()!,
                account,
                s.GetProperty("kind").GetString()!,
                s.GetProperty("occurred_at").GetDateTimeOffset(),
                s.GetProperty("text").GetString()!,
                null
            );
        }
    }

    // By category, else by a buyer contact of exactly one deal.
    private bool Belongs(JsonElement item, string id, IReadOnlyList<string> people)
    {
        var tags = item.TryGetProperty("categories", out var c)
            ? c.EnumerateArray().Select(t => t.GetString()!).Where(t => t.StartsWith("deal:", StringComparison.Ordinal)).ToList()
            : [];
        if (tags.Count > 0)
        {
            return tags.Contains($"deal:{id}");
        }

        var deals = Contacts
            .Where(g => g.Any(k => k.Side == Side.Buyer && people.Contains(k.Email, StringComparer.OrdinalIgnoreCase)))
            .Select(g => g.Key)
            .ToList();
        return deals is [var only] && only == id;
    }

    private Side SideOf(string id, string address)
    {
        var domain = address.Split('@')[^1];
        if (Contacts[id].FirstOrDefault(c => c.Email.Equals(address, StringComparison.OrdinalIgnoreCase)) is { } contact)
        {
            return contact.Side;
        }
        if (Team.SellerDomains.Contains(domain, StringComparer.OrdinalIgnoreCase))
        {
            return Side.Seller;
        }
        return Contacts[id].Any(c => c.Side == Side.Buyer && c.Email.EndsWith($"@{domain}", StringComparison.OrdinalIgnoreCase))
            ? Side.Buyer
            : Side.Unknown;
    }

    // Owners and managers by the record, experts by the trackers that they keep.
    private List<Colleague> Colleagues(List<Deal> deals)
    {
        var roles = new SortedDictionary<string, SortedSet<string>>(StringComparer.OrdinalIgnoreCase);
        void Add(string? email, string role)
        {
            if (email is not { Length: > 0 })
            {
                return;
            }
            roles.TryAdd(email, new SortedSet<string>(StringComparer.Ordinal));
            roles[email].Add(role);
        }

        foreach (var d in deals)
        {
            Add(d.OwnerEmail, Roles.DealOwner);
            Add(d.ManagerEmail, Roles.Manager);
        }

        var owners = deals.Select(d => d.OwnerEmail).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var r in Csv("trackers.csv").Where(r => !owners.Contains(r["owner_email"])))
        {
            Add(r["owner_email"], r["kind"]);
        }
        return [.. roles.Select(p => new Colleague(p.Key, null, [.. p.Value]))];
    }

    private static Asset ReadAsset(string file)
    {
        var parts = File.ReadAllText(file).ReplaceLineEndings("\n").Split("---\n", 3);
        var front = parts[1]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(':', 2))
            .ToDictionary(l => l[0].Trim(), l => l[1].Trim(), StringComparer.Ordinal);
        return new Asset(
            Path.GetFileNameWithoutExtension(file),
            front["title"],
            front["kind"],
            front.GetValueOrDefault("approved_by"),
            Day(front.GetValueOrDefault("approved_on") ?? ""),
            Day(front.GetValueOrDefault("expires_on") ?? ""),
            front.GetValueOrDefault("audience"),
            parts[2]
        );
    }

    private static string OwnWords(string text)
    {
        var cut = Quoted().Match(text) is { Success: true } m ? text[..m.Index] : text;
        return string.Join('\n', cut.Split('\n').Where(l => !l.TrimStart().StartsWith('>'))).Trim();
    }

    private static DateTimeOffset Utc(JsonElement at) =>
        new(DateTime.Parse(at.GetProperty("dateTime").GetString()!, CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static MailAddress Address(JsonElement holder)
    {
        var a = holder.GetProperty("emailAddress");
        return new MailAddress(a.TryGetProperty("name", out var n) ? n.GetString() : null, a.GetProperty("address").GetString()!);
    }

    private static List<MailAddress> Addresses(JsonElement m, string name) =>
        m.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(Address)] : [];

    private static Side SideOf(string side) => Enum.TryParse<Side>(side, ignoreCase: true, out var s) ? s : Side.Unknown;

    private static string? Text(string value) => value.Length > 0 ? value : null;

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? at : null;

    private static DateOnly? Day(string text) => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day) ? day : null;

    private JsonDocument Json(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, name)));

    private IEnumerable<Dictionary<string, string>> Rows(string file, string id) => Csv(file).Where(r => r["deal_id"] == id);

    private IEnumerable<Dictionary<string, string>> Csv(string name)
    {
        var rows = CsvRow()
            .Matches(File.ReadAllText(Path.Combine(_folder, name)).ReplaceLineEndings("\n"))
            .Select(m =>
                m.Groups["f"]
                    .Captures.Select(c =>
                        c.Value.StartsWith('"') ? c.Value[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : c.Value
                    )
                    .ToList()
            )
            .Where(r => r.Count > 1)
            .ToList();
        return rows.Skip(1).Select(r => rows[0].Zip(r).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal));
    }

    [GeneratedRegex(
        "(?<f>\"(?:[^\"]|\"\")*\"|[^,\n]*)(?:,(?<f>\"(?:[^\"]|\"\")*\"|[^,\n]*))*(?:\n|$)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex CsvRow();

    [GeneratedRegex(
        @"(?<at>\d\d:\d\d:\d\d\.\d{3}) --> [^\n]+\n(?:<v (?<who>[^>]+)>|(?<who>[^:\n]+): )(?<text>[^\n]*(?:\n(?!\n)[^\n]+)*)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex VttCue();

    [GeneratedRegex("<[^>]+>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tags();

    [GeneratedRegex(
        @"^(-{2,}\s*(Original|Forwarded|Ursprüng)|On .{5,80} wrote:|From: .+\n(Sent|Date|To): )",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Quoted();
}
