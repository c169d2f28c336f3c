using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>How near somebody writes to the people they write to.</summary>
public enum Register
{
    Plain,
    Formal,
    Warm,
    Casual,
}

/// <summary>What stands before the name in a greeting.</summary>
public enum GreetingForm
{
    None,
    NameOnly,
    Hi,
    Hey,
    Hello,
    Dear,
}

/// <summary>
/// How a rep writes, as far as it shows in a few messages. Nothing of the samples' content is kept but the rep's own sign-off.
/// </summary>
/// <param name="GreetingMark">What ends the greeting: a comma or an exclamation mark.</param>
/// <param name="UsesSurnames">Greets most people by title and surname.</param>
/// <param name="SignOff">The habitual closing lines with the name, as written; null when none was seen.</param>
/// <param name="LowerCase">Starts sentences in lower case.</param>
/// <param name="Contractions">Writes "I've" and not "I have".</param>
/// <param name="Exclaims">Uses exclamation marks in most messages.</param>
/// <param name="SentenceWords">The mean length of a sentence.</param>
/// <param name="Lists">Puts points into numbered or bulleted lists in half of the messages or more.</param>
/// <param name="InvitesCorrection">Likes to close by inviting a word back ("shout if I missed one").</param>
/// <param name="Thanks">Thanks people in most messages.</param>
/// <param name="MonthFirst">Writes "May 14" and not "14 May".</param>
public sealed record VoiceProfile(
    Register Register,
    GreetingForm Greeting,
    char GreetingMark,
    bool UsesSurnames,
    string? SignOff,
    bool LowerCase,
    bool Contractions,
    bool Exclaims,
    double SentenceWords,
    bool Lists,
    bool InvitesCorrection,
    bool Thanks,
    bool MonthFirst
)
{
    /// <summary>A plain voice that suits anybody: where there are no samples, or they are in another language.</summary>
    public static readonly VoiceProfile Neutral = new(
        Register.Plain,
        GreetingForm.Hello,
        ',',
        false,
        null,
        false,
        true,
        false,
        14,
        false,
        false,
        false,
        false
    );

    /// <summary>
    /// Reads the samples. Each may be one message or a whole file of messages parted by lines of three dashes. Empty, too short or not in
    /// English: <see cref="Neutral"/>.
    /// </summary>
    public static VoiceProfile Of(IReadOnlyList<string> samples) => VoiceReader.Read(samples);

    /// <summary>Keeps optional sentences out: this rep writes short ones.</summary>
    public bool IsTerse => SentenceWords < 9.5;
}

/// <summary>One sample message in its parts.</summary>
internal sealed partial record VoiceSample(string? Greeting, string Body, string? SignOff)
{
    private const int MostSignOffLines = 5;

    public static IEnumerable<VoiceSample> Split(IReadOnlyList<string> samples) =>
        samples
            .SelectMany(s => Parting().Split((s ?? "").Replace("\r\n", "\n", StringComparison.Ordinal)))
            .Select(s => s.Trim())
            .Where(s => s.Length > 0)
            .Select(Parse);

    private static VoiceSample Parse(string text)
    {
        var lines = text.Split('\n')
            .Select(l => l.Trim())
            .Where(l => !l.StartsWith("# ", StringComparison.Ordinal))
            .SkipWhile(l => l.Length == 0)
            .ToList();
        string? greeting = null;
        if (lines.Count > 1 && GreetingLine().IsMatch(lines[0]) && Wording.CountWords(lines[0]) <= 6)
        {
            greeting = lines[0];
            lines.RemoveAt(0);
        }
        else if (lines.Count > 0 && Inline().Match(lines[0]) is { Success: true } inline && !NoName().IsMatch(inline.Groups["name"].Value))
        {
            // Short messages run on: "Hank, your patience is a marvel." greets Hank.
            greeting = inline.Groups["greeting"].Value;
            lines[0] = lines[0][inline.Length..];
        }

        var end = lines.Count;
        while (end > 0 && lines.Count - end < MostSignOffLines + 2 && (lines[end - 1].Length == 0 || IsClosing(lines[end - 1])))
        {
            end--;
        }

        var closing = lines.Skip(end).SkipWhile(l => l.Length == 0).Where(l => !HasContactData().IsMatch(l)).ToList();
        while (closing.Count > 0 && closing[^1].Length == 0)
        {
            closing.RemoveAt(closing.Count - 1);
        }
        var body = string.Join('\n', lines.Take(end));
        return new VoiceSample(
            greeting,
            body,
            closing.Count is > 0 and <= MostSignOffLines + 1 && body.Length > 0 ? string.Join('\n', closing) : null
        );
    }

    private static bool IsClosing(string line) =>
        Wording.CountWords(line) is > 0 and <= 8
        && (line[^1] is not ('.' or '!' or '?' or ':') || HasContactData().IsMatch(line) || ClosingWord().IsMatch(line))
        && !ListItem().IsMatch(line);

    [GeneratedRegex(@"^[ \t]*-{3,}[ \t]*$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex Parting();

    [GeneratedRegex(@"^[\p{L}\p{M}][\p{L}\p{M}.'’ ,&-]*[,!:]$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex GreetingLine();

    [GeneratedRegex(
        @"^(?<greeting>((hi|hey|hello|dear|good (morning|afternoon|evening)|morning|Hi|Hey|Hello|Dear|Good (morning|afternoon|evening)|Morning|Well) )?((sister|brother|mister|Sister|Brother|Mister|Mrs?\.?|Ms\.?|Dr\.?|Prof\.?) )?(?<name>(?<=(^|\s))(\p{Lu}|(?<=[a-z] )\p{Ll})[\p{L}\p{M}'’-]+)[,!]) (?=\S)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Inline();

    // What opens a sentence before a comma and greets nobody.
    [GeneratedRegex(
        @"^(no|yes|ok|okay|sure|well|so|now|thanks|thank|sorry|also|first|then|today|tomorrow|yesterday|however|please|unfortunately|great|perfect|right|good|fine|again|anyway|meanwhile|otherwise|finally|indeed|attached|noted|understood|agreed|done|received|there|all|everyone|team|again|(mon|tues|wednes|thurs|fri|satur|sun)day)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex NoName();

    [GeneratedRegex(@"@|\||https?:|\d{3}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex HasContactData();

    [GeneratedRegex(
        @"^(thx|thanks|thank you|cheers|best|regards|kind regards|best regards|all the best|talk soon)[.!]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex ClosingWord();

    [GeneratedRegex(@"^(\d+[.)]|[-*•])\s", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    internal static partial Regex ListItem();
}
