using System.Text.Json;

namespace AgentDesk.Tests.Adapters.Models.Embedded;

/// <summary>
/// What the analyst proposes: mails only where one is due, the buyer's own days, changes of the record that the buyer's words carry.
/// </summary>
public sealed class AnalystProposalTests
{
    private const string SmallTalk =
        "We run three depots and each of them keeps its own list. The one in the north is the largest. Anna prints the plan and walks it over in the morning. "
        + "Last week the printer was down and we did it by telephone. Most of our people have been here for ten years. We deliver to builders and to some farms. ";

    private const string NoMoney =
        "There is no budget left for this in the present year, finance has taken the money away. Requests for the next year are due to me by 18 September and the board settles them in the second week of October.";

    [Fact]
    public void A_pause_rests_until_the_day_that_the_buyer_named_and_shows_the_words()
    {
        var draft = Waiting(NoMoney).Answer();

        Assert.Equal("2026-09-18", draft.GetProperty("pause").GetProperty("until").GetString());
        Assert.Contains(
            "due to me by 18 September",
            draft.GetProperty("pause").GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
        Assert.Contains(Claims(draft), c => c.Contains("due to me by 18 September", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pause_without_a_named_day_rests_as_long_as_the_playbook_says()
    {
        var draft = Waiting(
                "Everything is frozen since the merger was announced. The integration office has stopped all new software purchases and nobody can commit to anything."
            )
            .PauseDays(45)
            .Answer();

        Assert.Equal("2026-07-30", draft.GetProperty("pause").GetProperty("until").GetString());
    }

    [Fact]
    public void A_month_in_passing_is_no_day_to_wait_for()
    {
        var draft = Waiting(
                "Everything is frozen since the merger was announced, nobody can commit to anything. January budget stands, as far as I can see. All new software purchases are stopped."
            )
            .Answer();

        Assert.Equal("2026-07-15", draft.GetProperty("pause").GetProperty("until").GetString());
    }

    [Fact]
    public void The_record_is_corrected_where_the_buyers_words_deny_it()
    {
        var draft = Waiting(NoMoney)
            .Record("close_date", "2026-06-30")
            .Record("forecast_category", "commit")
            .Record("next_step", "Get signature")
            .Record("next_step_due", "2026-06-10")
            .Custom("budget_confirmed", "Yes")
            .Answer();

        var fields = Fields(draft);
        Assert.Equal("2026-09-18", fields["next_step_due"].After);
        Assert.Equal("2026-10-31", fields["close_date"].After);
        Assert.Equal("pipeline", fields["forecast_category"].After);
        Assert.StartsWith("No, by Mara Lind's word", fields["budget_confirmed"].After, StringComparison.Ordinal);
        Assert.Contains("18 September", Claims(draft)[fields["close_date"].Because], StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_nothing_denies_stays_as_it_is()
    {
        var draft = Waiting(NoMoney)
            .Record("close_date", "2026-12-31")
            .Record("forecast_category", "pipeline")
            .Custom("budget_confirmed", "not yet")
            .Answer();

        Assert.All(Fields(draft).Keys, f => Assert.StartsWith("next_step", f, StringComparison.Ordinal));
    }

    [Fact]
    public void A_paper_that_stands_as_done_is_open_again_by_the_word_of_their_counsel()
    {
        var c = Legal().Custom("paper_process", "Legal done, order pre-approved");

        Assert.Matches("^Legal open again by Ada Frey's word of .*, order pre-approved$", Fields(c.Answer())["paper_process"].After);
    }

    [Fact]
    public void A_change_that_a_gate_sent_back_is_not_proposed_again()
    {
        var draft = Waiting(NoMoney)
            .Record("close_date", "2026-06-30")
            .SentBack("fields[2].after: the date 2026-10-31 stands in no evidence that the packet cites")
            .Answer();

        Assert.Empty(Fields(draft));
        Assert.NotEqual(JsonValueKind.Null, draft.GetProperty("pause").ValueKind);
    }

    [Fact]
    public void A_buyer_who_asked_to_be_left_to_it_gets_no_mail_and_the_record_says_so()
    {
        var c = new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Contact("Ada Frey", "legal")
            .Buyer(45, "Mara Lind", SmallTalk)
            .Tracker(30, "legal", "MSA v2", "waiting_on_buyer", "with their counsel")
            .Buyer(
                30,
                "Ada Frey",
                "The contract is with our counsel and is read in order of arrival. Please leave us to it, chasers are filed. The liability clause stays open until then."
            )
            .Seller(10, "Any news from counsel?", attempt: true)
            .Record("next_step", "Call the COO")
            .Record("next_step_due", "2026-06-20");

        var draft = c.Answer();

        Assert.Equal("legal", draft.GetProperty("blocker").GetProperty("category").GetString());
        Assert.Equal(JsonValueKind.Null, draft.GetProperty("customer_message").ValueKind);
        Assert.StartsWith("No chasers", Fields(draft)["next_step"].After, StringComparison.Ordinal);
        Assert.Contains(
            "nothing goes to the buyer before",
            draft.GetProperty("escalation").GetProperty("text").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_question_of_the_buyers_is_answered_in_its_own_mail_with_what_a_colleague_of_theirs_sent_back()
    {
        var c = new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Contact("Gil Orr", "procurement")
            .Colleague("buy@seller.example", "Ines Corbin")
            .Buyer(60, "Mara Lind", SmallTalk)
            .Buyer(
                20,
                "Gil Orr",
                "Your supplier form has been sent back to you since page four is unsigned. Until it is put right purchasing cannot issue a vendor number and no purchase order can be raised.",
                title: "Supplier packet"
            )
            .Buyer(6, "Mara Lind", "Purchasing tells me that the vendor form is still with you. Did you get Gil everything he was after?")
            .Seller(4, "Can you push the purchase order?", attempt: true);

        var message = c.Answer().GetProperty("customer_message");

        Assert.Equal("mara.lind@quarry.example", message.GetProperty("to")[0].GetString());
        Assert.Contains("Did you get Gil everything he was after", message.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Contains("Gil Orr", message.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, message.GetProperty("something_new").ValueKind);
    }

    [Fact]
    public void Who_took_over_is_written_to_by_the_name_that_the_farewell_gives()
    {
        var c = new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Contact("Piet Roos", "technical")
            .Contact("Imke Faas")
            .Buyer(50, "Mara Lind", SmallTalk)
            .Seller(25, "How are you getting on?", attempt: true)
            .Buyer(
                24,
                "Mara Lind",
                "I have left the company. This mailbox is no longer monitored. For the depots please write to Imke Faas.",
                automatic: true
            )
            .Signal(20, "hire", "Imke Faas appointed Head of Depots at Quarry Works.")
            .Seller(5, "Any news?", attempt: true);

        var message = c.Answer().GetProperty("customer_message");

        Assert.Equal("imke.faas@quarry.example", message.GetProperty("to")[0].GetString());
        Assert.Equal(JsonValueKind.Null, message.GetProperty("in_reply_to").ValueKind);
        Assert.Contains("Mara", message.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("signal:", message.GetProperty("something_new").GetProperty("evidence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_the_buyer_proposes_is_taken_up()
    {
        var c = new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Buyer(45, "Mara Lind", SmallTalk)
            .Buyer(
                20,
                "Mara Lind",
                "I honestly don't know who decides on something like this here, nobody has bought for all depots before and there is no process for it. Could we please do a working session with the depot leads first?"
            )
            .Seller(10, "Could you forward the proposal?", attempt: true)
            .Record("next_step", "review proposal")
            .Record("next_step_due", "2026-06-01");

        var draft = c.Answer();

        var body = draft.GetProperty("customer_message").GetProperty("body").GetString()!;
        Assert.Contains("a working session with the depot leads first", body, StringComparison.Ordinal);
        Assert.Single(body, '?');
        Assert.Contains("working session", Fields(draft)["next_step"].After, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_qualified_owner_is_away_the_next_one_is_asked()
    {
        var c = Legal()
            .Colleague("law@seller.example", "Bram Vink")
            .Colleague("law2@seller.example", "Oona Lark")
            .Away("law@seller.example");

        var escalation = c.Answer().GetProperty("escalation");

        Assert.Equal("law2@seller.example", escalation.GetProperty("to").GetString());
        Assert.Contains("Bram Vink holds it and is away", escalation.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Prior_attempts_say_how_when_and_asking_what() =>
        Assert.Equal(
            "Two touches since Mara Lind's word of 26 May, none answered: mail on 3 June (\"Any news from you?\"); mail on 10 June (\"Shall we speak this week?\").",
            Waiting(NoMoney).Answer().GetProperty("prior_attempts").GetProperty("summary").GetString()
        );

    private static AnalystCase Waiting(string words) =>
        new AnalystCase()
            .Contact("Mara Lind", "champion")
            .Buyer(45, "Mara Lind", SmallTalk)
            .Buyer(20, "Mara Lind", words)
            .Seller(12, "Any news from you?", attempt: true)
            .Seller(5, "Shall we speak this week?", attempt: true);

    private static AnalystCase Legal() =>
        new AnalystCase()
            .Contact("Ada Frey", "legal")
            .Tracker(30, "legal", "MSA", "done", "clean")
            .Buyer(40, "Ada Frey", SmallTalk)
            .Buyer(
                20,
                "Ada Frey",
                "The liability clause does not work for us and I cannot release the contract as it stands. Our lawyers need the cap changed."
            )
            .Seller(10, "Shall we sign?", attempt: true)
            .Seller(5, "Shall we sign on Friday?", attempt: true);

    private static Dictionary<string, (string After, int Because)> Fields(JsonElement draft) =>
        draft
            .GetProperty("fields")
            .EnumerateArray()
            .ToDictionary(
                f => f.GetProperty("field").GetString()!,
                f => (f.GetProperty("after").GetString()!, f.GetProperty("because").GetInt32()),
                StringComparer.Ordinal
            );

    private static IReadOnlyList<string> Claims(JsonElement draft) =>
        [.. draft.GetProperty("claims").EnumerateArray().Select(c => c.GetProperty("text").GetString()!)];
}
