using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Surfaces.Web.Fakes;

namespace AgentDesk.Tests.Surfaces.Teams.Cards;

/// <summary>Runs put together by hand on the invented deal, as a person of its team sees them.</summary>
internal static class CardRun
{
    private static readonly Dossier Dossier = new(SampleDeal.File(), SampleDeal.Team, BuiltInPlaybook.Value, SampleDeal.Now);

    private static RunHeader Header(string account, string detail) =>
        new(
            new RunId("r-0a1b2c3d4e5f"),
            "stalled-deal",
            new DealId("D-7"),
            $"{account} - two new plants",
            account,
            SampleDeal.Owner,
            SampleDeal.Manager,
            new Cause([new Trigger("buyer_quiet", detail, SampleDeal.At(6, 14, 0), "2026-05-21")]),
            "built-in@1",
            SampleDeal.At(6, 15, 8)
        );

    public static RunModel Waiting(
        Packet packet,
        IReadOnlyList<ActionPayload> payloads,
        string account = "Harrow Glass",
        string detail = "25 days without a word",
        string email = SampleDeal.Owner,
        IReadOnlyList<int>? held = null,
        Notice? notice = null,
        IReadOnlyList<Finding>? findings = null
    )
    {
        var found = (findings ?? [new Finding("quotes-are-verbatim", Outcome.Pass, "Every quote stands in its source.", [])])
            .Concat(
                (held ?? []).Select(h => new Finding("language", Outcome.Withhold, "it shouts, and nobody asked for a discount", [$"a{h}"]))
            )
            .ToList();
        var actions = payloads
            .Select(
                (p, i) =>
                    new ActionState(
                        new ProposedAction(
                            new ActionId($"a{i + 1}"),
                            Summary(p),
                            p,
                            "0123456789abcdef",
                            Roles.DealOwner,
                            [SampleDeal.Owner]
                        ),
                        (held ?? []).Contains(i + 1) ? ActionStatus.Withheld : ActionStatus.Pending,
                        SampleDeal.At(6, 15, 8)
                    )
            )
            .ToList();
        return Of(
            new Run.Waiting(
                Header(account, detail),
                1,
                [],
                packet,
                actions,
                found,
                new Preparation("offline", "stalled-deal@4", null, null, SampleDeal.At(6, 15, 8)),
                SampleDeal.At(6, 15, 8)
            ),
            email,
            notice
        );
    }

    public static RunModel Stopped(string reason, IReadOnlyList<MissingEvidence> missing) =>
        Of(
            new Run.Stopped(
                Header("Harrow Glass", "25 days without a word"),
                1,
                [],
                reason,
                [new Finding("readiness", Outcome.Stop, reason, [])],
                missing,
                null,
                SampleDeal.At(6, 15, 8)
            ),
            SampleDeal.Owner,
            null
        );

    public static RunModel Of(Run run, string email, Notice? notice)
    {
        var names = Names.Of(SampleDeal.Team);
        return new RunModel(
            Sight.Of(new RunView(run, [])),
            new Viewer(new Actor(email, []), names[email], "colleague", [], names),
            Dossier,
            BuiltInPlaybook.Value,
            SampleDeal.Now,
            notice,
            ("", "")
        );
    }

    private static string Summary(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.EmailDraft m => $"Mail draft: {m.Subject}",
            ActionPayload.Escalation e => $"Ask {e.To}",
            _ => $"Do {payload.Kind}",
        };
}
