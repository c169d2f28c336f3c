using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>
/// A second reader of docs/export.md that shares nothing with the product but its Unicode table: names to texts, and who wrote them. What
/// the product cites is looked up here.
/// </summary>
internal sealed partial class ExportByHand
{
    private readonly Dictionary<string, (string Text, string Side)> _items = [];
    private readonly List<string> _sellerDomains;

    public ExportByHand(string folder)
    {
        _sellerDomains =
        [
            .. JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "pipeline.json")))!["seller_domains"]!
                .AsArray()
                .Select(d => d!.ToString()),
        ];
        Tables(folder);
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "mail"), "*.json"))
        {
            foreach (var m in JsonNode.Parse(File.ReadAllText(file))!["value"]!.AsArray())
            {
                var content = m!["body"]!["content"]!.ToString();
                if (m["body"]!["contentType"]!.ToString() != "text")
                {
                    content = WebUtility.HtmlDecode(AnyTag().Replace(BlockTag().Replace(content, " "), ""));
                }
                _items[$"mail:{m["id"]}"] = ($"{m["subject"]}\n{content}", SideOf(m["from"]!["emailAddress"]!["address"]!.ToString()));
            }
        }

        foreach (var file in Directory.GetFiles(Path.Combine(folder, "calls"), "*.vtt"))
        {
            Transcript(file);
        }
        foreach (
            var file in Directory
                .GetFiles(Path.Combine(folder, "threads"), "*.json")
                .Where(f => Path.GetFileName(f) is not ("users.json" or "channels.json"))
        )
        {
            foreach (var m in JsonNode.Parse(File.ReadAllText(file))!.AsArray())
            {
                _items[$"thread:{Path.GetFileNameWithoutExtension(file)}#{m!["ts"]}"] = (m["text"]!.ToString(), "seller");
            }
        }

        foreach (var e in JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "calendar.json")))!["value"]!.AsArray())
        {
            _items[$"event:{e!["id"]}"] = (e["subject"]!.ToString(), "system");
        }
        foreach (var s in JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "signals.json")))!.AsArray())
        {
            _items[$"signal:{s!["signal_id"]}"] = (s["text"]!.ToString(), "system");
        }
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "assets"), "*.md"))
        {
            _items[$"asset:{Path.GetFileNameWithoutExtension(file)}"] = (File.ReadAllText(file).Split("---\n", 3)[2], "seller");
        }
    }

    /// <summary>
    /// Who says these words: buyer, seller, system, or null where the name is unknown. Of a tracker only the status is the system's; its
    /// note is ours.
    /// </summary>
    public string? SideOfWords(string name, string quote) =>
        Find(name) is not { } item ? null
        : name.StartsWith("tracker:", StringComparison.Ordinal)
        && !Plain(quote).Contains(item.Text.Split(" · ")[1], StringComparison.Ordinal)
            ? "seller"
        : item.Side;

    public bool Knows(string name) => Find(name) is not null;

    public bool Stands(string name, string quote) =>
        Find(name) is { } item && Plain(item.Text).Contains(Plain(quote), StringComparison.Ordinal) && Plain(quote).Length > 0;

    private (string Text, string Side)? Find(string name)
    {
        if (_items.TryGetValue(name, out var item))
        {
            return item;
        }
        if (CueRange().Match(name) is not { Success: true } range)
        {
            return null;
        }

        var cues = Enumerable
            .Range(
                int.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture),
                int.Parse(range.Groups[3].Value, CultureInfo.InvariantCulture)
                    - int.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture)
                    + 1
            )
            .Select(n => _items.TryGetValue($"{range.Groups[1].Value}#{n}", out var cue) ? cue : default)
            .ToList();
        return cues.Exists(c => c.Text is null)
            ? null
            : (string.Join(' ', cues.Select(c => c.Text)), cues.TrueForAll(c => c.Side == "buyer") ? "buyer" : "seller");
    }

    private static string Plain(string text) => White().Replace(Nfkc.Of(text), " ").Trim();

    private string SideOf(string address) =>
        _sellerDomains.Exists(d => address.EndsWith("@" + d, StringComparison.OrdinalIgnoreCase)) ? "seller" : "buyer";

    private void Tables(string folder)
    {
        foreach (var r in Rows(folder, "deals.csv"))
        {
            foreach (var (column, value) in r)
            {
                _items[$"deal:{r["deal_id"]}#{column}"] = (value, "seller");
            }
        }
        foreach (var r in Rows(folder, "activities.csv"))
        {
            _items[$"activity:{r["activity_id"]}"] = ($"{r["subject"]}\n{r["body"]}", "seller");
        }
        foreach (var r in Rows(folder, "trackers.csv"))
        {
            _items[$"tracker:{r["tracker_id"]}"] = ($"{r["item"]} · {r["status"]} · {r["note"]}", "system");
        }
        foreach (var r in Rows(folder, "contacts.csv"))
        {
            _items[$"contact:{r["deal_id"]}#{r["email"]}"] = ($"{r["name"]} · {r["title"]} · {r["role"]} · {r["status"]}", "seller");
        }
        Numbered(folder, "stage_history.csv", "stage", r => $"{r["stage"]} · {r["entered_at"]}");
        Numbered(folder, "field_history.csv", "field", r => $"{r["field"]} · {r["old_value"]} → {r["new_value"]}");
    }

    private void Numbered(string folder, string file, string kind, Func<Dictionary<string, string>, string> text)
    {
        var seen = new Dictionary<string, int>();
        foreach (var r in Rows(folder, file))
        {
            var n = seen[r["deal_id"]] = seen.GetValueOrDefault(r["deal_id"]) + 1;
            _items[$"{kind}:{r["deal_id"]}#{n}"] = (text(r), "system");
        }
    }

    private void Transcript(string file)
    {
        var sidecar = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(file, ".json")))!;
        var buyers = sidecar["participants"]!
            .AsArray()
            .Where(p => p!["side"]!.ToString() == "buyer")
            .Select(p => p!["name"]!.ToString())
            .ToHashSet();
        var n = 0;
        foreach (
            var block in File.ReadAllText(file)
                .ReplaceLineEndings("\n")
                .Split("\n\n")
                .Where(b => b.Contains("-->", StringComparison.Ordinal))
        )
        {
            var said = string.Join(' ', block.Split('\n').SkipWhile(l => !l.Contains("-->", StringComparison.Ordinal)).Skip(1));
            var match = VoiceTag().Match(said) is { Success: true } tag ? tag : SpeakerPrefix().Match(said);
            var (who, text) = match.Success ? (match.Groups["who"].Value, match.Groups["said"].Value) : ("", said);
            _items[$"call:{Path.GetFileNameWithoutExtension(file)}#{++n}"] = (text, buyers.Contains(who) ? "buyer" : "seller");
        }
    }

    private static List<Dictionary<string, string>> Rows(string folder, string file)
    {
        if (!File.Exists(Path.Combine(folder, file)))
        {
            return [];
        }

        var lines = Fields(File.ReadAllText(Path.Combine(folder, file)).TrimStart('\uFEFF')).ToList();
        return
        [
            .. lines.Skip(1).Where(l => l.Count == lines[0].Count).Select(l => lines[0].Zip(l).ToDictionary(p => p.First, p => p.Second)),
        ];
    }

    /// <summary>RFC 4180 by hand: fields in quotes may hold commas, line ends and doubled quotes.</summary>
    private static IEnumerable<List<string>> Fields(string text)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i++];
            if (quoted && c == '"' && i < text.Length && text[i] == '"')
            {
                field.Append(text[i++]);
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || c is not (',' or '\n' or '\r'))
            {
                field.Append(c);
            }
            else if (c == ',' || c == '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
        }

        if (row.Count > 0 || field.Length > 0)
        {
            yield return [.. row, field.ToString()];
        }
    }

    [GeneratedRegex(@"^(call:.+)#(\d+)-(\d+)$")]
    private static partial Regex CueRange();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    [GeneratedRegex(
        @"</?(p|br|div|li|ul|ol|tr|td|table|h\d|blockquote|hr)\b[^>]*>",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex BlockTag();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex AnyTag();

    [GeneratedRegex(@"^<v (?<who>[^>]+)>(?<said>.*?)(</v>)?$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex VoiceTag();

    [GeneratedRegex(@"^(?<who>[^:]{1,60}): (?<said>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex SpeakerPrefix();
}
