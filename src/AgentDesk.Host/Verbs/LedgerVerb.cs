using System.CommandLine;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`ledger verify` and `ledger export`.</summary>
internal static class LedgerVerb
{
    // Without more, it checks.
    public static Command Create() =>
        Verb.Create(
            "ledger",
            "Checks the hash chain, or prints the events.",
            [
                Verb.Create("verify", "Recomputes the hash chain; names the first event that is not as it was written.", [], VerifyAsync),
                Verb.Create("export", "Prints every event as a JSON line.", [], ExportAsync),
            ],
            VerifyAsync
        );

    private static async Task<int> VerifyAsync(VerbContext context, CancellationToken ct)
    {
        var ledger = context.Services.GetRequiredService<ILedger>();
        var check = await ledger.VerifyAsync(ct);
        if (check.Problem is null)
        {
            check = check with { Problem = await UnknownAsync(ledger, context.Services.GetRequiredService<IRecordWriter>(), ct) };
        }
        if (context.Json)
        {
            Say.Json(
                new
                {
                    Ok = check.Problem is null,
                    check.Events,
                    check.Head,
                    check.Problem,
                }
            );
        }
        else if (check.Problem is null)
        {
            Say.Out.WriteLine(FormattableString.Invariant($"{check.Events:N0} events, every one as it was written; head {check.Head}"));
        }
        if (check.Problem is null)
        {
            return ExitCode.Done;
        }

        return context.Json ? ExitCode.Refused : throw new RefusedException($"the ledger is not as it was written: {check.Problem}");
    }

    /// <summary>What was written and the ledger knows nothing of: a chain that was lost or begun anew is whole by itself.</summary>
    private static async Task<string?> UnknownAsync(ILedger ledger, IRecordWriter record, CancellationToken ct)
    {
        var unknown = 0;
        foreach (var written in (await record.WrittenAsync(ct)).CountBy(r => r))
        {
            if ((await ledger.ReadAsync(written.Key, ct)).Count == 0)
            {
                unknown += written.Value;
            }
        }

        return unknown == 0
            ? null
            : FormattableString.Invariant(
                $"the journal holds {unknown:N0} approved {(unknown == 1 ? "write" : "writes")} of runs that the ledger does not know: it was removed or begun anew, so put a copy of `ledger.db` back in its place"
            );
    }

    private static async Task<int> ExportAsync(VerbContext context, CancellationToken ct)
    {
        await foreach (var e in context.Services.GetRequiredService<ILedger>().ReadAllAsync(0, ct))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(e, DeskJson.Options));
        }

        return ExitCode.Done;
    }
}
