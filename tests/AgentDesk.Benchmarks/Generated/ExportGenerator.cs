using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentDesk.Benchmarks.Generated;

/// <summary>
/// Writes a pipeline export of any size (contracts/pipeline-export.md): 30 pieces of evidence a deal. The same seed and number of deals
/// give the same bytes; a deal does not change with how many others there are.
/// </summary>
internal sealed class ExportGenerator(string folder, int seed)
{
    public const int PiecesPerDeal = 30;

    private const int MailsPerDeal = 8;
    private const int CuesPerDeal = 10;
    private const int ThreadPerDeal = 4;
    private const int ActivitiesPerDeal = 5;
    private const int TrackersPerDeal = 2;

    private static readonly DateTimeOffset Now = new(2026, 6, 15, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Stages = ["identify", "contact", "discovery", "propose", "resolve"];

    private readonly JsonArray _channels = [];
    private readonly JsonArray _events = [];

    /// <summary>Writes the export. The folder must not hold one yet.</summary>
    public void Write(int deals)
    {
        foreach (var part in (string[])["mail", "calls", "threads", "assets", "voice"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }
        Save(
            "pipeline.json",
            new JsonObject
            {
                ["name"] = "Generated",
                ["as_of"] = At(Now),
                ["seller_domains"] = new JsonArray("seller.example"),
            }
        );
        using var dealsFile = Table(
            "deals.csv",
            "deal_id,name,account,owner_email,manager_email,stage,amount,currency,created_at,close_date,forecast_category,next_step,next_step_due,segment,type,status"
        );
        using var stages = Table("stage_history.csv", "deal_id,stage,entered_at,exited_at,changed_by,source");
        using var fields = Table("field_history.csv", "deal_id,field,old_value,new_value,changed_at,changed_by");
        using var contacts = Table("contacts.csv", "deal_id,name,email,title,side,role,status");
        using var activities = Table(
            "activities.csv",
            "activity_id,deal_id,kind,direction,status,subject,body,author_email,occurred_at,due_at"
        );
        using var trackers = Table("trackers.csv", "tracker_id,deal_id,kind,item,status,owner_email,updated_at,note");
        for (var i = 0; i < deals; i++)
        {
            var random = new Random(unchecked((seed * 1_000_003) + i));
            var deal = new GeneratedDeal(i, random, new Language(random));
            var (quiet, age) = (random.Next(0, 30), random.Next(1, 40));
            Row(
                dealsFile,
                deal.Id,
                $"{deal.Account} rollout",
                deal.Account,
                deal.Owner,
                "manager@seller.example",
                Stages[deal.Stage],
                Number(10_000 + random.Next(400_000)),
                "EUR",
                At(Now.AddDays(-160)),
                Day(Now.AddDays(random.Next(10, 90))),
                "best_case",
                deal.Language.Sentence(deal.Buyer),
                Day(Now.AddDays(random.Next(-5, 30))),
                "mm",
                "new",
                "open"
            );
            for (var s = 0; s <= deal.Stage; s++)
            {
                var entered = Now.AddDays(-age - ((deal.Stage - s) * 25));
                Row(stages, deal.Id, Stages[s], At(entered), s == deal.Stage ? "" : At(entered.AddDays(25)), deal.Owner, "user");
            }

            Row(fields, deal.Id, "close_date", Day(Now.AddDays(-40)), Day(Now.AddDays(20)), At(Now.AddDays(-45)), deal.Owner);
            Row(contacts, deal.Id, deal.Buyer, deal.BuyerMail, "Director", "buyer", "champion", "active");
            Row(contacts, deal.Id, "Rep " + Number(i % 40), deal.Owner, "Account executive", "seller", "unknown", "active");
            for (var a = 0; a < ActivitiesPerDeal; a++)
            {
                Row(
                    activities,
                    $"A{i}-{a}",
                    deal.Id,
                    "call",
                    "outbound",
                    "done",
                    deal.Language.Sentence(deal.Buyer),
                    deal.Language.Text(2, deal.Buyer),
                    deal.Owner,
                    At(Now.AddDays(-quiet - (a * 6))),
                    ""
                );
            }

            for (var t = 0; t < TrackersPerDeal; t++)
            {
                Row(
                    trackers,
                    $"T{i}-{t}",
                    deal.Id,
                    t == 0 ? "security" : "legal",
                    deal.Language.Sentence(deal.Buyer),
                    t == 0 ? "done" : "waiting_on_buyer",
                    deal.Owner,
                    At(Now.AddDays(-quiet)),
                    deal.Language.Sentence(deal.Buyer)
                );
            }

            Mail(deal, quiet);
            Call(deal, quiet);
            Thread(deal, quiet);
        }

        Save("threads/channels.json", _channels);
        Save(
            "threads/users.json",
            new JsonArray(
                new JsonObject
                {
                    ["id"] = "U1",
                    ["profile"] = new JsonObject { ["real_name"] = "Rep", ["email"] = "rep0@seller.example" },
                }
            )
        );
        Save("calendar.json", new JsonObject { ["value"] = _events });
        File.WriteAllText(
            Path.Combine(folder, "assets/security-pack.md"),
            "---\ntitle: Security pack\nkind: security_pack\napproved_by: ciso@seller.example\napproved_on: 2026-01-10\nexpires_on: 2027-01-10\naudience: customer\n---\nAnswers for the security questionnaire.\n"
        );
    }

    private void Mail(GeneratedDeal deal, int quiet)
    {
        var messages = new JsonArray();
        for (var m = 0; m < MailsPerDeal; m++)
        {
            var fromBuyer = m % 2 == 1;
            messages.Add(
                new JsonObject
                {
                    ["id"] = $"M{deal.Place}-{m}",
                    ["conversationId"] = $"V{deal.Place}",
                    ["internetMessageId"] = $"<m{deal.Place}-{m}@mail.example>",
                    ["subject"] = "Rollout " + deal.Account,
                    ["from"] = Address(fromBuyer ? deal.Buyer : "Rep", fromBuyer ? deal.BuyerMail : deal.Owner),
                    ["toRecipients"] = new JsonArray(Address(fromBuyer ? "Rep" : deal.Buyer, fromBuyer ? deal.Owner : deal.BuyerMail)),
                    ["ccRecipients"] = new JsonArray(),
                    ["sentDateTime"] = At(Now.AddDays(-quiet - ((MailsPerDeal - m) * 4))),
                    ["categories"] = new JsonArray("deal:" + deal.Id),
                    ["body"] = new JsonObject
                    {
                        ["contentType"] = "text",
                        ["content"] = $"Hello,\n\n{deal.Language.Text(5, deal.Buyer)}\n\nBest regards",
                    },
                }
            );
        }

        Save($"mail/{deal.Id}.json", new JsonObject { ["value"] = messages });
        _events.Add(
            new JsonObject
            {
                ["id"] = $"E{deal.Place}",
                ["subject"] = "Review " + deal.Account,
                ["start"] = new JsonObject { ["dateTime"] = "2026-05-20T10:00:00.0000000", ["timeZone"] = "UTC" },
                ["end"] = new JsonObject { ["dateTime"] = "2026-05-20T10:30:00.0000000", ["timeZone"] = "UTC" },
                ["attendees"] = new JsonArray(
                    new JsonObject
                    {
                        ["emailAddress"] = new JsonObject { ["name"] = deal.Buyer, ["address"] = deal.BuyerMail },
                        ["status"] = new JsonObject { ["response"] = "accepted" },
                    }
                ),
                ["categories"] = new JsonArray("deal:" + deal.Id),
                ["isCancelled"] = false,
            }
        );
    }

    private void Call(GeneratedDeal deal, int quiet)
    {
        var text = new StringBuilder("WEBVTT\n\n");
        for (var c = 0; c < CuesPerDeal; c++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{c + 1}\n00:0{c / 6}:{c % 6 * 10:00}.000 --> 00:0{c / 6}:{(c % 6 * 10) + 9:00}.000\n<v {(c % 2 == 0 ? "Rep" : deal.Buyer)}>{deal.Language.Text(2, deal.Buyer)}</v>\n\n"
            );
        }

        File.WriteAllText(Path.Combine(folder, "calls", $"C{deal.Place}.vtt"), text.ToString());
        Save(
            $"calls/C{deal.Place}.json",
            new JsonObject
            {
                ["call_id"] = $"C{deal.Place}",
                ["deal_id"] = deal.Id,
                ["title"] = "Review call",
                ["started_at"] = At(Now.AddDays(-quiet - 10)),
                ["ended_at"] = At(Now.AddDays(-quiet - 10).AddMinutes(30)),
                ["participants"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "Rep",
                        ["email"] = deal.Owner,
                        ["side"] = "seller",
                    },
                    new JsonObject
                    {
                        ["name"] = deal.Buyer,
                        ["email"] = deal.BuyerMail,
                        ["side"] = "buyer",
                    }
                ),
            }
        );
    }

