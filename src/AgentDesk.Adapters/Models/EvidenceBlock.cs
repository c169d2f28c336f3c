using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Adapters.Models;

/// <summary>
/// The evidence of a dossier as a prompt carries it (prompts/README.md): between marker lines, one JSON object a line, so that no text can
/// close the block.
/// </summary>
/// <param name="Text">The block with its marker lines.</param>
/// <param name="Read">Names of the pieces in it.</param>
/// <param name="LeftOut">Names of the pieces that did not fit. One that is in both was cut short.</param>
public sealed record EvidenceBlock(string Text, IReadOnlyList<string> Read, IReadOnlyList<string> LeftOut)
{
    /// <summary>The newest words of the buyer are never left out: this many pieces.</summary>
    private const int BuyerWordsKept = 8;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes what fits into <paramref name="maxTokens"/>; what does not is left out, oldest and least relevant first.</summary>
    public static EvidenceBlock Write(Dossier dossier, int maxTokens)
    {
        var day = DateOnly.FromDateTime(dossier.Now.UtcDateTime);
        var assets = dossier
            .Team.Assets.GroupBy(a => a.Stem, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var details = new EvidenceDetails(dossier);
        var longest = maxTokens / 4;
        var lines = dossier
            .Items.Where(IsShown)
            .Select(
                (item, i) =>
                {
                    var asset = item.Kind == "asset" ? assets.GetValueOrDefault(item.Name.Value["asset:".Length..]) : null;

                    // What cannot be told to a customer is known by its title: its words can carry nothing. How we escalate is told to nobody
                    // outside, and says whom to ask, for what, by when.
                    var text =
                        asset is not null && !MayBeTold(asset, day) && !IsEscalationRule(asset, day) ? null : Clip(item.OwnWords, longest);
                    var isCut = text is not null && text.Length < item.OwnWords.Length;
                    return new Line(item, i, asset, isCut, Json(item, text, isCut, details.Of(item)));
                }
            )
            .ToList();

        var kept = Fit(lines, dossier.Now, day, maxTokens);
        var into = new StringBuilder("BEGIN EVIDENCE\n");
        foreach (var line in lines.Where(l => kept.Contains(l.Index)))
        {
            into.Append(line.Written).Append('\n');
        }
        return new EvidenceBlock(
            into.Append("END EVIDENCE").ToString(),
            [.. lines.Where(l => kept.Contains(l.Index)).Select(l => l.Item.Name.Value)],
            [.. lines.Where(l => l.IsCut || !kept.Contains(l.Index)).Select(l => l.Item.Name.Value)]
        );
    }

    /// <summary>What code knows, as the block that a prompt carries it in.</summary>
    public static string Inputs(JsonObject inputs) => $"BEGIN INPUTS\n{OneLine(inputs.ToJsonString(DeskJson.Options))}\nEND INPUTS";

    private static bool IsShown(EvidenceItem item) =>
        item.Kind switch
        {
            "contact" => false,
            // The inputs carry the others already. The next step stays: it is a rep's sentence, and may be cited.
            "deal" => item.Text.Length > 0
                && (!DealColumns.IsStandard(item.Title) || string.Equals(item.Title, "next_step", StringComparison.OrdinalIgnoreCase)),
            _ => true,
        };

    private static HashSet<int> Fit(List<Line> lines, DateTimeOffset now, DateOnly day, int maxTokens)
    {
        var kept = lines.Select(l => l.Index).ToHashSet();
        var size = lines.Sum(l => (long)l.Tokens);
        if (size <= maxTokens)
        {
            return kept;
        }

        var newest = lines
            .Where(l => l.Item is { Side: Side.Buyer, IsAutomatic: false })
            .OrderByDescending(l => l.Item.At)
            .Take(BuyerWordsKept)
            .Select(l => l.Index)
            .ToHashSet();
        foreach (
            var line in lines
                .Where(l => l.Item.Kind != "tracker" && !newest.Contains(l.Index))
                .OrderByDescending(l => Staleness(l, now, day))
                .ThenBy(l => l.Index)
        )
        {
            kept.Remove(line.Index);
            size -= line.Tokens;
            if (size <= maxTokens)
            {
                break;
            }
        }

        return kept;
    }

    /// <summary>Age in days, stretched for what says less of where a deal stands.</summary>
    private static double Staleness(Line line, DateTimeOffset now, DateOnly day)
    {
        if (line.Asset is { } asset)
        {
            return asset.IsUsable(day) ? 120 : 10_000;
        }

        var age = Math.Max(0, (now - line.Item.At).TotalDays);
        return line.Item switch
        {
            { IsAutomatic: true } => age * 2,
            { Kind: "field" or "stage" or "event" or "deal" } => age * 0.5,
            { Side: Side.Buyer } => age * 0.5,
            { Kind: "call", Side: Side.Unknown } => age * 1.2,
            _ => age,
        };
    }

    private static bool MayBeTold(Asset asset, DateOnly day) =>
        asset.IsUsable(day) && asset.Audience?.TrimStart().StartsWith("internal", StringComparison.OrdinalIgnoreCase) != true;

    private static bool IsEscalationRule(Asset asset, DateOnly day) => asset.Kind == "escalation_playbook" && asset.IsUsable(day);

    private static string Json(EvidenceItem item, string? text, bool isCut, JsonObject details)
    {
        var buffer = new ArrayBufferWriter<byte>((text?.Length ?? 0) + 200);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("name", item.Name.Value);
            json.WriteString("kind", item.Kind);

            // The day on which a record was made says nothing of when a field was filled.
            if (item.Kind is not ("deal" or "asset"))
            {
                json.WriteString("at", item.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            }
            json.WriteString("side", SideOf(item.Side));
            if (item.Author is { } author)
            {
                json.WriteString("author", author);
            }
            json.WriteString("title", item.Title);
            if (text is not null)
            {
                json.WriteString("text", text);
            }
            if (item.IsAutomatic)
            {
                json.WriteBoolean("automatic", true);
            }
            if (isCut)
            {
                json.WriteBoolean("cut", true);
            }
            if (InjectionScan.Of(item).Count > 0)
            {
                json.WriteBoolean("planted", true);
            }
            foreach (var (name, value) in details)
            {
                json.WritePropertyName(name);
                value!.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return OneLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static string SideOf(Side side) =>
        side switch
        {
            Side.Buyer => "buyer",
            Side.Seller => "seller",
            Side.Partner => "partner",
            Side.System => "system",
            _ => "unknown",
        };

    // JSON escapes the line breaks of ASCII. Unicode has three more, and a reader may take them for one.
    private static string OneLine(string json) =>
        json.Replace("\u0085", "\\u0085", StringComparison.Ordinal)
            .Replace("\u2028", "\\u2028", StringComparison.Ordinal)
            .Replace("\u2029", "\\u2029", StringComparison.Ordinal);

    private static string Clip(string text, int maxTokens)
    {
        var max = (int)Math.Min(int.MaxValue, Math.Max(200, maxTokens * 3L));
        if (text.Length <= max)
        {
            return text;
        }
        return text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
    }

    private sealed record Line(EvidenceItem Item, int Index, Asset? Asset, bool IsCut, string Written)
    {
        public int Tokens { get; } = TokenCount.Of(Written) + 1;
    }
}
