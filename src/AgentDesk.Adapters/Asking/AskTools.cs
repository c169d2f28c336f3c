using System.Reflection;
using AgentDesk.Core;
using AgentDesk.Engine.Asking;
using AgentDesk.Engine.Asking.Tools;
using Microsoft.Extensions.AI;

namespace AgentDesk.Adapters.Asking;

/// <summary>
/// The read-only plugins as AIFunctions, over what one asker may see: snake case names, descriptions from their attributes. Semantic Kernel
/// imports the same functions as a plugin.
/// </summary>
internal static class AskTools
{
    public static IReadOnlyList<AIFunction> Of(AskView view)
    {
        Task<AskView> Open(CancellationToken ct) => Task.FromResult(view);
        var (deals, evidence, desk) = (new DealTools(Open), new EvidenceTools(Open), new DeskTools(Open));
        return
        [
            Tool(deals, nameof(DealTools.FindDealsAsync)),
            Tool(deals, nameof(DealTools.ListDealsAsync)),
            Tool(deals, nameof(DealTools.GetDealAsync)),
            Tool(deals, nameof(DealTools.SlippedDealsAsync)),
            Tool(deals, nameof(DealTools.StageHistoryAsync)),
            Tool(deals, nameof(DealTools.FieldHistoryAsync)),
            Tool(evidence, nameof(EvidenceTools.SearchEvidenceAsync)),
            Tool(evidence, nameof(EvidenceTools.ReadEvidenceAsync)),
            Tool(evidence, nameof(EvidenceTools.ReadConversationsAsync)),
            Tool(evidence, nameof(EvidenceTools.ListCallsAsync)),
            Tool(evidence, nameof(EvidenceTools.ReadTranscriptAsync)),
            Tool(desk, nameof(DeskTools.ListProposalsAsync)),
            Tool(desk, nameof(DeskTools.ShowProposalAsync)),
            Tool(desk, nameof(DeskTools.FiguresAsync)),
        ];
    }

    private static AIFunction Tool(object plugin, string method) =>
        AIFunctionFactory.Create(
            plugin.GetType().GetMethod(method, BindingFlags.Public | BindingFlags.Instance)!,
            plugin,
            new AIFunctionFactoryOptions { Name = NameOf(method), SerializerOptions = DeskJson.Options }
        );

    /// <summary>`FindDealsAsync` is `find_deals`.</summary>
    internal static string NameOf(string method) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(
            method.EndsWith("Async", StringComparison.Ordinal) ? method[..^"Async".Length] : method
        );
}
