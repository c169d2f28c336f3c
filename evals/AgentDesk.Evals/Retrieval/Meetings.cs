using System.Globalization;
using System.Text.Json;
using AgentDesk.Core.Deals;

namespace AgentDesk.Evals.Retrieval;

/// <summary>A query with the turns that answer it, as ranges counted from 0, both ends included.</summary>
internal sealed record LabelledQuery(string Text, IReadOnlyList<(int First, int Last)> Spans);

internal sealed record Turn(string Speaker, string Text);

internal sealed record LabelledMeeting(string Name, IReadOnlyList<Turn> Turns, IReadOnlyList<LabelledQuery> Queries)
{
    /// <summary>The meeting as a deal with one call: turn 0 is cue 1.</summary>
    public DealFile AsDeal()
    {
        var start = new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
        var deal = new Deal(
            new DealId(Name),
            "",
            "",
            "",
            null,
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            DealStatus.Open,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        var cues = Turns.Select((t, i) => new Cue(i + 1, TimeSpan.FromSeconds(i), t.Speaker, Side.Unknown, t.Text)).ToList();
        return new DealFile(deal, [], [], [], [], [], [new Call(Name, "", start, null, [], cues)], [], [], [], [], []);
    }
}

/// <summary>Reads QMSum's JSON lines (Yale-LILY/QMSum, MIT).</summary>
internal static class Meetings
{
    public static IReadOnlyList<LabelledMeeting> Read(string file) =>
        [.. File.ReadLines(file).Select((line, i) => Parse(line, string.Create(CultureInfo.InvariantCulture, $"M{i + 1:00}")))];

    private static LabelledMeeting Parse(string line, string name)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new LabelledMeeting(
            name,
            [
                .. root.GetProperty("meeting_transcripts")
                    .EnumerateArray()
                    .Select(t => new Turn(t.GetProperty("speaker").GetString()!, t.GetProperty("content").GetString()!)),
            ],
            [
                .. root.GetProperty("specific_query_list")
                    .EnumerateArray()
                    .Select(q => new LabelledQuery(
                        q.GetProperty("query").GetString()!,
                        [.. q.GetProperty("relevant_text_span").EnumerateArray().Select(s => (Number(s[0]), Number(s[1])))]
                    )),
            ]
        );
    }

    private static int Number(JsonElement text) => int.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
