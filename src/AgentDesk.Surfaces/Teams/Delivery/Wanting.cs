using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams.Identity;

namespace AgentDesk.Surfaces.Teams.Delivery;

/// <summary>Reads what is new in the ledger and enters which cards are to stand where. Nothing is sent here.</summary>
internal sealed class Wanting(
    IDesk desk,
    ILedger ledger,
    IDealBook book,
    IPeople people,
    IDeliveryStore store,
    StandIns standIns,
    TeamsOptions options,
    TimeProvider clock
)
{
    private static readonly TimeSpan SinceTheLast = TimeSpan.FromHours(8);

    /// <summary>
    /// Goes on where the last reading ended. At the very first it begins at the ledger's end: what waits from before is told in digests.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        var cursor = await store.CursorAsync(ct);
        var (last, fresh) = (cursor ?? 0, new List<RecordedEvent>());
        await foreach (var e in ledger.ReadAllAsync(cursor ?? 0, ct))
        {
            last = e.Seq;
            if (cursor is not null)
            {
                fresh.Add(e);
            }
        }

        if (last == cursor)
        {
            return;
        }
        if (fresh.Count == 0)
        {
            await store.WantAsync([], [], last, ct);
            return;
        }

        var chats = await ChatsAsync(ct);
        var (wants, touched) = (new List<CardWant>(), new List<(RunId, int)>());
        foreach (var id in fresh.Select(e => e.Run).Distinct())
        {
            if (await desk.ShowAsync(id, ct) is not { } run)
            {
                continue;
            }

            await standIns.HandOverAsync(run, ct);
            touched.Add((id, run.Version));
            wants.AddRange(await NewAsync(run, chats, ct));
            wants.AddRange(Reminders(run, fresh, chats));
        }

        await store.WantAsync(await NotTooManyAsync(wants, last, ct), touched, last, ct);
    }

    /// <summary>Every conversation with the address that its person has now: the people file may have learned it since.</summary>
    public async Task<IReadOnlyList<Chat>> ChatsAsync(CancellationToken ct)
    {
        var directory = await people.ReadAsync(ct);
        return
        [
            .. (await store.ChatsAsync(ct)).Select(c =>
                c.ObjectId is { } id && directory.FindByObject(id) is { } member ? c with { Email = member.Email } : c
            ),
        ];
    }

    private async Task<IReadOnlyList<CardWant>> NewAsync(RunView run, IReadOnlyList<Chat> chats, CancellationToken ct)
    {
        var audience = Audience(run);
        if (audience.Count == 0)
        {
            return [];
        }

        var standing = (await store.CardsOfAsync(run.Run.Header.Id, ct)).Select(c => c.Conversation).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Of(audience, chats)
                .Where(c => !standing.Contains(c.Conversation))
                .Select(c => new CardWant($"run:{run.Run.Header.Id}", run.Run.Header.Id, c.Conversation, run.Version)),
        ];
    }

    /// <summary>
    /// Whom a run is brought to unasked: who is to decide something open of it, and its owner, also where the policy stopped it.
    /// </summary>
    private static IReadOnlyList<string> Audience(RunView run) =>
        run.Run switch
        {
            Run.Waiting w when w.Actions.Any(a => a.IsOpen) =>
            [
                .. w
                    .Actions.Where(a => a.IsOpen && a.Status != ActionStatus.Snoozed)
                    .SelectMany(a => Decide.WaitsFor(w.Header, a))
                    .Append(w.Header.Owner)
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ],
            Run.Waiting or Run.Stopped => [run.Run.Header.Owner],
            _ => [],
        };

    /// <summary>A reminder is the card once more, at the chat's end: an update in place rings no bell.</summary>
    private static IEnumerable<CardWant> Reminders(RunView run, List<RecordedEvent> fresh, IReadOnlyList<Chat> chats) =>
        fresh
            .Where(e => e.Run == run.Run.Header.Id && run.Run is Run.Waiting)
            .Select(e => (e.Seq, Reminded: e.Event as RunEvent.Reminded))
            .Where(e => e.Reminded is not null)
            .SelectMany(e =>
                Of(e.Reminded!.To.Count > 0 ? e.Reminded.To : [run.Run.Header.Owner], chats)
                    .Select(c => new CardWant(
                        string.Create(CultureInfo.InvariantCulture, $"reminder:{run.Run.Header.Id}:{e.Seq}"),
                        run.Run.Header.Id,
                        c.Conversation,
                        run.Version
                    ))
            );

    /// <summary>
    /// New cards wait for working hours; and where a scan makes many at once for one person, one digest tells of them, and each is opened
    /// from it.
    /// </summary>
    private async Task<IReadOnlyList<CardWant>> NotTooManyAsync(List<CardWant> wants, long seq, CancellationToken ct)
    {
        var chats = (await ChatsAsync(ct)).ToDictionary(c => c.Conversation, StringComparer.Ordinal);
        var hours = (await book.PlaybookAsync(ct)).Hours;
        var all = new List<CardWant>();
        foreach (var group in wants.GroupBy(w => w.Conversation, StringComparer.Ordinal))
        {
            var begin = options.WorkingHours ? WorkingTime.Next(hours, chats[group.Key].Email, clock.GetUtcNow()) : (DateTimeOffset?)null;
            IEnumerable<CardWant> few =
                group.Count() > options.CardsAtOnce
                    ? [new CardWant(string.Create(CultureInfo.InvariantCulture, $"digest:new:{seq}"), null, group.Key, 1)]
                    : group;
            all.AddRange(few.Select(w => w with { NotBefore = begin }));
        }

        return all;
    }

    private static IEnumerable<Chat> Of(IReadOnlyList<string> audience, IReadOnlyList<Chat> chats) =>
        chats.Where(c => c.ObjectId is not null && c.Email is { } email && audience.Contains(email, StringComparer.OrdinalIgnoreCase));

    /// <summary>The morning's digest: once a working day, from the person's start of work on, and only where something waits.</summary>
    public async Task MorningAsync(Func<string, CancellationToken, Task<bool>> waits, CancellationToken ct)
    {
        var hours = (await book.PlaybookAsync(ct)).Hours;
        var directory = await people.ReadAsync(ct);
        foreach (var chat in await ChatsAsync(ct))
        {
            // Who has just come was told with the installation.
            if (
                chat is not { State: ChatState.Open, ObjectId: not null, Email: { } email }
                || clock.GetUtcNow() - chat.Since < SinceTheLast
                || WorkingTime.Today(hours, email, clock.GetUtcNow()) is not { } day
            )
            {
                continue;
            }

            var subject = $"digest:{day:yyyy-MM-dd}";
            if (
                directory.Find(email)?.IsAwayOn(day) == true
                || await store.IsWantedAsync(subject, chat.Conversation, ct)
                || !await waits(email, ct)
            )
            {
                continue;
            }
            await store.WantAsync([new CardWant(subject, null, chat.Conversation, 1)], [], null, ct);
        }
    }
}

