using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Deciding;
using AgentDesk.Surfaces.Teams.Delivery;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Teams.Protocol;
using Activity = AgentDesk.Surfaces.Teams.Protocol.Activity;

namespace AgentDesk.Surfaces.Teams.Talking;

/// <summary>
/// What a person writes to the bot: `inbox`, `show …`, `help`; all else is a question. A button of a client that knows no Action.Execute
/// comes this way too.
/// </summary>
internal sealed partial class Talk(
    IDesk desk,
    Speakers speakers,
    ICards cards,
    CardActions actions,
    Questions questions,
    IConnector connector,
    Postman postman
)
{
    private const int MostListed = 8;

    public async Task HearAsync(Activity activity, CancellationToken ct)
    {
        var speaker = await speakers.OfAsync(activity, ct);
        if (speaker.Actor is not { } actor)
        {
            await SayAsync(activity, cards.Message("I do not know you", speaker.Unknown!), speaker.Unknown!, ct);
            return;
        }

        if (CardInputs.Read(activity.Value, null) is { } pressed)
        {
            var answer = await actions.PressAsync(activity, pressed, ct);
            var text = answer.Card?.Notice is { } n ? $"{n.Title} {n.Text}" : answer.Line ?? "";
            if (text.Length > 0)
            {
                await SayAsync(activity, cards.Message(answer.IsRefusal ? "Nothing was done" : "Done", text), text, ct);
            }
            return;
        }

        var said = Said(activity.Text);
        if (said.Length == 0 || Help().IsMatch(said))
        {
            await HelpAsync(activity, ct);
        }
        else if (Inbox().IsMatch(said))
        {
            await postman.PostDigestAsync($"asked:{activity.Id}:{actor.Email}", activity.Conversation!.Id!, ct);
        }
        else if (Show().Match(said) is { Success: true } show)
        {
            await ShowAsync(activity, actor, show.Groups["what"].Value.Trim(), ct);
        }
        else
        {
            await questions.AnswerAsync(activity, actor, said, ct);
        }
    }

    /// <summary>The text without the mention of the bot.</summary>
    internal static string Said(string? text) => Mention().Replace(text ?? "", " ").Replace("&nbsp;", " ", StringComparison.Ordinal).Trim();

    private async Task ShowAsync(Activity activity, Actor actor, string what, CancellationToken ct)
    {
        var seen = (await desk.InboxAsync(new InboxQuery(), ct)).Where(r => Visibility.MaySee(actor, r.Run)).ToList();
        var found = seen.Where(r => r.Run.Header.Id.Value == what).ToList();
        if (found.Count == 0)
        {
            var open = seen.Where(r => r.Run is Run.Waiting or Run.Stopped).ToList();
            found = open.Where(r => Is(r.Run.Header.Deal.Value, what)).ToList();
            if (found.Count == 0)
            {
                found =
                [
                    .. open.Where(r =>
                        r.Run.Header.DealName.Contains(what, StringComparison.OrdinalIgnoreCase)
                        || r.Run.Header.Account.Contains(what, StringComparison.OrdinalIgnoreCase)
                    ),
                ];
            }
        }

        if (found.Count == 1)
        {
            await postman.PostAsync($"asked:{found[0].Run.Header.Id}:{activity.Id}", found[0], activity.Conversation!.Id!, ct);
        }
        else if (found.Count == 0)
        {
            await SayAsync(
                activity,
                cards.Message("Nothing found", $"Nothing that you may see waits under “{what}”. Write inbox for what waits for you."),
                "Nothing found",
                ct
            );
        }
        else
        {
            var list = string.Join(
                "\n",
                found
                    .Take(MostListed)
                    .Select(r => $"- {r.Run.Header.DealName} ({r.Run.Header.Workflow.Replace('-', ' ')}): show {r.Run.Header.Id}")
            );
            await SayAsync(activity, cards.Message($"{Words.Number(found.Count)} fit “{what}”", list), "Which one?", ct);
        }
    }

    private Task HelpAsync(Activity activity, CancellationToken ct) =>
        SayAsync(
            activity,
            cards.Welcome(activity.IsPersonal && activity.From?.Name is { Length: > 0 } name ? name.Split(' ')[0] : ""),
            "What I do",
            ct
        );

    private Task<ResourceResponse> SayAsync(
        Activity activity,
        System.Text.Json.Nodes.JsonObject card,
        string summary,
        CancellationToken ct
    ) => connector.ReplyAsync(ConversationReference.Of(activity), Activity.Card(card, summary), ct);

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("<at>.*?</at>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 500)]
    private static partial Regex Mention();

    [GeneratedRegex(@"^(?:help|hi|hello|hey|\?)[.!]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex Help();

    [GeneratedRegex(
        @"^(?:my )?(?:inbox|digest|what waits(?: for me)?)[.?!]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        500
    )]
    private static partial Regex Inbox();

    [GeneratedRegex(@"^(?:show|open|card)\s+(?<what>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex Show();
}
