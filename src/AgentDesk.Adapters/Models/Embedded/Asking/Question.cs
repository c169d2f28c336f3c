using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>What a question wants to know.</summary>
internal enum Intent
{
    /// <summary>It wants something done: asking does nothing.</summary>
    Act,
    Waiting,
    Figures,
    Across,
    Stuck,
    Asked,
    Promised,
    Stages,
    Slips,
    NextStep,
    Who,
    LastWord,
    Record,

    /// <summary>Anything else: what was said that answers its words.</summary>
    Said,
}

/// <summary>The kind of thing that would answer.</summary>
internal enum Wants
{
    Anything,
    Instant,
    Person,
    Number,
    Reason,
}

/// <summary>A question as read.</summary>
/// <param name="Text">As asked; of a follow-up, the question that it takes up.</param>
/// <param name="Plain">Lower case, straight apostrophes.</param>
/// <param name="Terms">Stems of the words that carry the content, without names of deals and people.</param>
/// <param name="People">Contacts that it names, in the deal that is meant.</param>
/// <param name="Roles">Contact roles that it names: `security` for "their security team".</param>
internal sealed record Question(
    string Text,
    string Plain,
    Intent Intent,
    Wants Wants,
    IReadOnlyList<Term> Terms,
    IReadOnlyList<Contact> People,
    IReadOnlyList<string> Roles
)
{
    /// <summary>Only what is older counts: "and before that?".</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Evidence that an earlier answer cited: a follow-up that asks for more does not get the same.</summary>
    public IReadOnlySet<string> Told { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether it wants a reason beside what it asks for.</summary>
    public bool AlsoWhy => Intent == Intent.Across && Plain.Contains("why", StringComparison.Ordinal);
}

/// <summary>One word of a question that an answer should have.</summary>
/// <param name="Stem">As <see cref="Cues.Words.Stem"/> gives it.</param>
/// <param name="Concept">The concept that it belongs to, or null: words of one concept stand for each other.</param>
internal sealed record Term(string Word, string Stem, Concept? Concept);
