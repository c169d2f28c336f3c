using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Surfaces.Teams.Cards;

namespace AgentDesk.Tests.Surfaces.Teams.Cards;

/// <summary>
/// Cards of the sample exports, as the real desk prepares them. What differs from Golden/*.json is to be looked at (docs/teams.md says
/// how), and UPDATE_GOLDEN=1 writes it anew.
/// </summary>
public sealed class GoldenTests(CardDesk desk) : IClassFixture<CardDesk>
{
    private const string Tomasz = "tomasz.rybak@larkspur.example";
    private const string Gareth = "gareth.oyelaran@larkspur.example";
    private const string Dana = "dana.whitlock@larkspur.example";
    private const string Priya = "priya.raman@larkspur.example";
    private const string Helen = "helen.stroud@larkspur.example";

    private static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    [Fact]
    public async Task A_proposal_for_the_owner()
    {
        var run = await desk.RunOfAsync("larkspur", "L-203", "stalled-deal");

        Same("approval-owner", CardDesk.Cards.Approval(await desk.ModelAsync("larkspur", run, Tomasz), shared: false));
    }

    [Fact]
    public async Task A_proposal_with_a_held_draft_for_the_manager()
    {
        var run = await desk.RunOfAsync("larkspur", "L-208", "stalled-deal");

        Same("approval-manager-held", CardDesk.Cards.Approval(await desk.ModelAsync("larkspur", run, Gareth), shared: false));
    }

    [Fact]
    public async Task A_proposal_of_which_a_statement_was_held_back()
    {
        var run = await desk.RunOfAsync("tidewater", "D-107", "stalled-deal");
        var model = await desk.ModelAsync("tidewater", run, run.Run.Header.Owner);
        var packet = model.Sight.Packet!;
        var held = packet.Claims[0];
        var sight = model.Sight with
        {
            Packet = packet with { Claims = [.. packet.Claims.Skip(1)], HeldBack = [held] },
            Findings =
            [
                .. model.Sight.Findings,
                new(
                    "planted-instructions",
                    Outcome.Withhold,
                    $"`{held.Text}` rests only on evidence that carries an instruction to an AI",
                    [held.Id]
                ),
            ],
        };

        Same("approval-statement-held", CardDesk.Cards.Approval(model with { Sight = sight }, shared: false));
    }

    [Fact]
    public async Task A_stage_review_for_the_manager()
    {
        var run = await desk.RunOfAsync("larkspur", "L-208", "stage-progression");

        Same("approval-stage", CardDesk.Cards.Approval(await desk.ModelAsync("larkspur", run, Gareth), shared: false));
    }

    [Fact]
    public async Task A_proposal_in_a_chat_of_several()
    {
        var run = await desk.RunOfAsync("larkspur", "L-206", "stalled-deal");

        Same("approval-shared", CardDesk.Cards.Approval(await desk.ModelAsync("larkspur", run, ""), shared: true));
    }

    [Fact]
    public async Task A_proposal_with_many_actions()
    {
        var run = await desk.RunOfAsync("tidewater", "D-101", "stalled-deal");

        Same("approval-many", CardDesk.Cards.Approval(await desk.ModelAsync("tidewater", run, run.Run.Header.Owner), shared: false));
    }

    [Fact]
    public async Task Nothing_can_be_said_and_only_a_task_is_proposed()
    {
        var run = await desk.RunOfAsync("tidewater", "D-107", "stalled-deal");

        Same(
            "approval-insufficient",
            CardDesk.Cards.Approval(await desk.ModelAsync("tidewater", run, run.Run.Header.Owner), shared: false)
        );
    }

    [Fact]
    public async Task An_edit_stands_and_the_card_says_what_was_changed()
    {
        var run = await desk.RunOfAsync("larkspur", "L-201", "stalled-deal");
        var state = Sight.Of(run).Actions.First(a => a.Action.Payload is ActionPayload.EmailDraft);
        var letter = (ActionPayload.EmailDraft)state.Action.Payload;
        var edited = await desk.DecideAsync(
            "larkspur",
            run,
            state,
            new Decision.Edit(letter with { Body = letter.Body + "\n\nThank you for your patience." }, state.Action.PayloadHash),
            Dana
        );
        var moved = Decisions.Moved(edited, state.Action.Id, state.Action.PayloadHash);

        Same(
            "approval-after-stale",
            CardDesk.Cards.Approval(
                await desk.ModelAsync(
                    "larkspur",
                    edited,
                    Gareth,
                    new Notice(true, "Nothing was done: it is not what you saw.", "The card now shows what stands.", moved)
                ),
                shared: false
            )
        );
    }

