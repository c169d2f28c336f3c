using AgentDesk.Adapters.Sources;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Book;

/// <summary>Puts a deal's file together: what has a time in order of time, rows in the order of their files.</summary>
internal sealed class DealFileBuilder(Deal deal)
{
    private readonly List<StageMove> _stages = [];
    private readonly List<FieldChange> _fields = [];
    private readonly List<(int Place, Contact Contact)> _contacts = [];
    private readonly List<Activity> _activities = [];
    private readonly List<Mail> _mails = [];
    private readonly List<Call> _calls = [];
    private readonly List<ThreadMessage> _thread = [];
    private readonly List<(int Place, TrackerRow Row)> _trackers = [];
    private readonly List<Meeting> _meetings = [];
    private readonly List<Signal> _signals = [];
    private readonly List<Damage> _damage = [];

    public void Add(string kind, int place, byte[] json)
    {
        switch (kind)
        {
            case Kinds.Stage:
                _stages.Add(BookJson.Read<StageMove>(json));
                break;
            case Kinds.Field:
                _fields.Add(BookJson.Read<FieldChange>(json));
                break;
            case Kinds.Contact:
                _contacts.Add((place, BookJson.Read<Contact>(json)));
                break;
            case Kinds.Activity:
                _activities.Add(BookJson.Read<Activity>(json));
                break;
            case Kinds.Mail:
                _mails.Add(BookJson.Read<Mail>(json));
                break;
            case Kinds.Call:
                _calls.Add(BookJson.Read<Call>(json));
                break;
            case Kinds.Thread:
                _thread.Add(BookJson.Read<ThreadMessage>(json));
                break;
            case Kinds.Tracker:
                _trackers.Add((place, BookJson.Read<TrackerRow>(json)));
                break;
            case Kinds.Event:
                _meetings.Add(BookJson.Read<Meeting>(json));
                break;
            case Kinds.Signal:
                _signals.Add(BookJson.Read<Signal>(json));
                break;
            default:
                throw new InvalidOperationException($"the book holds a piece of the unknown kind `{kind}`");
        }
    }

    public void Add(Damage damage) => _damage.Add(damage);

    public DealFile Build() =>
        new(
            deal,
            [.. _stages.OrderBy(s => s.Row)],
            [.. _fields.OrderBy(f => f.Row)],
            [.. _contacts.OrderBy(c => c.Place).ThenBy(c => c.Contact.Email, StringComparer.Ordinal).Select(c => c.Contact)],
            [.. _activities.OrderBy(a => a.OccurredAt).ThenBy(a => a.Id, StringComparer.Ordinal)],
            PassingOn.Resolve([.. _mails.OrderBy(m => m.SentAt).ThenBy(m => m.Id, StringComparer.Ordinal)]),
            [.. _calls.OrderBy(c => c.StartedAt).ThenBy(c => c.Id, StringComparer.Ordinal)],
            [.. _thread.OrderBy(t => t.At).ThenBy(t => t.Channel, StringComparer.Ordinal).ThenBy(t => t.Ts, StringComparer.Ordinal)],
            [.. _trackers.OrderBy(t => t.Place).ThenBy(t => t.Row.Id, StringComparer.Ordinal).Select(t => t.Row)],
            [.. _meetings.OrderBy(m => m.Start).ThenBy(m => m.Id, StringComparer.Ordinal)],
            [.. _signals.OrderBy(s => s.OccurredAt).ThenBy(s => s.Id, StringComparer.Ordinal)],
            _damage
        );
}
