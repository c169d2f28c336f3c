using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AgentDesk.Tests.Surfaces.Web.Fakes;

/// <summary>
/// Follows links and posts forms as a browser without script would: cookies are kept, and only what stands in a form is sent.
/// </summary>
internal sealed class Browser(string address) : IDisposable
{
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            CookieContainer = new CookieContainer(),
            UseCookies = true,
            AllowAutoRedirect = true,
        }
    )
    {
        BaseAddress = new Uri(address),
    };

    public HttpResponseMessage Last { get; private set; } = new();

    public async Task<IHtmlDocument> OpenAsync(string path, CancellationToken ct) =>
        await ReadAsync(await _http.GetAsync(new Uri(path, UriKind.Relative), ct), ct);

    public async Task<string> TextAsync(string path, CancellationToken ct) =>
        await _http.GetStringAsync(new Uri(path, UriKind.Relative), ct);

    /// <summary>Presses a button, with other values for some fields.</summary>
    public Task<IHtmlDocument> PressAsync(IElement button, CancellationToken ct, params (string Name, string Value)[] typed)
    {
        var form = button.Closest("form")!;
        var fields = form.QuerySelectorAll("input[name], textarea[name], select[name]")
            .Where(f => f.GetAttribute("type") is not "radio" || f.HasAttribute("checked"))
            .Select(f =>
                (Name: f.GetAttribute("name")!, Value: f is IHtmlTextAreaElement area ? area.Value : f.GetAttribute("value") ?? "")
            )
            .ToList();
        foreach (var (name, value) in typed)
        {
            fields.RemoveAll(f => f.Name == name);
            fields.Add((name, value));
        }

        if (button.GetAttribute("name") is { } pressed)
        {
            fields.Add((pressed, button.GetAttribute("value")!));
        }
        return PostAsync(form.GetAttribute("action")!, fields, ct);
    }

    public async Task<IHtmlDocument> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, CancellationToken ct)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await ReadAsync(await _http.PostAsync(new Uri(path, UriKind.Relative), content, ct), ct);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) =>
        await _http.SendAsync(request, ct);

    public async Task BecomeAsync(string name, CancellationToken ct)
    {
        var page = await OpenAsync("/", ct);
        await PressAsync(
            page.QuerySelectorAll("details.who button").First(b => b.TextContent.Contains(name, StringComparison.Ordinal)),
            ct
        );
    }

    public void Dispose()
    {
        Last.Dispose();
        _http.Dispose();
    }

    private async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        Last = response;
        return await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(ct), ct);
    }
}
