using System.Text.RegularExpressions;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>
/// Generic, desperate or pressing phrases that no draft of the desk holds, in anybody's words (SD stop rule on language).
/// </summary>
public static class UnwelcomePhrases
{
    /// <summary>The first unwelcome phrase in the text, or null.</summary>
    /// <remarks>What the language gate would hold back, and a little more.</remarks>
    public static string? In(string text)
    {
        if (Unwelcome.Match(text) is { Success: true } m)
        {
            return m.Value;
        }

        var plain = text.Replace('’', '\'');
        return PhraseList.All.Select(p => p.Pattern.Match(plain)).FirstOrDefault(f => f.Success)?.Value;
    }

    /// <summary>Whether the text offers or names money off, which only the discount desk may.</summary>
    public static bool NamesADiscount(string text) => Discount.IsMatch(text);

    private static readonly Regex Unwelcome = new(
        @"\b(check(ing|ed)? (back )?in|touch(ing)? base|circl(e|ing) back|bump(ing)?|any updates?|last chance|final (notice|attempt)|hope (this|you|that|all)\b|trust you are well|(as )?per my (last|previous)|(just )?follow(ing)?[- ]?up|reach(ing)? out|ping(ing)? you|loop(ing)? back|gentle (reminder|nudge)|friendly reminder|quick question|low[- ]hanging|game[- ]chang\w+|no[- ]brainer|win[- ]win|synerg\w+|best[- ]in[- ]class|world[- ]class|act now|limited time|before it's too late|i('m| am) begging|desperate\w*|please please|asap|did you get a chance|thoughts\?|still interested|sorry to bother|don't want to be a pest|pick your brain|move the needle)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Discount = new(
        @"\b(discount\w*|rebate\w*|(%|percent) off|money off|price cut|waive\w*)\b|% off",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(20)
    );
}
