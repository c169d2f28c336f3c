using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;
using Signal = AgentDesk.Adapters.Models.Embedded.Weighing.Signal;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>
/// Words the claims: each says who said it and when, and quotes it. Nothing stands in a claim that does not stand in its source.
/// </summary>
internal static partial class ClaimWriter
{
    [GeneratedRegex(
        @"\b(?:is|are) (?:definitely|certainly|clearly|obviously|undoubtedly)\b|\bwithout (?:a )?doubt\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Certain();

    private const int MostKnown = 6;
    private const int MostAgainst = 4;
    private const int LongestQuote = 420;
    private const double Telling = 0.22;

    /// <summary>What settles a topic less plainly than this merely brushes it.</summary>
    private const double Faint = -0.1;

    public static IReadOnlyList<AnalystClaim> Write(DealReading reading, Diagnosis d)
    {
        List<AnalystClaim> claims = [.. Beside(reading, [.. Known(reading, d)]), .. Against(reading, d)];
        if (claims.Count > 0)
        {
            return claims;
        }

        // Where nothing speaks for anything, what was said last is still worth seeing.
        var last = d
            .Statements.Where(s => s.IsBuyers)
            .OrderByDescending(s => s.Source.At)
            .Take(2)
            .Select(s => Claim(reading, "context", "", s.Source, s.Sentence))
            .OfType<AnalystClaim>()
            .ToList();
        return last.Count > 0
            ? last
            :
            [
                .. d
                    .Statements.OrderByDescending(s => s.Source.At)
                    .Take(2)
                    .Select(s => Claim(reading, "context", "", s.Source, s.Sentence))
                    .OfType<AnalystClaim>(),
            ];
    }

    // A piece that carries a planted instruction is no claim's only support: what another piece says of the same blocker stands beside it.
    private static IEnumerable<AnalystClaim> Beside(DealReading reading, List<AnalystClaim> known)
    {
        bool IsPlanted(AnalystClaim c) => reading.Find(c.Citations[0].Evidence.Value) is { } piece && Injection.IsIn(piece);
        var clean = known.Find(c => c.Standing == Standing.Fact && !IsPlanted(c)) ?? known.Find(c => !IsPlanted(c));
        return known.Select(c => clean is not null && IsPlanted(c) ? c with { Citations = [.. c.Citations, clean.Citations[0]] } : c);
    }

    private static IEnumerable<AnalystClaim> Known(DealReading reading, Diagnosis d)
    {
        if (d.Category == Blockers.None)
        {
            return Moving(reading, d);
        }

        var categories = new[] { d.Category }.Concat(d.Secondary).ToList();
        var speaking =
            d.Category == Blockers.Unresponsive
                ? d
                    .Statements.Where(s => s.IsBuyers)
                    .OrderByDescending(s => s.Source.At)
                    .Take(2)
                    .Select(s => new Signal(d.Category, 1, "said last", s.Source, s.Sentence))
                : d
                    .Signals.Where(s => s.Amount > 0.03 && categories.Contains(s.Category, StringComparer.Ordinal))
                    .OrderByDescending(s => s.Category == d.Category)
                    .ThenByDescending(s => s.Amount);
        // Beside words that say it plainly, those that merely touch on it are noise.
        var most = d.Signals.Where(s => s.Category == d.Category).Select(s => s.Amount).DefaultIfEmpty().Max();
        speaking = speaking.Where(s => s.Category != d.Category || s.Amount >= Telling * most);
        var said = Distinct(speaking)
            .Take(d.Secondary.Count > 0 ? MostKnown : MostKnown - 1)
            .Select(s => Claim(reading, "known", "", s.Piece, s.Sentence))
            .OfType<AnalystClaim>()
            .ToList();
        return categories.Contains("stakeholder", StringComparer.Ordinal) ? said.Concat(Departed(reading, said)) : said;
    }

    // Who left by the record alone said no farewell that could be quoted: the contact's row is what shows it.
    private static IEnumerable<AnalystClaim> Departed(DealReading reading, List<AnalystClaim> said)
    {
        var heard = said.Select(k => reading.Find(k.Citations[0].Evidence.Value)?.Author).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return reading
            .Inputs.Contacts.Where(c => c is { Side: Side.Buyer, Status: "left", Since: null } && !heard.Contains(c.Name))
            .Select(c => Claim(reading, "known", "", reading.RowOf(c), $"{c.Role} · {c.Status}"))
            .OfType<AnalystClaim>();
    }

    private static IEnumerable<AnalystClaim> Moving(DealReading reading, Diagnosis d)
    {
        var said = d
            .Statements.Where(s => s.IsBuyers && s.Turn <= 1 && s.Sentence.Length > 25)
            .OrderByDescending(s => ReferenceEquals(s, d.Pulse.Step))
            .ThenByDescending(s => s.Weight * s.Settled)
            .Take(3)
            .Select(s => Claim(reading, "known", "", s.Source, s.Sentence))
            .OfType<AnalystClaim>();
        return said;
    }

    private static IEnumerable<AnalystClaim> Against(DealReading reading, Diagnosis d)
    {
        // The record that calls finished what is named here must be seen beside the diagnosis.
        var denied = reading
            .Inputs.Trackers.Where(t => t.IsDone && t.Kind == d.Category)
            .Select(t => reading.Find(t.Name))
            .OfType<EvidencePiece>()
            .Select(p => Claim(reading, "against", $"Speaks against {Name(d.Category)}: ", p, null))
            .OfType<AnalystClaim>();
        var done = reading
            .Inputs.Trackers.Where(t => t.IsDone && t.Kind != d.Category)
            .Select(t => (t.Kind, Claim: Claim(reading, "against", $"Rules out {Name(t.Kind)}: ", reading.Find(t.Name), null)));
        var said = d
            .Signals.Where(s =>
                s.Amount < (s.Because == "ruled out" ? -0.04 : Faint)
                && s.Category != d.Category
                && !d.Secondary.Contains(s.Category, StringComparer.Ordinal)
                && s.Piece?.Side == Side.Buyer
            )
            .GroupBy(s => s.Category, StringComparer.Ordinal)
            .Select(g => g.OrderBy(s => s.Amount).First())
            .OrderBy(s => s.Amount)
            .Select(s =>
                (
                    Kind: s.Category,
                    Claim: Claim(
                        reading,
                        "against",
                        $"{(s.Because == "ruled out" ? "Rules out" : "Speaks against")} {Name(s.Category)}: ",
                        s.Piece,
                        s.Sentence
                    )
                )
            );
        var others = said.Concat(done)
            .Where(c => c.Claim is not null)
            .DistinctBy(c => c.Kind, StringComparer.Ordinal)
            .Select(c => c.Claim!);
        return denied.Concat(others).Take(MostAgainst);
    }

    private static IEnumerable<Signal> Distinct(IEnumerable<Signal> signals) =>
        signals.Where(s => s.Piece is not null).DistinctBy(s => $"{s.Piece!.Name}\n{s.Sentence}", StringComparer.Ordinal);

    public static AnalystClaim? Claim(DealReading reading, string section, string lead, EvidencePiece? piece, string? sentence)
    {
        if (piece is null)
        {
            return null;
        }

        // Of a piece with a planted instruction its honest sentences are quoted, and no word of the passage.
        var quote = sentence ?? Whole(reading, piece);
        if (Injection.Taints(piece, quote) || quote.Length == 0 || quote.Length > LongestQuote || QuoteCheck.IsTooShort(piece.Kind, quote))
        {
            return null;
        }

        // What one of us is "clearly" sure of is a hope, and no evidence.
        if (piece.Side == Side.Seller && Certain().IsMatch(quote))
        {
            return null;
        }

        var author = Author(reading, piece);
        var day = piece.At.UtcDateTime.ToString("d MMMM", CultureInfo.InvariantCulture);
        var source = piece.Kind switch
        {
            "tracker" => "the tracker says",
            "contact" => $"the deal's contacts say of {piece.Title}",
            "signal" => $"a signal of {day} says",
            "call" => $"{author ?? "a participant"} said on {day}",
            "activity" => $"{author ?? "a colleague"} noted on {day}",
            "thread" => $"{author ?? "a colleague"} wrote internally on {day}",
            _ => $"{author ?? "a participant"} wrote on {day}",
        };
        var text = $"{lead}{source}: \"{quote.Replace('"', '\'')}\"";
        // What our own side says is how we see it, never a fact; so is an auto-reply about anything but its sender.
        var fact = piece.Side is Side.Buyer or Side.System;
        return new AnalystClaim(
            section,
            char.ToUpperInvariant(text[0]) + text[1..],
            fact ? Standing.Fact : Standing.Inference,
            [new Citation(new EvidenceName(piece.Name), quote)]
        );
    }

