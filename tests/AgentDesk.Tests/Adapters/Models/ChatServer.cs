using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Tests.Adapters.Models;

/// <summary>
/// A real HTTP server on loopback that speaks the chat-completions protocol and misbehaves as told: one behaviour a request, the last one
/// for good.
/// </summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ChatServer(WebApplication app, ConcurrentQueue<Received> requests) => (_app, Requests) = (app, requests);

    public ConcurrentQueue<Received> Requests { get; }

    public Uri BaseUrl => new(_app.Urls.First() + "/v1");

    public static async Task<ChatServer> StartAsync(params Func<HttpContext, Task>[] behaviours)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var requests = new ConcurrentQueue<Received>();
        var number = -1;
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            requests.Enqueue(
                new Received(
                    context.Request.Path,
                    context.Request.Headers.Authorization.ToString(),
                    JsonNode.Parse(await reader.ReadToEndAsync(context.RequestAborted))!
                )
            );
            await behaviours[Math.Min(Interlocked.Increment(ref number), behaviours.Length - 1)](context);
        });
        await app.StartAsync();
        return new ChatServer(app, requests);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The assistant says this.</summary>
    public static Func<HttpContext, Task> Says(string text, int tokensIn = 100, int tokensOut = 50) =>
        Message(new JsonObject { ["role"] = "assistant", ["content"] = text }, "stop", tokensIn, tokensOut);

    public static Func<HttpContext, Task> Refuses() =>
        Message(
            new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = null,
                ["refusal"] = "I cannot help with that.",
            },
            "stop"
        );

    public static Func<HttpContext, Task> Calls(string id, string function, JsonObject arguments) =>
        Message(
            new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = null,
                ["tool_calls"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = id,
                        ["type"] = "function",
                        ["function"] = new JsonObject { ["name"] = function, ["arguments"] = arguments.ToJsonString() },
                    }
                ),
            },
            "tool_calls"
        );

    public static Func<HttpContext, Task> Status(
        int status,
        string body = """{"error":{"message":"no","code":"some_code"}}""",
        string? retryAfter = null
    ) =>
        async context =>
        {
            context.Response.StatusCode = status;
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }
            await context.Response.WriteAsync(body, context.RequestAborted);
        };

    public static Func<HttpContext, Task> Body(byte[] body) =>
        async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        };

    public static Func<HttpContext, Task> Body(string body) => Body(Encoding.UTF8.GetBytes(body));

    public static Func<HttpContext, Task> Hangs() => context => Task.Delay(Timeout.Infinite, context.RequestAborted);

    /// <summary>Begins to answer and hangs up.</summary>
    public static Func<HttpContext, Task> Drops() =>
        async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"id\":", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        };

    /// <summary>Sends without end and without saying how much: whoever wants to read it all never comes back.</summary>
    public static Func<HttpContext, Task> Floods() =>
        async context =>
        {
            var block = new byte[64 * 1024];
            Array.Fill(block, (byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
        };

    private static Func<HttpContext, Task> Message(JsonObject message, string finish, int tokensIn = 100, int tokensOut = 50) =>
        Body(
            new JsonObject
            {
                ["id"] = "chatcmpl-1",
                ["object"] = "chat.completion",
                ["created"] = 1_780_000_000,
                ["model"] = "m",
                ["choices"] = new JsonArray(
                    new JsonObject
                    {
                        ["index"] = 0,
                        ["message"] = message,
                        ["finish_reason"] = finish,
                    }
                ),
                ["usage"] = new JsonObject
                {
                    ["prompt_tokens"] = tokensIn,
                    ["completion_tokens"] = tokensOut,
                    ["total_tokens"] = tokensIn + tokensOut,
                },
            }.ToJsonString()
        );

    internal sealed record Received(string Path, string Authorization, JsonNode Asked)
    {
        public string Said => string.Join('\n', Asked["messages"]!.AsArray().Select(m => m!["content"]?.GetValue<string>()));
    }
}