/// <summary>When a person works, in their own zone.</summary>
internal static class WorkingTime
{
    /// <summary>The person's day when they are at work at this instant, else null.</summary>
    public static DateOnly? Today(WorkingHours hours, string? email, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Zone(hours, email));
        var (day, time) = (DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
        return Works(hours, day) && time >= hours.Start && time < hours.End ? day : null;
    }

    /// <summary>
    /// This instant when the person is at work, else the next start of work; null (at once) where no day of a fortnight is a working day.
    /// </summary>
    public static DateTimeOffset? Next(WorkingHours hours, string? email, DateTimeOffset now)
    {
        if (Today(hours, email, now) is not null)
        {
            return null;
        }

        var zone = Zone(hours, email);
        var local = TimeZoneInfo.ConvertTime(now, zone);
        for (var (day, i) = (DateOnly.FromDateTime(local.DateTime), 0); i < 14; i++, day = day.AddDays(1))
        {
            var start = day.ToDateTime(hours.Start);
            if (!Works(hours, day) || start <= local.DateTime)
            {
                continue;
            }

            // A start of work that the clock skips in spring is taken an hour later.
            if (zone.IsInvalidTime(start))
            {
                start = start.AddHours(1);
            }
            return new DateTimeOffset(start, zone.GetUtcOffset(start)).ToUniversalTime();
        }

        return null;
    }

    private static bool Works(WorkingHours hours, DateOnly day) => hours.Days.Contains(day.DayOfWeek) && !hours.Holidays.Contains(day);

    private static TimeZoneInfo Zone(WorkingHours hours, string? email) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(
            email is not null && hours.Zones.TryGetValue(email, out var own) ? own : hours.TimeZone,
            out var zone
        )
            ? zone
            : TimeZoneInfo.Utc;
}
