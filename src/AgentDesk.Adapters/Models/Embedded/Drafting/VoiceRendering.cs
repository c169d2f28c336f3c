using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>Puts plainly worded paragraphs into a rep's own form.</summary>
internal static partial class VoiceRendering
{
    /// <summary>Contractions and case as this rep writes them; what stands in quotation marks is left alone.</summary>
    public static string Style(string text, VoiceProfile voice)
    {
        var styled = voice.Contractions ? text : Wording.WithoutContractions(text);
        return voice.LowerCase ? Wording.Lower(styled) : styled;
    }

    /// <summary>The greeting's line with its mark, or an empty text for a rep who writes none.</summary>
    public static string Greeting(VoiceProfile voice, Addressee to)
    {
        var title = to.Honorific is { Length: > 0 } given ? given : to.FirstName;
        var name = voice.UsesSurnames && to.LastName is { Length: > 0 } last ? $"{title} {last}" : to.FirstName;
        var line = voice.Greeting switch
        {
            GreetingForm.None => null,
            GreetingForm.NameOnly => name,
            _ => $"{voice.Greeting} {name}",
        };
        return line is null || name.Trim().Length == 0 ? "" : Style($"{line.Trim()}{voice.GreetingMark}", voice);
    }

    /// <summary>The rep's habitual closing lines; a plain one when the samples show none that bears this owner's name.</summary>
    public static string SignOff(VoiceProfile voice, string ownerNameOrAddress)
    {
        var owner = Wording.PersonName(ownerNameOrAddress);
        var first = Wording.FirstName(owner);
        if (voice.SignOff is not { } seen)
        {
            return Style($"Best regards,\n{first}", voice);
        }
        if (Words().Matches(seen).Any(w => w.Length >= 2 && owner.Contains(w.Value, StringComparison.OrdinalIgnoreCase)))
        {
            return seen;
        }

        var words = seen.Split('\n').Where(l => ClosingWords().IsMatch(l)).Take(1).ToList();
        return words.Count > 0 ? $"{words[0]}\n{Style(first, voice)}" : Style($"Best regards,\n{first}", voice);
    }

    /// <summary>The subject of an answer, or a new one.</summary>
    public static string Subject(VoiceProfile voice, string? replyTo, string fresh)
    {
        var bare = Prefixes().Replace(replyTo?.Trim() ?? "", "");
        return bare.Length > 0 ? $"RE: {bare}" : Style(Wording.Capital(fresh), voice);
    }

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex Words();

    [GeneratedRegex(
        @"\b(regards|thanks|thx|thank you|cheers|best|sincerely|yours|warmly)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex ClosingWords();

    [GeneratedRegex(
        @"^((re|aw|sv|fw|fwd|wg|vs|antw|automatic reply)\s*(\[\d+\])?\s*:\s*)+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Prefixes();
}
