using System.Net;
using AgentDesk.Engine;
using Microsoft.AspNetCore.Http;

namespace AgentDesk.Surfaces.Web;

/// <summary>
/// Keeps a desk without sign-in on the machine itself: it listens on loopback only, answers loopback only, and only under a loopback name,
/// so that a page of another site cannot reach it by pointing its own name at 127.0.0.1.
/// </summary>
public static class LoopbackGuard
{
    /// <summary>To be called before the server starts, with the addresses that it is to listen on.</summary>
    /// <exception cref="UnusableInputException">Nobody signs in, and what is to be listened on is no address or not loopback.</exception>
    public static void EnsureLoopbackOnly(IEnumerable<string> urls, bool hasSignIn)
    {
        if (hasSignIn)
        {
            return;
        }

        var all = urls.ToList();
        if (all.Find(u => Address(u) is null or { Port: > 65535 } or { PathBase.Length: > 0 }) is { } unusable)
        {
            throw new UnusableInputException($"`{unusable}` is no address to listen on: write it like http://127.0.0.1:5080");
        }
        if (all.Find(u => !IsLoopbackUrl(u)) is { } open)
        {
            throw new UnusableInputException(
                $"`{open}` is not loopback, and nobody signs in here: listen on http://127.0.0.1, or configure sign-in"
            );
        }
    }

    /// <summary>Why a request is refused, or null. An in-process request without an address is let through.</summary>
    public static string? Refusal(HttpContext context)
    {
        if (
            context.Connection.RemoteIpAddress is { } remote
            && !IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
        )
        {
            return "this desk has no sign-in and answers its own machine only";
        }

        return IsLoopbackName(context.Request.Host.Host)
            ? null
            : $"this desk answers as localhost only, not as `{context.Request.Host.Host}`";
    }

    private static bool IsLoopbackUrl(string url) => Address(url) is { IsUnixPipe: false } address && IsLoopbackName(address.Host);

    private static BindingAddress? Address(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
