using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Tests.Surfaces.Web.Fakes;

namespace AgentDesk.Tests.Surfaces.Teams.Cards;

/// <summary>What a card says and offers, and to whom.</summary>
public sealed class ContentTests
{
    private static readonly DeskCards Cards = new(new CardOptions(new Uri("https://desk.example/")));

    private static string Text(JsonObject card) => string.Join('\n', CardRules.Of(card, "TextBlock").Select(t => t["text"]!.ToString()));

    private static IEnumerable<JsonObject> Asks(JsonObject card, string verb) =>
        CardRules.Of(card["body"], "Action.Execute").Where(a => a["verb"]!.ToString() == verb);

    [Fact]
    public void Each_action_has_its_effect_its_edit_its_reasoned_no_and_its_later()
    {
        var card = Cards.Approval(CardRun.Waiting(SampleDeal.Packet(), [SampleDeal.Letter]), shared: false);

        var yes = Assert.Single(Asks(card, CardVerbs.Approve));
        Assert.Equal("Save the draft to Dora", yes["title"]!.ToString());
        Assert.Equal(SampleDeal.Letter.Hash(), yes["data"]!["hash"]!.ToString());
        foreach (var verb in CardVerbs.Decisions)
        {
            Assert.Single(Asks(card, verb));
        }
        Assert.Equal(
            SampleDeal.Letter.Body,
            CardRules.Of(card, "Input.Text").Single(i => i["id"]!.ToString() == "a1.p.body")["value"]!.ToString()
        );
        Assert.All(CardRules.Of(card, "ActionSet"), set => Assert.InRange(set["actions"]!.AsArray().Count, 1, 3));
    }

