using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>People whose own automatic reply says that they are gone, or that nobody reads their mailbox.</summary>
public static partial class Departures
{
    /// <summary>
    /// The latest such reply of this address, or the mail server's notice that it takes no mail, or null; also when the person has written
    /// again since.
    /// </summary>
    public static Mail? Of(DealFile file, string address, DateTimeOffset now) => All(file, address, now) is [.., var last] ? last : null;

    /// <summary>Since when the mailbox is known not to be read: the first such reply after the person's last own mail.</summary>
    public static DateTimeOffset? Since(DealFile file, string address, DateTimeOffset now) =>
        All(file, address, now) is [var first, ..] ? first.SentAt : null;

    /// <summary>Whether the words of an automatic reply say that the person has left for good.</summary>
    public static bool SaysLeft(string text) => Left().IsMatch(text);

    private static List<Mail> All(DealFile file, string address, DateTimeOffset now)
    {
        var wrote =
            file.Mails.LastOrDefault(m => !m.IsAutoReply && m.SentAt <= now && Sides.Same(m.From.Address, address))?.SentAt
            ?? DateTimeOffset.MinValue;
        return
        [
            .. file.Mails.Where(m =>
                m.IsAutoReply
                && m.SentAt > wrote
                && m.SentAt <= now
                && (
                    Sides.Same(m.From.Address, address)
                        ? Left().IsMatch(Clipped.Of(m.Body)) || Unread().IsMatch(Clipped.Of(m.Body))
                        : IsBounce(m, address)
                )
            ),
        ];
    }

    // A mail server's notice names the address that it could not deliver to.
    private static bool IsBounce(Mail mail, string address) =>
        Server().IsMatch(mail.From.Address)
        && Clipped.Of(mail.Body).Contains(address, StringComparison.OrdinalIgnoreCase)
        && !Delayed().IsMatch($"{mail.Subject}\n{Clipped.Of(mail.Body)}");

    [GeneratedRegex(
        @"\b(no longer (with|work(s|ing)?|employed|part of|at|hold(s|ing)?)|(ha(s|ve)|'ve) (now )?left (the|our|my|this)(?! (office|building|desk|house))|left the (company|organi[sz]ation|firm|business|team)|(ha(s|ve)|'ve|am|is) (now )?(moved|moving) on (from|to)|ended my (position|employment|role|time|contract)|(search|vacancy|successor) for my (position|role|post)|my (position|role|post) (is|will be) (vacant|advertised|filled|taken over)|my successor|my last (working )?day (was|is)|(is|am) no longer|ha(s|ve) (retired|resigned))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Left();

    [GeneratedRegex(
        @"\b(not monitored|mailbox is not (read|monitored)|am not reading|are not reading|will not be (read|forwarded))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Unread();

    [GeneratedRegex(
        @"^(mailer-daemon|postmaster|microsoftexchange[0-9a-f]*)@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Server();

    [GeneratedRegex(
        @"\b(delayed|will (be retried|keep trying|try again)|mailbox (is )?full|over quota)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Delayed();
}
