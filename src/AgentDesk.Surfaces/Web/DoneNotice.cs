using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using Microsoft.AspNetCore.Http;

namespace AgentDesk.Surfaces.Web;

/// <summary>
/// The line that a taken decision leaves for the page that comes next, told once: a cookie of that page carries what was decided on what,
/// and the line is read off the run as it stands.
/// </summary>
internal static class DoneNotice
{
    private const string Cookie = "desk-did";

    /// <summary>Has the run's page tell of it the next time that it is opened.</summary>
    public static void Leave(RunId run, Typed decided, HttpContext http) =>
        http.Response.Cookies.Append(Cookie, $"{decided.Decision}.{decided.Action?.Value}", Options(run, http, TimeSpan.FromMinutes(1)));

    /// <summary>The line to be told now, or null.</summary>
    public static Notice? Take(RunModel m, HttpContext http)
    {
        if (http.Request.Cookies[Cookie]?.Split('.', 2) is not [var did, var on])
        {
            return null;
        }
        http.Response.Cookies.Delete(Cookie, Options(m.Header.Id, http, null));
        return Of(m, did, on);
    }

    private static Notice? Of(RunModel m, string did, string on)
    {
        if (m.Sight.Actions.FirstOrDefault(a => a.Action.Id.Value == on) is not { } a)
        {
            return did switch
            {
                "leave" => new Notice(false, "Done.", "It rests until that day."),
                "dispose" => new Notice(false, "Done.", "The work is closed."),
                _ => null,
            };
        }

        return (did, a.Status) switch
        {
            ("approve", ActionStatus.Written) => new Notice(false, "Done.", $"{Effects.Done(a.Action.Payload, m.Header.Deal, m.Names)}."),
            ("approve", ActionStatus.Approved) => new Notice(false, "Decided.", Effects.UnderWay(a.Action.Payload)),
            ("approve", ActionStatus.Failed) => new Notice(true, "It was not written.", $"The record answered: {a.Detail}."),
            ("edit", ActionStatus.Edited) => Edited(m, a),
            ("reject" or "suppress", ActionStatus.Rejected) => new Notice(
                false,
                a.IsSuppressed ? "Outreach is held back." : "Rejected.",
                $"{m.Who(a.DecidedBy)}: {a.Reason}"
            ),
            ("snooze", ActionStatus.Snoozed) => new Notice(false, "Put aside", $"until {Words.Whole(a.Until ?? m.Now)}."),
            ("reassign" or "escalate", _) => new Notice(false, "Handed over", a.AssignedTo is { } to ? $"to {m.Names[to]}." : "."),
            _ => null,
        };
    }

    private static Notice Edited(RunModel m, ActionState a) =>
        new(
            false,
            $"{EditWords.Passed("The edit", m.Remarks(a).Count)}.",
            m.Remarks(a).Count > 0
                ? "Read them below before you say yes; nothing is written yet."
                : "It waits below as yours; nothing is written yet."
        );

    private static CookieOptions Options(RunId run, HttpContext http, TimeSpan? age) =>
#pragma warning disable S2092 // loopback is plain HTTP; over HTTPS the cookie is secure
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            IsEssential = true,
            Path = $"/runs/{run.Value}",
            MaxAge = age,
        };
#pragma warning restore S2092
}
