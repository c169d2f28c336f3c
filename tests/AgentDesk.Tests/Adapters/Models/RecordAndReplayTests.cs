using System.Text;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Adapters.Models;

public sealed class RecordAndReplayTests : IDisposable
{
    private readonly ModelCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task A_recorded_call_replays_without_a_server_and_two_replays_are_alike_byte_for_byte()
    {
        var folder = Path.Combine(_case.Data, "recordings");
        _case.Options.RecordName = "by-hand";
        _case.Options.RecordTo = folder;
        await using var server = await ChatServer.StartAsync(ChatServer.Says("{}"), ChatServer.Says(ModelCase.Good));
        var live = await _case.PrepareAsync(server);
        _case.Options.RecordTo = null;
        _case.Options.ReplayFrom = folder;

        var one = await ReplayAsync();
        var two = await ReplayAsync();

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(2, Directory.GetFiles(folder, "by-hand-*.json").Length);
        Assert.Equal(one, two);
        Assert.Contains(JsonSerializer.Serialize(live.Draft, DeskJson.Options), one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_was_not_recorded_is_an_error_and_never_goes_live()
    {
        _case.Options.ReplayFrom = Path.Combine(_case.Data, "recordings");
        await using var server = await ChatServer.StartAsync(ChatServer.Says(ModelCase.Good));

        var e = await Assert.ThrowsAsync<PreparationFailedException>(() => _case.PrepareAsync(server));

        Assert.StartsWith("there is no recording `", e.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Equal(0, _case.Embedded.Asked);
    }

    // The prepared draft and all that was kept of it, as text.
    private async Task<string> ReplayAsync()
    {
        Directory.Delete(Path.Combine(_case.Data, "model-calls"), recursive: true);
        var prepared = await _case.PrepareAsync(null);
        return JsonSerializer.Serialize(prepared, DeskJson.Options)
            + Encoding.UTF8.GetString(
                await File.ReadAllBytesAsync(Path.Combine(_case.Data, prepared.Audit!), TestContext.Current.CancellationToken)
            );
    }
}