    // A piece whole. Of a row with a planted field: what stands together beside it, with the status where it has one, for that is the
    // system's own word.
    private static string Whole(DealReading reading, EvidencePiece piece)
    {
        if (!Injection.IsIn(piece))
        {
            return piece.Text.Trim();
        }
        if (!EvidenceText.IsRow(piece.Kind))
        {
            return "";
        }

        var status = reading.Inputs.Trackers.FirstOrDefault(t => t.Name == piece.Name)?.Status;
        return Injection
                .Honest(piece)
                .Split(InjectionScan.TakenOut)
                .Select(part => part.Trim(' ', '·'))
                .OrderByDescending(part => status is not null && part.Contains(status, StringComparison.Ordinal))
                .ThenByDescending(part => part.Length)
                .FirstOrDefault()
            ?? "";
    }

    // A log names its author by address; people read names.
    private static string? Author(DealReading reading, EvidencePiece piece) =>
        piece.Author is { } author && author.Contains('@', StringComparison.Ordinal)
            ? reading.Inputs.Colleagues.FirstOrDefault(c => string.Equals(c.Email, author, StringComparison.OrdinalIgnoreCase))?.Name
                ?? reading.Contact(author)?.Name
                ?? author
            : piece.Author;

    /// <summary>The category in words.</summary>
    public static string Name(string category) =>
        category switch
        {
            "weak_case" => "a weak business case",
            "fit_scope" => "a gap in fit or scope",
            "missing_asset" => "something that we owe",
            "no_decision_process" => "the lack of a decision process",
            "reorg_freeze" => "a reorganisation or freeze",
            "stakeholder" => "the loss of a contact",
            _ => category,
        };
}
