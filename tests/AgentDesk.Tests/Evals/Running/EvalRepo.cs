using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Tests.Evals.Running;

/// <summary>A small repository of a test's own: one prompt, one suite, so many rows.</summary>
internal sealed class EvalRepo : IDisposable
{
    private readonly TempFolder _folder = new();

    public EvalRepo(int rows, int repeats = 1)
    {
        foreach (var folder in new[] { "evals/suites", "evals/data", "evals/recordings", "prompts" })
        {
            Directory.CreateDirectory(_folder.Sub(folder));
        }
        File.Copy(RepoRoot.Path("prompts", "repair.yaml"), _folder.Sub("prompts", "repair.yaml"));
        WritePrompt("Which class?");
        File.WriteAllText(
            _folder.Sub("prompts", "sort.schema.json"),
            """{"type":"object","additionalProperties":false,"required":["label"],"properties":{"label":{"type":"string","enum":["odd","even"]}}}"""
        );
        File.WriteAllText(
            _folder.Sub("evals", "suites", "sort.yaml"),
            $$"""
            name: sort
            version: 1
            about: odd or even
            task: prompt
            data: {files: [evals/data/sort.jsonl]}
            prompts: [sort]
            models: ["openai:m"]
            repeats: {{repeats}}
            graders:
              - {kind: class, name: label, with: {path: label, expected: label} }
            """
        );
        File.WriteAllLines(
            _folder.Sub("evals", "data", "sort.jsonl"),
            Enumerable
                .Range(1, rows)
                .Select(i =>
                    $$$"""{"id":"r{{{i:0000}}}","deal":"d{{{i % 7}}}","inputs":{"text":"row r{{{i:0000}}}"},"expected":{"label":"{{{(i % 2 == 1 ? "odd" : "even")}}}"}}"""
                )
        );
    }

    public string Path => _folder.Path;

    public EvalPlaces Places => new(Path, null);

    public string Runs => _folder.Sub("runs");

    public void WritePrompt(string text) =>
        File.WriteAllText(
            _folder.Sub("prompts", "sort.yaml"),
            $$$"""
            name: sort
            version: 1
            description: Sorts.
            template_format: handlebars
            template: |
              <message role="user">{{{text}}} {{text}}</message>
            input_variables:
              - {name: text, description: What to sort., is_required: true}
            execution_settings:
              default: {temperature: 0, max_tokens: 100}
            """
        );

    public async Task<RunEnd> RunAsync(
        string name,
        RunMode mode,
        SortServer? server,
        double? maxUsd = null,
        bool resume = false,
        TimeProvider? time = null,
        CancellationToken? ct = null
    )
    {
        var options = new ModelOptions
        {
            BaseUrl = server?.BaseUrl ?? new Uri("http://127.0.0.1:9/v1"),
            MaxRetries = 0,
            RetryDelay = TimeSpan.Zero,
            PricePerMillionIn = 1000,
            PricePerMillionOut = 1000,
        };
        var request = new RunRequest([], [], [], null, mode, maxUsd, 4, null, name);
        var clock = time ?? TimeProvider.System;
        var planner = new RunPlanner(Places, new ModelShelf(Places, options, 4, clock));
        var suites = await planner.PlanAsync(request, TestContext.Current.CancellationToken);
        var folder = resume ? RunFolder.Open(Runs, name) : RunFolder.Create(Runs, name);
        return await new EvalRunner(Places, planner, clock, null).RunAsync(
            folder,
            suites,
            request,
            resume ? folder.Manifest() : null,
            null,
            ct ?? TestContext.Current.CancellationToken
        );
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>A server on loopback that sorts rows, and counts how often it is asked for each.</summary>
internal sealed partial class SortServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SortServer(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>Says what becomes of a request instead of an answer; null for the answer.</summary>
    public Func<string, int, (int Status, string Body)?> Instead { get; set; } = (_, _) => null;

    public TimeSpan Delay { get; set; }

    public int Calls => Asked.Values.Sum();

    public Uri BaseUrl => new(_app.Urls.First() + "/v1");

    public static async Task<SortServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new SortServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var row = Row().Match(await reader.ReadToEndAsync(context.RequestAborted)).Value;
        var times = Asked.AddOrUpdate(row, 1, (_, n) => n + 1);
        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, context.RequestAborted);
        }
        var (status, body) =
            Instead(row, times)
            ?? (
                200,
                Says(
                    int.Parse(row[1..], System.Globalization.CultureInfo.InvariantCulture) % 2 == 1
                        ? """{"label":"odd"}"""
                        : """{"label":"even"}"""
                )
            );
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    public static string Says(string text) =>
        new JsonObject
        {
            ["id"] = "c",
            ["object"] = "chat.completion",
            ["created"] = 1_780_000_000,
            ["model"] = "m",
            ["choices"] = new JsonArray(
                new JsonObject
                {
                    ["index"] = 0,
                    ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
                    ["finish_reason"] = "stop",
                }
            ),
            ["usage"] = new JsonObject
            {
                ["prompt_tokens"] = 20,
                ["completion_tokens"] = 10,
                ["total_tokens"] = 30,
            },
        }.ToJsonString();

    [GeneratedRegex(@"r\d{4}", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Row();
}
