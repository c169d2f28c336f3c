using AgentDesk.Core.Policy.Gates;

namespace AgentDesk.Core.Policy;

/// <summary>
/// The gates that every workflow is judged by, in the order of showing (design/gates.md). A workflow adds its own; none takes one away.
/// </summary>
public static class SharedGates
{
    /// <summary>On what may be said at all.</summary>
    public static readonly IReadOnlyList<Gate> OnEvidence =
    [
        ReadinessGates.OpenDealsOnly,
        ReadinessGates.Readiness,
        CitationGates.EveryClaimCites,
        CitationGates.QuotesAreVerbatim,
        WitnessGate.FactsNeedAWitness,
        FiguresGate.FiguresAreInTheSource,
        ContradictionGate.ContradictionsShown,
        StaleEvidenceGate.StaleEvidence,
        PlantedInstructionsGate.PlantedInstructions,
    ];

    /// <summary>On what may be proposed.</summary>
    public static readonly IReadOnlyList<Gate> OnActions =
    [
        DecisionGates.APersonDecides,
        DecisionGates.PayloadBound,
        DecisionGates.QualifiedOwner,
        DecisionGates.ManagerForForecast,
        RecipientGates.RecipientsKnown,
        ApprovedMaterialGate.ApprovedMaterialOnly,
        OutreachGates.AttemptsBeforeOutreach,
        LanguageGate.Language,
        RecipientGates.TouchFrequency,
        OutreachGates.SomethingNew,
        OwnerGate.OwnerDeadlineRecord,
        NotAgainGate.NotAgain,
        OneLiveCardGate.OneLiveCard,
    ];

    public static IReadOnlyList<Gate> All => [.. OnEvidence, .. OnActions];
}
