using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Delivery;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Teams.Protocol;
using Activity = AgentDesk.Surfaces.Teams.Protocol.Activity;

namespace AgentDesk.Surfaces.Teams.Deciding;

/// <summary>What came of a pressed button: a card to show, or a line that leaves the card as it is.</summary>
internal sealed record Pressed(RunModel? Card, string? Line, bool IsRefusal)
{
    public static Pressed Say(string line, bool refusal = true) => new(null, line, refusal);
}

/// <summary>
/// Takes decisions from cards. Who may is found out here, at the moment of the click; the decision is in the ledger before the answer; its
/// effects follow in the outbox's own time, so that no answer waits for a record or a model.
/// </summary>
internal sealed class CardActions(IDesk desk, Speakers speakers, CardDrawing drawing, ICards cards, IDeliveryStore store, Postman postman)
{
    /// <summary>The answer to `adaptiveCard/action`.</summary>
    public async Task<AdaptiveCardInvokeResponse> InvokeAsync(Activity activity, CancellationToken ct)
    {
        var action = activity.Value?["action"];
        if (CardInputs.Read(action?["data"], Verb(action)) is not { } pressed)
        {
            return AdaptiveCardInvokeResponse.Error(400, "BadRequest", "this button carries nothing that the desk knows");
        }

        var answer = await PressAsync(activity, pressed, ct);
        return answer.Card is { } card
            ? AdaptiveCardInvokeResponse.Card(cards.Of(card, !activity.IsPersonal))
            : AdaptiveCardInvokeResponse.Message(answer.Line ?? "");
    }

    public async Task<Pressed> PressAsync(Activity activity, CardInputs pressed, CancellationToken ct)
    {
        var speaker = await speakers.OfAsync(activity, ct);
        if (speaker.Actor is not { } actor)
        {
            return Pressed.Say(speaker.Unknown!);
        }
        if (await desk.ShowAsync(pressed.Run, ct) is not { } run || !await MayHearOfAsync(activity, actor, run, ct))
        {
            return Pressed.Say($"There is no run {Words.Prose($"`{pressed.Run}`")} here, or it is not yours to see.");
        }

        // A card that a killed process had sent without noting it tells of itself when it is pressed.
        if (
            activity is { ReplyToId: { Length: > 0 } message, Conversation.Id: { } conversation }
            && await store.FindAsync(conversation, message, ct) is null
        )
        {
            await store.LearnAsync(pressed.Run, conversation, message, ct);
        }

        return pressed.Verb == CardVerbs.Show
            ? await ShowAsync(activity, actor, run, ct)
            : await DecideAsync(actor, run, pressed, !activity.IsPersonal, ct);
    }

    // In a chat into which the run's card was posted it is no secret that it exists: there everybody learns who may decide. Elsewhere only
    // who is concerned does.
    private async Task<bool> MayHearOfAsync(Activity activity, Actor actor, RunView run, CancellationToken ct) =>
        Visibility.MaySee(actor, run.Run)
        || (
            !activity.IsPersonal
            && activity.Conversation?.Id is { } here
            && (await store.CardsOfAsync(run.Run.Header.Id, ct)).Any(c => c.Conversation == here)
        );

    /// <summary>The run's own card is drawn anew; from a list the card is posted below it, and the list stays.</summary>
    private async Task<Pressed> ShowAsync(Activity activity, Actor actor, RunView run, CancellationToken ct)
    {
        if (!Visibility.MaySee(actor, run.Run))
        {
            return Pressed.Say("This is not yours to see.");
        }
        if (
            activity is { ReplyToId: { } message, Conversation.Id: { } conversation }
            && await store.FindAsync(conversation, message, ct) is { Run: null }
        )
        {
            await postman.PostAsync($"asked:{run.Run.Header.Id}:{activity.Id}", run, conversation, ct);
            return Pressed.Say($"{run.Run.Header.DealName}: the card follows.", refusal: false);
        }

        return new Pressed(await drawing.ModelAsync(run, actor, null, ct), null, false);
    }

