using System.ComponentModel;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Surfaces.Mcp;

/// <summary>The cited answer as a tool.</summary>
public sealed class AskTool(IAsk ask, IAskHistory history, IDesk desk, Actor asker)
{
    [Description(
        "Answers a question about deals from their evidence: every sentence cited, what the evidence does not show under `missing`. Nothing is sent, written or decided. "
            + "When `choices` is not empty, the words fit several deals: ask again with the id of the one that is meant. For a follow-up pass the `conversation` of the answer before."
    )]
    public async Task<AskDocument> AskAsync(
        [Description("The question, such as: why is Larkfield stuck?")] string question,
        CancellationToken ct,
        [Description("The id of the deal that is meant, or empty: then it is found from the words.")] string deal = "",
        [Description("The conversation that it goes on from, or empty.")] string conversation = ""
    )
    {
        var earlier = conversation.Length > 0 ? await history.FindAsync(asker, conversation, ct) : null;
        var answer = await ask.AnswerAsync(new AskRequest(question, asker, deal.Length > 0 ? new DealId(deal) : null, earlier?.Turns), ct);
        var thread = await history.AddAsync(asker, earlier?.Id, new AskTurn(question, answer, await desk.NowAsync(ct)), ct);
        return AskDocument.Of(question, answer) with { Conversation = thread.Id };
    }
}
