using System.Globalization;
using System.Text;
using AgentDesk.Adapters.Models;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Benchmarks.Measures;

/// <summary>
/// What an eval run costs beside the calls that it makes: the same requests to the same instant server on loopback, once bare through the
/// same client, once as a run of a suite (rows read, prompts rendered, answers checked and graded, each row on the disk before it counts).
/// Memory is what the managed heap holds after a collection, taken while the run goes on.
/// </summary>
internal static class EvalCost
{
    private const int Parallel = 8;
    private const string Answer =
        """{"id":"c","object":"chat.completion","created":1780000000,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{\"label\":\"odd\"}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}}""";

    public static async Task<IReadOnlyList<Figure>> RunAsync(string scratch, int rows, CancellationToken ct)
    {
        WriteRepository(scratch, rows);
        await using var server = await StartAsync();
        var options = new ModelOptions
        {
            Provider = ModelOptions.OpenAi,
            Name = "m",
            BaseUrl = new Uri(server.Urls.First() + "/v1"),
            MaxRetries = 0,
        };
        var places = new EvalPlaces(scratch, null);
        var request = new RunRequest([], [], [], null, RunMode.Live, null, Parallel, null, "bench");

        // Both ways once, so that neither pays for what is compiled or connected.
        await BareAsync(places, options, Math.Min(rows, 500), ct);
        await RunAsync(places, options, request with { Only = "r0000", Name = "warm" }, null, ct);

        var bare = await Timing.SecondsAsync(() => BareAsync(places, options, rows, ct));
        var memory = new Memory();
        var run = await Timing.SecondsAsync(() => RunAsync(places, options, request, memory, ct));
        return
        [
            new("a run, per row", string.Create(CultureInfo.InvariantCulture, $"{1000 * run / rows:0.00} ms")),
            new("the bare calls, per row", string.Create(CultureInfo.InvariantCulture, $"{1000 * bare / rows:0.00} ms")),
            new("the run's own cost, per row", string.Create(CultureInfo.InvariantCulture, $"{1000 * (run - bare) / rows:0.00} ms")),
            new("rows a second", string.Create(CultureInfo.InvariantCulture, $"{rows / run:#,0}")),
            new("heap after a tenth of the rows", memory.At(0.1)),
            new("heap after half of the rows", memory.At(0.5)),
            new("heap after all rows", memory.At(1)),
        ];
    }

    private static async Task RunAsync(EvalPlaces places, ModelOptions options, RunRequest request, Memory? memory, CancellationToken ct)
    {
        var planner = new RunPlanner(places, new ModelShelf(places, options, Parallel, TimeProvider.System));
        var suites = await planner.PlanAsync(request, ct);
        var end = await new EvalRunner(places, planner, TimeProvider.System, memory).RunAsync(
            RunFolder.Create(places.Runs, request.Name!),
            suites,
            request,
            null,
            null,
            ct
        );
        if (!end.Manifest.IsWhole)
        {
            throw new InvalidOperationException($"the run is not whole: {end.Manifest.Stopped}");
        }
    }

    private static async Task BareAsync(EvalPlaces places, ModelOptions options, int rows, CancellationToken ct)
    {
        var client = new ModelShelf(places, options, Parallel, TimeProvider.System).Get("openai:m", RunMode.Live).Client!;
        var prompt = new PromptFolder(places.Prompts).Get("sort");
        var chat = new ChatOptions
        {
            MaxOutputTokens = 100,
            Temperature = 0,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(prompt.Schema!.Value, "sort"),
        };
        await System.Threading.Tasks.Parallel.ForEachAsync(
            Enumerable.Range(0, rows),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = ct },
            async (i, token) => await client.GetResponseAsync([new ChatMessage(ChatRole.User, Text(i))], chat, token)
        );
    }

    private static string Text(int i) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Which class? row r{i:00000} {string.Concat(Enumerable.Repeat("the buyer wrote on the fourth that the form is with counsel ", 12))}"
        );

    private static void WriteRepository(string folder, int rows)
    {
        foreach (var sub in new[] { "evals/suites", "evals/data", "prompts" })
        {
            Directory.CreateDirectory(Path.Combine(folder, sub));
        }
        File.WriteAllText(
            Path.Combine(folder, "prompts", "sort.yaml"),
            "name: sort\nversion: 1\ntemplate_format: handlebars\ntemplate: |\n  {{{text}}}\nexecution_settings:\n  default: {temperature: 0, max_tokens: 100}\n"
        );
        File.WriteAllText(
            Path.Combine(folder, "prompts", "sort.schema.json"),
            """{"type":"object","additionalProperties":false,"required":["label"],"properties":{"label":{"type":"string"}}}"""
        );
        File.WriteAllText(
            Path.Combine(folder, "evals", "suites", "sort.yaml"),
            "name: sort\nversion: 1\nabout: a benchmark\ntask: prompt\ndata: {files: [evals/data/sort.jsonl]}\nprompts: [sort]\nmodels: [\"openai:m\"]\ngraders:\n  - {kind: class, name: label, with: {path: label, expected: label}}\n"
        );
        using var data = new StreamWriter(Path.Combine(folder, "evals", "data", "sort.jsonl"), false, new UTF8Encoding(false));
        for (var i = 0; i < rows; i++)
        {
            data.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$$"""{"id":"r{{{i:00000}}}","deal":"d{{{i % 60}}}","inputs":{"text":"{{{Text(i)}}}"},"expected":{"label":"odd"}}"""
                )
            );
        }
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var answer = Encoding.UTF8.GetBytes(Answer);
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        });
        await app.StartAsync();
        return app;
    }

    /// <summary>The heap at ten places of the run.</summary>
    private sealed class Memory : IProgress<RunProgress>
    {
        private readonly SortedDictionary<int, long> _heap = [];
        private readonly Lock _gate = new();

        public void Report(RunProgress value)
        {
            var tenth = 10 * value.Finished / value.Planned;
            lock (_gate)
            {
                if (tenth == 0 || _heap.ContainsKey(tenth))
                {
                    return;
                }
#pragma warning disable S1215 // What is measured is what stays.
                _heap[tenth] = GC.GetTotalMemory(forceFullCollection: true);
#pragma warning restore S1215
            }
        }

        public string At(double share) => string.Create(CultureInfo.InvariantCulture, $"{_heap[(int)(10 * share)] / 1048576.0:0.0} MiB");
    }
}