    private async Task<Pressed> DecideAsync(Actor actor, RunView run, CardInputs pressed, bool shared, CancellationToken ct)
    {
        if (!CardVerbs.Decisions.Contains(pressed.Verb, StringComparer.Ordinal))
        {
            return Pressed.Say("This button asks for something that the desk does not do.");
        }

        var state = Sight.Of(run).Actions.FirstOrDefault(a => a.Action.Id == pressed.Action);
        var typedOver =
            pressed.Verb == CardVerbs.Approve
            && state is { IsOpen: true }
            && state.Action.PayloadHash == pressed.Hash
            && pressed.Changes(state);
        var meant = typedOver ? pressed with { Verb = CardVerbs.Edit } : pressed;
        if (meant.ToDecision(run, out var problem) is not { } decision)
        {
            return Pressed.Say(problem);
        }

        var answer = await desk.DecideAsync(pressed.Run, pressed.Action, decision, actor, execute: false, ct);
        postman.Kick();
        var fresh = answer.Run ?? run;
        var model = await drawing.ModelAsync(fresh, actor, null, ct);
        var names = model.Names;
        var said = $"{Words.Capital(names.In(Words.Prose(answer.Message)))}.";
        var notice = answer.Refusal switch
        {
            // What was typed stays in the card: only a line says why nothing was done.
            RefusalKind.NotFound or RefusalKind.Invalid => null,
            RefusalKind.NotAllowed => null,
            RefusalKind.Stale => Stale(fresh, pressed, said),
            RefusalKind.AlreadyDecided => new Notice(true, "Nothing was done.", AlreadyBy(fresh, pressed.Action, names) ?? said),
            RefusalKind.Withheld when decision is Decision.Edit => LastSaid.Of(model, shared)
                ?? new Notice(true, "Nothing was done.", said),
            { } => new Notice(true, "Nothing was done.", said),
            null => LastSaid.Of(model, shared) ?? Done(decision, fresh, pressed.Action, said),
        };
        if (notice is null)
        {
            return Pressed.Say(
                state is not null && answer.Refusal == RefusalKind.NotAllowed && !Authority.May(actor, fresh.Run.Header, state)
                    ? OnlyThey(fresh, state, names)
                    : said
            );
        }

        return new Pressed(model with { Notice = notice }, null, answer.Refusal is not null);
    }

    private static Notice Stale(RunView fresh, CardInputs pressed, string said) =>
        new(
            true,
            "Nothing was done: it is not what you saw.",
            fresh.Run is Run.Waiting ? $"{said} The card now shows what stands." : said,
            pressed.Action is { } id ? Decisions.Moved(fresh, id, pressed.Hash) : null
        );

    private static Notice Done(Decision decision, RunView fresh, ActionId? action, string said) =>
        decision switch
        {
            Core.Proposals.Decision.Approve
                when Sight.Of(fresh).Actions.FirstOrDefault(a => a.Action.Id == action) is { Status: ActionStatus.Approved } a => new(
                false,
                "Decided.",
                Effects.UnderWay(a.Action.Payload)
            ),
            _ => new(false, "Decided.", said),
        };

    /// <summary>"Already approved by Mara Quist, 15 Jun 09:12."</summary>
    private static string? AlreadyBy(RunView run, ActionId? action, Names names) =>
        Sight.Of(run).Actions.FirstOrDefault(a => a.Action.Id == action) is { DecidedBy: { } by } a
            ? $"Already {(a.Status is ActionStatus.Written ? "approved and written" : Words.Lower(Words.Plain(Decide.Word(a.Status))))}: decided by {names[by]} at {Words.Minute(a.Write?.ApprovedAt ?? a.Since)} UTC."
            : null;

    private static string OnlyThey(RunView run, ActionState state, Names names) =>
        $"Only {string.Join(" or ", Decide.WaitsFor(run.Run.Header, state).Select(w => names[w]))} can decide this.";

    private static string? Verb(System.Text.Json.Nodes.JsonNode? action) =>
        action is System.Text.Json.Nodes.JsonObject a
        && a["verb"] is System.Text.Json.Nodes.JsonValue v
        && v.TryGetValue<string>(out var verb)
            ? verb
            : null;
}
