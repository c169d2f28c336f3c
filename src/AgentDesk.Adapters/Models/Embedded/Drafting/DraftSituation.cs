using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>Who the mail goes to.</summary>
/// <param name="Title">The job title, or null; never printed, but its names and numbers count as known.</param>
/// <param name="Honorific">`Mr`, `Ms`, `Dr` when the evidence uses it; never guessed.</param>
public sealed record Addressee(string FirstName, string? LastName = null, string? Title = null, string? Honorific = null);

/// <summary>Something that a buyer asked for and that has had no answer.</summary>
/// <param name="Quote">The buyer's words, verbatim; cut to length here.</param>
/// <param name="Who">The full name of who asked.</param>
/// <param name="WeOwe">Whether the answer is ours to give.</param>
/// <param name="PromisedFor">The day that our side named for it, if one was named to the buyer; null when nobody gave a date.</param>
/// <param name="Spoken">Said on a call, not written.</param>
/// <param name="KnownToAddressee"> Whether the addressee wrote it, was on that mail (from, to, cc) or sat in that call. What was said
/// elsewhere is named by <see cref="DraftSituation.Topic"/>, not quoted; without a topic it is left out. </param>
/// <param name="IsStep">A session, visit or call that they propose: the mail takes it up and asks for the day.</param>
public sealed record OpenAsk(
    string Quote,
    string Who,
    DateTimeOffset At,
    bool WeOwe,
    DateOnly? PromisedFor = null,
    bool Spoken = false,
    bool KnownToAddressee = true,
    bool IsStep = false
);

/// <summary>The buyer's last substantive word.</summary>
/// <param name="KnownToAddressee">As in <see cref="OpenAsk"/>.</param>
public sealed record BuyerWord(string Quote, string Who, DateTimeOffset At, bool Spoken = false, bool KnownToAddressee = true);

/// <summary>
/// Where something new comes from. A web visit, usage figures, an internal thread or an internal asset are nothing to tell a customer:
/// leave them out.
/// </summary>
public enum NewKind
{
    /// <summary>A sentence of an approved, unexpired asset for customers; quoted with the asset's title.</summary>
    Asset,

    /// <summary>
    /// Public news about the buyer's company or field (signal kinds news, post, hire, funding); quoted, with its source where that is
    /// known.
    /// </summary>
    PublicNews,

    /// <summary>
    /// What somebody else at the buyer's wrote to us and the addressee may not know; quoted with who wrote it
    /// (<see cref="NewThing.Source"/>).
    /// </summary>
    BuyerWord,

    /// <summary>A step of our own side, already worded for a customer; printed as it is.</summary>
    OwnStep,
}

/// <summary>Something that this mail brings and earlier ones did not.</summary>
/// <param name="Sentence">Words that stand in the source, verbatim (for <see cref="NewKind.OwnStep"/>: a finished sentence).</param>
/// <param name="Source">The asset's title, the news' source (empty when it is not known), or the full name of the person.</param>
public sealed record NewThing(string Sentence, string Source, NewKind Kind);

/// <summary>
/// All that a customer message may draw on. Nothing else reaches it: no number, date or name that is not in here stands in a draft.
/// </summary>
/// <param name="DealId">Chooses among phrasings, so that drafts of different deals do not read alike.</param>
/// <param name="Category">One of <see cref="Blockers.All"/>.</param>
/// <param name="Disposition">One of <see cref="Dispositions.All"/>.</param>
public sealed record DraftSituation(
    string DealId,
    string Account,
    string Category,
    BlockerStanding Standing,
    string Disposition,
    Addressee To,
    string OwnerName,
    VoiceProfile Voice,
    DateTimeOffset Now
)
{
    /// <summary>What is open, most important first; two at the most are taken up.</summary>
    public IReadOnlyList<OpenAsk> Asks { get; init; } = [];

    public BuyerWord? LastWord { get; init; }

    public NewThing? New { get; init; }

    /// <summary>The full name (or address) of the qualified colleague who can answer; null when nobody is known.</summary>
    public string? Colleague { get; init; }

    /// <summary>
    /// Whether an escalation to <see cref="Colleague"/> is proposed beside the mail; only then does the mail say that it is with them.
    /// </summary>
    public bool EscalationProposed { get; init; }

    /// <summary>
    /// The single question, when the evidence suggests a better one than the category's own; with or without its question mark.
    /// </summary>
    public string? Question { get; init; }

    /// <summary>The subject of the mail that is answered; null for a new conversation.</summary>
    public string? ReplyToSubject { get; init; }

    /// <summary>Whether the buyer spoke last and has had no reply: then the mail is an answer and needs nothing new.</summary>
    public bool BuyerIsWaiting { get; init; }

    /// <summary>Seller outreach since the buyer's last substantive word.</summary>
    public int Attempts { get; init; }

    /// <summary>The day that the buyer named for coming back to it; null when none was named.</summary>
    public DateOnly? ResumeOn { get; init; }

    /// <summary>
    /// A short noun phrase for what is open ("the vendor sheet"), when the evidence has one; used in the subject and for what is not
    /// quoted.
    /// </summary>
    public string? Topic { get; init; }

    /// <summary>Whether who left named the addressee; said in the mail to somebody who took over.</summary>
    public bool IsReferred { get; init; }
}

/// <summary>A draft to a customer.</summary>
/// <param name="CarriesNew">Whether <see cref="DraftSituation.New"/> is in it: cite its source as something new only then.</param>
/// <param name="Quoted">The buyer's words that it quotes, as quoted: each is one run of the words given.</param>
public sealed record CustomerMessage(string Subject, string Body, bool CarriesNew, IReadOnlyList<string> Quoted);

/// <summary>A message, or why none can honestly be written; exactly one is set.</summary>
public sealed record Composed(CustomerMessage? Message, string? WhyNot);
