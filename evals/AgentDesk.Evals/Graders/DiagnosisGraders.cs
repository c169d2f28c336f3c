using System.Text.Json.Nodes;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Tasks;

namespace AgentDesk.Evals.Graders;

/// <summary>Graders of what a preparation concludes, against what a reader of the deal concluded.</summary>
internal static class DiagnosisGraders
{
    public const string Insufficient = "insufficient";

    public static Score Wakes(GradeInput input)
    {
        if (input.Label(input.With("expected")!) is not { } label)
        {
            return input.Skip("the label does not say");
        }
        var (want, got) = (
            input.With("when")!.Split(',').Contains(GradeInput.Plain(label), StringComparer.Ordinal),
            input.Case.Source is DealCase { Cause: { } cause }
                && (input.With("trigger") is not { } member || cause.Triggers.Any(t => t.Kind == GradeInput.Plain(input.Label(member))))
        );
        static string Said(bool wakes) => wakes ? "wakes" : "rests";
        return (want == got ? input.Pass() : input.Fail($"it {Said(got)}, and the label is `{GradeInput.Plain(label)}`")) with
        {
            Expected = Said(want),
            Got = Said(got),
        };
    }

    public static Score Blocker(GradeInput input)
    {
        if (input.Label("blocker") is not { } label)
        {
            return input.Skip("the label has no blocker");
        }
        var want = GradeInput.Plain(input.Label("status")) == Insufficient ? Insufficient : GradeInput.Plain(label);
        var blocker = input.Prepared.Proposal.Packet.Blocker;
        var got =
            blocker is null ? Blockers.None
            : blocker.Standing == BlockerStanding.Insufficient ? Insufficient
            : blocker.Category;
        return (want == got ? input.Pass() : input.Fail($"{got}, a reader says {want}")) with
        {
            Expected = want,
            Got = got,
            Confidence = input.Output.Confidence,
        };
    }

    public static Score FalseAlarm(GradeInput input)
    {
        if (GradeInput.Plain(input.Label("status")) != "not_stalled")
        {
            return input.Skip("the deal is stalled");
        }
        var blocker = input.Prepared.Proposal.Packet.Blocker;
        return blocker is null || (blocker.Category == Blockers.None && blocker.Standing != BlockerStanding.Insufficient)
            ? input.Pass()
            : input.Fail($"called {blocker.Category}");
    }

    public static Score NoOutreach(GradeInput input)
    {
        if (GradeInput.Plain(input.Label("status")) != Insufficient)
        {
            return input.Skip("the deal can be diagnosed");
        }
        var p = input.Prepared;
        var touches = p.Verdict.Stops
            ? []
            : p.Proposal.Actions.Where(a => a.Payload.Audience == Audience.Customer && !p.Verdict.Withholds(a.Id)).ToList();
        return touches.Count == 0 ? input.Pass() : input.Fail($"proposes: {touches[0].Summary}");
    }

    public static Score Exceptions(GradeInput input)
    {
        var (want, got) = Kinds(input);
        var missed = want.Except(got, StringComparer.Ordinal).ToList();
        return input.Share(
            want.Count - missed.Count,
            want.Count,
            want.Count == 0 ? "the label has none"
                : missed.Count == 0 ? ""
                : $"missed {string.Join(", ", missed)}"
        );
    }

    public static Score Extras(GradeInput input)
    {
        var (want, got) = Kinds(input);
        var extra = got.Except(want, StringComparer.Ordinal).ToList();
        return (extra.Count == 0 ? input.Pass() : input.Fail(string.Join(", ", extra))) with { Value = extra.Count };
    }

    public static Score Stops(GradeInput input)
    {
        var stops = input.Prepared.Verdict.Findings.Where(f => f.Outcome == Outcome.Stop).ToList();
        return stops.Count == 0 ? input.Pass() : input.Fail(string.Join("; ", stops.Select(f => $"{f.Gate}: {f.Reason}")));
    }

    public static Score Gate(GradeInput input)
    {
        var gate = input.With("gate")!;
        var findings = input.Prepared.Verdict.Findings.Where(f => f.Gate == gate).ToList();
        if (findings.Count == 0)
        {
            return input.Undetermined($"{input.Prepared.Workflow.Name} has no gate `{gate}`");
        }
        var against = findings.Where(f => f.Outcome is Outcome.Stop or Outcome.Withhold).ToList();
        return against.Count == 0 ? input.Pass() : input.Fail(string.Join("; ", against.Select(f => f.Reason)));
    }

    private static (List<string> Want, List<string> Got) Kinds(GradeInput input)
    {
        IReadOnlyList<string>? only = input.With("kinds") switch
        {
            "record" => StageExceptions.OfRecord,
            "reading" => StageExceptions.OfReading,
            _ => null,
        };
        bool In(string kind) => only is null || only.Contains(kind, StringComparer.Ordinal);
        var want = (input.Label("stage_exceptions") as JsonArray ?? [])
            .Select(x => GradeInput.Plain(x?["kind"]))
            .Where(In)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var got = input
            .Prepared.Proposal.Packet.Exceptions.Select(x => x.Kind)
            .Where(In)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return (want, got);
    }
}
