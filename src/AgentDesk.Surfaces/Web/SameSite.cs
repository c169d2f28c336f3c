using Microsoft.AspNetCore.Http;

namespace AgentDesk.Surfaces.Web;

/// <summary>
/// Refuses what another site has a browser post here, beside the form tokens: browsers say themselves where a request comes from, and a
/// page cannot forge it.
/// </summary>
internal static class SameSite
{
    /// <summary>Whether the request changes something and its browser says that another site asked for it.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return false;
        }
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none"))
        {
            return true;
        }

        // Behind a proxy the scheme may be another here than in the browser: the host and its port are compared.
        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(
                Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            );
    }
}
