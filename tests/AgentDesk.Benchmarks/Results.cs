using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AgentDesk.Benchmarks.Measures;

namespace AgentDesk.Benchmarks;

/// <summary>Writes what was measured: one file a benchmark, and all of them as docs/benchmarks.md.</summary>
internal sealed class Results(string root)
{
    private static readonly string[] Order = ["import", "scan", "index", "search", "quotes", "pipeline", "clicks", "evals"];

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["import"] = "Import of a generated export",
        ["scan"] = "Trigger scan of all open deals",
        ["index"] = "Building the evidence index",
        ["search"] = "Search, ten passages",
        ["quotes"] = "Quote verification",
        ["evals"] = "An eval run's own cost against an instant model on loopback",
        ["pipeline"] = "The desk's own cost for one run (sample pipeline)",
        ["clicks"] = "Clicks in Teams while model and record stall",
    };

    private string Folder => Path.Combine(root, "tests", "AgentDesk.Benchmarks", "results");

    /// <summary>Writes one benchmark's table to its file and to standard output.</summary>
    /// <param name="columns">A heading for each set of figures; the sets have the same rows.</param>
    public void Save(string benchmark, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<Figure>> figures)
    {
        var table = new StringBuilder();
        table.Append(
            CultureInfo.InvariantCulture,
            $"## {Titles[benchmark]}\n\n| | {string.Join(" | ", columns)} |\n|---|{string.Concat(columns.Select(_ => "---|"))}\n"
        );
        foreach (var row in figures[0].Select(f => f.Name))
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {row} | {string.Join(" | ", figures.Select(f => f.FirstOrDefault(x => x.Name == row)?.Value ?? ""))} |\n"
            );
        }

        table.Append(CultureInfo.InvariantCulture, $"\n{Machine()}\n");
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, benchmark + ".md"), table.ToString());
        Console.WriteLine(table);
        Collect();
    }

    private void Collect()
    {
        var page = new StringBuilder(
            """
            # Benchmarks

            `dotnet run -c Release --project tests/AgentDesk.Benchmarks -- all` measures everything again and rewrites this page; `-- import|scan|index|search|quotes|pipeline|clicks|evals [--deals N]` one part.
            The export is generated with a fixed seed: 30 pieces of evidence a deal, words by Zipf's law. Times are of single runs on the machine named below
            each table; compare within a table, not across machines. Three sizes stand side by side: what costs the same for each deal shows the same rate in all.


            """
        );
        foreach (var file in Order.Select(b => Path.Combine(Folder, b + ".md")).Where(File.Exists))
        {
            page.Append(File.ReadAllText(file)).Append('\n');
        }
        File.WriteAllText(Path.Combine(root, "docs", "benchmarks.md"), page.ToString().TrimEnd() + "\n");
    }

    /// <summary>Runs one measurement in a process of its own and reads its figures.</summary>
    public static IReadOnlyList<Figure> Apart(params IReadOnlyList<string> args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Results).Assembly.Location);
        }
        foreach (var arg in (IReadOnlyList<string>)["measure", .. args])
        {
            start.ArgumentList.Add(arg);
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<List<Figure>>(output)!
            : throw new InvalidOperationException($"measuring `{string.Join(' ', args)}` failed");
    }

    private static string Machine() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Measured {TimeProvider.System.GetUtcNow():yyyy-MM-dd} on {Environment.ProcessorCount} cores, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}."
        );
}
