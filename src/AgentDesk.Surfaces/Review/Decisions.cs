using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using Microsoft.AspNetCore.Http;

namespace AgentDesk.Surfaces.Review;

/// <summary>Reads a decision out of a posted form.</summary>
internal static class Decisions
{
    /// <summary>The decision, or null with what is wrong in <paramref name="problem"/>.</summary>
    public static Decision? Read(IFormCollection form, RunView run, ActionId? action, out string problem)
    {
        string Of(string name) => form[name].ToString().Trim();
        problem = "";
        switch (Of("decision"))
        {
            case "approve":
                return new Decision.Approve(Of("payload_hash"), Of("record_version"));
            case "reject":
                return new Decision.Reject(Of("reason"));
            case "suppress":
                return new Decision.Suppress(Of("reason"));
            case "reassign":
                return new Decision.Reassign(Of("to"), Reason(Of("reason"), Of("note")));
            case "escalate":
                return new Decision.Escalate(Of("to"), Reason(Of("reason"), Of("note")));
            case "dispose":
                return new Decision.Dispose(Of("disposition"), Of("reason"));
            case "snooze" when Until(form) is { } until:
                return new Decision.Snooze(until);
            case "snooze":
                problem = "Name the day on which it shall come back.";
                return null;
            case "edit":
                return Edit(form, run, action, Of("payload_hash"), out problem);
            default:
                problem = $"`{Of("decision")}` is no decision that this page offers.";
                return null;
        }
    }

    /// <summary>The start of the named day, UTC; null when it is no date.</summary>
    public static DateTimeOffset? Until(IFormCollection form) =>
        DateOnly.TryParseExact(form["until"].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Timeline.Midnight(day)
            : null;

    /// <summary>What the person saw against what stands now, or null when the payload they saw was never shown.</summary>
    public static IReadOnlyList<Stretch>? Moved(RunView fresh, ActionId action, string seenHash) =>
        RunModel.Seen(fresh, seenHash) is { } seen
        && Sight.Of(fresh).Actions.FirstOrDefault(a => a.Action.Id == action) is { } now
        && now.Action.PayloadHash != seenHash
            ? TextDiff.Of(PayloadForm.AsText(seen), PayloadForm.AsText(now.Action.Payload))
            : null;

    private static Decision.Edit? Edit(IFormCollection form, RunView run, ActionId? action, string basedOn, out string problem)
    {
        problem = "";
        if (Sight.Of(run).Actions.FirstOrDefault(a => a.Action.Id == action) is not { } state)
        {
            problem = $"There is no action `{action}` here.";
            return null;
        }

        try
        {
            return new Decision.Edit(PayloadForm.Read(state.Action.Payload, form), basedOn);
        }
        catch (FormatException e)
        {
            problem = $"{Words.Capital(e.Message)}.";
            return null;
        }
    }

    // A card has a field of its own for why it is handed over.
    private static string? Reason(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }
        return null;
    }
}
