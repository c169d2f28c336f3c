using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>Counts what can be counted in a rep's messages.</summary>
internal static partial class VoiceReader
{
    private const int FewestWords = 15;

    // Even a telegram in English has one of its small words in eight; other languages hardly any.
    private const double EnglishShare = 0.12;

    public static VoiceProfile Read(IReadOnlyList<string> samples)
    {
        var messages = VoiceSample.Split(samples).ToList();
        var text = string.Join('\n', messages.Select(m => m.Body));
        var words = Wording.CountWords(text);
        if (words < FewestWords || English().Count(text) < EnglishShare * words)
        {
            return VoiceProfile.Neutral;
        }

        var sentences = SentenceStart().Matches(text);
        var lower = sentences.Count > 0 && sentences.Count(m => char.IsLower(m.Value[^1])) > 0.6 * sentences.Count;
        var contracted = Contracted().Count(text);
        var full = Full().Count(text);
        var contractions = contracted + full == 0 || contracted >= full;
        var exclaims = Share(messages, m => m.Body.Contains('!', StringComparison.Ordinal)) >= 0.5;
        var length = (double)words / Math.Max(1, SentenceEnd().Count(text));
        var (greeting, mark) = GreetingOf(messages);
        var formal = !contractions && !lower && (greeting == GreetingForm.Dear || Formal().Count(text) >= Math.Max(2, messages.Count / 2));
        var register = (formal, lower, exclaims && contractions) switch
        {
            (true, _, _) => Register.Formal,
            (_, true, _) => Register.Casual,
            (_, _, true) => Register.Warm,
            _ => Register.Plain,
        };
        return new VoiceProfile(
            register,
            greeting,
            mark,
            Share(messages, m => m.Greeting is { } g && Surname().IsMatch(g)) > 0.5,
            messages
                .Where(m => m.SignOff is not null)
                .GroupBy(m => m.SignOff, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count())
                .ThenByDescending(g => g.Key!.Length < 40)
                .FirstOrDefault()
                ?.Key,
            lower,
            contractions,
            exclaims,
            length,
            Share(messages, m => m.Body.Split('\n').Count(l => VoiceSample.ListItem().IsMatch(l)) >= 2) >= 0.5,
            Share(messages, m => Invites().IsMatch(m.Body)) >= 0.25,
            Share(messages, m => Thanks().IsMatch(m.Body)) >= 0.5,
            MonthDay().Count(text) > DayMonth().Count(text)
        );
    }

    private static (GreetingForm Form, char Mark) GreetingOf(List<VoiceSample> messages)
    {
        var forms = messages
            .GroupBy(m => FormOf(m.Greeting))
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key == GreetingForm.None)
            .First();
        var marks = messages.Where(m => m.Greeting is not null).ToList();
        return (forms.Key, marks.Count > 0 && Share(marks, m => m.Greeting!.EndsWith('!')) > 0.5 ? '!' : ',');
    }

    private static GreetingForm FormOf(string? greeting) =>
        greeting is null
            ? GreetingForm.None
            : greeting.Split(' ', ',', '!')[0].ToLowerInvariant() switch
            {
                "hi" => GreetingForm.Hi,
                "hey" => GreetingForm.Hey,
                "hello" or "good" or "morning" => GreetingForm.Hello,
                "dear" => GreetingForm.Dear,
                _ => GreetingForm.NameOnly,
            };

    private static double Share(List<VoiceSample> messages, Func<VoiceSample, bool> holds) =>
        messages.Count == 0 ? 0 : (double)messages.Count(holds) / messages.Count;

    [GeneratedRegex(
        @"\b(the|and|to|it|it's|that|that's|you|your|for|with|have|this|not|if|my|are|at|or|any|one|when|were|about|there|same|last|can|will|would|out|all|new|from|but|they|what|who|how|don't|i'm|i've|cannot|attached|tomorrow|days|weeks|needed|please)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex English();

    [GeneratedRegex(@"(^|[.!?]\s+|\n)(\d+[.)]\s+|[-*]\s+)?\p{L}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex SentenceStart();

    [GeneratedRegex(@"[.!?]+(\s+|$)|\n+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"\b\w+(n['’]t|['’](ve|re|m|ll|d))\b|\b(it|that|there|what|here|who|let|how)['’]s\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Contracted();

    [GeneratedRegex(
        @"\b(I (am|have|will|would|shall|should)|(it|that|there|what) is|(do|does|did|is|are|was|will|would|could|should|need|can) ?not|(we|you|they) (are|have|will|would))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Full();

    [GeneratedRegex(
        @"\b(should (like|wish)|would be grateful|I shall|may I|might I|therefore|enclose\w*|kindly|at your (earliest )?convenience|I am afraid|whom)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Formal();

    [GeneratedRegex(@"\b(Mr|Mrs|Ms|Dr|Prof)\b\.?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex Surname();

    [GeneratedRegex(
        @"\b(shout|yell|holler|tell me|let me know|say so|correct me|just reply|call me|would be grateful if you would correct)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Invites();

    [GeneratedRegex(
        @"\b(thank you|thanks|thx|grateful|appreciate)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Thanks();

    [GeneratedRegex(
        @"\b(january|february|march|april|may|june|july|august|september|october|november|december) \d",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex MonthDay();

    [GeneratedRegex(
        @"\d(st|nd|rd|th)? (of )?(january|february|march|april|may|june|july|august|september|october|november|december)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex DayMonth();
}
