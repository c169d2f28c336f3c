using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Plain words by which a buyer says that something is not, or no longer, in the way.</summary>
internal static partial class RulesOut
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Fine = @"(?:done|fine|closed|approved|cleared|complete|completed|passed|signed off|settled|finished|sorted|accepted|agreed|no (?:findings|issues?|objections?|concerns?))";
    private const string NotYet = @"^(?!.*\b(?:until|unless|before|once|not yet|isn't|not (?:done|fine|closed|approved|cleared|complete|passed|agreed|signed)|until|when|if|still|almost|nearly|except|but)\b)";

    private static readonly Dictionary<string, Regex[]> Patterns = new(StringComparer.Ordinal)
    {
        ["budget"] =
        [
            R(@"\b(?:isn't|is not|it's not|not|never|nobody(?:'s| is| here is)?|no one(?:'s| is)?|wasn't) (?:\w+ ){0,2}(?:about |a question of |arguing about |haggling over |a matter of )?(?:the )?(?:money|price|budget)\b(?! for| to)"),
            R(@"\b(?:nobody|no one|not|isn't)\b[^.]{0,20}\b(?:arguing|haggling|complaining) (?:about|over)\b|\b(?:no|hasn't a|got a) problem with the (?:price|number|cost)\b"),
            R(@"\b(?:money|budget|funds|funding|line|price)(?:'s|'re)?(?: side)? (?:is |are |has been |have been |was |were )?(?:\w+ )?(?:there|fine|approved|set aside|ring-?fenced|in the (?:\w+ )?(?:plan|budget)|secured|allocated|stands?|released|earmarked|reserved)\b"),
        ],
        ["security"] = [R($@"{NotYet}.*\b(?:security|infosec|soc ?2|sso|single sign[- ]on|questionnaire|assessment|pen(?:etration)?[- ]test|privacy|risk review)\b[^.]{{0,60}}\b{Fine}\b"), R(@"\bnothing (?:further|more|else)\b[^.]{0,30}\bsecurity\b|\bno findings\b")],
        ["legal"] = [R($@"{NotYet}.*\b(?:msa|contract text|contract|terms|legal|clauses?|redlines?)\b[^.]{{0,50}}\b{Fine}\b")],
        ["procurement"] = [R($@"{NotYet}.*\b(?:vendor|supplier|purchasing|procurement|onboarding|registration|requisition|set-?up)\b[^.]{{0,50}}\b(?:{Fine}|active|registered|in the system)\b")],
        ["competition"] = [R(@"\b(?:told them no|not interested|forget them|not going back|turned (?:them|it) down|no other (?:vendor|supplier|offer)|only (?:vendor|supplier|one) (?:we|on))\b")],
    };

    /// <summary>A buyer who finds the price fair may still not have it: that rules out half.</summary>
    public static double Share(string category, string sentence) => category == "budget" && Price().IsMatch(sentence) && !Money().IsMatch(sentence) ? 0.4 : 1;

    [GeneratedRegex(@"\b(?:price|number|cost|figure)\b", Options, 20_000)]
    private static partial Regex Price();

    [GeneratedRegex(@"\b(?:money|budget|funds?|funding|line)\b", Options, 20_000)]
    private static partial Regex Money();

    public static bool Says(string category, string sentence) => Patterns.TryGetValue(category, out var all) && Array.Exists(all, p => p.IsMatch(sentence.Replace('’', '\'')));

    private static Regex R(string pattern) => new(pattern, Options, TimeSpan.FromSeconds(20));
}
