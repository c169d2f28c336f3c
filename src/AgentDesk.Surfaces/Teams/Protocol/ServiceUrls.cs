using System.Net;
using System.Net.Sockets;

namespace AgentDesk.Surfaces.Teams.Protocol;

/// <summary>
/// Says to which addresses the bot may write, and so where its token may go: an activity names the address itself, and whoever could name
/// their own would be handed the token.
/// </summary>
public sealed class ServiceUrls(IReadOnlyList<string> hosts, bool loopbackOnly)
{
    /// <summary>The hosts of the Teams service: public cloud, GCC, GCC High, DoD.</summary>
    public static readonly IReadOnlyList<string> Default =
    [
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    ];

    /// <summary>The address, checked; null with the reason in <paramref name="why"/>.</summary>
    public Uri? Check(string? serviceUrl, out string why)
    {
        why = "";
        if (
            !Uri.TryCreate(serviceUrl, UriKind.Absolute, out var url)
            || url.UserInfo.Length > 0
            || url.Query.Length > 0
            || url.Fragment.Length > 0
        )
        {
            why = "the service URL is no plain address";
            return null;
        }

        if (loopbackOnly)
        {
            if (url.Scheme is "http" or "https" && url.IsLoopback)
            {
                return url;
            }
            why = $"the service URL `{url.Host}` is not loopback, and nobody is authenticated here";
            return null;
        }

        if (url.Scheme != Uri.UriSchemeHttps || !url.IsDefaultPort)
        {
            why = "the service URL is not https on its own port";
        }
        else if (!hosts.Contains(url.IdnHost, StringComparer.OrdinalIgnoreCase))
        {
            why = $"the service URL's host `{url.IdnHost}` is none that this bot may write to";
        }
        else
        {
            return url;
        }
        return null;
    }

    /// <summary>
    /// A handler that follows no redirect and, unless all is loopback, connects to public addresses only: an allowed name may still be
    /// pointed at a private one.
    /// </summary>
    public SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = loopbackOnly ? null : ConnectAsync,
        };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        if (found.Length == 0 || found.Any(IsPrivate))
        {
            throw new HttpRequestException($"`{context.DnsEndPoint.Host}` leads to a private address: nothing is sent there");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address is of this machine, of a private network, or otherwise not of the public one.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            return true;
        }
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast;
        }

        var b = address.GetAddressBytes();
        return b[0] is 0 or 10 or 127 or >= 224
            || (b[0] == 172 && b[1] is >= 16 and <= 31)
            || (b[0] == 192 && b[1] == 168)
            || (b[0] == 169 && b[1] == 254)
            || (b[0] == 100 && b[1] is >= 64 and <= 127);
    }
}
