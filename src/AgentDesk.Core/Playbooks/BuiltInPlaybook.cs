namespace AgentDesk.Core.Playbooks;

/// <summary>
/// The playbook that stands in where a team has none: the working definitions of facts/blockers-and-stages.md, section 3.
/// </summary>
public static class BuiltInPlaybook
{
    public static readonly Playbook Value = new(
        "built-in",
        "built-in@1",
        [
            Stage(
                "identify",
                [
                    new("reason_to_engage", "named reason to engage now", "reason_to_engage"),
                    new("pursuit_chosen", "pursuit chosen", "pursuit_chosen"),
                ],
                ["account"],
                7,
                10,
                14,
                Forecast.Omitted
            ),
            Stage(
                "contact",
                [
                    new("buyer_reply", "the buyer replied", "buyer_reply"),
                    new("call_accepted", "the buyer accepted a call", "call_accepted"),
                ],
                ["next_step", "next_step_due"],
                7,
                10,
                14,
                Forecast.Pipeline
            ),
            Stage(
                "discovery",
                [
                    new("pain", "the buyer states the pain", "pain"),
                    new("impact", "the buyer states its impact", "impact"),
                    new("budget_path", "the buyer states where the money comes from", "budget_path"),
                    new("decision_path", "the buyer states how it is decided, and by whom", "decision_path"),
                    new("success_criteria", "the buyer states what would make it a success", "success_criteria"),
                ],
                ["economic_buyer", "decision_process", "success_criteria"],
                14,
                21,
                30,
                Forecast.Pipeline
            ),
            Stage(
                "propose",
                [
                    new("proposal_matches", "the buyer confirms that the proposal matches the need", "proposal_matches"),
                    new("decision_date", "the buyer names a decision date", "decision_date"),
                ],
                ["amount", "close_date", "success_criteria"],
                14,
                21,
                45,
                Forecast.BestCase
            ),
            Stage(
                "resolve",
                [
                    new("legal_answered", "legal is answered", "legal_answered"),
                    new("security_answered", "security is answered", "security_answered"),
                    new("procurement_answered", "procurement is answered", "procurement_answered"),
                    new("price_answered", "the price is answered", "price_answered"),
                    new("economic_buyer_engaged", "the economic buyer is engaged", "economic_buyer_engaged"),
                ],
                ["paper_process"],
                14,
                30,
                60,
                Forecast.Commit
            ),
            Stage(
                "close",
                [new("signature", "signature or purchase order, or the reason why not", "signature")],
                [],
                7,
                14,
                21,
                Forecast.Closed,
                terminal: true
            ),
        ],
        new Limits(),
        new Waiting(TimeSpan.FromDays(2), TimeSpan.FromDays(7)),
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
        []
    );

    private static StageRule Stage(
        string name,
        IReadOnlyList<ExitCriterion> exit,
        IReadOnlyList<string> fields,
        int smb,
        int mm,
        int ent,
        string forecast,
        bool terminal = false
    ) =>
        new(
            name,
            exit,
            fields,
            new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
            {
                ["smb"] = smb,
                ["mm"] = mm,
                ["ent"] = ent,
            },
            mm,
            forecast,
            terminal
        );
}
