using System.Globalization;
using System.Text.Json;
using AgentDesk.Benchmarks;
using AgentDesk.Benchmarks.Generated;
using AgentDesk.Benchmarks.Measures;

const int Seed = 20260615;
var ct = CancellationToken.None;

// A measurement in a process of its own: its figures as JSON.
if (args is ["measure", var what, .. var where])
{
    IReadOnlyList<Figure> figures = (what, where) switch
    {
        ("import", [var from, var to]) => await Pieces.ImportAsync(from, to, ct),
        ("scan", [var of]) => await Pieces.ScanAsync(of, ct),
        ("index", [var of]) => await Pieces.IndexAsync(of, ct),
        ("search", [var of]) => await Pieces.SearchAsync(of, ct),
        ("clicks", [var from, var scratch]) => await Clicks.RunAsync(from, scratch, ct),
        ("evals", [var scratch, var rows]) => await EvalCost.RunAsync(scratch, int.Parse(rows, CultureInfo.InvariantCulture), ct),
        ("pipeline", [var from, var scratch]) => await RunCost.RunAsync(from, scratch, ct),
        _ => throw new InvalidOperationException($"no measurement `{what}`"),
    };
    await Console.Out.WriteAsync(JsonSerializer.Serialize(figures));
    return 0;
}

string[] sized = ["import", "scan", "index", "search"];
var wanted = args.Length == 0 ? "" : args[0];
if (wanted is not ("all" or "quotes" or "pipeline" or "clicks" or "evals") && !sized.Contains(wanted))
{
    await Console.Error.WriteLineAsync(
        "which benchmark? all, import, scan, index, search, quotes, pipeline, clicks or evals; [--deals N] for one size instead of three"
    );
    return 2;
}

var asked = Array.IndexOf(args, "--deals");
int[] sizes = asked >= 0 && asked + 1 < args.Length ? [int.Parse(args[asked + 1], CultureInfo.InvariantCulture)] : [1_000, 3_000, 10_000];
var root = Directory.GetParent(AppContext.BaseDirectory);
while (root is not null && !File.Exists(Path.Combine(root.FullName, "AgentDesk.sln")))
{
    root = root.Parent;
}
var results = new Results(root?.FullName ?? throw new InvalidOperationException("AgentDesk.sln is in no folder above the benchmarks"));
var scratchFolder = Directory.CreateTempSubdirectory("agentdesk-bench-");
try
{
    if (wanted == "all" || sized.Contains(wanted))
    {
        Sized();
    }
    if (wanted is "all" or "quotes")
    {
        results.Save("quotes", ["400 sources of about 35,000 characters"], [Quotes.Run()]);
    }
    if (wanted is "all" or "clicks")
    {
        var export = Directory.CreateDirectory(Path.Combine(scratchFolder.FullName, "clicked")).FullName;
        new ExportGenerator(export, Seed).Write(250);
        results.Save(
            "clicks",
            ["250 generated deals, 3 actions each"],
            [Results.Apart("clicks", export, Path.Combine(scratchFolder.FullName, "clicks"))]
        );
    }

    if (wanted is "all" or "evals")
    {
        int[] rows = [1_000, 3_000, 10_000];
        results.Save(
            "evals",
            [.. rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r:#,0} rows"))],
            [
                .. rows.Select(r =>
                    Results.Apart(
                        "evals",
                        Path.Combine(scratchFolder.FullName, string.Create(CultureInfo.InvariantCulture, $"evals{r}")),
                        r.ToString(CultureInfo.InvariantCulture)
                    )
                ),
            ]
        );
    }

    if (wanted is "all" or "pipeline")
    {
        results.Save(
            "pipeline",
            ["the sample pipeline"],
            [
                Results.Apart(
                    "pipeline",
                    Path.Combine(root.FullName, "evals", "data", "pipelines", "tidewater"),
                    Path.Combine(scratchFolder.FullName, "pipeline")
                ),
            ]
        );
    }
}
finally
{
    scratchFolder.Delete(recursive: true);
}

return 0;

void Sized()
{
    // What comes before a benchmark in this order must be run for it, but only what was asked for is written down.
    var runs = sized.Where(b => wanted == "all" || b == wanted || b == "import" || (b == "index" && wanted == "search")).ToList();
    var figures = runs.ToDictionary(b => b, _ => new List<IReadOnlyList<Figure>>(), StringComparer.Ordinal);
    foreach (var deals in sizes)
    {
        var export = Path.Combine(scratchFolder.FullName, string.Create(CultureInfo.InvariantCulture, $"export{deals}"));
        var data = Path.Combine(scratchFolder.FullName, string.Create(CultureInfo.InvariantCulture, $"data{deals}"));
        Console.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"generating {deals:#,0} deals, {deals * ExportGenerator.PiecesPerDeal:#,0} pieces")
        );
        Directory.CreateDirectory(export);
        new ExportGenerator(export, Seed).Write(deals);
        foreach (var benchmark in runs)
        {
            Console.Error.WriteLine($"{benchmark} …");
            figures[benchmark].Add(benchmark == "import" ? Results.Apart("import", export, data) : Results.Apart(benchmark, data));
        }

        Directory.Delete(export, recursive: true);
        Directory.Delete(data, recursive: true);
    }

    foreach (var benchmark in runs.Where(b => wanted == "all" || b == wanted))
    {
        results.Save(benchmark, [.. sizes.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s:#,0} deals"))], figures[benchmark]);
    }
}
