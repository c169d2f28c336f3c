using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>
/// What a customer is told about security, legal terms, prices and discounts comes from an approved, unexpired asset meant for customers,
/// which the message names. Asking, promising an answer and repeating the customer's own words are no statements; neither is the amount
/// that stands in the deal's record.
/// </summary>
public static partial class ApprovedMaterialGate
{
    public static readonly Gate ApprovedMaterialOnly = new(
        "approved-material-only",
        "security, legal, pricing and discount statements to a customer come from an approved, unexpired asset, and say which",
        "SD",
        Unapproved
    );

    private static List<Finding> Unapproved(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions.Where(ActionTexts.ReachesCustomer))
        {
            findings.AddRange(Unusable(c, action).Select(problem => ApprovedMaterialOnly.Withhold(problem, action.Id.Value)));
            foreach (var sentence in Sentences.Of(WithoutBuyersWords(c, ActionTexts.Of(action.Payload))))
            {
                if (
                    TopicOf(sentence) is not { } topic
                    || (topic.Name == "price" && IsRecordedAmount(c, sentence))
                    || Support(c, action, topic.Kinds) is not { } problem
                )
                {
                    continue;
                }
                findings.Add(
                    ApprovedMaterialOnly.Withhold($"`{sentence}` states something about {topic.Name}: {problem}", action.Id.Value)
                );
            }
        }

