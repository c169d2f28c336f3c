using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Surfaces.Review;

/// <summary>One line of a conversation, or one paragraph of a text.</summary>
/// <param name="When">The clock of a transcript, the minute of a message.</param>
/// <param name="IsAround">It surrounds what is cited.</param>
/// <param name="IsQuotedBack">It repeats what somebody wrote earlier.</param>
public sealed record SourceLine(string? When, string? Who, Side Side, bool IsAround, bool IsQuotedBack, IReadOnlyList<Piece> Pieces);

/// <summary>A source in place: whole, or with what stands around the cited words.</summary>
/// <param name="Heading">Who wrote it, or what it is.</param>
/// <param name="Stands">Whether every cited quote stands in the source as it reads now.</param>
/// <param name="IsTalk">Lines with speakers (calls, threads), rather than one text.</param>
/// <param name="Before">Lines before the first shown; <paramref name="After"/>, after the last.</param>
public sealed record Source(
    EvidenceName Name,
    Side Side,
    string Heading,
    string? To,
    string? Subject,
    DateTimeOffset At,
    bool IsAutomatic,
    bool Stands,
    bool IsTalk,
    IReadOnlyList<SourceLine> Lines,
    int Before,
    int After
)
{
    /// <summary>An earlier export held it and the latest one does not.</summary>
    public bool IsKept { get; init; }
}

/// <summary>Opens sources out of a dossier.</summary>
internal static class Sources
{
    /// <summary>Lines before and after the cited ones that make a conversation readable.</summary>
    public const int Around = 2;

    /// <summary>A source as a link names it: "Nadine, mail, 21 May".</summary>
    public static string Cite(Dossier? dossier, EvidenceName name, Names names)
    {
        if (dossier?.Find(name) is not { } item)
        {
            return name.Value;
        }
        var kind = KindWord(name.Kind);
        var named = item.Kind is "deal" or "contact" or "asset" or "tracker" ? $": {Words.Plain(item.Title)}" : "";
        var dated = item.Kind is "deal" or "contact" or "asset" ? "" : $", {Words.Day(item.At)}";
        return (FirstNameOf(item, names) is { } who && item.Kind != "asset" ? $"{who}, {Words.Lower(kind)}" : kind) + named + dated;
    }

    private static string? FirstNameOf(EvidenceItem item, Names names)
    {
        if (item.AuthorEmail is { } mail && names[mail] != mail)
        {
            return names.First(mail);
        }
        return item.Author is { } author && !author.Contains('@', StringComparison.Ordinal) ? author.Split(' ')[0] : null;
    }

    /// <summary>The source with <paramref name="quotes"/> marked, or null when the dossier has no piece of this name.</summary>
    /// <param name="around">Lines to show on either side of a conversation; all when null.</param>
    public static Source? Open(Dossier dossier, EvidenceName name, IReadOnlyList<string> quotes, Names names, int? around)
    {
        if (dossier.Find(name) is not { } item)
        {
            return null;
        }

        var stands = quotes.All(q => QuoteCheck.Stands(q, item.Text));
        var source = name.Kind switch
        {
            "mail" when dossier.File.Mails.FirstOrDefault(m => name.Value == $"mail:{m.Id}") is { } mail => Letter(
                item,
                mail,
                quotes,
                stands,
                names
            ),
            "call" => Talk(item, quotes, stands, around, [.. CallOf(dossier, name)], $"Call: {item.Title}"),
            "thread" => Talk(item, quotes, stands, around, [.. ThreadOf(dossier, name)], "#" + item.Title),
            _ => Plain(item, quotes, stands, names),
        };
        return source with { IsKept = item.IsKept };
    }

    private static Source Letter(EvidenceItem item, Mail mail, IReadOnlyList<string> quotes, bool stands, Names names)
    {
        var pieces = Marks.In(mail.Body, quotes);
        var own = mail.OwnWords.Trim();
        var at = own.Length == 0 ? -1 : mail.Body.IndexOf(own, StringComparison.Ordinal);
        var end = at < 0 ? mail.Body.Length : at + own.Length;
        var lines = new List<SourceLine> { new(null, null, mail.Side, false, false, Trim(Slice(pieces, 0, end))) };
        if (Trim(Slice(pieces, end, mail.Body.Length)) is { Count: > 0 } back)
        {
            lines.Add(new SourceLine(null, null, mail.Side, false, true, back));
        }

        return new Source(
            item.Name,
            item.Side,
            mail.From.Name ?? names[mail.From.Address],
            names.List(mail.To.Select(t => t.Address)),
            mail.Subject,
            mail.SentAt,
            mail.IsAutoReply,
            stands,
            false,
            lines,
            0,
            0
        );
    }

