using System.Text.Json.Nodes;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Graders;

/// <summary>
/// Graders of claims and what they cite. They do not ask the gates whether a quote stands: they look themselves, so that a broken gate
/// shows.
/// </summary>
internal static class CitationGraders
{
    public static Score Cites(GradeInput input)
    {
        var claims = input.Prepared.Proposal.Packet.Claims;
        var bare = claims.Where(c => c.Citations.Count == 0).ToList();
        return input.Share(
            claims.Count - bare.Count,
            claims.Count,
            bare.Count == 0 ? NoClaims(claims) : $"cites nothing: {Quoted(bare[0].Text)}"
        );
    }

    public static Score Quotes(GradeInput input)
    {
        var p = input.Prepared;
        var citations = All(p.Proposal);
        var bad = citations.Where(c => p.Dossier.Find(c.Evidence) is not { } item || !QuoteCheck.Stands(c.Quote, item.Text)).ToList();
        return input.Share(
            citations.Count - bad.Count,
            citations.Count,
            bad.Count == 0 ? NoClaims(p.Proposal.Packet.Claims) : $"{Quoted(bad[0].Quote)} does not stand in {bad[0].Evidence}"
        );
    }

    public static Score RightDeal(GradeInput input)
    {
        var p = input.Prepared;
        var citations = All(p.Proposal);
        var bad = citations
            .Where(c => p.Dossier.Find(c.Evidence) is not { } item || (item.Deal is { } deal && deal != p.Dossier.Deal.Id))
            .ToList();
        return input.Share(
            citations.Count - bad.Count,
            citations.Count,
            bad.Count == 0 ? NoClaims(p.Proposal.Packet.Claims) : $"{bad[0].Evidence} is nothing of this deal"
        );
    }

    public static Score Speaker(GradeInput input)
    {
        var p = input.Prepared;
        var attributed = p
            .Proposal.Packet.Claims.Select(c => (Claim: c, Said: Attribution.Of(c.Text, p.Dossier)))
            .Where(a => a.Said.Count > 0)
            .ToList();
        var wrong = attributed
            .Select(a => (a.Claim, Wrong: a.Said.FirstOrDefault(s => !Attribution.IsBy(s, a.Claim, p.Dossier))))
            .Where(a => a.Wrong is not null)
            .ToList();
        return input.Share(
            attributed.Count - wrong.Count,
            attributed.Count,
            wrong.Count == 0 ? "" : $"{wrong[0].Wrong} did not say what {Quoted(wrong[0].Claim.Text)} cites"
        );
    }

    public static Score SaidOn(GradeInput input)
    {
        var p = input.Prepared;
        var dated = p.Proposal.Packet.Claims.Where(c => Attribution.DaysOf(c.Text).Count > 0).ToList();
        var wrong = dated.Where(c => Attribution.DaysOf(c.Text).Any(d => !Attribution.IsDayOf(d, c, p.Dossier))).ToList();
        return input.Share(
            dated.Count - wrong.Count,
            dated.Count,
            wrong.Count == 0 ? "" : $"nothing that it cites is of that day: {Quoted(wrong[0].Text)}"
        );
    }

    public static Score Spoken(GradeInput input)
    {
        var p = input.Prepared;
        var claims = p.Proposal.Packet.Claims;
        var astray = claims
            .Select(c =>
                (Claim: c, Words: SpokenQuotes.Astray(c.Text, c.Citations.Select(q => p.Dossier.Find(q.Evidence)?.Text).OfType<string>()))
            )
            .Where(a => a.Words.Count > 0)
            .ToList();
        return input.Share(
            claims.Count - astray.Count,
            claims.Count,
            astray.Count == 0 ? NoClaims(claims) : $"nobody said {Quoted(astray[0].Words[0])}"
        );
    }

    public static Score Figures(GradeInput input) => OfGate(input, FiguresGate.FiguresAreInTheSource);

