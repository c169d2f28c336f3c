using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Tests.Policy;

namespace AgentDesk.Tests.Core.Evidence.Readings;

public sealed class OpenQuestionsTests
{
    [Theory]
    [InlineData("Which region is the data kept in?")]
    [InlineData("We'd like to see a restore on our own file before we go further.")]
    [InlineData("I would appreciate two references of our size.")]
    [InlineData("Let me know whether the export keeps the timestamps.")]
    [InlineData("Once you send the pen test I can put it to the board.")]
    [InlineData("We still haven't received the signed annex.")]
    [InlineData("Please forward the insurance certificate.")]
    [InlineData("Could you send the list of sub-processors.")]
    [InlineData("Please let me know by Friday.")]
    [InlineData("Kindly confirm the retention period.")]
    [InlineData("Would your security team walk us through the findings.")]
    [InlineData("Send me the redlines and I can put them to counsel.")]
    [InlineData("It would help to have two references.")]
    [InlineData("I'd be grateful for a shorter version.")]
    [InlineData("We are still missing the annex.")]
    [InlineData("Any chance of a call with your engineers this week.")]
    [InlineData("Looking forward to receiving your answers.")]
    public void What_a_buyer_asks_for_is_open_with_or_without_a_question_mark(string asked) => Assert.Equal([asked], Open(asked));

    [Theory]
    [InlineData("I need nothing else.")]
    [InlineData("Thanks, that is all for now.")]
    [InlineData("When it is ordered I need two weeks to plan the calibration.")]
    [InlineData("You sent everything I need.")]
    [InlineData("I will send it over on Friday.")]
    [InlineData("You can see that it works.")]
    [InlineData("We will share the minutes once they are signed.")]
    [InlineData("Our board meets on the 14th and decides then.")]
    public void What_asks_for_nothing_is_not(string said) => Assert.Empty(Open(said));

    [Theory]
    [InlineData("Let me check with our engineers and come back to you.")]
    [InlineData("I'll send that over by Friday.")]
    [InlineData("Just checking in: any news on your side?")]
    [InlineData("Did you get a chance to look at the proposal?")]
    public void A_mail_that_reminds_or_promises_leaves_it_open(string reply) =>
        Assert.Single(Open("Which region is the data kept in?", reply));

    [Theory]
    [InlineData("It is kept in Frankfurt.")]
    [InlineData("Attached is the list. I'll send the rest by Friday.")]
    [InlineData("Yes, in Frankfurt. Let me check the second site.")]
    public void A_mail_that_has_an_answer_closes_it(string reply) => Assert.Empty(Open("Which region is the data kept in?", reply));

    [Theory]
    [InlineData("It is kept in Frankfurt, the data region that you asked for.", 0)]
    [InlineData("Our spring event takes place in May, I hope to see you there.", 1)]
    public void A_mail_in_another_conversation_answers_only_what_it_is_about(string reply, int open) =>
        Assert.Equal(open, Open("Which region is the data kept in?", reply, conversation: "C8").Count);

    [Fact]
    public void An_auto_reply_of_ours_answers_nothing() =>
        Assert.Single(Open("Which region is the data kept in?", "I am away until Monday.", automatic: true));

    [Theory]
    [InlineData("Got it, thanks.", 0)]
    [InlineData("Got it, thanks. Which sub-processors see it?", 2)]
    [InlineData("We are moving offices next week.", 1)]
    public void The_buyer_may_call_it_settled(string later, int open) =>
        Assert.Equal(open, Open("Which region is the data kept in?", later, by: Side.Buyer).Count);

    private static IReadOnlyList<string> Open(
        string asked,
        string? reply = null,
        bool automatic = false,
        Side by = Side.Seller,
        string conversation = "C9"
    )
    {
        var c = GateCaseFile.Build();
        var (theirs, ours) = (
            c.Dossier.File.Mails.First(m => m.Side == Side.Buyer),
            c.Dossier.File.Mails.First(m => m.Side == Side.Seller)
        );
        var question = theirs with { Id = "Q1", ConversationId = "C9", SentAt = c.Now.AddDays(-8), Body = asked, OwnWords = asked };
        var mails = new List<Mail> { question };
        if (reply is not null)
        {
            mails.Add(
                (by == Side.Seller ? ours : theirs) with
                {
                    Id = "Q2",
                    ConversationId = conversation,
                    Subject = conversation == "C9" ? question.Subject : "Spring",
                    SentAt = c.Now.AddDays(-6),
                    Body = reply,
                    OwnWords = reply,
                    IsAutoReply = automatic,
                }
            );
        }
        return [.. OpenQuestions.Of(c.Dossier.File with { Mails = mails, Calls = [] }, c.Now).Select(q => q.Sentence)];
    }
}
