using AgentDesk.Adapters.Delivery;
using AgentDesk.Core.Deals;
using AgentDesk.Core.People;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Delivery;
using AgentDesk.Surfaces.Teams.Protocol;
using AgentDesk.Tests.Engine.Fakes;
using AgentDesk.Tests.Surfaces.Teams.Fakes;
using static AgentDesk.Tests.Surfaces.Teams.Fakes.TeamsRig;
using Activity = AgentDesk.Surfaces.Teams.Protocol.Activity;

namespace AgentDesk.Tests.Surfaces.Teams.Delivery;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Who_installs_the_app_is_told_at_once_what_waits()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync();

        await rig.InstallAsync(Owner);
        await rig.RoundAsync();

        var digest = Assert.Single(rig.Channel.In(Owner.Chat));
        Assert.Contains(run.Value, digest.Card.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("1 deal waiting for you", rig.Channel.Messages[digest.Id].Summary);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_installation_that_the_channel_tells_of_in_two_ways_and_several_times_greets_once(bool membersFirst)
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.WaitingAsync();
        var added = rig.From(Owner, Owner.Chat) with { Type = ActivityTypes.InstallationUpdate, Action = "add" };
        var members = rig.From(Owner, Owner.Chat) with
        {
            Type = ActivityTypes.ConversationUpdate,
            MembersAdded = [new ChannelAccount { Id = "28:bot" }],
        };

        await rig.HandleAsync(membersFirst ? members : added);
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i => Task.Run(() => rig.HandleAsync((i % 2 == 0 ? added : members) with { Id = $"again:{i}" }), Ct))
        );
        await rig.RoundAsync();

        Assert.Single(rig.Channel.In(Owner.Chat));
    }

    [Fact]
    public async Task Of_several_that_open_a_conversation_at_the_same_time_one_is_told_that_it_is_new()
    {
        using var rig = new TeamsRig(Rig.Field);
        var chat = new Chat("c", null, null, "{}", ChatState.Open, null, rig.Rig.Time.GetUtcNow());

        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => rig.Store.SaveChatAsync(chat, Ct), Ct)));
        await rig.Store.SaveChatAsync(chat with { State = ChatState.Removed }, Ct);
        var back = await rig.Store.SaveChatAsync(chat, Ct);

        Assert.Single(first, isNew => isNew);
        Assert.True(back);
    }

    [Fact]
    public async Task A_new_proposal_is_brought_to_whom_it_waits_for_and_to_the_owner_and_to_nobody_else()
    {
        using var rig = new TeamsRig(Rig.Mail, new ActionPayload.CrmNote("we accept the indemnity"));

        await rig.WaitingAsync(Owner, Boss, Lawyer, Stranger);

        Assert.Equal([Owner.Chat, Lawyer.Chat], Approvals(rig));
    }

    [Fact]
    public async Task Every_card_of_a_run_is_updated_in_place_in_every_chat()
    {
        using var rig = new TeamsRig(Rig.Field, new ActionPayload.CrmNote("we accept the indemnity"));
        var run = await rig.WaitingAsync(Owner, Lawyer);
        await rig.HandleAsync(rig.From(Owner, Group) with { Type = ActivityTypes.InstallationUpdate, Action = "add" });
        await rig.SayAsync(Owner, $"show {run}", Group);
        await rig.RoundAsync();
        var before = rig.Channel.Messages.Count;

        await rig.PressAsync(Owner, CardVerbs.Approve, await rig.DataAsync(run, "a1"));
        await rig.PressAsync(Lawyer, CardVerbs.Reject, await rig.DataAsync(run, "a2", ("reason", "no")));
        await rig.Desk.WorkAsync(Ct);
        await rig.RoundAsync();

        var cards = (await rig.Store.CardsOfAsync(run, Ct)).Select(c => rig.Channel.Messages[c.ActivityId!]).ToList();
        Assert.Equal(before, rig.Channel.Messages.Count);
        Assert.Equal(
            [Owner.Chat, Lawyer.Chat, Group],
            cards.Select(c => c.Conversation).OrderBy(c => c == Group).ThenBy(c => c, StringComparer.Ordinal)
        );
        Assert.All(
            cards,
            c => Assert.Equal((1, false), (c.Updates, c.Card.ToJsonString().Contains("Action.Execute", StringComparison.Ordinal)))
        );
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.WaitingAsync(Owner);

        await rig.RoundAsync();
        await rig.RoundAsync();

        Assert.All(rig.Channel.Messages.Values, m => Assert.Equal(0, m.Updates));
    }

    [Fact]
    public async Task A_program_that_dies_between_sending_and_noting_it_sends_again_and_loses_nothing()
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.InstallAsync(Owner);
        await rig.RoundAsync();
        var run = Assert.Single((await rig.Desk.ScanAsync(null, null, null, Ct)).Started);
        rig.Channel.Taken = () => throw new CrashException();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(rig.RoundAsync);
        rig.Channel.Taken = () => { };

        rig.Restart();
        await rig.RoundAsync();
        var copies = Asking(rig, Owner);
        await rig.PressAsync(Owner, CardVerbs.Approve, await rig.DataAsync(run, "a1"), message: copies[0]);
        await rig.Desk.WorkAsync(Ct);
        await rig.RoundAsync();

        // The card that nobody had noted told of itself when it was pressed: both now say what became of it.
        Assert.Equal(2, copies.Count);
        Assert.Empty(Asking(rig, Owner));
        Assert.Single(rig.Rig.JournalLines());
    }

    [Fact]
    public async Task What_was_read_of_the_ledger_and_not_sent_yet_is_sent_after_a_restart()
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.InstallAsync(Owner);
        await rig.RoundAsync();
        await rig.Desk.ScanAsync(null, null, null, Ct);
        rig.Channel.Trouble = _ => new ConnectorException(0, "", "the channel did not answer");
        await rig.RoundAsync();

        rig.Channel.Trouble = _ => null;
        rig.Restart();
        rig.Rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.RoundAsync();

        Assert.Single(Asking(rig, Owner));
        Assert.Empty(await rig.Store.UndeliveredAsync(Ct));
    }

    [Fact]
    public async Task A_person_who_blocked_the_bot_is_reported_and_gets_everything_when_they_come_back()
    {
        using var rig = new TeamsRig(Rig.Field);
        rig.Channel.Trouble = c =>
            c == Owner.Chat ? new ConnectorException(403, "MessageWritesBlocked", "the channel answered 403 MessageWritesBlocked") : null;
        await rig.WaitingAsync(Owner, Boss);

        var undelivered = await rig.Store.UndeliveredAsync(Ct);
        var logged = rig.Log.All.Count(l => l.StartsWith("owner@seller.test cannot be written to", StringComparison.Ordinal));
        rig.Channel.Trouble = _ => null;
        await rig.RoundAsync();
        var meanwhile = rig.Channel.In(Owner.Chat).Count;
        await rig.HandleAsync(rig.From(Owner, Owner.Chat) with { Type = ActivityTypes.Message, Text = "inbox" });
        await rig.RoundAsync();

        Assert.All(undelivered, u => Assert.Equal((ChatState.Blocked, Owner.Email), (u.Chat.State, u.Chat.Email)));
        Assert.NotEmpty(undelivered);
        Assert.Equal((1, 0), (logged, meanwhile));
        Assert.Single(Asking(rig, Owner), id => rig.Channel.Messages[id].Summary!.StartsWith("Deal", StringComparison.Ordinal));
        Assert.Empty(await rig.Store.UndeliveredAsync(Ct));
    }

    [Fact]
    public async Task Where_the_app_was_taken_out_nothing_is_sent_until_it_is_back()
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.InstallAsync(Owner);
        await rig.RoundAsync();
        await rig.InstallAsync(Owner, "remove");
        await rig.Desk.ScanAsync(null, null, null, Ct);
        await rig.RoundAsync();
        var meanwhile = rig.Channel.In(Owner.Chat).Count;

        await rig.InstallAsync(Owner);
        await rig.RoundAsync();

        Assert.Equal(1, meanwhile);
        Assert.Equal(3, rig.Channel.In(Owner.Chat).Count); // two greetings and the card
    }

    [Fact]
    public async Task A_throttled_delivery_waits_as_long_as_it_is_told()
    {
        using var rig = new TeamsRig(Rig.Field);
        rig.Channel.Trouble = _ => new ConnectorException(429, "", "the channel answered 429", TimeSpan.FromMinutes(3));
        await rig.WaitingAsync(Owner);
        rig.Channel.Trouble = _ => null;

        rig.Rig.Time.Advance(TimeSpan.FromMinutes(2));
        await rig.RoundAsync();
        var early = rig.Channel.Messages.Count;
        rig.Rig.Time.Advance(TimeSpan.FromMinutes(2));
        await rig.RoundAsync();

        Assert.Equal(0, early);
        Assert.Equal(2, rig.Channel.In(Owner.Chat).Count);
    }

    [Fact]
    public async Task A_card_that_the_channel_will_not_take_is_reported_and_tried_again_when_it_changes()
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.InstallAsync(Owner);
        await rig.RoundAsync();
        rig.Channel.Trouble = _ => new ConnectorException(413, "MessageSizeTooBig", "the channel answered 413 MessageSizeTooBig");
        var run = Assert.Single((await rig.Desk.ScanAsync(null, null, null, Ct)).Started);
        await rig.RoundAsync();
        rig.Channel.Trouble = _ => null;
        rig.Rig.Time.Advance(TimeSpan.FromHours(2));
        await rig.RoundAsync();
        var held = Assert.Single(await rig.Store.UndeliveredAsync(Ct));

        await rig.PressAsync(Owner, CardVerbs.Snooze, await rig.DataAsync(run, "a1", ("until", "2026-03-20")));
        await rig.RoundAsync();

        Assert.True(held.Card.IsGivenUp);
        Assert.Empty(await rig.Store.UndeliveredAsync(Ct));
    }

    [Fact]
    public async Task Many_new_cards_at_once_are_told_in_one_digest()
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.InstallAsync(Owner);
        await rig.RoundAsync();
        for (var i = 2; i <= 9; i++)
        {
            rig.Rig.Book.Put(FakeBook.File($"D-{i}", ("wake", "stale@x")));
        }
        await rig.Desk.ScanAsync(null, null, null, Ct);
        await rig.RoundAsync();

        var cards = rig.Channel.In(Owner.Chat);
        Assert.Equal(2, cards.Count);
        Assert.Equal("9 deals waiting for you", rig.Channel.Messages[cards[1].Id].Summary);
    }

    [Fact]
    public async Task From_the_digest_a_card_is_opened_below_it_and_the_digest_stays()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync();
        await rig.InstallAsync(Owner);
        await rig.RoundAsync();

        var answer = await rig.PressAsync(Owner, CardVerbs.Show, new() { ["run"] = run.Value }, message: rig.Channel.In(Owner.Chat)[0].Id);
        await rig.RoundAsync();

        Assert.Equal(AdaptiveCardInvokeResponse.MessageType, answer["type"]!.ToString());
        Assert.Equal(2, rig.Channel.In(Owner.Chat).Count);
        Assert.Contains(CardVerbs.Approve, rig.Channel.In(Owner.Chat)[1].Card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_morning_digest_comes_once_a_working_day_in_the_persons_own_zone_and_only_where_something_waits()
    {
        using var rig = new TeamsRig(Rig.Field);
        rig.Rig.Book.Playbook = rig.Rig.Book.Playbook with
        {
            Hours = WorkingHours.Default with
            {
                Zones = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [Owner.Email] = "America/New_York" },
            },
        };
        await rig.WaitingAsync(Owner, Stranger);
        var seen = new List<(string When, int Cards)>();

        // From Monday 09:00 UTC on, by half hours, until Sunday. On Monday the greeting is not repeated within a working day.
        for (var i = 0; i < 2 * 24 * 6; i++)
        {
            rig.Rig.Time.Advance(TimeSpan.FromMinutes(30));
            var before = Digests(rig, Owner);
            await rig.RoundAsync();
            if (Digests(rig, Owner) > before)
            {
                seen.Add(
                    (
                        rig.Rig.Time.GetUtcNow().ToString("ddd HH:mm", System.Globalization.CultureInfo.InvariantCulture),
                        Digests(rig, Owner) - before
                    )
                );
            }
        }

        Assert.Equal([("Mon 17:00", 1), ("Tue 14:00", 1), ("Wed 14:00", 1), ("Thu 14:00", 1), ("Fri 14:00", 1)], seen);
        Assert.Equal(1, Digests(rig, Stranger)); // the greeting
    }

    [Fact]
    public async Task A_new_card_waits_for_working_hours_and_an_update_does_not()
    {
        using var rig = new TeamsRig(Rig.Field);
        rig.Options.WorkingHours = true;
        await rig.InstallAsync(Owner);
        await rig.RoundAsync();
        rig.Rig.Time.Advance(TimeSpan.FromHours(12)); // Monday 21:00
        var run = Assert.Single((await rig.Desk.ScanAsync(null, null, null, Ct)).Started);
        await rig.RoundAsync();
        var atNight = Asking(rig, Owner).Count;
        rig.Rig.Time.Advance(TimeSpan.FromHours(12)); // Tuesday 09:00
        await rig.RoundAsync();
        var inTheMorning = Asking(rig, Owner);
        rig.Rig.Time.Advance(TimeSpan.FromHours(10));

        await rig.PressAsync(Owner, CardVerbs.Approve, await rig.DataAsync(run, "a1"));
        await rig.RoundAsync();

        Assert.Equal((0, true), (atNight, inTheMorning.Count >= 1));
        Assert.Empty(Asking(rig, Owner));
    }

    [Fact]
    public async Task A_reminder_is_the_card_once_more()
    {
        using var rig = new TeamsRig(Rig.Field);
        await rig.WaitingAsync(Owner);

        rig.Rig.Time.Advance(rig.Rig.Book.Playbook.Waiting.RemindAfter);
        await rig.Desk.WorkAsync(Ct);
        await rig.RoundAsync();

        Assert.Equal(2, Asking(rig, Owner).Count(id => rig.Channel.Messages[id].Summary!.StartsWith("Deal", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_is_handed_an_action_gets_its_card_and_who_handed_it_over_sees_with_whom_it_is()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner, Stranger);

        await rig.PressAsync(Owner, CardVerbs.Reassign, await rig.DataAsync(run, "a1", ("to", Stranger.Email)));
        await rig.RoundAsync();

        Assert.Single(Asking(rig, Stranger));
    }

    [Fact]
    public async Task What_waits_for_a_person_who_is_away_goes_to_who_stands_in_and_the_ledger_says_why()
    {
        using var rig = new TeamsRig(Rig.Field);
        var day = DateOnly.FromDateTime(rig.Rig.Time.GetUtcNow().UtcDateTime);
        rig.Directory = rig.Directory with
        {
            Members =
            [
                .. rig.Directory.Members.Select(m =>
                    m.Email == Owner.Email ? m with { StandIn = Stranger.Email, Away = new Away(day, day.AddDays(3)) } : m
                ),
            ],
        };

        var run = await rig.WaitingAsync(Owner, Stranger);
        await rig.RoundAsync();

        var state = await rig.Rig.ActionAsync(run, "a1");
        var why = (await rig.Desk.ShowAsync(run, Ct))!
            .History.Select(h => h.Event)
            .OfType<RunEvent.Decided>()
            .Select(d => d.Decision)
            .OfType<Decision.Reassign>()
            .Single();
        Assert.Equal(Stranger.Email, state.AssignedTo);
        Assert.Contains("away until 2026-03-05", why.Reason, StringComparison.Ordinal);
        Assert.Single(Asking(rig, Stranger));
        Assert.NotEmpty(rig.Channel.In(Owner.Chat)); // informed, and not asked any more than the owner of the deal always may be
    }

    [Fact]
    public async Task What_needs_a_role_is_not_handed_to_a_stand_in_who_does_not_hold_it_and_that_is_logged()
    {
        using var rig = new TeamsRig(new ActionPayload.CrmNote("we accept the indemnity"));
        var day = DateOnly.FromDateTime(rig.Rig.Time.GetUtcNow().UtcDateTime);
        rig.Directory = rig.Directory with
        {
            Members =
            [
                .. rig.Directory.Members.Select(m =>
                    m.Email == Lawyer.Email ? m with { StandIn = Stranger.Email, Away = new Away(day, day) } : m
                ),
            ],
        };

        var run = await rig.WaitingAsync(Lawyer, Stranger);

        Assert.Null((await rig.Rig.ActionAsync(run, "a1")).AssignedTo);
        Assert.Contains(rig.Log.All, l => l.Contains("could not be handed to eve@seller.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_of_a_person_who_may_not_see_the_run_any_more_is_emptied()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner, Stranger);
        await rig.PressAsync(Owner, CardVerbs.Reassign, await rig.DataAsync(run, "a1", ("to", Stranger.Email)));
        await rig.RoundAsync();

        await rig.PressAsync(Owner, CardVerbs.Reassign, await rig.DataAsync(run, "a1", ("to", "other@seller.test")));
        await rig.RoundAsync();

        var card = (await rig.Store.CardsOfAsync(run, Ct)).Single(c => c.Conversation == Stranger.Chat);
        Assert.Contains("No longer with you", rig.Channel.Messages[card.ActivityId!].Card.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Deal D-1", rig.Channel.Messages[card.ActivityId!].Card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_without_Teams_costs_nothing_and_has_the_web_inbox()
    {
        using var rig = new TeamsRig(Rig.Field);

        await rig.WaitingAsync();

        Assert.Empty(rig.Channel.Messages);
        Assert.Empty(await rig.Store.UndeliveredAsync(Ct));
    }

    [Fact]
    public async Task Conversations_and_cards_survive_a_restart_of_the_machine()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);
        using var other = new SqliteDeliveryStore(Path.Combine(rig.Rig.Folder, "teams.db"));

        var chat = Assert.Single(await other.ChatsAsync(Ct));
        var card = Assert.Single(await other.CardsOfAsync(run, Ct));

        Assert.Equal((Owner.Email, Owner.ObjectId, ChatState.Open), (chat.Email, chat.ObjectId, chat.State));
        Assert.True(rig.Channel.Messages.ContainsKey(card.ActivityId!));
        Assert.Equal(card.Wanted, card.Sent);
    }

    [Fact]
    public void The_next_start_of_work_is_found_over_weekends_holidays_and_changes_of_the_clock()
    {
        var hours = WorkingHours.Default with { TimeZone = "Europe/Berlin", Holidays = [new DateOnly(2026, 3, 30)] };
        DateTimeOffset? Next(string at) =>
            WorkingTime.Next(hours, null, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Null(Next("2026-03-27T10:00:00Z")); // Friday, at work
        Assert.Equal(
            DateTimeOffset.Parse("2026-03-27T08:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
            Next("2026-03-27T03:00:00Z")
        );
        Assert.Equal(
            DateTimeOffset.Parse("2026-03-31T07:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
            Next("2026-03-27T18:00:00Z")
        ); // over a weekend, summer time and a holiday
    }

    private static List<string> Asking(TeamsRig rig, Someone person) =>
        [
            .. rig
                .Channel.In(person.Chat)
                .Where(m => m.Card.ToJsonString().Contains($"\"verb\":\"{CardVerbs.Approve}\"", StringComparison.Ordinal))
                .Select(m => m.Id),
        ];

    private static List<string> Approvals(TeamsRig rig) =>
        [.. new[] { Owner, Boss, Lawyer, Stranger }.Where(p => Asking(rig, p).Count > 0).Select(p => p.Chat).Order(StringComparer.Ordinal)];

    private static int Digests(TeamsRig rig, Someone person) =>
        rig
            .Channel.In(person.Chat)
            .Count(m =>
                rig.Channel.Messages[m.Id].Summary!.Contains("waiting for you", StringComparison.Ordinal)
                || rig.Channel.Messages[m.Id].Summary!.Contains("waits for you", StringComparison.Ordinal)
            );
}
