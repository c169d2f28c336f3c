using AgentDesk.Core.Evidence;
using AgentDesk.Engine;
using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using AgentDesk.Evals.Tasks;

namespace AgentDesk.Evals.Mutating;

/// <summary>One kind of change, and how many of its mutants a grader noticed.</summary>
/// <param name="KilledBy">Graders by the mutants that they killed.</param>
public sealed record MutationLine(Mutation Kind, int Mutants, int Killed, IReadOnlyDictionary<string, int> KilledBy);

/// <summary>A mutant that every grader let pass.</summary>
public sealed record Survivor(string Row, Mutation Kind, string Claim, string Change);

/// <param name="Good">Outputs that mutants were made of: every grader passes them.</param>
/// <param name="Outputs">All outputs; those that a grader fails as they are make no mutants.</param>
public sealed record MutationReport(int Good, int Outputs, IReadOnlyList<MutationLine> Lines, IReadOnlyList<Survivor> Survivors)
{
    /// <summary>What must be killed without exception: a quote that does not stand, and evidence of another deal.</summary>
    public bool Holds => Lines.Where(l => l.Kind is Mutation.Quote or Mutation.DealId).All(l => l.Mutants > 0 && l.Killed == l.Mutants);
}

/// <summary>Graders prove themselves: what is good passes them, and what was made wrong does not.</summary>
internal static class MutationRun
{
    /// <param name="outputs">Cases with what was prepared of them.</param>
    public static MutationReport Of(Suite suite, IReadOnlyList<(EvalCase Case, CaseOutput Output)> outputs, IProgress<Progress>? progress)
    {
        var done = 0;
        var tallies = Enum.GetValues<Mutation>()
            .ToDictionary(m => m, _ => (Mutants: 0, Killed: 0, By: new SortedDictionary<string, int>(StringComparer.Ordinal)));
        var survivors = new List<Survivor>();
        var good = 0;
        var prepared = outputs
            .Where(o => o.Output.Value is Prepared)
            .Select(o => (o.Case, o.Output, Prepared: (Prepared)o.Output.Value!))
            .ToList();
        foreach (var (one, output, p) in prepared)
        {
            progress?.Report(new Progress("changing outputs", done++, prepared.Count));
            if (p.Proposal.Packet.Claims.Count == 0 || FailedBy(suite, one, output).Count > 0)
            {
                continue;
            }
            good++;
            foreach (var mutant in Mutators.Of(p, Foreign(p, prepared.Select(x => x.Prepared))))
            {
                // The verdict is of the unchanged output: graders that only repeat what a gate said are given nothing to repeat.
                var killers = FailedBy(suite, one, output with { Value = p with { Proposal = mutant.Proposal } });
                var t = tallies[mutant.Kind];
                tallies[mutant.Kind] = (t.Mutants + 1, t.Killed + (killers.Count > 0 ? 1 : 0), t.By);
                foreach (var k in killers)
                {
                    t.By[k] = t.By.GetValueOrDefault(k) + 1;
                }
                if (killers.Count == 0)
                {
                    survivors.Add(new Survivor(one.Id, mutant.Kind, mutant.Claim, mutant.Change));
                }
            }
        }

        return new MutationReport(
            good,
            prepared.Count,
            [.. tallies.Select(t => new MutationLine(t.Key, t.Value.Mutants, t.Value.Killed, t.Value.By))],
            survivors
        );
    }

    private static IReadOnlyList<string> FailedBy(Suite suite, EvalCase one, CaseOutput output) =>
        [
            .. suite
                .Graders.Where(g => g.Counts)
                .Select(g => GraderCatalog.Grade(new GradeInput(one, output, g)))
                .Where(s => s.Outcome == RowOutcome.Fail)
                .Select(s => s.Grader),
        ];

    /// <summary>Evidence of the next deal that is not of this one.</summary>
    private static IReadOnlyList<EvidenceName> Foreign(Prepared p, IEnumerable<Prepared> all) =>
        [
            .. all.Where(o => o.Dossier.Deal.Id != p.Dossier.Deal.Id)
                .SelectMany(o => o.Proposal.Packet.Claims)
                .SelectMany(c => c.Citations)
                .Select(c => c.Evidence)
                .Where(e => e.Kind != "asset")
                .Distinct()
                .Take(200),
        ];
}
