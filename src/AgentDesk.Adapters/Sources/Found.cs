using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Sources;

/// <summary>One thing that reading an export comes upon, in the order of reading: a deal always comes before its pieces.</summary>
internal abstract record Found
{
    private Found() { }

    public sealed record OfDeal(Deal Deal) : Found;

    /// <summary>A piece of evidence, or of what a team shares.</summary>
    /// <param name="Deal">Null for what belongs to no deal: kept and counted, but part of no deal's file.</param>
    /// <param name="Key">What tells it from the others of its kind (in its deal, where a kind is counted by deal).</param>
    /// <param name="Place">Its place in its file, for kinds that are kept in the order of the file.</param>
    /// <param name="IsCopy">The same piece under a further deal (a signal of an account with several): not counted again.</param>
    public sealed record OfPiece(DealId? Deal, string Kind, string Key, int Place, object Value, bool IsCopy = false) : Found;

    public sealed record OfReject(Reject Reject) : Found;

    /// <summary>Something to be told of the export, of which nothing is lost.</summary>
    public sealed record OfNote(string Text) : Found;

    /// <summary>A deal lost something that a workflow depends on.</summary>
    public sealed record OfDamage(DealId Deal, Damage Damage) : Found;

    public sealed record OfTeam(Team Team) : Found;

    /// <summary>The team's own playbook, as written.</summary>
    public sealed record OfPlaybook(string Yaml) : Found;
}

/// <summary>The kinds of pieces that a book holds. All but <see cref="Voice"/> are also the kinds of evidence names.</summary>
internal static class Kinds
{
    public const string Stage = "stage";
    public const string Field = "field";
    public const string Contact = "contact";
    public const string Activity = "activity";
    public const string Tracker = "tracker";
    public const string Mail = "mail";
    public const string Call = "call";
    public const string Thread = "thread";
    public const string Event = "event";
    public const string Signal = "signal";
    public const string Asset = "asset";
    public const string Voice = "voice";

    /// <summary>Kinds whose key is unique in the whole pipeline: when one turns up under another deal, it has moved there.</summary>
    public static bool IsGlobal(string kind) => kind is Activity or Tracker or Mail or Call or Thread or Event;
}

/// <summary>A row or file that cannot be read; never leaves the reader, which lists it.</summary>
public sealed class UnreadableException(string reason, int line = 0, bool isRepetition = false) : Exception(reason)
{
    /// <summary>It could be read, but stands elsewhere already: it is listed, and nothing is lost with it.</summary>
    public bool IsRepetition => isRepetition;

    /// <summary>Counted from 1; 0 means the whole file, or the row that is being read.</summary>
    public int Line => line;
}
