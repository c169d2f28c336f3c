using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Core.Measures;

/// <summary>A mail as figures need it.</summary>
public sealed record MailFact(string Id, DateTimeOffset At, Side Side, string Subject, IReadOnlyList<string> To, bool IsAutoReply);

/// <summary>A call with who spoke how long, silence left out. The times are null where a transcript does not say when a cue ends.</summary>
public sealed record CallFact(string Id, DateTimeOffset At, DateTimeOffset? EndedAt, TimeSpan? Ours, TimeSpan? All);

/// <summary>
/// What figures read of one deal: the record and the instants, without any text. Small enough to keep for ten thousand deals.
/// </summary>
public sealed record DealFacts(
    Deal Deal,
    IReadOnlyList<StageMove> Stages,
    IReadOnlyList<FieldChange> Changes,
    IReadOnlyList<MailFact> Mails,
    IReadOnlyList<CallFact> Calls,
    int Activities,
    int Damage
)
{
    public static DealFacts Of(DealFile file) =>
        new(
            file.Deal,
            file.Stages,
            file.FieldChanges,
            [
                .. file.Mails.Select(m => new MailFact(
                    m.Id,
                    m.SentAt,
                    m.Side,
                    m.Subject,
                    [.. m.To.Concat(m.Cc).Select(a => a.Address)],
                    m.IsAutoReply
                )),
            ],
            [.. file.Calls.Select(Of)],
            file.Activities.Count,
            file.Damage.Count
        );

    /// <summary>The stay that the deal is in.</summary>
    public StageMove? Current => Stages.LastOrDefault(s => s.ExitedAt is null) ?? (Stages.Count > 0 ? Stages[^1] : null);

    public string NameOf(StageMove row) => StageAge.NameOf(Deal.Id, row).Value;

    public string NameOf(FieldChange row) => FormattableString.Invariant($"field:{Deal.Id}#{row.Row}");

    private static CallFact Of(Call call)
    {
        if (call.Cues.Count == 0 || call.Cues.Any(c => c.End is null))
        {
            return new CallFact(call.Id, call.StartedAt, call.EndedAt, null, null);
        }

        var (ours, all) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var cue in call.Cues)
        {
            var length = cue.End!.Value > cue.Start ? cue.End.Value - cue.Start : TimeSpan.Zero;
            all += length;
            if (cue.Side == Side.Seller)
            {
                ours += length;
            }
        }

        return new CallFact(call.Id, call.StartedAt, call.EndedAt, ours, all);
    }
}
