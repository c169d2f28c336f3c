using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>Customer language that could sound desperate, generic or unsupported is held back, with the words and the reason.</summary>
public static class LanguageGate
{
    public static readonly Gate Language = new("language", "no desperate, generic or unsupported language reaches a customer", "SD", Judge);

    private static IReadOnlyList<Finding> Judge(GateCase c) =>
        [
            .. from a in c.Proposal.Actions
            where ActionTexts.ReachesCustomer(a)
            let text = ActionTexts.Of(a.Payload).Replace('’', '\'')
            from p in PhraseList.All
            let m = p.Pattern.Match(text)
            where m.Success
            select Language.Withhold($"`{m.Value.Trim()}` is {p.Why}", a.Id.Value),
        ];
}
