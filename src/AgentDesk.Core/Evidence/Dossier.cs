using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Evidence;

/// <summary>
/// All that one preparation reads: the deal's file, its pieces of evidence by name, the team's shared material, the playbook
/// and the instant that counts as now. Immutable; gates, analyst and surfaces see the same one.
/// </summary>
public sealed class Dossier
{
    private readonly Dictionary<string, EvidenceItem> _byName;

    public Dossier(DealFile file, Team team, Playbook playbook, DateTimeOffset now)
    {
        (File, Team, Playbook, Now) = (file, team, playbook, now);
        Items = [.. EvidenceText.Of(file), .. EvidenceText.Of(team)];
        _byName = new Dictionary<string, EvidenceItem>(Items.Count, StringComparer.Ordinal);
        foreach (var item in Items)
        {
            _byName.TryAdd(item.Name.Value, item);
        }
    }

    public DealFile File { get; }

    public Deal Deal => File.Deal;

    public Team Team { get; }

    public Playbook Playbook { get; }

    public DateTimeOffset Now { get; }

    /// <summary>Every piece of evidence, the deal's in order of time first, then the team's assets.</summary>
    public IReadOnlyList<EvidenceItem> Items { get; }

    /// <summary>
    /// The piece with this name, or null. A range of cues (`call:x#3-5`) is the cues joined by single blanks; its side is the cues' own
    /// when they agree and unknown when they do not.
    /// </summary>
    public EvidenceItem? Find(EvidenceName name)
    {
        if (_byName.TryGetValue(name.Value, out var item))
        {
            return item;
        }
        if (name.Kind != "call" || name.Value.LastIndexOf('#') is not (var hash and > 0))
        {
            return null;
        }

        var range = name.Value[(hash + 1)..].Split('-');
        if (
            range.Length != 2
            || !int.TryParse(range[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(range[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            || first >= last
            || last - first > 500
        )
        {
            return null;
        }

        var cues = new List<EvidenceItem>();
        for (var n = first; n <= last; n++)
        {
            if (!_byName.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"{name.Value[..hash]}#{n}"), out var cue))
            {
                return null;
            }
            cues.Add(cue);
        }

        var text = string.Join(' ', cues.Select(c => c.Text));
        var side = cues.TrueForAll(c => c.Side == cues[0].Side) ? cues[0].Side : Side.Unknown;
        var author = cues.TrueForAll(c => c.Author == cues[0].Author) ? cues[0].Author : null;
        return cues[0] with { Name = name, Text = text, OwnWords = text, Side = side, Author = author };
    }

    /// <summary>16 hex digits over everything that was read of the deal: it changes when any piece does. `now` is not part of it.</summary>
    public string Hash() => DeskJson.Sha256(string.Join('\n', Items.Select(i => $"{i.Name}\t{DeskJson.Sha256(i.Text)[..16]}")))[..16];

    /// <summary>
    /// The version that an action toward the customer is bound to: the record and every mail of the deal. A new mail makes a prepared
    /// answer stale.
    /// </summary>
    public string ConversationVersion() =>
        DeskJson.Sha256($"{Deal.Version()}\n{string.Join('\n', File.Mails.Select(m => m.Id).Order(StringComparer.Ordinal))}")[..16];
}
