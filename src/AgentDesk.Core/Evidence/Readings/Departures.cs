using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>People whose own automatic reply says that they are gone, or that nobody reads their mailbox.</summary>
public static partial class Departures
{
    /// <summary>The latest such reply of this address, or null; also when the person has written again since.</summary>
    public static Mail? Of(DealFile file, string address, DateTimeOffset now)
    {
        var reply = file.Mails.LastOrDefault(m => m.IsAutoReply && m.SentAt <= now && Sides.Same(m.From.Address, address) && Gone().IsMatch(Clipped.Of(m.Body)));
        return reply is not null && !file.Mails.Any(m => !m.IsAutoReply && m.SentAt > reply.SentAt && Sides.Same(m.From.Address, address)) ? reply : null;
    }

    [GeneratedRegex(@"\b(no longer (with|work(s|ing)?|employed|part of|at)|ha(s|ve) left (the|our|my|this)|left the (company|organi[sz]ation|firm|business)|my last day (was|is)|(is|am) no longer|not monitored|mailbox is not (read|monitored)|am not reading|are not reading|will not be (read|forwarded))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Gone();
}
