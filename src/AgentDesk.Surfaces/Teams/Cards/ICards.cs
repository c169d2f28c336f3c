using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>How cards are drawn.</summary>
/// <param name="WebInbox">Where the web inbox answers, for links to sources and to the run's page; null draws none.</param>
/// <param name="Dialogs">Whether the client opens dialogs (`task/fetch`); where it does not, everything is done in the card.</param>
public sealed record CardOptions(Uri? WebInbox, bool Dialogs = true);

/// <summary>What the morning's card lists.</summary>
/// <param name="Rows">What waits for the viewer, oldest first.</param>
/// <param name="Deals">The deals of the rows, as the records hold them.</param>
/// <param name="Elsewhere">Runs that the viewer can follow and somebody else decides.</param>
public sealed record DigestModel(
    Viewer Viewer,
    DateTimeOffset Now,
    IReadOnlyList<InboxRow> Rows,
    IReadOnlyDictionary<DealId, Deal> Deals,
    int Elsewhere
)
{
    /// <summary>What the desk found nothing to decide on, or stopped, and why.</summary>
    public IReadOnlyList<InboxRow> LeftAlone { get; init; } = [];
}

/// <summary>The answer to a question in chat.</summary>
public sealed record AnswerModel(string Question, CitedAnswer Answer, Viewer Viewer)
{
    /// <summary>The deals that are cited, for the names of sources and people; a source of another is named by its id.</summary>
    public IReadOnlyDictionary<DealId, Dossier> Dossiers { get; init; } = new Dictionary<DealId, Dossier>();

    /// <summary>Questions that can be asked next with one press: as the button says it, and as it is put.</summary>
    public IReadOnlyList<(string Title, string Question)> FollowUps { get; init; } = [];
}

/// <summary>
/// Draws what the desk knows as Adaptive Cards: each of version 1.5 or lower and below 28 kB, for any content. Actions carry the members of
/// <see cref="CardData"/> and nothing else.
/// </summary>
public interface ICards
{
    /// <summary>
    /// The run as the viewer should see it now: something open is asked (<see cref="Approval"/>), all else is told (<see cref="Outcome"/>).
    /// </summary>
    JsonObject Of(RunModel run, bool shared) => run.Sight.Open.Any() ? Approval(run, shared) : Outcome(run);

    /// <summary>Asks for the decisions of one proposal. <see cref="RunModel.Notice"/>, where there is one, stands at its head.</summary>
    /// <param name="shared">The card stands in a chat of several people: every open action has its buttons, and nobody is addressed as
    /// "you".</param>
    JsonObject Approval(RunModel run, bool shared);

    /// <summary>A run of which nothing is asked any more (decided, expired, superseded, stopped): who, when, what; no buttons.</summary>
    JsonObject Outcome(RunModel run);

    JsonObject Digest(DigestModel digest);

    /// <summary>
    /// The form of one action in a dialog: its fields, and a button whose data is the action's with <see cref="CardVerbs.Edit"/>.
    /// </summary>
    JsonObject EditForm(RunModel run, ActionState state);

    /// <summary>
    /// The answer to a question: short, every sentence cited, inferences marked, what the evidence does not show said; or which deal is
    /// meant asked back.
    /// </summary>
    JsonObject Answer(AnswerModel answer);

    /// <summary>The first card on install, and the help: what the desk does, what it never does, what can be written to it.</summary>
    /// <param name="name">The person's first name; empty where nobody in particular is greeted.</param>
    JsonObject Welcome(string name);

    /// <summary>A plain card: a refusal, a line. Both texts are literal; a line that begins with `- ` is an entry of a list.</summary>
    JsonObject Message(string title, string text);

    /// <summary>One line for the notification and for clients that draw no cards.</summary>
    string Summary(RunModel run);
}

/// <summary>What a card's action asks for: `verb` of an Action.Execute.</summary>
public static class CardVerbs
{
    public const string Approve = "approve";
    public const string Edit = "edit";
    public const string Reject = "reject";
    public const string Suppress = "suppress";
    public const string Snooze = "snooze";
    public const string Reassign = "reassign";
    public const string Escalate = "escalate";

    /// <summary>The run's card as it stands now: the answer to an automatic refresh too. Needs <see cref="CardData.Run"/> alone.</summary>
    public const string Show = "show";

    public static readonly IReadOnlyList<string> Decisions = [Approve, Edit, Reject, Suppress, Snooze, Reassign, Escalate];
}

/// <summary>
/// The data of a card's action: four names, never content. What a client sends back beside them are inputs, named `ACTION.FIELD` (so that
/// those of two actions on one card do not collide): <see cref="Reason"/>, <see cref="Until"/> (yyyy-MM-dd), <see cref="To"/>,
/// <see cref="Note"/>, and for an edit the names of <see cref="PayloadForm.Fields"/>, such as `a1.p.body`.
/// </summary>
public static class CardData
{
    public const string Run = "run";
    public const string Action = "action";

    /// <summary>The version of the record that the action was prepared from.</summary>
    public const string Version = "version";

    /// <summary>The hash of the payload that the person sees.</summary>
    public const string Hash = "hash";

    /// <summary>In an Action.Submit, which has no `verb` of its own (dialogs, and the fallback of old clients).</summary>
    public const string Verb = "verb";

    public const string Reason = "reason";
    public const string Until = "until";
    public const string To = "to";

    /// <summary>Why it is handed over: beside <see cref="Reason"/>, because no two inputs of a card share an id.</summary>
    public const string Note = "note";

    /// <summary>The data of an action on one proposed action.</summary>
    public static JsonObject Of(RunHeader run, ActionState state) =>
        new()
        {
            [Run] = run.Id.Value,
            [Action] = state.Action.Id.Value,
            [Version] = state.Action.RecordVersion,
            [Hash] = state.Action.PayloadHash,
        };

    /// <summary>The data of an action on the run as a whole.</summary>
    public static JsonObject Of(RunHeader run) => new() { [Run] = run.Id.Value };

    /// <summary>The id of an input of an action.</summary>
    public static string Input(ActionState state, string field) => $"{state.Action.Id}.{field}";
}
