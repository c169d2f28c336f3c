using AgentDesk.Adapters.Sources;
using AgentDesk.Core.Deals;

namespace AgentDesk.Tests.Adapters.Sources;

public sealed class AutoReplyTests
{
    private static readonly MailAddress[] Ann = [new("Ann Lee", "ann.lee@x.example")];

    [Theory]
    [InlineData("Automatic reply: Offer", "I am away.")]
    [InlineData("Auto: Re: Offer", "We are out on the road and get back to you soon.")]
    [InlineData("Automatische Antwort: Angebot", "Bin weg.")]
    [InlineData("Out of office: back on Monday", "")]
    [InlineData("Undeliverable: Offer", "The address was not found.")]
    [InlineData(
        "Re: Offer",
        "Thank you for your mail. I am out of the office until 12 May with limited access. For urgent matters please contact Bo."
    )]
    [InlineData("Re: Offer", "This mailbox is not monitored.")]
    [InlineData("Re: Offer", "Hello,\n\nKim Berg is no longer with the company. Please contact Bo at bo@y.example.")]
    [InlineData("AW: Angebot", "Ich bin bis zum 12. Mai nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Bo.")]
    [InlineData("Sv: Tilbud", "Jeg er på ferie. Kontakt venligst Bo ved hastende sager.")]
    [InlineData("Re : Offre", "Je suis absent jusqu'au 12 mai. En cas d'urgence, veuillez contacter Bo.")]
    public void A_machines_answer_is_known(string subject, string body)
    {
        Assert.True(AutoReply.Is(subject, body, "kim@y.example", Ann));
    }

    [Theory]
    [InlineData("Re: Offer", "Hi Ann,\n\nI am out of the office next week, please contact Bo about the papers.")]
    [InlineData("Re: Offer", "I was given your name by Oona's out of office. Could you let me know where it is?")]
    [InlineData("RE: Automatic reply: Offer", "Got your out of office, so I write to Bo instead.")]
    [InlineData("Out of office space in Leeds", "We need more desks by June.")]
    [InlineData("Re: Offer", "I am out of the office tomorrow.")]
    [InlineData("Re: Offer", "He has left the room twice over this. We sign in June.")]
    [InlineData("Re: Offer", "You probably won't hear from me until Whitsun, I'm on leave anyway.\nFiona")]
    public void A_person_who_mentions_an_absence_is_a_person(string subject, string body)
    {
        Assert.False(AutoReply.Is(subject, body, "kim@y.example", Ann));
    }
}