    private void Thread(GeneratedDeal deal, int quiet)
    {
        _channels.Add(
            new JsonObject
            {
                ["id"] = $"C{deal.Place}",
                ["name"] = $"deal-{deal.Place}",
                ["topic"] = new JsonObject { ["value"] = "deal:" + deal.Id },
            }
        );
        var messages = new JsonArray();
        for (var t = 0; t < ThreadPerDeal; t++)
        {
            messages.Add(
                new JsonObject
                {
                    ["type"] = "message",
                    ["user"] = "U1",
                    ["text"] = deal.Language.Text(2, deal.Buyer),
                    ["ts"] = Number(Now.AddDays(-quiet - 3 + t).ToUnixTimeSeconds()) + ".000100",
                }
            );
        }

        Save($"threads/deal-{deal.Place}.json", messages);
    }

    private static JsonObject Address(string name, string mail) =>
        new()
        {
            ["emailAddress"] = new JsonObject { ["name"] = name, ["address"] = mail },
        };

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Save(string name, JsonNode node) =>
        File.WriteAllText(Path.Combine(folder, name), node.ToJsonString(JsonSerializerOptions.Default));

    private StreamWriter Table(string name, string header)
    {
        var table = new StreamWriter(Path.Combine(folder, name));
        table.Write(header + "\n");
        return table;
    }

    private static void Row(StreamWriter table, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                table.Write(',');
            }
            table.Write(
                cells[i].AsSpan().IndexOfAny(",\"\n") < 0 ? cells[i] : $"\"{cells[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            );
        }

        table.Write('\n');
    }

    private sealed record GeneratedDeal(int Place, Random Random, Language Language)
    {
        public string Id { get; } = string.Create(CultureInfo.InvariantCulture, $"G-{Place:00000}");

        public string Account { get; } = $"{Generated.Language.Word(Place)} Industries";

        public string Buyer { get; } = $"Kim {Generated.Language.Word(Place + 7)}";

        public string BuyerMail => string.Create(CultureInfo.InvariantCulture, $"kim@buyer{Place}.example");

        public string Owner => string.Create(CultureInfo.InvariantCulture, $"rep{Place % 40}@seller.example");

        public int Stage { get; } = Random.Next(1, 5);
    }
}
