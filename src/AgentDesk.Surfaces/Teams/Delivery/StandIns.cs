using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Surfaces.Teams.Delivery;

/// <summary>
/// Hands what waits for a person who is away to who stands in, by the people file. It goes through the same check as a person's own handing
/// over: what needs a role goes to a holder of that role only, and the event names the person in whose stead it was done. The person is
/// informed by their card, which says with whom it is.
/// </summary>
internal sealed partial class StandIns(IDesk desk, IPeople people, Actors actors, TimeProvider clock, ILogger<StandIns> logger)
{
    public async Task HandOverAsync(RunView run, CancellationToken ct)
    {
        if (run.Run is not Run.Waiting waiting)
        {
            return;
        }

        var directory = await people.ReadAsync(ct);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var state in waiting.Actions.Where(a => a.IsOpen && a.Status != ActionStatus.Snoozed))
        {
            // One of several who may decide is there: nobody need stand in.
            var who = Decide.WaitsFor(waiting.Header, state);
            if (
                who.Any(w => directory.Find(w)?.IsAwayOn(today) != true)
                || directory.StandInOn(who[0], today) is not { } standIn
                || who.Contains(standIn, StringComparer.OrdinalIgnoreCase)
            )
            {
                continue;
            }
            if (await actors.FindAsync(who[0], null, ct) is not { } away)
            {
                continue;
            }

            var until = directory.Find(who[0])!.Away!.Until;
            var because = string.Create(
                CultureInfo.InvariantCulture,
                $"{who[0]} is away until {until:yyyy-MM-dd}: {standIn} stands in, by the people file"
            );
            var answer = await desk.DecideAsync(
                waiting.Header.Id,
                state.Action.Id,
                new Decision.Reassign(standIn, because),
                away,
                execute: false,
                ct
            );
            if (answer.Refusal is not null)
            {
                LogNotHanded(logger, waiting.Header.Id, state.Action.Id, standIn, answer.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Action} of {Run} could not be handed to {StandIn}, who stands in: {Why}")]
    private static partial void LogNotHanded(ILogger logger, RunId run, ActionId action, string standIn, string why);
}