        return findings;
    }

    // An asset that is internal, expired or not approved is not quoted or named to a customer at all, whatever it is about.
    private static IEnumerable<string> Unusable(GateCase c, ProposedAction action)
    {
        var text = ActionTexts.Of(action.Payload);
        var cited = (action.Payload as ActionPayload.EmailDraft)?.SomethingNew?.Evidence.Value;
        foreach (
            var asset in c.Dossier.Team.Assets.Where(a =>
                cited == $"asset:{a.Stem}" || text.Contains(a.Title, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            if (Fault(c, asset) is { } fault)
            {
                yield return $"it brings `asset:{asset.Stem}`, which {fault}";
            }
        }

        // Nor are its words used without its name.
        var words = Runs(text).ToHashSet(StringComparer.Ordinal);
        foreach (var asset in c.Dossier.Team.Assets.Where(a => !IsForCustomers(a)))
        {
            if (Runs(asset.Body).FirstOrDefault(words.Contains) is { } run)
            {
                yield return $"`{run.ToLowerInvariant()}` are words of `asset:{asset.Stem}`, which is internal";
            }
        }
    }

    private const int RunOfWords = 7;

    private static IEnumerable<string> Runs(string text)
    {
        var words = WordSets.Of(text);
        for (var i = 0; i + RunOfWords <= words.Count; i++)
        {
            yield return string.Join(' ', words.Skip(i).Take(RunOfWords));
        }
    }

    private static string? Fault(GateCase c, Asset asset)
    {
        var today = DateOnly.FromDateTime(c.Now.UtcDateTime);
        if (!asset.IsUsable(today))
        {
            return asset.ExpiresOn is { } end && end < today
                ? string.Create(CultureInfo.InvariantCulture, $"expired on {end:yyyy-MM-dd}")
                : "is not approved for today";
        }
        return IsForCustomers(asset) ? null : "is internal";
    }

    // Repeating the customer's own words, in quotation marks and word for word, states nothing of ours.
    private static string WithoutBuyersWords(GateCase c, string text) =>
        Quotation()
            .Replace(
                text,
                m =>
                    c.Dossier.Items.Any(i => i.Side == Side.Buyer && QuoteCheck.Stands(m.Groups["q"].Value, i.OwnWords)) ? "\"…\"" : m.Value
            );

    private static (string Name, string[] Kinds)? TopicOf(string sentence)
    {
        // A discount is an offer however it is put, even as a question.
        if (Discount().IsMatch(sentence) && !Declining().IsMatch(sentence))
        {
            return ("discount", ["pricing"]);
        }
        if (sentence.EndsWith('?') || Deferring().IsMatch(sentence))
        {
            return null;
        }
        if (Security().IsMatch(sentence))
        {
            return ("security", ["security_pack"]);
        }
        if (Legal().IsMatch(sentence))
        {
            return ("legal terms", ["legal_template"]);
        }
        return Price().IsMatch(sentence) ? ("price", ["pricing"]) : null;
    }

    private static bool IsRecordedAmount(GateCase c, string sentence) =>
        c.Deal.Amount is { } amount
        && Figures.Of(sentence).Numbers is { Count: > 0 } figures
        && figures.All(f => f.Values.Contains(amount.Amount));

    /// <summary>Null when an asset carries the statement, else what is wrong.</summary>
    private static string? Support(GateCase c, ProposedAction action, string[] kinds)
    {
        var text = ActionTexts.Of(action.Payload);
        var cited = (action.Payload as ActionPayload.EmailDraft)?.SomethingNew?.Evidence.Value;
        var named = c
            .Dossier.Team.Assets.Where(a =>
                kinds.Contains(a.Kind, StringComparer.Ordinal)
                && (cited == $"asset:{a.Stem}" || text.Contains(a.Title, StringComparison.OrdinalIgnoreCase))
            )
            .ToList();
        if (named.Count == 0)
        {
            return $"name the approved asset that says so ({string.Join(" or ", kinds)}), or leave it to its qualified owner";
        }

        return named.Exists(a => Fault(c, a) is null) ? null : $"`asset:{named[0].Stem}` {Fault(c, named[0])}";
    }

    private static bool IsForCustomers(Asset asset) =>
        asset.Audience is not { } audience || !audience.TrimStart().StartsWith("internal", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("[\"“](?<q>[^\"“”\\n]{8,})[\"”]", RegexOptions.CultureInvariant)]
    private static partial Regex Quotation();

    private const string Asserts =
        @"(we|our|us|it|is|are|has|have|holds?|meets?|passed|supports?|stores?|encrypts?|complies|compliant|certified|accepts?|agrees?|can|offer|cap|caps|covers?|guarantees?)";

    [GeneratedRegex(
        @"\b\d+([.,]\d+)?\s?(%|percent|per cent)\s+(off|discount|reduction|lower|less|cheaper)|\b(a|the|our|extra|further|additional|special|one-time|\d+\s?%|volume|multi-?year|end[- ]of[- ](quarter|month|year)) discount\b|\bdiscount(ed)? (of|by|to|price|rate|if|for)\b|\b(free|waive[ds]?|no charge for|throw in|knock(ed)? off|sharpen(ed)? (the|our|my) pencil|price (cut|break|match|hold)|special (price|rate|pricing)|better (rate|price|number)|deferred billing)\b[^.!?\n]{0,40}\b(months?|setup|set-up|implementation|onboarding|training|fees?|price|if you|sign|you|by|licen[cs]es?|seats?)\b|\b(take|took|taking|bring|brings|get|knock) [^.!?\n]{0,20}\d+([.,]\d+)?\s?(%|percent) off\b|\b(half|third|quarter|fifth|tenth|percent|per cent) (off|less|cheaper)\b|\b(off|below) (the |our |your )?(list |quoted |proposed |full )?(price|fee|quote|list)s?\b|\b(lower|reduce|cut|drop|halve|trim|shave|slash|soften) (the|our|that|this|your) (list |annual |monthly |yearly |total )?(price|pricing|fees?|rate|quote)s?\b|\b(move|flex|budge|give|(come|go) down|negotiate|flexible|flexibility|(wiggle )?room) on (the |our )?(price|pricing|fees?|number)\b|\bwe('d| would| could| can|'ll| will) (be|go|come out|make it|make this) [^.!?\n]{0,15}cheaper\b|\b(months?|weeks?|quarter|year|set-?up|training|onboarding|implementation|seats?|licen[cs]es?) (is |are |would be |will be |comes? |for )?(free|on us|on the house|at no (extra )?(cost|charge))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Discount();

    [GeneratedRegex(
        @"\b(not|no|never|without|rather than|instead of) (about |offering |going to offer )?(a |any |the |another )?(discount|price)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Declining();

    // What is promised for later, asked of a colleague, or told back to the customer as theirs.
    [GeneratedRegex(
        @"\b(i|we)( will|'ll| am going to| are going to| am| are| have|'ve| would like to|'d like to) (now |already |just |also )?(ask(ed|ing)?|come back|find(ing)? out|check(ed|ing)?|arrang(e|ed|ing)|rout(e|ed|ing)|forward(ed|ing)?|pass(ed|ing)?|hand(ed|ing)?|confirm(ed|ing)? with|set(ting)? up|put (you|it|them|this|that))\b|^\W*(as )?you(r \w+)? (asked|said|wrote|mentioned|need|wanted|raised|flagged|named|told|has|have|is|are)\b(?!.*\b(it is|it does|we are|we have|we hold|we can|we do|our)\b)|\bour (counsel|lawyers?|security (lead|team|engineer|officer)|legal team|[\p{L} ]*(owner|lead))\b[^.]{0,40}\b(will|is|can|has)\b[^.]{0,30}\b(answer|look|read|review|come back|call|write|reply|confirm|working)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Deferring();

    [GeneratedRegex(
        @"\b"
            + Asserts
            + @"\b[^.!?\n]{0,80}\b(soc ?2|iso ?27\d{3}|gdpr|hipaa|pci|penetration test\w*|pen[- ]?test\w*|encrypt\w*|sub-?processors?|data (residency|retention|processing|centre|center)|vulnerabilit\w+|breach\w*|sso|mfa|cyber essentials|secure)\b|\b(soc ?2|iso ?27\d{3}|pen(etration)?[- ]test|encryption|data retention)\b[^.!?\n]{0,60}\b(is|are|was|were|has|passed|covers?|runs?|certified|complete|clean)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Security();

    [GeneratedRegex(
        @"\b(we|our|us)\b[^.!?\n]{0,80}\b(accept|agree|cap|indemnif\w+|indemnit\w+|liability|warrant\w*|governing law|termination right|clause|msa|dpa|terms? (are|is)|redlines?)\b|\b(liability|indemnity|the cap|governing law|notice period)\b[^.!?\n]{0,40}\b(is|are|will be|can be|stays|limited)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Legal();

    [GeneratedRegex(
        @"\b(our|new|list|final|best) (price|pricing|rate|quote)\b[^.!?\n]{0,60}\b(is|are|will be|comes to|would be|drops|goes)\b|\b(we|i) (can|could|will|would) (do|go|get|come)\b[^.!?\n]{0,30}([$€£]\s?\d|\d[\d,.]*\s?(k|usd|eur|gbp)\b)|\b(payment|billing) terms\b[^.!?\n]{0,30}\b(are|can be|will be)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Price();
}
