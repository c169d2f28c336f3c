using AgentDesk.Core.Evidence;

namespace AgentDesk.Core.Runs;

/// <summary>A field of the record that holds something else than before; either side is empty where it held nothing.</summary>
public sealed record RecordChange(string Field, string Before, string After);

/// <summary>What has changed of a deal between two readings of it: fields of the record, and mails that came.</summary>
public sealed record RecordChanges(IReadOnlyList<RecordChange> Fields, IReadOnlyList<EvidenceName> Mails)
{
    /// <summary>
    /// What changed between the reading that the last round was prepared from and the one that took its place; null in the first round, and
    /// where the ledger does not say what an older reading held.
    /// </summary>
    public static RecordChanges? SinceLastRound(IReadOnlyList<RunEvent> history)
    {
        var moved = -1;
        RunEvent.Gathered? before = null;
        RunEvent.Gathered? read = null;
        var proposed = false;
        foreach (var (n, e) in history.Index())
        {
            switch (e)
            {
                case RunEvent.Gathered g:
                    read = g;
                    break;
                case RunEvent.Proposed:
                    proposed = true;
                    break;
                case RunEvent.RecordMoved when proposed:
                    (moved, before, proposed) = (n, read, false);
                    break;
            }
        }
        return moved >= 0 && before is { Record: { } columns } && read is { Record: { } now } && read != before
            ? Between(columns, before.Mails ?? [], now, read.Mails ?? [])
            : null;
    }

    /// <summary>What has changed since the run's last reading.</summary>
    public static RecordChanges? Since(IReadOnlyList<RunEvent> history, Dossier now) =>
        history.OfType<RunEvent.Gathered>().LastOrDefault() is { Record: { } columns } read
            ? Between(columns, read.Mails ?? [], now.Deal.Columns, [.. now.File.Mails.Select(m => m.Id)])
            : null;

    /// <summary>The changes in one line: "`next_step` went from `call Bea` to `sign`, and 1 mail came"; null where there are none.</summary>
    public string? InWords()
    {
        var parts = Fields
            .Select(f =>
                f.Before.Length == 0 ? $"`{f.Field}` was set to `{f.After}`"
                : f.After.Length == 0 ? $"`{f.Field}` was emptied of `{f.Before}`"
                : $"`{f.Field}` went from `{f.Before}` to `{f.After}`"
            )
            .ToList();
        if (Mails.Count > 0)
        {
            parts.Add(FormattableString.Invariant($"{Mails.Count} {(Mails.Count == 1 ? "mail" : "mails")} came"));
        }
        return parts.Count == 0 ? null
            : parts.Count == 1 ? parts[0]
            : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";
    }

    private static RecordChanges Between(
        IReadOnlyDictionary<string, string> before,
        IReadOnlyList<string> mailsBefore,
        IReadOnlyDictionary<string, string> after,
        IReadOnlyList<string> mailsAfter
    ) =>
        new(
            [
                .. before
                    .Keys.Union(after.Keys, StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .Select(k => new RecordChange(k, before.GetValueOrDefault(k) ?? "", after.GetValueOrDefault(k) ?? ""))
                    .Where(c => !string.Equals(c.Before, c.After, StringComparison.Ordinal)),
            ],
            [.. mailsAfter.Except(mailsBefore, StringComparer.Ordinal).Select(m => new EvidenceName($"mail:{m}"))]
        );
}