    [Fact]
    public async Task A_decision_that_was_handed_over()
    {
        var run = await desk.RunOfAsync("larkspur", "L-204", "stalled-deal");
        var state = Sight.Of(run).Open.First(a => a.Action.Payload is ActionPayload.CrmNote);
        var given = await desk.DecideAsync(
            "larkspur",
            run,
            state,
            new Decision.Reassign(Helen, "I am with another customer until Thursday"),
            Priya
        );

        Same("approval-handed-over", CardDesk.Cards.Approval(await desk.ModelAsync("larkspur", given, Helen), shared: false));
    }

    [Fact]
    public async Task Decided_and_partly_open_with_others()
    {
        var run = await desk.RunOfAsync("larkspur", "L-202", "stalled-deal");
        foreach (var state in Sight.Of(run).Open.Where(a => a.Action.Needs == "deal_owner").ToList())
        {
            run = await desk.DecideAsync(
                "larkspur",
                run,
                state,
                state.Action.Payload is ActionPayload.TaskItem
                    ? new Decision.Reject("We agreed on the call to wait for them")
                    : new Decision.Approve(state.Action.PayloadHash, state.Action.RecordVersion),
                Dana
            );
        }

        Same("outcome-partly", CardDesk.Cards.Of(await desk.ModelAsync("larkspur", run, Dana), shared: false));
    }

    [Fact]
    public async Task Decided_whole_and_closed()
    {
        var run = await desk.RunOfAsync("tidewater", "D-103", "stalled-deal");
        foreach (var state in Sight.Of(run).Open.ToList())
        {
            run = await desk.DecideAsync(
                "tidewater",
                run,
                state,
                new Decision.Approve(state.Action.PayloadHash, state.Action.RecordVersion),
                run.Run.Header.Owner
            );
        }

        Assert.IsType<Run.Closed>(run.Run);
        Same("outcome-closed", CardDesk.Cards.Of(await desk.ModelAsync("tidewater", run, run.Run.Header.Owner), shared: false));
    }

