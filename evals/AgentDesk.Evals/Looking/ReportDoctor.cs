using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Looking;

/// <summary>What was computed anew, and what came out otherwise.</summary>
/// <param name="Checked">How many figures or lines were looked at.</param>
public sealed record DoctorReport(string What, int Checked, IReadOnlyList<string> Differences);

/// <summary>Computes every figure of a report from its rows, and every line of a run from what it is made of.</summary>
internal static partial class ReportDoctor
{
    /// <summary>
    /// Of a report: figures in its data, the same figures as the page shows them, and the run's rows where the run is at hand.
    /// </summary>
    /// <exception cref="UnusableInputException">It is no report.</exception>
    public static DoctorReport OfReport(string path, string runs)
    {
        var html = File.ReadAllText(path);
        if (Embedded().Match(html) is not { Success: true } found)
        {
            throw new UnusableInputException($"`{path}` is no report of `agentdesk eval report`");
        }
        ReportData data;
        try
        {
            data = JsonSerializer.Deserialize<ReportData>(found.Groups["json"].Value, DeskJson.Options)!;
        }
        catch (JsonException e)
        {
            throw new UnusableInputException($"`{path}`: its data cannot be read: {e.Message}");
        }

        var suites = data
            .Suites.Select(s =>
                SuiteFile.Read(s.Value, s.Key + ".yaml").Suite
                ?? throw new UnusableInputException($"`{path}`: its suite `{s.Key}` cannot be read")
            )
            .ToList();
        var anew = new ReportFigures(suites, data.Rows, data.Runs).All;
        var differences = new List<string>();
        foreach (var figure in data.Figures)
        {
            if (!anew.TryGetValue(figure.Id, out var own))
            {
                differences.Add($"{figure.Id}: no rows lead to it");
            }
            else if (figure.Value != own.Value || figure.Shown != own.Shown)
            {
                differences.Add(
                    FormattableString.Invariant(
                        $"{figure.Id}: says {figure.Shown} ({figure.Value}), its rows say {own.Shown} ({own.Value})"
                    )
                );
            }
            else if (!figure.Rows.SequenceEqual(own.Rows))
            {
                differences.Add($"{figure.Id}: names other rows than it is folded from");
            }
        }

        var named = data.Figures.Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        differences.AddRange(anew.Keys.Where(id => !named.Contains(id)).Select(id => $"{id}: is left out"));
        var shown = 0;
        foreach (Match place in Shown().Matches(html))
        {
            shown++;
            var (id, text) = (WebUtility.HtmlDecode(place.Groups["id"].Value), WebUtility.HtmlDecode(place.Groups["text"].Value));
            if (!anew.TryGetValue(id, out var own))
            {
                differences.Add($"{id}: is shown, and no rows lead to it");
            }
            else if (text != own.Shown)
            {
                differences.Add($"{id}: the page shows {text}, its rows say {own.Shown}");
            }
        }

        foreach (var run in data.Runs.Where(r => File.Exists(Path.Combine(runs, r.Name, "rows.jsonl"))))
        {
            var kept = data.Rows.Where(r => r.Run == run.Name).ToDictionary(r => r.Row.Key.ToString(), r => r.Row, StringComparer.Ordinal);
            foreach (var row in RunFolder.Open(runs, run.Name).Rows().Where(r => data.Suites.ContainsKey(r.Suite)))
            {
                if (!kept.Remove(row.Key.ToString(), out var own))
                {
                    differences.Add($"{run.Name}: the report lacks row {row.Key}");
                }
                else if (
                    own.OutputHash != row.OutputHash
                    || own.Outcome != row.Outcome
                    || JsonSerializer.Serialize(own.Scores, DeskJson.Options) != JsonSerializer.Serialize(row.Scores, DeskJson.Options)
                    || own.Usage != row.Usage
                )
                {
                    differences.Add($"{run.Name}: row {row.Key} is another one in the run");
                }
            }

            differences.AddRange(kept.Keys.Select(k => $"{run.Name}: row {k} of the report is not in the run"));
        }

        return new DoctorReport(Path.GetFileName(path), data.Figures.Count + shown, differences);
    }

    /// <summary>
    /// Of a run: its counts and sums, that no row is there twice, that outcomes follow from scores and hashes from outputs.
    /// </summary>
    public static DoctorReport OfRun(RunFolder run, IReadOnlyList<Suite> suites)
    {
        var (manifest, differences, seen) = (run.Manifest(), new List<string>(), new HashSet<RowKey>());
        var (rows, spent) = (0, 0.0);
        foreach (var row in run.Rows())
        {
            rows++;
            spent += row.Usage.Live > 0 ? row.Usage.CostUsd : 0;
            if (!seen.Add(row.Key))
            {
                differences.Add($"{row.Key}: is there twice");
            }
            var hash = row.Output is null ? "" : JsonLines.Hash(row.Output);
            if (row.OutputHash != hash)
            {
                differences.Add($"{row.Key}: its output's hash is {hash}, it says {row.OutputHash}");
            }
            if (manifest.Suites.FirstOrDefault(s => s.Name == row.Suite) is not { } ran)
            {
                differences.Add($"{row.Key}: the manifest has no such suite");
            }
            else
            {
                if (ran.Prompts.Count > 0 && !ran.Prompts.Any(p => p.Reference == row.Prompt && p.Hash == row.PromptHash))
                {
                    differences.Add($"{row.Key}: the manifest has {row.Prompt} with another hash");
                }
                if (suites.FirstOrDefault(s => s.Name == row.Suite && s.Hash == ran.Hash) is { } suite && row.Scores.Count > 0)
                {
                    var own = RowResult.OutcomeOf([.. row.Scores.Where(s => suite.Graders.Any(g => g.Name == s.Grader && g.Counts))]);
                    if (row.Outcome != own && row.Error is null)
                    {
                        differences.Add(
                            $"{row.Key}: its scores add up to {own.ToString().ToLowerInvariant()}, it says {row.Outcome.ToString().ToLowerInvariant()}"
                        );
                    }
                }
            }
        }

        if (rows != manifest.Written)
        {
            differences.Add(FormattableString.Invariant($"the manifest says {manifest.Written} rows, there are {rows}"));
        }
        if (Math.Abs(spent - manifest.SpentUsd) > 1e-6)
        {
            differences.Add(
                FormattableString.Invariant(
                    $"the manifest says ${manifest.SpentUsd:0.######} was spent, the rows add up to ${spent:0.######}"
                )
            );
        }
        return new DoctorReport(run.Name, rows, differences);
    }

    [GeneratedRegex(
        """<script type="application/json" id="data">(?<json>.*?)</script>""",
        RegexOptions.Singleline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Embedded();

    [GeneratedRegex("""data-f="(?<id>[^"]*)"[^>]*>(?<text>[^<]*)<""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Shown();
}
