using System.CommandLine;

namespace AgentDesk.Host.Verbs;

/// <summary>
/// `eval …`: better, worse, or can't tell, before a prompt or a model ships (docs/evals.md). Each subcommand is a file beside this one.
/// </summary>
internal static class EvalVerb
{
    public static Command Create() =>
        new("eval", "Measures prompts and models on labelled data, and compares runs.")
        {
            EvalImportDecisionsVerb.Create(),
            EvalLabelVerb.Create(),
            EvalKappaVerb.Create(),
            EvalRunVerb.Create(),
            EvalRunsVerb.Create(),
            EvalSuitesVerb.Create(),
            EvalMutantsVerb.Create(),
            EvalCalibrateVerb.Create(),
            EvalDiffVerb.Create(),
            EvalGateVerb.Create(),
            EvalBlessVerb.Create(),
            EvalReportVerb.Create(),
            EvalDoctorVerb.Create(),
        };
}