    [Fact]
    public async Task Nothing_is_to_be_done_and_the_card_says_why()
    {
        var run = await desk.RunOfAsync("opaline", "OP-309", "stalled-deal");
        var task = Assert.Single(Sight.Of(run).Open);
        var left = await desk.DecideAsync(
            "opaline",
            run,
            null,
            new Decision.Dispose("none", "They are on the way; nothing is stuck"),
            run.Run.Header.Owner
        );

        var card = CardDesk.Cards.Of(await desk.ModelAsync("opaline", left, run.Run.Header.Owner), shared: false);

        Same("outcome-disposed", card);
        Assert.DoesNotContain(task.Action.PayloadHash, card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trigger_without_its_action()
    {
        var run = await desk.RunOfAsync("tidewater", "D-102", "trigger-latency");

        Same("approval-latency", CardDesk.Cards.Approval(await desk.ModelAsync("tidewater", run, run.Run.Header.Owner), shared: false));
    }

    [Fact]
    public async Task The_desk_itself_finds_nothing_to_do()
    {
        var run = await desk.RunOfAsync("tidewater", "D-105", "trigger-latency");

        Assert.IsType<Run.Closed>(run.Run);
        Same("outcome-nothing", CardDesk.Cards.Of(await desk.ModelAsync("tidewater", run, run.Run.Header.Owner), shared: false));
    }

    [Fact]
    public void The_morning_of_a_manager() => Same("digest", CardDesk.Cards.Digest(desk.Morning));

    [Fact]
    public async Task The_form_of_an_edit()
    {
        var run = await desk.RunOfAsync("tidewater", "D-106", "stalled-deal");
        var model = await desk.ModelAsync("tidewater", run, run.Run.Header.Owner);

        Same("form-edit", CardDesk.Cards.EditForm(model, model.Sight.Open.First(a => a.Action.Payload is ActionPayload.EmailDraft)));
    }

    [Fact]
    public async Task An_answer_with_its_sources()
    {
        var dossier = (await desk.Desk("larkspur").DossierAsync(new DealId("L-203"), TestContext.Current.CancellationToken))!;
        var run = await desk.RunOfAsync("larkspur", "L-203", "stalled-deal");
        var claims = Sight.Of(run).Packet!.Claims;
        var answer = new CitedAnswer(
            [
                .. claims
                    .Take(4)
                    .Select(c => new AnswerSentence(
                        c.Text,
                        c.Standing,
                        [.. c.Citations.Select(q => new AnswerCitation(dossier.Deal.Id, q.Evidence, q.Quote))]
                    )),
            ],
            Sight.Of(run).Missing,
            [.. claims.Take(4).SelectMany(c => c.Citations).Select(c => c.Evidence).Distinct()],
            "offline",
            "ask@1"
        )
        {
            Deals = [dossier.Deal.Id],
            Read = 41,
            Proposals = [run.Run.Header.Id],
        };

        Same(
            "answer",
            CardDesk.Cards.Answer(
                new AnswerModel("Why is Ashgrove stuck?", answer, await desk.ViewerAsync("larkspur", Gareth))
                {
                    Dossiers = new Dictionary<DealId, Dossier> { [dossier.Deal.Id] = dossier },
                    FollowUps =
                    [
                        ("What did we promise last?", "What did we promise Ashgrove on the last call? (L-203)"),
                        ("What have we not answered?", "What has Ashgrove asked that we have not answered? (L-203)"),
                    ],
                }
            )
        );
    }

    [Fact]
    public async Task An_answer_that_the_evidence_does_not_hold() =>
        Same(
            "answer-missing",
            CardDesk.Cards.Answer(
                new AnswerModel(
                    "Who signs for their board?",
                    new CitedAnswer(
                        [],
                        [new MissingEvidence("nobody has said who signs for their board", "Lena Ortiz, or whoever leads their purchasing")],
                        [],
                        "offline",
                        "ask@1"
                    )
                    {
                        Deals = [new DealId("L-203")],
                        Read = 41,
                        Remarks = ["Asking does nothing: no mail was sent."],
                    },
                    await desk.ViewerAsync("larkspur", Gareth)
                )
            )
        );

    [Fact]
    public async Task A_question_that_fits_two_deals_is_asked_back() =>
        Same(
            "answer-which",
            CardDesk.Cards.Answer(
                new AnswerModel(
                    "Why is Tidewater stuck?",
                    new CitedAnswer([], [], [], "offline", "ask@1")
                    {
                        Choices =
                        [
                            new DealChoice(new DealId("L-202"), "Tidewater, three more sites", "Tidewater Pipe & Supply", "propose"),
                            new DealChoice(new DealId("L-211"), "Tidewater renewal", "Tidewater Pipe & Supply", "resolve"),
                        ],
                    },
                    await desk.ViewerAsync("larkspur", Gareth)
                )
            )
        );

    [Fact]
    public void A_greeting() => Same("welcome", CardDesk.Cards.Welcome("Priya"));

    [Fact]
    public void A_refusal() =>
        Same(
            "refusal",
            CardDesk.Cards.Message(
                "Nothing was done",
                "Only Gareth Oyelaran can approve this.\nWhat you can do:\n- look at it in the web inbox\n- ask [him](https://elsewhere.example) *nicely*"
            )
        );

    /// <summary>Every golden card is sound: see <see cref="CardRules"/>.</summary>
    private static void Same(string name, JsonObject card)
    {
        Assert.Empty(CardRules.Broken(card, CardDesk.Options.WebInbox!));
        var path = RepoRoot.Path("tests", "AgentDesk.Tests", "Surfaces", "Teams", "Cards", "Golden", $"{name}.json");
        var text = card.ToJsonString(DeskJson.Indented).ReplaceLineEndings("\n") + "\n";
        if (IsUpdating)
        {
            File.WriteAllText(path, text);
        }
        Assert.True(File.Exists(path), $"{path} is not there: UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }
}
