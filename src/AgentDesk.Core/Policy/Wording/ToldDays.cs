using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>Whose day a sentence tells: one that the buyer set, or one that we promise.</summary>
internal static partial class ToldDays
{
    // "I will send it by Friday" names a day as much as a date does.
    /// <summary>The days without a date that a sentence promises and that neither the sources nor a task of the sender's have.</summary>
    public static IEnumerable<string> Promised(string sentence, AllowedFigures allowed, string known, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (Match m in NamedDay().Matches(sentence))
        {
            // A weekday of which the sources speak may be told again.
            var word = m.Groups["w"].Value;
            if (known.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var ahead = Enum.TryParse<DayOfWeek>(word, ignoreCase: true, out var weekday)
                ? (((int)weekday - (int)today.DayOfWeek + 6) % 7) + 1
                : 1;
            var isNext = m.Value.Contains("next", StringComparison.OrdinalIgnoreCase);
            if (
                !new[] { today.AddDays(ahead), today.AddDays(isNext ? ahead + 7 : ahead) }.Any(d =>
                    allowed.Has(new SpokenDate(0, 0, d.Year, d.Month, d.Day))
                )
            )
            {
                yield return m.Value.Trim();
            }
        }
    }

    // Who set the day: a sentence that has it and speaks of what the buyer said, wants or waits for gives it to the buyer. A comma ends
    // what is said of them ("where they stand, and you won't have to chase").
    /// <summary>Whether the sentence gives the day to the buyer.</summary>
    public static bool AreTheirs(GateCase c, string sentence, DateOnly day, ActionPayload payload)
    {
        if (!SpokenDates.Find(sentence).Any(d => d.Day is not null && d.Is(day)))
        {
            return false;
        }
        if (Theirs().IsMatch(sentence) || (payload is ActionPayload.EmailDraft && Yours().IsMatch(sentence)))
        {
            return true;
        }

        return Says().IsMatch(sentence)
            && c.Dossier.File.Contacts.Where(k => k.Side == Side.Buyer)
                .Select(k => k.Name)
                .Append(c.Deal.Account)
                .Select(n => n.Split(' ')[0])
                .Any(n =>
                    n.Length > 2
                    && Regex.IsMatch(
                        sentence,
                        $@"\b{Regex.Escape(n)}\b[^\w,;]+(\w+[^\w,;]+){{0,5}}{SaysPattern}",
                        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                        TimeSpan.FromSeconds(20)
                    )
                );
    }

    private const string SaysPattern =
        @"(asks?|asked|wants?|wanted|needs?|needed|expects?|expected|said|says|wrote|writes|named?|names|gave|set|sets|requires?|waits?|told|tells|has to|have to|must|plans?|decides?|meets?)\b";

    [GeneratedRegex(
        @"\b" + SaysPattern,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Says();

    [GeneratedRegex(
        @"\b(the buyer|the customer|the client|they|she|he)\b[^\w,;]+(\w+[^\w,;]+){0,5}"
            + SaysPattern
            + @"|\b(the buyer|the customer|the client|their)('s|’s)? (own )?(\w+ )?(date|deadline|day)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Theirs();

    // In a mail the buyer is "you".
    [GeneratedRegex(
        @"\b(you|your (team|side|colleagues?))\b[^\w,;]+(\w+[^\w,;]+){0,5}(asked|wanted|needed|expected|said|wrote|named|gave|set|required|mentioned|told)\b|\byour (own )?(\w+ )?(date|deadline|day)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Yours();

    // With its date beside it the date is judged.
    [GeneratedRegex(
        @"\b(by|until|till|before|on|this|next|coming)\s+(this |next |the coming )?(?<w>(mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)\b(?!,?\s+(the\s+)?\d|\s+(January|February|March|April|May|June|July|August|September|October|November|December))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex NamedDay();
}