    [Fact]
    public void A_reason_is_demanded_by_its_own_form_and_by_no_other_button()
    {
        var card = Cards.Approval(CardRun.Waiting(SampleDeal.Packet(), SampleDeal.Actions()), shared: false);

        var inForms = CardRules
            .Of(card, "Action.ShowCard")
            .SelectMany(f => CardRules.All(f["card"]))
            .Where(i => i["isRequired"] is not null)
            .ToList();
        var all = CardRules.All(card).Where(i => i["isRequired"] is not null).ToList();
        Assert.NotEmpty(inForms);
        Assert.Equal(all.Count, inForms.Count);
        foreach (var form in CardRules.Of(card, "Action.ShowCard").Where(f => f["title"]!.ToString() == "Reject"))
        {
            Assert.Single(
                CardRules.All(form["card"]),
                i => i["isRequired"] is not null && i["id"]!.ToString().EndsWith(".reason", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void In_a_chat_of_several_nobody_is_called_you_and_every_action_can_be_decided()
    {
        var run = CardRun.Waiting(
            SampleDeal.Packet(),
            [SampleDeal.Letter, new ActionPayload.CrmNote("It waits for the answers.")],
            email: ""
        );

        var card = Cards.Approval(run, shared: true);

        Assert.Contains("**Who decides:** Mara Quist may", Text(card), StringComparison.Ordinal);
        Assert.Contains("Needs Mara Quist", Text(card), StringComparison.Ordinal);
        Assert.DoesNotContain("Why you", Text(card), StringComparison.Ordinal);
        Assert.Equal(2, Asks(card, CardVerbs.Approve).Count());
    }

    [Fact]
    public void Who_may_not_decide_gets_no_button()
    {
        var card = Cards.Approval(CardRun.Waiting(SampleDeal.Packet(), [SampleDeal.Letter], email: SampleDeal.Security), shared: false);

        Assert.Empty(CardRules.Of(card, "Action.Execute"));
        Assert.Contains("with Mara Quist", Text(card), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_held_back_says_why_and_has_no_button()
    {
        var card = Cards.Approval(
            CardRun.Waiting(
                SampleDeal.Packet(),
                [SampleDeal.Letter, new ActionPayload.EmailDraft([SampleDeal.Champion], [], "12% off", "We can do 12% off!!!", null, null)],
                held: [2]
            ),
            shared: false
        );

        Assert.Contains("It shouts, and nobody asked for a discount (language).", Text(card), StringComparison.Ordinal);
        Assert.Equal(["a1"], Asks(card, CardVerbs.Approve).Select(a => a["data"]!["action"]!.ToString()));
    }

    [Fact]
    public void A_statement_that_was_held_back_is_named_with_its_reason_and_its_source_and_never_in_its_own_words()
    {
        var packet = SampleDeal.Packet();
        var (held, source) = (packet.Claims[0], packet.Claims[0].Citations[0].Evidence);
        var run = CardRun.Waiting(
            packet with
            {
                Claims = [.. packet.Claims.Skip(1)],
                HeldBack = [held],
            },
            [SampleDeal.Letter],
            findings:
            [
                new Finding(
                    "planted-instructions",
                    Outcome.Withhold,
                    $"`{held.Text}` rests only on evidence that carries an instruction to an AI",
                    [held.Id]
                ),
            ]
        );

        var line = Assert.Single(
            Text(Cards.Approval(run, shared: false)).Split('\n'),
            l => l.StartsWith("**A statement as ", StringComparison.Ordinal)
        );

        Assert.Contains("(planted-instructions)", line, StringComparison.Ordinal);
        Assert.Contains(
            $"](https://desk.example/runs/r-0a1b2c3d4e5f/evidence?name={Uri.EscapeDataString(source.Value)})",
            line,
            StringComparison.Ordinal
        );
        Assert.Contains("Could be lifted by a second source", line, StringComparison.Ordinal);
        Assert.DoesNotContain(held.Text, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_much_that_was_held_back_the_first_is_named_and_the_rest_counted()
    {
        var claims = Enumerable.Range(1, 60).Select(i => SampleDeal.Packet().Claims[0] with { Id = $"h{i}" }).ToList();
        var card = Cards.Approval(CardRun.Waiting(SampleDeal.Packet() with { HeldBack = claims }, SampleDeal.Actions()), shared: false);

        var shown = Text(card).Split('\n').Count(l => l.StartsWith("**A statement as ", StringComparison.Ordinal));
        Assert.InRange(shown, 3, 59);
        Assert.Contains($"{60 - shown} more are held back: [see them all]", Text(card), StringComparison.Ordinal);
        Assert.Empty(CardRules.Broken(card, new Uri("https://desk.example/")));
    }

    [Fact]
    public void A_hand_over_offers_who_could_take_it_by_name_and_asks_for_an_address_where_that_would_be_too_long()
    {
        var run = CardRun.Waiting(SampleDeal.Packet(), [SampleDeal.Letter]);
        var crowd = SampleDeal.Team with
        {
            Colleagues =
            [
                .. SampleDeal.Team.Colleagues,
                .. Enumerable.Range(1, 300).Select(i => new Colleague($"p{i}@fernway.test", $"Person {i}", [])),
            ],
        };
        var many = run with { Dossier = new Dossier(SampleDeal.File(), crowd, run.Playbook, run.Now) };

        var few = CardRules.Of(Cards.Approval(run, shared: false), "Input.ChoiceSet").Single(i => i["id"]!.ToString() == "a1.to");
        var typed = CardRules.Of(Cards.Approval(many, shared: false), "Input.Text").Single(i => i["id"]!.ToString() == "a1.to");

        Assert.Equal(
            run.CouldTake(run.Sight.Open.First()).Select(p => p.Email),
            few["choices"]!.AsArray().Select(c => c!["value"]!.ToString())
        );
        Assert.Contains(few["choices"]!.AsArray(), c => c!["title"]!.ToString().EndsWith(", manager", StringComparison.Ordinal));
        Assert.Equal("To (mail address)", typed["label"]!.ToString());
    }

    [Fact]
    public void The_case_against_stands_beside_the_case_for()
    {
        var card = Cards.Approval(CardRun.Waiting(SampleDeal.Packet(), [SampleDeal.Letter]), shared: false);

        var shown = Text(card).Split("All the evidence")[0];
        Assert.Contains("I can't walk this anywhere while half of Saul's sheet is coming back blank.", shown, StringComparison.Ordinal);
        Assert.Contains("Confirmed, against it:", shown, StringComparison.Ordinal);
        Assert.Contains(
            "[Dora, mail, 21 May](https://desk.example/runs/r-0a1b2c3d4e5f/evidence?name=mail%3AD-7-m5)",
            shown,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_draft_that_a_card_cannot_hold_cannot_be_approved_on_it()
    {
        var card = Cards.Approval(
            CardRun.Waiting(
                SampleDeal.Packet(),
                [
                    SampleDeal.Letter with
                    {
                        Body = string.Join('\n', Enumerable.Repeat("The answers are with us since May.", 1200)),
                    },
                    new ActionPayload.CrmNote("short"),
                ]
            ),
            shared: false
        );

        Assert.DoesNotContain(Asks(card, CardVerbs.Approve), a => a["data"]!["action"]!.ToString() == "a1");
        Assert.Contains(CardRules.Of(card, "Action.OpenUrl"), a => a["url"]!.ToString() == "https://desk.example/runs/r-0a1b2c3d4e5f#a1");
        Assert.Contains("characters more than a card can hold", Text(card), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_fifty_actions_some_can_be_decided_and_the_rest_is_named()
    {
        var card = Cards.Approval(
            CardRun.Waiting(
                SampleDeal.Packet(),
                [
                    .. Enumerable
                        .Range(1, 50)
                        .Select(i => new ActionPayload.CrmNote($"Note {i}: it waits for the answers of the platform team.")),
                ]
            ),
            shared: false
        );

        var shown = Asks(card, CardVerbs.Approve).Count();
        Assert.InRange(shown, 5, 49);
        Assert.Contains(
            $"**{Words.Number(50 - shown)} more decisions stand here when these are taken**",
            Text(card),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_draft_with_characters_that_nobody_sees_shows_them()
    {
        var card = Cards.Approval(
            CardRun.Waiting(SampleDeal.Packet(), [SampleDeal.Letter with { Body = "Pay to \u202E4321-DE\u202C today" }]),
            shared: false
        );

        Assert.Contains("Pay to ⟨U+202E⟩4321-DE⟨U+202C⟩ today", Text(card), StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_work_says_why_and_what_is_missing_and_offers_nothing()
    {
        var card = Cards.Approval(
            CardRun.Stopped("stage dates are missing", [new MissingEvidence("when it entered the stage", "Mara Quist")]),
            shared: false
        );

        Assert.Empty(CardRules.Of(card, "Action.Execute"));
        Assert.Contains("**Why it was stopped:** stage dates are missing", Text(card), StringComparison.Ordinal);
        Assert.Contains("When it entered the stage. *Could say:* Mara Quist", Text(card), StringComparison.Ordinal);
        Assert.DoesNotContain("What it rests on", Text(card), StringComparison.Ordinal);
    }

    [Fact]
    public void Doing_nothing_is_an_answer_with_its_reasons()
    {
        var was = (Run.Waiting)
            CardRun
                .Waiting(
                    SampleDeal.Packet() with
                    {
                        Blocker = new Blocker(Blockers.None, BlockerStanding.Confirmed, [], Dispositions.None),
                    },
                    []
                )
                .Sight.View.Run;

        var card = Cards.Outcome(
            CardRun.Of(new Run.Closed(was.Header, 1, [], was, "nothing_to_do", null, null, SampleDeal.Now), SampleDeal.Owner, null)
        );

        Assert.Empty(CardRules.Of(card, "Action.Execute"));
        Assert.Contains("Harrow Glass: nothing to do, and why", Text(card), StringComparison.Ordinal);
        Assert.Contains("**Why it is left alone:**", Text(card), StringComparison.Ordinal);
        Assert.Contains("What it rests on", Text(card), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reminder_says_since_when_it_waits_and_when_it_expires()
    {
        var was = (Run.Waiting)CardRun.Waiting(SampleDeal.Packet(), [SampleDeal.Letter]).Sight.View.Run;

        var card = Cards.Approval(
            CardRun.Of(
                was with
                {
                    Actions = [was.Actions[0] with { RemindedAt = SampleDeal.At(6, 18, 9), Reminders = 1 }],
                },
                SampleDeal.Owner,
                null
            ),
            shared: false
        );

        Assert.Contains(
            "Reminder of 18 Jun 09:00: this has waited since 15 Jun 08:00, and expires undecided on",
            Text(card),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_stale_card_says_what_was_seen_and_what_stands()
    {
        var moved = TextDiff.Of("We answer by Friday", "We answer by Monday");

        var card = Cards.Approval(
            CardRun.Waiting(
                SampleDeal.Packet(),
                [SampleDeal.Letter],
                notice: new Notice(true, "Nothing was done: it is not what you saw.", "The card shows what stands.", moved)
            ),
            shared: false
        );

        Assert.StartsWith(
            "**Nothing was done: it is not what you saw.** The card shows what stands.",
            Text(card),
            StringComparison.Ordinal
        );
        Assert.Contains("Taken out: “Friday”", Text(card), StringComparison.Ordinal);
        Assert.Contains("Put in: “Monday”", Text(card), StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_without_an_inbox_has_no_links_and_keeps_everything_on_itself()
    {
        var card = new DeskCards(new CardOptions(null, Dialogs: false)).Approval(
            CardRun.Waiting(SampleDeal.Packet(), SampleDeal.Actions()),
            shared: false
        );

        Assert.DoesNotContain("](", Text(card), StringComparison.Ordinal);
        Assert.NotEmpty(Asks(card, CardVerbs.Edit));
        Assert.NotEmpty(Asks(card, CardVerbs.Snooze));
    }
}
