using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Engine.Fakes;

/// <summary>Answers with whatever the test puts into it.</summary>
internal sealed class FakeDrafter(Func<PrepareRequest, JsonElement> answer) : IDrafter
{
    public List<PrepareRequest> Asked { get; } = [];

    public Func<PrepareRequest, JsonElement> Answer { get; set; } = answer;

    public static JsonElement Draft(string headline, params ActionPayload[] actions) =>
        JsonSerializer.SerializeToElement(new TinyDraft(headline, actions), DeskJson.Options);

    public Task<PreparedDraft> PrepareAsync(PrepareRequest request, CancellationToken ct)
    {
        lock (Asked)
        {
            Asked.Add(request);
        }
        return Task.FromResult(new PreparedDraft(Answer(request), "offline", "tiny@1", null, null));
    }
}