    private static Source Talk(
        EvidenceItem item,
        IReadOnlyList<string> quotes,
        bool stands,
        int? around,
        List<(string Name, string When, string? Who, Side Side, string Text, bool Cited)> lines,
        string heading
    )
    {
        var first = lines.FindIndex(l => l.Cited);
        var last = lines.FindLastIndex(l => l.Cited);
        var from = around is { } n ? Math.Max(0, first - n) : 0;
        var to = around is { } m ? Math.Min(lines.Count - 1, last + m) : lines.Count - 1;
        var marked = Marks.Across([.. lines[first..(last + 1)].Select(l => l.Text)], quotes);
        return new Source(
            item.Name,
            item.Side,
            heading,
            null,
            null,
            item.At,
            false,
            stands,
            true,
            [
                .. Enumerable
                    .Range(from, to - from + 1)
                    .Select(i => new SourceLine(
                        lines[i].When,
                        lines[i].Who,
                        lines[i].Side,
                        i < first || i > last,
                        false,
                        i >= first && i <= last ? marked[i - first] : [new Piece(lines[i].Text, false)]
                    )),
            ],
            from,
            lines.Count - 1 - to
        );
    }

    private static Source Plain(EvidenceItem item, IReadOnlyList<string> quotes, bool stands, Names names) =>
        new(
            item.Name,
            item.Side,
            $"{KindWord(item.Kind)}{(item.Author is { } who ? $", {names[who]}" : "")}",
            null,
            item.Title == item.Text ? null
                : item.Kind == "deal" ? Words.Plain(item.Title)
                : item.Title,
            item.At,
            item.IsAutomatic,
            stands,
            false,
            [new SourceLine(null, item.Author, item.Side, false, false, Marks.In(item.Text, quotes))],
            0,
            0
        );

    private static IEnumerable<(string, string, string?, Side, string, bool)> CallOf(Dossier dossier, EvidenceName name)
    {
        var hash = name.Value.LastIndexOf('#');
        var range = name.Value[(hash + 1)..].Split('-');
        var (from, to) = (
            int.Parse(range[0], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(range[^1], System.Globalization.CultureInfo.InvariantCulture)
        );
        return dossier
            .File.Calls.First(c => name.Value[..hash] == $"call:{c.Id}")
            .Cues.Select(q =>
                (
                    EvidenceText.CueName("", q.Number).Value,
                    Words.Clock(q.Start),
                    q.Speaker,
                    q.Side,
                    q.Text,
                    q.Number >= from && q.Number <= to
                )
            );
    }

    private static IEnumerable<(string, string, string?, Side, string, bool)> ThreadOf(Dossier dossier, EvidenceName name)
    {
        var cited = dossier.File.Thread.First(t => name.Value == $"thread:{t.Channel}#{t.Ts}");
        return dossier
            .File.Thread.Where(t => t.Channel == cited.Channel)
            .Select(t => (t.Ts, Words.Minute(t.At), (string?)(t.AuthorName ?? t.UserId), Side.Seller, t.Text, t == cited));
    }

    /// <summary>What a person would call a kind of source.</summary>
    public static string KindWord(string kind) =>
        kind switch
        {
            "mail" => "Mail",
            "call" => "Call",
            "thread" => "Thread",
            "activity" => "CRM log",
            "tracker" => "Tracker",
            "deal" => "CRM field",
            "stage" => "Stage history",
            "field" => "Field history",
            "contact" => "Contact",
            "event" => "Calendar",
            "asset" => "Approved asset",
            "signal" => "Signal",
            _ => Words.Plain(kind),
        };

    private static List<Piece> Slice(IReadOnlyList<Piece> pieces, int from, int to)
    {
        var into = new List<Piece>();
        var at = 0;
        foreach (var p in pieces)
        {
            var (a, b) = (Math.Max(from, at), Math.Min(to, at + p.Text.Length));
            if (a < b)
            {
                into.Add(p with { Text = p.Text[(a - at)..(b - at)] });
            }
            at += p.Text.Length;
        }

        return into;
    }

    private static List<Piece> Trim(List<Piece> pieces)
    {
        while (pieces.Count > 0 && string.IsNullOrWhiteSpace(pieces[0].Text))
        {
            pieces.RemoveAt(0);
        }
        while (pieces.Count > 0 && string.IsNullOrWhiteSpace(pieces[^1].Text))
        {
            pieces.RemoveAt(pieces.Count - 1);
        }
        if (pieces.Count == 0)
        {
            return pieces;
        }
        pieces[0] = pieces[0] with { Text = pieces[0].Text.TrimStart() };
        pieces[^1] = pieces[^1] with { Text = pieces[^1].Text.TrimEnd() };
        return pieces;
    }
}
