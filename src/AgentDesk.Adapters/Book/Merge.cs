using System.Text;
using AgentDesk.Adapters.Sources;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Book;

/// <summary>
/// Brings what an export holds into the book: what is new is added, what reads otherwise is replaced, what the export no longer holds
/// stays.
/// </summary>
internal sealed class Merge(BookWriter writer, DateTimeOffset clock, IProgress<Progress>? progress)
{
    private readonly bool _isFirst = !writer.HasDeals();
    private readonly SortedDictionary<string, int> _counts = new(
        writer.Meta("counts") is { } json ? BookJson.Read<Dictionary<string, int>>(json) : [],
        StringComparer.Ordinal
    );
    private readonly HashSet<string> _created = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UInt128> _digests = new(StringComparer.Ordinal);
    private readonly List<Func<DateTimeOffset, IEnumerable<DealEvent>>> _events = [];
    private readonly List<Reject> _rejects = [];
    private readonly List<string> _notes = [];
    private readonly List<(DealId Deal, Damage Damage)> _damages = [];
    private readonly Kept _kept = new(writer);
    private IReadOnlyList<KeptPiece> _missing = [];
    private byte[] _playbook = [];
    private int _known;
    private bool _changed;

    public ImportReport Take(IEnumerable<Found> all, CancellationToken ct)
    {
        var done = 0;
        Team? team = null;
        foreach (var found in all)
        {
            if (++done % 2000 == 0)
            {
                ct.ThrowIfCancellationRequested();
                progress?.Report(new Progress("writing the book", done, 0));
            }

            switch (found)
            {
                case Found.OfDeal d:
                    TakeDeal(d.Deal);
                    break;
                case Found.OfPiece p:
                    TakePiece(p);
                    break;
                case Found.OfReject r:
                    _rejects.Add(r.Reject);
                    break;
                case Found.OfNote n:
                    _notes.Add(n.Text);
                    break;
                case Found.OfDamage d:
                    _damages.Add((d.Deal, d.Damage));
                    break;
                case Found.OfPlaybook p:
                    _playbook = Encoding.UTF8.GetBytes(p.Yaml);
                    break;
                case Found.OfTeam t:
                    team = t.Team;
                    break;
            }
        }

        ct.ThrowIfCancellationRequested();
        return Finish(team ?? throw new InvalidOperationException("the export told of no team"));
    }

    private void TakeDeal(Deal deal)
    {
        if (!_isFirst)
        {
            _kept.Saw(deal.Id.Value);
        }
        var json = BookJson.Bytes(deal);
        var hash = BookJson.Hash(json);
        var held = _isFirst ? null : writer.FindDeal(deal.Id);
        if (held is not null)
        {
            _known++;
        }
        if (held?.Hash == hash)
        {
            return;
        }

        _changed = true;
        writer.PutDeal(deal, json, hash);
        Mix(deal.Id.Value, Uniques.Digest("deal", hash));
        if (held is { } before)
        {
            Mix(deal.Id.Value, Uniques.Digest("deal", before.Hash));
            var old = BookJson.Read<Deal>(before.Json);
            _events.Add(now => Changes.OfDeal(old, deal, now));
            return;
        }

        _created.Add(deal.Id.Value);
        _events.Add(now => [new DealEvent(deal.Id, "deal.created", deal.CreatedAt ?? now, deal.Name, null)]);
    }

    private void TakePiece(Found.OfPiece piece)
    {
        var deal = piece.Deal?.Value ?? "";
        var json = BookJson.Bytes(piece.Value);
        var hash = BookJson.Hash(json);
        var parts = piece.IsCopy ? 0 : 1;
        var cues = piece.Value is Call call ? call.Cues.Count : 0;
        if (!_isFirst)
        {
            _kept.Saw(deal, piece.Kind, piece.Key);
        }
        var held = _isFirst ? null : writer.FindPiece(deal, piece.Kind, piece.Key);
        if (held is { } same && same.Hash == hash && same.Deal == deal)
        {
            return;
        }

        _changed = true;
        Mix(deal, Uniques.Digest(piece.Kind, piece.Key, hash));
        Count(piece.Kind, deal, parts, cues, +1);
        if (held is not { } before)
        {
            writer.InsertPiece(deal, piece, parts + cues, hash, json);
            if (!_isFirst && !_created.Contains(deal))
            {
                Tell(piece, null);
            }
            return;
        }

        Mix(before.Deal, Uniques.Digest(piece.Kind, piece.Key, before.Hash));
        Count(piece.Kind, before.Deal, parts, before.Parts - parts, -1);
        // What moved here from another deal, or from none, is new to this one.
        var old = before.Deal == deal ? BookJson.Read(writer.ReadPiece(before.Row), piece.Value.GetType()) : null;
        writer.UpdatePiece(before.Row, deal, piece, parts + cues, hash, json);
        if (!_created.Contains(deal))
        {
            Tell(piece, old);
        }
    }

