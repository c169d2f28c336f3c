using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Chains;

/// <summary>The action that closes the gap to a criterion: what our side does so that the buyer can do it (SW).</summary>
public static class CriterionActions
{
    public static string Of(ExitCriterion criterion) =>
        criterion.Evidence switch
        {
            "reason_to_engage" => "Find out from the buyer what makes this worth their time now.",
            "pursuit_chosen" => "Decide, with the manager, whether to pursue it.",
            "buyer_reply" => "Write to the buyer with something that is about them, so that they answer.",
            "call_accepted" => "Offer the buyer two times for a call, and have one accepted.",
            "pain" => "Ask the buyer what it is that hurts, in their own words.",
            "impact" => "Ask the buyer what it costs them as it is: a number of theirs.",
            "budget_path" => "Ask the buyer where the money would come from, and who releases it.",
            "decision_path" => "Ask the buyer how it gets decided, by whom and in which order.",
            "success_criteria" => "Ask the buyer how they would know that it worked.",
            "proposal_matches" => "Ask the buyer whether the proposal matches what their team needs, and what does not.",
            "decision_date" => "Ask the buyer for the day on which they decide.",
            "legal_answered" => "Bring the open terms to an answer with both counsels.",
            "security_answered" => "Answer what the security review still has open.",
            "procurement_answered" => "Give procurement what it still needs.",
            "price_answered" => "Have the buyer say that the price stands.",
            "economic_buyer_engaged" => "Have a word with the person who signs for the money.",
            "signature" => "Have it signed, or learn from the buyer why not.",
            _ => $"Get the buyer to show it: {criterion.Text}.",
        };
}
