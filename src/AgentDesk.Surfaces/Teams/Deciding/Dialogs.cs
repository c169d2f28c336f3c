using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Delivery;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Teams.Protocol;

namespace AgentDesk.Surfaces.Teams.Deciding;

/// <summary>
/// Dialogs: an action's form opened over the chat (`task/fetch`) and sent (`task/submit`). The same check and the same answers as in the
/// card.
/// </summary>
internal sealed class Dialogs(IDesk desk, Speakers speakers, CardDrawing drawing, ICards cards, CardActions actions)
{
    public async Task<InvokeResponse> FetchAsync(Activity activity, CancellationToken ct)
    {
        if (CardInputs.Read(activity.Value?["data"], null) is not { } pressed)
        {
            return TaskModuleResponse.Message("This button carries nothing that the desk knows.");
        }

        var speaker = await speakers.OfAsync(activity, ct);
        if (speaker.Actor is not { } actor)
        {
            return TaskModuleResponse.Message(speaker.Unknown!);
        }
        if (await desk.ShowAsync(pressed.Run, ct) is not { } run || !Visibility.MaySee(actor, run.Run))
        {
            return TaskModuleResponse.Message("There is no such run, or it is not yours to see.");
        }
        if (
            Sight.Of(run).Actions.FirstOrDefault(a => a.Action.Id == pressed.Action) is not { } state
            || !(state.IsOpen || state.Status == ActionStatus.Withheld)
        )
        {
            return TaskModuleResponse.Message("Nothing of it waits any more: the card in the chat says what became of it.");
        }

        var model = await drawing.ModelAsync(run, actor, null, ct);
        return model.May(state)
            ? TaskModuleResponse.Continue(model.Header.DealName, cards.EditForm(model, state))
            : TaskModuleResponse.Message(
                $"Only {string.Join(" or ", Decide.WaitsFor(run.Run.Header, state).Select(w => model.Names[w]))} can change this."
            );
    }

    public async Task<InvokeResponse> SubmitAsync(Activity activity, CancellationToken ct)
    {
        if (CardInputs.Read(activity.Value?["data"], null) is not { } pressed)
        {
            return TaskModuleResponse.Message("This form carries nothing that the desk knows.");
        }

        var answer = await actions.PressAsync(activity with { ReplyToId = null }, pressed, ct);
        if (answer.Card is not { } card)
        {
            return TaskModuleResponse.Message(answer.Line ?? "");
        }

        // A refused edit stays open with what was typed and why; all else stands in the chat's card already.
        return
            answer.IsRefusal
            && Sight.Of(card.Sight.View).Actions.FirstOrDefault(a => a.Action.Id == pressed.Action) is { IsOpen: true } state
            ? TaskModuleResponse.Continue(card.Header.DealName, cards.EditForm(card, state))
            : TaskModuleResponse.Message(card.Notice is { } n ? $"{n.Title} {n.Text}" : "Done.");
    }
}
