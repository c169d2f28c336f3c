using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Protocol;
using AgentDesk.Tests.Engine.Fakes;
using AgentDesk.Tests.Surfaces.Teams.Cards;
using AgentDesk.Tests.Surfaces.Teams.Fakes;
using static AgentDesk.Tests.Surfaces.Teams.Fakes.TeamsRig;
using Activity = AgentDesk.Surfaces.Teams.Protocol.Activity;

namespace AgentDesk.Tests.Surfaces.Teams.Deciding;

public sealed class CardActionTests
{
    [Fact]
    public async Task A_click_is_committed_before_the_answer_and_its_effect_follows()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);

        var answer = await rig.PressAsync(Owner, CardVerbs.Approve, await rig.DataAsync(run, "a1"));
        var before = rig.Rig.JournalLines().Length;
        await rig.Desk.WorkAsync(Ct);
        await rig.RoundAsync();

        Assert.Equal(AdaptiveCardInvokeResponse.CardType, answer["type"]!.ToString());
        Assert.Equal(0, before);
        Assert.Contains("\"approved_by\":\"owner@seller.test\"", Assert.Single(rig.Rig.JournalLines()), StringComparison.Ordinal);
        Assert.DoesNotContain("Action.Execute", rig.Channel.In(Owner.Chat)[^1].Card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_content_types_are_the_ones_that_Teams_takes()
    {
        Assert.Equal(
            "application/vnd.microsoft.card.adaptive",
            AdaptiveCardInvokeResponse.Card([]).ToInvokeResponse().Body!["type"]!.ToString()
        );
        Assert.Equal("application/vnd.microsoft.activity.message", AdaptiveCardInvokeResponse.Message("x").Type);
        Assert.Equal("application/vnd.microsoft.error", AdaptiveCardInvokeResponse.Error(400, "BadRequest", "x").Type);
        Assert.Equal(200, AdaptiveCardInvokeResponse.Error(500, "InternalError", "x").ToInvokeResponse().Status);
    }

    [Fact]
    public async Task What_a_client_returns_beside_the_four_names_changes_nothing()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);
        var forged = await rig.DataAsync(run, "a1");
        foreach (var name in new[] { "email", "actor", "by", "roles", "needs", "needs_who", "approver" })
        {
            forged[name] = "owner@seller.test";
        }
        forged["payload"] = new JsonObject { ["kind"] = "crm_field", ["after"] = "forged" };

        var answer = await rig.PressAsync(Stranger, CardVerbs.Approve, forged);

        Assert.Equal(AdaptiveCardInvokeResponse.MessageType, answer["type"]!.ToString());
        Assert.Equal(ActionStatus.Pending, (await rig.Rig.ActionAsync(run, "a1")).Status);
        await rig.PressAsync(Owner, CardVerbs.Approve, forged);
        await rig.Desk.WorkAsync(Ct);
        Assert.DoesNotContain("forged", Assert.Single(rig.Rig.JournalLines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CardData.Hash, "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(CardData.Version, "ffffffffffffffff")]
    [InlineData(CardData.Hash, "")]
    public async Task A_stale_or_forged_card_is_answered_with_the_fresh_one_and_nothing_is_done(string member, string value)
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);
        var data = await rig.DataAsync(run, "a1");
        data[member] = value;

        var answer = await rig.PressAsync(Owner, CardVerbs.Approve, data);

        Assert.Equal(AdaptiveCardInvokeResponse.CardType, answer["type"]!.ToString());
        Assert.Contains("it is not what you saw", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains((await rig.Rig.ActionAsync(run, "a1")).Action.PayloadHash, answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(ActionStatus.Pending, (await rig.Rig.ActionAsync(run, "a1")).Status);
    }

    [Theory]
    [InlineData("""{"run":"r-000000000000"}""")]
    [InlineData("""{"run":"nonsense","action":"a1","version":"x","hash":"y"}""")]
    public async Task A_run_that_is_not_there_is_not_hinted_at(string data)
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.WaitingAsync(Owner);

        var answer = await rig.PressAsync(Owner, CardVerbs.Approve, JsonNode.Parse(data)!.AsObject());

        Assert.Contains("or it is not yours to see", answer["value"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"run":7}""")]
    [InlineData("""{"action":"a1"}""")]
    public async Task A_button_without_a_run_is_a_bad_request_of_status_200(string data)
    {
        using var rig = new TeamsRig(Rig.Field);

        var response = await rig.HandleAsync(rig.Pressed(Owner, CardVerbs.Approve, JsonNode.Parse(data)!.AsObject()));

        Assert.Equal(
            (200, 400, AdaptiveCardInvokeResponse.ErrorType),
            (response.Status, response.Body!["statusCode"]!.GetValue<int>(), response.Body["type"]!.ToString())
        );
    }

    [Fact]
    public async Task A_stranger_in_a_chat_where_the_card_stands_learns_who_may_and_elsewhere_nothing()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync();
        await rig.HandleAsync(rig.From(Owner, Group) with { Type = ActivityTypes.InstallationUpdate, Action = "add" });
        await rig.SayAsync(Owner, $"show {run}", Group);
        await rig.RoundAsync();

        var here = await rig.PressAsync(Stranger, CardVerbs.Approve, await rig.DataAsync(run, "a1"), Group, rig.Channel.In(Group)[0].Id);
        var elsewhere = await rig.PressAsync(Stranger, CardVerbs.Approve, await rig.DataAsync(run, "a1"));

        Assert.Equal("Only owner@seller.test can decide this.", here["value"]!.ToString());
        Assert.Contains("or it is not yours to see", elsewhere["value"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(ActionStatus.Pending, (await rig.Rig.ActionAsync(run, "a1")).Status);
    }

    [Fact]
    public async Task Roles_are_those_of_the_moment_of_the_click()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);
        var data = await rig.DataAsync(run, "a1");
        rig.Directory = rig.Directory with
        {
            Members = [.. rig.Directory.Members.Select(m => m.Email == Stranger.Email ? m with { Roles = ["admin"] } : m)],
        };
        var asAdmin = await rig.PressAsync(Stranger, CardVerbs.Show, data);
        rig.Directory = rig.Directory with { Members = [.. rig.Directory.Members.Select(m => m with { Roles = [] })] };

        var after = await rig.PressAsync(Stranger, CardVerbs.Approve, data);

        Assert.Equal(AdaptiveCardInvokeResponse.CardType, asAdmin["type"]!.ToString());
        Assert.Equal(AdaptiveCardInvokeResponse.MessageType, after["type"]!.ToString());
    }

    [Fact]
    public async Task Two_approvers_race_a_hundred_times_with_one_effect_each_and_the_losers_card_names_the_winner()
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.HandleAsync(rig.From(Owner, Group) with { Type = ActivityTypes.InstallationUpdate, Action = "add" });
        await rig.RoundAsync();
        for (var i = 2; i <= 100; i++)
        {
            rig.Rig.Book.Put(FakeBook.File($"D-{i}", ("wake", "stale@x")));
        }
        var runs = (await rig.Desk.ScanAsync(null, null, null, Ct)).Started;
        var winners = new Dictionary<string, int> { [Owner.Email] = 0, [Boss.Email] = 0 };

        foreach (var run in runs)
        {
            var data = await rig.DataAsync(run, "a1");
            await rig.SayAsync(Owner, $"show {run}", Group);
            var both = await Task.WhenAll(
                new[] { Owner, Boss }.Select(p => Task.Run(() => rig.PressAsync(p, CardVerbs.Approve, data, Group), Ct))
            );

            var winner = (await rig.Rig.ActionAsync(run, "a1")).DecidedBy!;
            winners[winner]++;
            var loser = both[winner == Owner.Email ? 1 : 0];
            Assert.Contains($"decided by {winner} at", loser.ToJsonString(), StringComparison.Ordinal);
            Assert.Single((await rig.Desk.ShowAsync(run, Ct))!.History, e => e.Event is RunEvent.Decided);
        }

        await rig.Desk.WorkAsync(Ct);
        for (var left = 1; left > 0; )
        {
            await rig.RoundAsync();
            left = (await rig.Store.DueAsync(rig.Rig.Time.GetUtcNow(), 1, Ct)).Count;
        }

        Assert.Equal(100, runs.Count);
        Assert.Equal(100, winners.Values.Sum());
        Assert.Equal(100, rig.Rig.JournalLines().Length);
        Assert.Equal(100, rig.Channel.In(Group).Count);
        Assert.All(rig.Channel.In(Group), m => Assert.DoesNotContain("Action.Execute", m.Card.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hundred_copies_of_one_invoke_get_the_identical_answer_and_have_one_effect_also_after_a_restart()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);
        var data = await rig.DataAsync(run, "a1");

        var answers = (
            await Task.WhenAll(
                Enumerable.Range(0, 100).Select(_ => Task.Run(() => rig.PressAsync(Owner, CardVerbs.Approve, data, id: "f:same"), Ct))
            )
        )
            .Select(a => a.ToJsonString())
            .ToList();
        await rig.Desk.WorkAsync(Ct);
        rig.Restart();
        answers.Add((await rig.PressAsync(Owner, CardVerbs.Approve, data, id: "f:same")).ToJsonString());
        await rig.Desk.WorkAsync(Ct);

        Assert.Single(answers.Distinct());
        Assert.Single(rig.Rig.JournalLines());
        Assert.Single((await rig.Desk.ShowAsync(run, Ct))!.History, e => e.Event is RunEvent.Decided);
    }

    [Fact]
    public async Task A_hundred_activities_out_of_order_with_other_ids_have_no_second_effect()
    {
        using var rig = new TeamsRig(Rig.Field, Rig.Mail);
        var run = await rig.WaitingAsync(Owner, Boss);
        var (first, second) = (await rig.DataAsync(run, "a1"), await rig.DataAsync(run, "a2", ("reason", "not now")));
        var random = new Random(20261130);

        var jobs = Enumerable
            .Range(0, 100)
            .Select(i =>
                (i % 4) switch
                {
                    0 => rig.Pressed(Owner, CardVerbs.Approve, first),
                    1 => rig.Pressed(Boss, CardVerbs.Approve, first),
                    2 => rig.Pressed(Owner, CardVerbs.Reject, second),
                    _ => rig.Pressed(Boss, CardVerbs.Show, first, message: rig.Channel.In(Boss.Chat).Select(m => m.Id).FirstOrDefault()),
                }
            )
            .OrderBy(_ => random.Next())
            .ToList();
        await Parallel.ForEachAsync(jobs, Ct, async (a, _) => await rig.HandleAsync(a));
        await rig.Desk.WorkAsync(Ct);

        Assert.Single(rig.Rig.JournalLines());
        Assert.Equal(2, (await rig.Desk.ShowAsync(run, Ct))!.History.Count(e => e.Event is RunEvent.Decided));
    }

    [Fact]
    public async Task The_same_id_with_another_content_is_refused()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);
        await rig.PressAsync(Owner, CardVerbs.Reject, await rig.DataAsync(run, "a1", ("reason", "")), id: "f:1");

        var answer = await rig.PressAsync(Owner, CardVerbs.Approve, await rig.DataAsync(run, "a1"), id: "f:1");

        Assert.Equal(400, answer["statusCode"]!.GetValue<int>());
        Assert.Equal(ActionStatus.Pending, (await rig.Rig.ActionAsync(run, "a1")).Status);
    }

    [Fact]
    public async Task Pressing_approve_over_changed_words_checks_them_and_asks_again_and_the_journal_holds_them()
    {
        using var rig = new TeamsRig(Rig.Mail);
        var run = await rig.WaitingAsync(Owner);

        var first = await rig.PressAsync(
            Owner,
            CardVerbs.Approve,
            await rig.DataAsync(run, "a1", ("p.body", "Here it is, signed."), ("p.subject", "Paper"))
        );
        await rig.Desk.WorkAsync(Ct);
        var before = rig.Rig.JournalLines().Length;
        await rig.PressAsync(Owner, CardVerbs.Approve, await rig.DataAsync(run, "a1", ("p.body", "Here it is, signed.\r\n")));
        await rig.Desk.WorkAsync(Ct);

        Assert.Contains("Your edit passed every gate.", first.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, before);
        Assert.Contains("Here it is, signed.", Assert.Single(rig.Rig.JournalLines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Here it is, signed.", "Your edit passed every gate.")]
    [InlineData("Now!!!", "Your edit did not pass, and nothing of it stands.")]
    public async Task The_card_that_is_brought_up_to_date_in_its_place_goes_on_saying_what_became_of_the_edit(string words, string said)
    {
        using var rig = new TeamsRig(Rig.Mail);
        var run = await rig.WaitingAsync(Owner, Boss);
        await rig.SayAsync(Boss, $"show {run}");
        await rig.RoundAsync();

        var answer = await rig.PressAsync(
            Owner,
            CardVerbs.Edit,
            await rig.DataAsync(run, "a1", ("p.body", words)),
            message: rig.Channel.In(Owner.Chat)[^1].Id
        );
        await rig.RoundAsync();
        var (mine, bosss) = (rig.Channel.In(Owner.Chat)[^1], rig.Channel.In(Boss.Chat)[^1]);
        await rig.PressAsync(Owner, CardVerbs.Snooze, await rig.DataAsync(run, "a1", ("until", "2026-03-09")));
        await rig.RoundAsync();

        Assert.Contains(said, answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, rig.Channel.Messages[mine.Id].Updates - 1);
        Assert.Equal(answer["value"]!.ToJsonString(), mine.Card.ToJsonString());
        Assert.DoesNotContain(said, bosss.Card.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(said, rig.Channel.In(Owner.Chat)[^1].Card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_chat_of_several_the_card_names_who_edited_and_for_whom_it_waits()
    {
        using var rig = new TeamsRig(Rig.Mail);
        await rig.HandleAsync(rig.From(Owner, Group) with { Type = ActivityTypes.InstallationUpdate, Action = "add" });
        var run = await rig.WaitingAsync();
        await rig.SayAsync(Owner, $"show {run}", Group);
        await rig.RoundAsync();

        await rig.PressAsync(
            Owner,
            CardVerbs.Edit,
            await rig.DataAsync(run, "a1", ("p.body", "Here it is, signed.")),
            Group,
            rig.Channel.In(Group)[^1].Id
        );
        await rig.RoundAsync();

        Assert.Contains(
            "The edit of owner@seller.test passed every gate.",
            rig.Channel.In(Group)[^1].Card.ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.Contains("it waits for owner@seller.test", rig.Channel.In(Group)[^1].Card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_could_take_a_decision_over_is_offered_by_name_and_the_choice_is_taken()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);
        var choice = CardRules.Of(rig.Channel.In(Owner.Chat)[^1].Card, "Input.ChoiceSet").Single(i => i["id"]!.ToString() == "a1.to");
        var offered = choice["choices"]!.AsArray().Select(c => c!["value"]!.ToString()).ToList();

        foreach (var to in offered)
        {
            var answer = await rig.PressAsync(Owner, CardVerbs.Reassign, await rig.DataAsync(run, "a1", ("to", to)));

            Assert.Equal(
                (AdaptiveCardInvokeResponse.CardType, to),
                (answer["type"]!.ToString(), (await rig.Rig.ActionAsync(run, "a1")).AssignedTo)
            );
        }

        Assert.Contains(Boss.Email, offered);
        Assert.DoesNotContain(Owner.Email, offered);
        Assert.Equal(Boss.Email, choice["value"]!.ToString());
    }

    [Fact]
    public async Task An_edit_that_a_gate_refuses_says_why_and_changes_nothing()
    {
        using var rig = new TeamsRig(Rig.Mail);
        var run = await rig.WaitingAsync(Owner);

        var answer = await rig.PressAsync(Owner, CardVerbs.Edit, await rig.DataAsync(run, "a1", ("p.body", "Now!!!")));

        Assert.Contains("it shouts", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Here it is.", ((ActionPayload.EmailDraft)(await rig.Rig.ActionAsync(run, "a1")).Action.Payload).Body);
    }

    [Theory]
    [InlineData(CardVerbs.Reject, "reason", "Say why")]
    [InlineData(CardVerbs.Suppress, "reason", "Say why")]
    [InlineData(CardVerbs.Snooze, "until", "Name the day")]
    [InlineData(CardVerbs.Reassign, "to", "Name the colleague")]
    [InlineData(CardVerbs.Escalate, "to", "Name the colleague")]
    public async Task What_a_decision_needs_is_asked_for_in_a_line_and_the_card_stays(string verb, string input, string line)
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);

        var answer = await rig.PressAsync(Owner, verb, await rig.DataAsync(run, "a1", (input, "  ")));

        Assert.Equal(AdaptiveCardInvokeResponse.MessageType, answer["type"]!.ToString());
        Assert.StartsWith(line, answer["value"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(ActionStatus.Pending, (await rig.Rig.ActionAsync(run, "a1")).Status);
    }

    [Theory]
    [InlineData(CardVerbs.Reject, "reason", "wrong field", ActionStatus.Rejected)]
    [InlineData(CardVerbs.Suppress, "reason", "they asked us to wait", ActionStatus.Rejected)]
    [InlineData(CardVerbs.Snooze, "until", "2026-03-09", ActionStatus.Snoozed)]
    [InlineData(CardVerbs.Reassign, "to", "other@seller.test", ActionStatus.Pending)]
    public async Task Every_decision_can_be_taken_from_the_card(string verb, string input, string text, ActionStatus after)
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);

        var answer = await rig.PressAsync(Owner, verb, await rig.DataAsync(run, "a1", (input, text)));

        var state = await rig.Rig.ActionAsync(run, "a1");
        Assert.Equal(AdaptiveCardInvokeResponse.CardType, answer["type"]!.ToString());
        Assert.Equal(after, state.Status);
        Assert.Equal(verb == CardVerbs.Reassign ? text : null, state.AssignedTo);
    }

    [Fact]
    public async Task The_same_edit_can_be_made_in_a_dialog()
    {
        using var rig = new TeamsRig(Rig.Mail);
        var run = await rig.WaitingAsync(Owner);
        var data = await rig.DataAsync(run, "a1", ("p.body", "Shorter."));
        data[CardData.Verb] = CardVerbs.Edit;
        Activity Dialog(Someone who, string name) =>
            rig.From(who, who.Chat) with
            {
                Type = ActivityTypes.Invoke,
                Name = name,
                Value = new JsonObject { ["data"] = data.DeepClone() },
            };

        var opened = await rig.HandleAsync(Dialog(Owner, InvokeNames.TaskFetch));
        var foreign = await rig.HandleAsync(Dialog(Stranger, InvokeNames.TaskFetch));
        var sent = await rig.HandleAsync(Dialog(Owner, InvokeNames.TaskSubmit));

        Assert.Equal("continue", opened.Body!["task"]!["type"]!.ToString());
        Assert.Contains("a1.p.body", opened.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("message", foreign.Body!["task"]!["type"]!.ToString());
        Assert.Equal("message", sent.Body!["task"]!["type"]!.ToString());
        Assert.Equal("Shorter.", ((ActionPayload.EmailDraft)(await rig.Rig.ActionAsync(run, "a1")).Action.Payload).Body);
    }

    [Fact]
    public async Task An_unknown_invoke_is_not_implemented_and_an_unknown_activity_is_taken_note_of()
    {
        using var rig = new TeamsRig(Rig.Field);

        Assert.Equal(
            501,
            (
                await rig.HandleAsync(rig.From(Owner, Owner.Chat) with { Type = ActivityTypes.Invoke, Name = "composeExtension/query" })
            ).Status
        );
        Assert.Equal(200, (await rig.HandleAsync(rig.From(Owner, Owner.Chat) with { Type = "typing" })).Status);
    }
}
