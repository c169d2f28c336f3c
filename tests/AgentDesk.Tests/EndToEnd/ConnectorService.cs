using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Tests.EndToEnd;

/// <summary>
/// The channel's side of the connector protocol on loopback: takes cards, notes in which order, and can hold an answer back so that whoever
/// sent the card can be killed before it hears of it.
/// </summary>
internal sealed class ConnectorService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Message> _taken = new();
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<Message, bool> _isHeld = _ => false;
    private int _last;

    public ConnectorService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost(
            "/v3/conversations/{conversation}/activities",
            async (string conversation, HttpContext http) =>
            {
                var body = (await JsonNode.ParseAsync(http.Request.Body))!;
                var n = Interlocked.Increment(ref _last);
                var message = new Message($"m{n}", conversation, body["attachments"]![0]!["content"]!.AsObject());
                var open = _open.Task;
                var isHeld = _isHeld(message);
                _taken.Enqueue(message);
                if (isHeld)
                {
                    await open;
                }
                return Results.Json(new { id = $"m{n}" });
            }
        );
        _app.MapPost("/v3/conversations/{conversation}/activities/{id}", (string id) => Results.Json(new { id = $"re-{id}" }));
        _app.MapPut("/v3/conversations/{conversation}/activities/{id}", (string id) => Results.Json(new { id }));
        _app.MapGet("/v3/conversations/{conversation}/members/{id}", () => Results.NotFound());
    }

    /// <summary>A card as it was taken.</summary>
    public sealed record Message(string Id, string Conversation, JsonObject Card);

    public string Address => _app.Urls.First();

    public IReadOnlyList<Message> Taken => [.. _taken];

    public Task StartAsync() => _app.StartAsync();

    /// <summary>Messages of this kind are taken from now on, and the sender hears nothing.</summary>
    public void Hold(Func<Message, bool> isHeld)
    {
        _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _isHeld = isHeld;
    }

    public void Release()
    {
        _isHeld = _ => false;
        _open.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await _app.DisposeAsync();
    }
}