    public static Score Polarity(GradeInput input)
    {
        var p = input.Prepared;
        var claims = p.Proposal.Packet.Claims.Where(c => c.Citations.Count > 0).ToList();
        var turned = claims.Where(c => Graders.Polarity.IsTurned(c.Text, [.. c.Citations.Select(q => q.Quote)])).ToList();
        return input.Share(
            claims.Count - turned.Count,
            claims.Count,
            turned.Count == 0 ? "" : $"{Quoted(turned[0].Text)} turns its quote round"
        );
    }

    /// <summary>Pairs: what code can witness beside what the claim calls itself.</summary>
    public static Score FactWitness(GradeInput input)
    {
        var p = input.Prepared;
        var pairs = p
            .Proposal.Packet.Claims.Select(c =>
                (
                    Claim: c,
                    Pair: new ClassPair(
                        c.Citations.Any(q => WitnessGate.IsWitness(p.Dossier, q, c.Text)) ? "fact" : "inference",
                        c.Standing.ToString().ToLowerInvariant()
                    )
                )
            )
            .ToList();
        var facts = pairs.Where(x => x.Pair.Got == "fact").ToList();
        var bare = facts.Where(x => x.Pair.Expected != "fact").ToList();
        return input.Share(
            facts.Count - bare.Count,
            facts.Count,
            bare.Count == 0 ? "" : $"no buyer and no system says so: {Quoted(bare[0].Claim.Text)}"
        ) with
        {
            Pairs = [.. pairs.Select(x => x.Pair)],
        };
    }

    /// <summary>
    /// Of the sources that a reader found telling, those that the output cites; a range of cues counts for each cue in it.
    /// </summary>
    public static Score Evidence(GradeInput input)
    {
        if (input.Label(input.With("expected")!) is not JsonArray label)
        {
            return input.Skip("the label names no evidence");
        }
        var want = label.Select(e => GradeInput.Plain(e is JsonObject o ? o["evidence"] : e)).Distinct(StringComparer.Ordinal).ToList();
        var got = All(input.Prepared.Proposal).SelectMany(c => Names(c.Evidence)).ToHashSet(StringComparer.Ordinal);
        var missed = want.Where(w => !Names(new EvidenceName(w)).Any(got.Contains)).ToList();
        return input.Share(want.Count - missed.Count, want.Count, missed.Count == 0 ? "" : $"not cited: {string.Join(", ", missed)}");
    }

    /// <summary>Everything that the proposal cites.</summary>
    public static IReadOnlyList<Citation> All(Proposal proposal) =>
        [.. proposal.Packet.Claims.SelectMany(c => c.Citations), .. proposal.Packet.Exceptions.SelectMany(x => x.Citations)];

    private static Score OfGate(GradeInput input, Gate gate)
    {
        var p = input.Prepared;
        var claims = p.Proposal.Packet.Claims;
        var findings = gate.Judge(new GateCase(p.Proposal with { Actions = [] }, p.Dossier)).Where(f => f.Outcome is Outcome.Stop).ToList();
        var about = claims.Where(c => findings.Exists(f => f.About.Contains(c.Id, StringComparer.Ordinal))).ToList();
        return input.Share(
            claims.Count - about.Count,
            claims.Count,
            about.Count == 0 ? NoClaims(claims) : findings.First(f => f.About.Contains(about[0].Id, StringComparer.Ordinal)).Reason
        );
    }

    private static IEnumerable<string> Names(EvidenceName name)
    {
        yield return name.Value;
        var hash = name.Value.LastIndexOf('#');
        if (
            name.Kind != "call"
            || hash < 0
            || name.Value[(hash + 1)..].Split('-') is not [var a, var b]
            || !int.TryParse(a, out var first)
            || !int.TryParse(b, out var last)
        )
        {
            yield break;
        }
        for (var n = first; n <= Math.Min(last, first + 500); n++)
        {
            yield return FormattableString.Invariant($"{name.Value[..hash]}#{n}");
        }
    }

    private static string NoClaims(IReadOnlyList<Claim> claims) => claims.Count == 0 ? "it claims nothing" : "";

    private static string Quoted(string text) => $"`{(text.Length > 120 ? text[..119] + "…" : text)}`";
}
