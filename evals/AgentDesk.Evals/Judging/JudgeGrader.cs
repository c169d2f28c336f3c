using System.Text.Json;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Core.Evidence;
using AgentDesk.Engine;
using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Judging;

/// <summary>Where what is known of judges lies: `evals/judges/NAME.json`, one file a model.</summary>
internal static class JudgeShelf
{
    public static string PathOf(EvalPlaces places, string model) =>
        Path.Combine(
            places.Judges,
            new string([.. model.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]) + ".json"
        );

    /// <summary>What is known of a judge, when it may be listened to.</summary>
    /// <exception cref="UnusableInputException">It was not measured, was measured with another prompt, or is refused.</exception>
    public static Calibration Get(EvalPlaces places, string model, PromptFile prompt)
    {
        var path = PathOf(places, model);
        if (!File.Exists(path))
        {
            throw new UnusableInputException(
                $"the judge `{model}` was not measured against people: run the suite `faithfulness` with it, then `agentdesk eval calibrate --model {model}`"
            );
        }
        var known = JsonSerializer.Deserialize<Calibration>(File.ReadAllText(path), DeskJson.Options)!;
        if (known.PromptHash != prompt.Hash)
        {
            throw new UnusableInputException(
                $"the judge `{model}` was measured with {known.Prompt}, and {prompt.Reference} says something else: measure it anew"
            );
        }
        return known.Refused is { } why ? throw new UnusableInputException($"the judge `{model}` is refused: {why}") : known;
    }

    public static void Write(EvalPlaces places, Calibration calibration)
    {
        Directory.CreateDirectory(places.Judges);
        RunFolder.WriteWhole(PathOf(places, calibration.Model), JsonSerializer.Serialize(calibration, DeskJson.Indented) + "\n");
    }
}

/// <summary>A judge made ready for a run.</summary>
internal sealed record ReadyJudge(GraderSpec Spec, Calibration Known, PromptFile Prompt, Func<Asking> Ask);

/// <summary>
/// Asks a judge whether what a claim cites supports it. A judge that fails leaves the score undetermined: its silence is neither a pass nor
/// a fail. It is counted like any grader, and its measure is shown raw and corrected.
/// </summary>
internal static class JudgeGrader
{
    public const string Kind = "judge";

    public static async Task<(Score Score, RowUsage Usage)> GradeAsync(
        ReadyJudge judge,
        GradeInput input,
        PromptFolder prompts,
        CancellationToken ct
    )
    {
        var asking = judge.Ask();
        var p = input.Prepared;
        var claims = p.Proposal.Packet.Claims.Where(c => c.Citations.Count > 0).ToList();
        var (hits, first) = (0, "");
        foreach (var claim in claims)
        {
            try
            {
                var (verdict, problem) = await Judge.AskAsync(asking, judge.Prompt, prompts, Source(p.Dossier, claim), claim.Text, ct);
                if (verdict is not { } json)
                {
                    return (input.Undetermined($"the judge gave no verdict: {problem}"), asking.Usage);
                }
                if (json.GetProperty("verdict").GetString() == Judge.Supported)
                {
                    hits++;
                }
                else if (first.Length == 0)
                {
                    first = $"`{claim.Text}`: {json.GetProperty("why").GetString()}";
                }
            }
            catch (ModelFailedException e)
            {
                return (input.Undetermined($"the judge does not answer: {e.Message}"), asking.Usage);
            }
        }

        var known = judge.Known;
        return (
            input.Share(hits, claims.Count, first) with
            {
                Judge = new JudgeErrors(judge.Known.Model, known.Q1, known.Q0, known.Positives, known.Negatives, known.Kappa),
            },
            asking.Usage
        );
    }

    private static string Source(Dossier dossier, Claim claim) =>
        string.Join(
            '\n',
            claim
                .Citations.Select(c => dossier.Find(c.Evidence))
                .OfType<EvidenceItem>()
                .DistinctBy(i => i.Name)
                .Select(i =>
                    $"{i.Author ?? "the system"}, {i.At.UtcDateTime.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}: {i.Text}"
                )
        );
}
