using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams.Cards;

namespace AgentDesk.Surfaces.Teams.Delivery;

/// <summary>A card as it is to be sent.</summary>
/// <param name="Version">The version of the run that it shows.</param>
internal sealed record DrawnCard(JsonObject Card, string Summary, int Version)
{
    /// <summary>Tells whether the same was sent already.</summary>
    public string Hash => DeskJson.Sha256(Card.ToJsonString());
}

/// <summary>Makes what a card shows, for one viewer or for a chat of several.</summary>
internal sealed class CardDrawing(IDesk desk, IDealBook book, Actors actors, ICards cards)
{
    // In a chat of several nobody is "you": the card of nobody in particular.
    private static readonly Actor Everybody = new("", []);

    // The dossier holds team, playbook and instant of one reading: nothing is read twice for a card.
    public async Task<RunModel> ModelAsync(RunView run, Actor viewer, Notice? notice, CancellationToken ct) =>
        await desk.DossierAsync(run.Run.Header.Deal, ct) is { } dossier
            ? new(Sight.Of(run), Viewer(viewer, dossier.Team), dossier, dossier.Playbook, dossier.Now, notice, ("", ""))
            : new(
                Sight.Of(run),
                Viewer(viewer, await book.TeamAsync(ct)),
                null,
                await book.PlaybookAsync(ct),
                await desk.NowAsync(ct),
                notice,
                ("", "")
            );

    /// <summary>
    /// The card of a run for a conversation; null when the run is gone. Who may not see it (any more) gets a line instead.
    /// </summary>
    public async Task<DrawnCard?> OfRunAsync(RunId id, Chat chat, CancellationToken ct)
    {
        if (await desk.ShowAsync(id, ct) is not { } run)
        {
            return null;
        }

        var shared = chat.ObjectId is null;
        var viewer =
            shared ? Everybody
            : chat.Email is { } email ? await actors.FindAsync(email, null, ct)
            : null;
        if (!shared && (viewer is null || !Visibility.MaySee(viewer, run.Run)))
        {
            return new DrawnCard(
                cards.Message("No longer with you", "This piece of work is with somebody else now."),
                "No longer with you",
                run.Version
            );
        }

        var model = await ModelAsync(run, viewer!, null, ct);
        return new DrawnCard(cards.Of(model, shared), cards.Summary(model), run.Version);
    }

    /// <summary>What waits for the person, oldest first; null when nobody is known under the address.</summary>
    public async Task<DigestModel?> DigestAsync(string email, CancellationToken ct)
    {
        if (await actors.FindAsync(email, null, ct) is not { } actor)
        {
            return null;
        }

        var limits = (await book.PlaybookAsync(ct)).Waiting;
        var rows = InboxList.Of(await desk.InboxAsync(new InboxQuery(), ct), actor, limits);
        var mine = rows.Where(r => r.Group == RowGroup.NeedsYou)
            .OrderBy(r => r.Sight.At)
            .ThenBy(r => r.Header.Id.Value, StringComparer.Ordinal)
            .ToList();
        var (viewer, deals) = (await ViewerAsync(actor, ct), new Dictionary<DealId, Deal>());
        foreach (var id in mine.Select(r => r.Header.Deal).Distinct())
        {
            if (await book.FindAsync(id, ct) is not { } file)
            {
                continue;
            }

            deals[id] = file.Deal;
            viewer = viewer with { Names = viewer.Names.With(Names.PeopleOf(file)) };
        }

        return new DigestModel(viewer, await desk.NowAsync(ct), mine, deals, rows.Count(r => r.Group == RowGroup.SomeoneElse))
        {
            LeftAlone = [.. rows.Where(r => r.Group is RowGroup.Nothing or RowGroup.Stopped)],
        };
    }

    public async Task<DrawnCard> OfDigestAsync(string email, CancellationToken ct) =>
        await DigestAsync(email, ct) is { } digest
            ? new DrawnCard(
                cards.Digest(digest),
                digest.Rows.Count == 0 ? "Nothing waits for you" : $"{Words.Count(digest.Rows.Count, "deal")} waiting for you",
                1
            )
            : new DrawnCard(cards.Message("Nobody I know", "You are in no record and no people file that I know."), "Nobody I know", 1);

    /// <summary>An answer with the deals that it cites, and what else is often asked of them.</summary>
    public async Task<AnswerModel> AnswerAsync(string question, CitedAnswer answer, Actor actor, CancellationToken ct)
    {
        var dossiers = new Dictionary<DealId, Dossier>();
        foreach (var deal in answer.Sentences.SelectMany(s => s.Citations).Select(c => c.Deal).Distinct())
        {
            if (await desk.DossierAsync(deal, ct) is { } dossier)
            {
                dossiers[deal] = dossier;
            }
        }

        var next = answer.Deals is [var first]
            ? FollowUps(question, dossiers.GetValueOrDefault(first)?.Deal.Account ?? first.Value, first)
            : [];
        return new AnswerModel(question, answer, await ViewerAsync(actor, ct)) { Dossiers = dossiers, FollowUps = next };
    }

    // Short enough for a button on a phone; what was just asked is not offered again, whatever it called the deal.
    private static IReadOnlyList<(string Title, string Question)> FollowUps(string question, string account, DealId deal) =>
        [
            .. new[]
            {
                ("stuck", "Why is it stuck?", $"Why is {account} stuck? ({deal})"),
                ("answered", "What have we not answered?", $"What has {account} asked that we have not answered? ({deal})"),
                ("promise", "What did we promise last?", $"What did we promise {account} on the last call? ({deal})"),
                ("decide", "Who decides?", $"Who decides at {account}? ({deal})"),
            }
                .Where(q => !question.Contains(q.Item1, StringComparison.OrdinalIgnoreCase))
                .Take(3)
                .Select(q => (q.Item2, q.Item3)),
        ];

    public async Task<Viewer> ViewerAsync(Actor actor, CancellationToken ct) => Viewer(actor, await book.TeamAsync(ct));

    private static Viewer Viewer(Actor actor, Team team)
    {
        var names = Names.Of(team);
        return new Viewer(
            actor,
            actor.Email is { Length: > 0 } email ? names[email] : "everybody",
            actor.Roles is [var first, ..] ? Words.Role(first) : "colleague",
            [],
            names
        );
    }
}