    private ImportReport Finish(Team team)
    {
        var old = writer.Meta("team") is { } json ? BookJson.Read<Team>(json) : null;
        if (old is not null && old.Name != team.Name && _known == 0)
        {
            throw new UnusableInputException(
                $"this data folder holds the pipeline `{old.Name}`, and `{team.Name}` shares no deal with it: give it a folder of its own with --data DIR"
            );
        }

        if (_isFirst)
        {
            writer.MakeIndexes();
        }

        // A later export may name fewer people: who was known stays known.
        Put("team", BookJson.Bytes(team with { Colleagues = Both(old?.Colleagues ?? [], team.Colleagues) }));
        Put("playbook.yaml", _playbook);
        Put("rejects", Encoding.UTF8.GetBytes(BookJson.Hash(BookJson.Bytes(_rejects))));
        if (!writer.Damages().SequenceEqual(_damages))
        {
            ReplaceDamages();
        }
        if (!_isFirst)
        {
            Keep();
        }
        if (!_changed)
        {
            return Report(unchanged: true, []);
        }

        var now = team.AsOf ?? clock;
        DealEvent[] events = [.. _events.SelectMany(e => e(now)).OrderBy(e => e.At)];
        foreach (var happened in events)
        {
            writer.AddEvent(happened);
        }
        foreach (var (deal, change) in _digests)
        {
            writer.MixDigest(deal, change);
        }
        writer.ReplaceRejects(_rejects);
        writer.PutMeta("counts", BookJson.Bytes(_counts));
        return Report(unchanged: false, events);
    }

    private ImportReport Report(bool unchanged, IReadOnlyList<DealEvent> events) =>
        new(writer.Deals().Count(), _counts.Where(c => c.Value > 0).ToDictionary(), _rejects, unchanged, events)
        {
            Notes = _notes,
            Kept = _missing,
        };

    private void Keep()
    {
        _missing = _kept.All();
        var before = writer.Meta(DealBook.Kept) is { } json ? BookJson.Read<IReadOnlyList<KeptPiece>>(json) : [];
        foreach (var piece in before.Except(_missing).Concat(_missing.Except(before)))
        {
            Mix(piece.Deal, Uniques.Digest("kept", piece.Name.Value));
        }
        if (before.Count > 0 || _missing.Count > 0)
        {
            Put(DealBook.Kept, BookJson.Bytes(_missing));
        }
    }

    private void ReplaceDamages()
    {
        _changed = true;
        foreach (var (deal, d) in writer.Damages().Concat(_damages))
        {
            Mix(deal.Value, Uniques.Digest("damage", d.File, $"{d.Line}", d.Reason));
        }
        writer.ReplaceDamages(_damages);
    }

    private void Put(string name, byte[] value)
    {
        if (writer.Meta(name) is { } held && held.AsSpan().SequenceEqual(value))
        {
            return;
        }
        _changed = true;
        writer.PutMeta(name, value);
    }

    private void Tell(Found.OfPiece piece, object? before)
    {
        // The piece is not held until the end, only what is told of it.
        if (Changes.OfPiece(piece, before, DateTimeOffset.MaxValue) is not { } happened)
        {
            return;
        }
        _events.Add(now => [happened.At == DateTimeOffset.MaxValue ? happened with { At = now } : happened]);
    }

    private void Mix(string deal, UInt128 digest)
    {
        if (deal.Length > 0)
        {
            _digests[deal] = _digests.GetValueOrDefault(deal) ^ digest;
        }
    }

    /// <summary>What belongs to no deal is counted apart, so that nobody takes it for part of a diagnosis.</summary>
    private void Count(string kind, string deal, int pieces, int cues, int sign)
    {
        var name = deal.Length > 0 || kind is Kinds.Asset or Kinds.Voice ? kind : $"{kind}_unassigned";
        _counts[name] = _counts.GetValueOrDefault(name) + (sign * pieces);
        if (cues != 0)
        {
            _counts["cue"] = _counts.GetValueOrDefault("cue") + (sign * cues);
        }
    }

    private static IReadOnlyList<Colleague> Both(IReadOnlyList<Colleague> before, IReadOnlyList<Colleague> now) =>
        [
            .. before
                .Concat(now)
                .GroupBy(c => c.Email, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new Colleague(
                    g.Key,
                    g.Last().Name ?? g.First().Name,
                    now.FirstOrDefault(c => c.Email == g.Key)?.Roles ?? g.First().Roles
                )),
        ];
}
