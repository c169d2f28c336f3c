using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Engine;

/// <summary>What the gates found, worded for the model whose draft it was: by places of the draft, each fault once.</summary>
internal static class Feedback
{
    /// <summary>
    /// The findings, with their feedback where the draft can be mended; of those that say the same of the same place, the first.
    /// </summary>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<Finding> findings, Proposal proposal, IReadOnlyDictionary<string, string> places)
    {
        var shown = proposal
            .Packet.Claims.Concat(proposal.Packet.HeldBack ?? [])
            .Select(k => (k.Id, Text: k.Text))
            .Concat(proposal.Actions.Select(a => (Id: a.Id.Value, Text: a.Summary)))
            .ToList();
        var said = new HashSet<string>(StringComparer.Ordinal);
        var told = new List<Finding>();
        foreach (var finding in findings)
        {
            if (finding.Outcome is not (Outcome.Stop or Outcome.Withhold))
            {
                told.Add(finding);
                continue;
            }

            var words = Words(finding, shown, places);
            if (said.Add(words))
            {
                told.Add(finding with { Feedback = words });
            }
        }

        return told;
    }

    private static string Words(Finding finding, List<(string Id, string Text)> shown, IReadOnlyDictionary<string, string> places)
    {
        var reason = finding.Reason;
        var about = new List<string>();
        foreach (var id in finding.About)
        {
            if (!places.TryGetValue(id, out var place))
            {
                continue;
            }

            // A reason that quotes what it is about says so by its place; any other is led by it.
            var named = reason.Replace($"`{shown.Find(s => s.Id == id).Text}`", $"`{place}`", StringComparison.Ordinal);
            if (named == reason)
            {
                about.Add($"`{place}`");
            }
            reason = named;
        }

        var lead = about.Count > 0 ? $"{string.Join(", ", about.Distinct(StringComparer.Ordinal))}: " : "";
        return $"{(finding.Outcome == Outcome.Withhold ? "would be withheld: " : "")}{lead}{reason} ({finding.Gate})";
    }
}
