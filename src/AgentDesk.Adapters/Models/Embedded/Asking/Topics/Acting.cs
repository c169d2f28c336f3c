using System.Text.RegularExpressions;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>A question that wants something done: the proposal for it is shown where one waits; asking itself does nothing.</summary>
internal static partial class Acting
{
    public const string Nothing = "Asking only reads: nothing was sent, written or decided.";

    public static Found Of(Matter m, Question q)
    {
        var waiting = m.Runs.OfType<Run.Waiting>().Where(r => r.Actions.Any(a => a.IsOpen)).OrderByDescending(r => r.ProposedAt).ToList();
        var fits = waiting.Where(r => r.Actions.Any(a => a.IsOpen && Fits(q, a.Action.Payload))).ToList();
        if (fits.Count > 0)
        {
            return Found.Nothing with
            {
                Proposals = [.. fits.Select(r => r.Header.Id)],
                Remarks = [$"{Nothing} What is prepared for it waits for a decision."],
            };
        }
        if (waiting.Count > 0)
        {
            return Found.Nothing with
            {
                Proposals = [.. waiting.Select(r => r.Header.Id)],
                Remarks = [$"{Nothing} Nothing like it is prepared; what waits on {m.Deal.Account} is another step."],
            };
        }

        return Found.Nothing with
        {
            Remarks =
            [
                $"{Nothing} No proposal waits on {m.Deal.Account}: `agentdesk scan --deal {m.Deal.Id}` looks whether one should, and prepares it for a decision.",
            ],
        };
    }

    private static bool Fits(Question q, ActionPayload payload) =>
        payload switch
        {
            ActionPayload.EmailDraft => Mail().IsMatch(q.Plain),
            ActionPayload.StageChange => Stage().IsMatch(q.Plain),
            ActionPayload.ForecastChange => Forecast().IsMatch(q.Plain),
            ActionPayload.Escalation => Escalate().IsMatch(q.Plain),
            ActionPayload.TaskItem => Task().IsMatch(q.Plain),
            ActionPayload.Pause => Rest().IsMatch(q.Plain),
            ActionPayload.MeetingRequest => Meet().IsMatch(q.Plain),
            ActionPayload.CrmField or ActionPayload.CrmNote => Field().IsMatch(q.Plain),
            _ => false,
        };

    [GeneratedRegex(
        @"\b(send|mail|e-?mail|write|draft|reply|respond|remind|reminder|answer|nudge|ping|chase)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Mail();

    [GeneratedRegex(
        @"\b(move|advance|stage|discovery|propose|resolve|won|lost|back)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Stage();

    [GeneratedRegex(@"\b(forecast|commit|best case|pipeline|omit)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex Forecast();

    [GeneratedRegex(
        @"\b(escalate|ask (legal|security|procurement|finance|the manager)|get (legal|security|procurement)|chase (legal|security|procurement))\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Escalate();

    [GeneratedRegex(
        @"\b(task|to-?do|remind (me|us|the rep|the owner)|create|assign)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Task();

    [GeneratedRegex(
        @"\b(pause|snooze|leave .{0,20}alone|park|rest)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Rest();

    [GeneratedRegex(
        @"\b(meeting|call|book|schedule|invite|session)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Meet();

    [GeneratedRegex(
        @"\b(update|set|change|field|note|log|close date|amount|next step|push)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Field();
}
