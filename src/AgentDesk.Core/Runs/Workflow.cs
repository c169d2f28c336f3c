using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Runs;

/// <summary>
/// One workflow as a value: what wakes it, what it reads, what it may say, which gates judge it, what it may propose. Everything here is
/// pure.
/// </summary>
public abstract class Workflow
{
    private protected Workflow() { }

    /// <summary>The name in documents and the ledger: `stalled-deal`.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a decision is needed on this deal now, and why; null when not.</summary>
    public abstract Cause? Wakes(DealFile file, Team team, Playbook playbook, DateTimeOffset now);

    /// <summary>In one line why no decision is needed on this deal now; asked only where <see cref="Wakes"/> says so.</summary>
    public virtual string WhyNot(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        file.Deal.Status == DealStatus.Open ? "nothing wakes this workflow" : $"it is {file.Deal.Status.ToString().ToLowerInvariant()}";

    /// <summary>Kinds of triggers that time alone makes: a written pause answers them, whether or not it knew of them.</summary>
    public virtual IReadOnlyList<string> RestsInPause => [];

    /// <summary>
    /// Kinds of triggers that are news for a while and then pass by themselves: an open card that told of one stays as it is when it has
    /// passed.
    /// </summary>
    public virtual IReadOnlyList<string> PassesBy => [];

    /// <summary>
    /// Dispositions by which somebody says that it will be mended: what still stands <see cref="Runs.Promises.Patience"/> later is raised
    /// again.
    /// </summary>
    public virtual IReadOnlyList<string> Promises => [];

    /// <summary>What a trigger is about, where its kind alone does not tell: the outcome of two playbooks is compared by it.</summary>
    public virtual string Topic(Trigger trigger) => trigger.Kind;

    /// <summary>
    /// Why what a run of this workflow waits for is not asked any more, in one sentence, or null: somebody did it without the desk. Asked
    /// of a run that waits when <see cref="Wakes"/> says that nothing is needed.
    /// </summary>
    public virtual string? Overtaken(RunHeader run, DealFile file, Team team, Playbook playbook, DateTimeOffset now) => null;

    /// <summary>
    /// Whether another workflow's run of the deal has this reason, or its answer, before a person already: one live card a cause.
    /// </summary>
    public virtual bool YieldsTo(Trigger trigger, DealFile file, Run other) => false;

    public abstract IReadOnlyList<EvidenceRequest> Gather { get; }

    public abstract PrepareTask Prepare { get; }

    /// <summary>The workflow's own gates and the shared ones that it is judged by, in the order of showing.</summary>
    public abstract IReadOnlyList<Gate> Gates { get; }

    /// <summary>
    /// What the prompt's template is rendered with, beside the evidence: what code knows and the model need not guess (counts, ages,
    /// triggers).
    /// </summary>
    public abstract JsonObject Inputs(Dossier dossier, Cause cause);

    /// <summary>The draft as a candidate proposal. Ids of actions are unique over all rounds (<see cref="ActionIds"/>).</summary>
    /// <exception cref="JsonException">The draft does not fit the draft type.</exception>
    public abstract Proposal Propose(Dossier dossier, Cause cause, JsonElement draft, int round);

    /// <summary>
    /// Where in the draft each claim and action of its proposal stands: id to path, such as `c3` to `claims[2].text`. What a gate finds is
    /// told to the model by it.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string> Places(Dossier dossier, JsonElement draft, int round) =>
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Runs every gate on a proposal, prepared or edited.</summary>
    public Verdict Judge(GateCase c) => Verdict.Of(Gates, c);
}

/// <summary>A workflow with its typed draft. The engine never sees <typeparamref name="TDraft"/>.</summary>
public abstract class Workflow<TDraft> : Workflow
    where TDraft : notnull
{
    public sealed override Proposal Propose(Dossier dossier, Cause cause, JsonElement draft, int round) =>
        Propose(
            dossier,
            cause,
            draft.Deserialize<TDraft>(DeskJson.Options) ?? throw new JsonException($"{Name}: the draft is null"),
            round
        );

    public abstract Proposal Propose(Dossier dossier, Cause cause, TDraft draft, int round);
}

/// <summary>Ids of actions: `a1`, `a2` in the first round, `b1` in the second, so that no id names two payloads.</summary>
public static class ActionIds
{
    public static ActionId For(int round, int number) =>
        round <= 26
            ? new ActionId(FormattableString.Invariant($"{(char)('a' + round - 1)}{number}"))
            : new ActionId(FormattableString.Invariant($"r{round}-{number}"));

    /// <summary>The round that an id belongs to; null for what is no id of an action.</summary>
    public static int? RoundOf(ActionId id) =>
        id.Value switch
        {
            [>= 'a' and <= 'z' and var letter, .. var number] when IsNumber(number) => letter - 'a' + 1,
            ['r', .. var rest] when rest.Split('-') is [var round, var number] && IsNumber(round) && IsNumber(number) => int.Parse(
                round,
                CultureInfo.InvariantCulture
            ),
            _ => null,
        };

    private static bool IsNumber(string text) => text.Length is > 0 and < 6 && text.All(char.IsAsciiDigit);
}
