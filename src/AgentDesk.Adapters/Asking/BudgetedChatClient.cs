using System.Text.Json;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using Microsoft.Extensions.AI;

namespace AgentDesk.Adapters.Asking;

/// <summary>The next call would cost more than one question may.</summary>
internal sealed class OverBudgetException(string message) : Exception(message);

/// <summary>Counts what every call of a question costs, refuses the one that would be too much, and keeps each for audit.</summary>
internal sealed class BudgetedChatClient(IChatClient inner, RunBudget budget, ModelOptions options, CallFile kept, TimeProvider time)
    : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ChatMessage[] sent = [.. messages];
        var size =
            sent.Sum(m => TokenCount.Of(Shown(m)))
            + (
                options
                    ?.Tools?.OfType<AIFunctionDeclaration>()
                    .Sum(t => TokenCount.Of(t.JsonSchema.GetRawText()) + TokenCount.Of(t.Description))
                ?? 0
            );
        if (budget.Refuses(size, options?.MaxOutputTokens ?? 0) is { } over)
        {
            throw new OverBudgetException(over);
        }

        ChatResponse? response = null;
        string? failed = null;
        try
        {
            return response = await base.GetResponseAsync(sent, options, cancellationToken);
        }
        catch (ModelFailedException e)
        {
            failed = e.Message;
            throw;
        }
        finally
        {
            // Where a server does not count, the estimate does.
            var (tokensIn, tokensOut) = response is null
                ? (0, 0)
                : (response.Usage?.InputTokenCount ?? size, response.Usage?.OutputTokenCount ?? TokenCount.Of(response.Text));
            budget.Add(tokensIn, tokensOut);
            if (response is not null || failed is not null)
            {
                await kept.AddAsync(
                    new KeptCall(
                        Model,
                        "ask",
                        time.GetUtcNow(),
                        [.. sent.Select(m => new KeptMessage(m.Role.Value, Shown(m)))],
                        response is null ? null : string.Join('\n', response.Messages.Select(Shown)),
                        response?.FinishReason?.Value,
                        tokensIn,
                        tokensOut,
                        failed
                    ),
                    CancellationToken.None
                );
            }
        }
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => Whole.StreamAsync(this, messages, options, cancellationToken);

    private string Model => options.Shown;

    // What a message holds, calls and results of tools included.
    private static string Shown(ChatMessage message) =>
        string.Join(
            '\n',
            message
                .Contents.Select(c =>
                    c switch
                    {
                        TextContent t => t.Text,
                        FunctionCallContent f => $"{f.Name}({JsonSerializer.Serialize(f.Arguments, DeskJson.Options)})",
                        FunctionResultContent r => r.Result as string ?? JsonSerializer.Serialize(r.Result, DeskJson.Options),
                        _ => "",
                    }
                )
                .Where(t => t.Length > 0)
        );
}
