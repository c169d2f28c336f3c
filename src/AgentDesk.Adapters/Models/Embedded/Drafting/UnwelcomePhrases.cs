using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>Generic, desperate or pressing phrases that no draft of the desk holds, in anybody's words (SD stop rule on language).</summary>
public static partial class UnwelcomePhrases
{
    /// <summary>The first unwelcome phrase in the text, or null.</summary>
    public static string? In(string text) => Unwelcome().Match(text) is { Success: true } m ? m.Value : null;

    /// <summary>Whether the text offers or names money off, which only the discount desk may.</summary>
    public static bool NamesADiscount(string text) => Discount().IsMatch(text);

    [GeneratedRegex(
        @"\b(check(ing|ed)? (back )?in|touch(ing)? base|circl(e|ing) back|bump(ing)?|any updates?|last chance|final (notice|attempt)|hope (this|you|that|all)\b|trust you are well|(as )?per my (last|previous)|(just )?follow(ing)?[- ]?up|reach(ing)? out|ping(ing)? you|loop(ing)? back|gentle (reminder|nudge)|friendly reminder|quick question|low[- ]hanging|game[- ]chang\w+|no[- ]brainer|win[- ]win|synerg\w+|best[- ]in[- ]class|world[- ]class|act now|limited time|before it's too late|i('m| am) begging|desperate\w*|please please|asap|did you get a chance|thoughts\?|still interested|sorry to bother|don't want to be a pest|pick your brain|move the needle)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unwelcome();

    [GeneratedRegex(@"\b(discount\w*|rebate\w*|(%|percent) off|money off|price cut|waive\w*)\b|% off", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Discount();
}
