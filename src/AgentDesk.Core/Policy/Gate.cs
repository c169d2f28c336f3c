using System.Text.Json.Serialization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy;

/// <summary>
/// What a gate finds. `stop`: nothing is shown but the reason and what is missing. `withhold`: one action is held back. `route`: one action
/// needs a qualified owner. `note`: shown beside the work.
/// </summary>
public enum Outcome
{
    Pass,
    Note,
    Route,
    Withhold,
    Stop,
}

/// <param name="About">Ids of claims or actions that it is about; empty for the whole.</param>
/// <param name="SendBack">A stop that preparing again can mend: the reason goes to the model as feedback, twice at the most.</param>
/// <param name="RouteTo">For a route: the role that the actions in <paramref name="About"/> need from now on.</param>
/// <param name="Feedback">The same for a model that prepares again: it names the place in the draft, where <paramref name="Reason"/> names
/// what a person sees.</param>
public sealed record Finding(
    string Gate,
    Outcome Outcome,
    string Reason,
    IReadOnlyList<string> About,
    bool SendBack = false,
    string? RouteTo = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Feedback = null
);

/// <summary>What a gate judges: the candidate proposal and what it was prepared from.</summary>
/// <param name="EditedBy">The person whose edit is judged; null for what was prepared.</param>
public sealed record GateCase(Proposal Proposal, Dossier Dossier, Actor? EditedBy = null)
{
    /// <summary>What people have already decided on this deal, in earlier runs and rounds.</summary>
    public IReadOnlyList<EarlierAct> Earlier { get; init; } = [];

    /// <summary>What waits for a decision on other workflows' cards of this deal.</summary>
    public IReadOnlyList<LiveAct> Live { get; init; } = [];

    /// <summary>The edited action as it was before the edit; null for what was prepared.</summary>
    public ProposedAction? Before { get; init; }

    public Packet Packet => Proposal.Packet;

    public Deal Deal => Dossier.Deal;

    public DateTimeOffset Now => Dossier.Now;
}

/// <summary>
/// A pure rule of the policy layer. The playbook can tighten a gate, never remove it; a gate that throws stops the work.
/// </summary>
/// <param name="Name">As in design/gates.md: `quotes-are-verbatim`.</param>
/// <param name="Rule">The rule that it keeps, in one sentence.</param>
/// <param name="Source">Where the rule comes from: SD, SP, SW, SIX, MAP.</param>
/// <param name="Judge">The findings; none means pass.</param>
public sealed record Gate(string Name, string Rule, string Source, Func<GateCase, IReadOnlyList<Finding>> Judge)
{
    public Finding Pass() => new(Name, Outcome.Pass, Rule, []);

    public Finding Note(string reason, params IReadOnlyList<string> about) => new(Name, Outcome.Note, reason, about);

    public Finding Stop(string reason, params IReadOnlyList<string> about) => new(Name, Outcome.Stop, reason, about);

    public Finding SendBack(string reason, params IReadOnlyList<string> about) => new(Name, Outcome.Stop, reason, about, SendBack: true);

    public Finding Withhold(string reason, params IReadOnlyList<string> about) => new(Name, Outcome.Withhold, reason, about);

    public Finding Route(string role, string reason, params IReadOnlyList<string> about) =>
        new(Name, Outcome.Route, reason, about, RouteTo: role);
}

/// <summary>All findings on one proposal.</summary>
public sealed record Verdict(IReadOnlyList<Finding> Findings)
{
    public bool Stops => Findings.Any(f => f.Outcome == Outcome.Stop);

    /// <summary>Whether every stop is one that preparing again can mend.</summary>
    public bool CanBeSentBack => Stops && Findings.Where(f => f.Outcome == Outcome.Stop).All(f => f.SendBack);

    public bool Withholds(ActionId action) =>
        Findings.Any(f => f.Outcome == Outcome.Withhold && f.About.Contains(action.Value, StringComparer.Ordinal));

    /// <summary>The role that an action is routed to, or null.</summary>
    public string? RoutedTo(ActionId action) =>
        Findings.LastOrDefault(f => f.Outcome == Outcome.Route && f.About.Contains(action.Value, StringComparer.Ordinal))?.RouteTo;

    /// <summary>Runs every gate. Each gate leaves at least one finding; one that throws is a stop that names it.</summary>
    public static Verdict Of(IEnumerable<Gate> gates, GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var gate in gates)
        {
            try
            {
                var found = gate.Judge(c);
                if (found.Count == 0)
                {
                    findings.Add(gate.Pass());
                }
                findings.AddRange(found);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // INVARIANT: a rule that could not be judged was not kept (design/gates.md).
                findings.Add(gate.Stop($"the gate failed: {e.Message}"));
            }
        }

        return new Verdict(findings);
    }
}
