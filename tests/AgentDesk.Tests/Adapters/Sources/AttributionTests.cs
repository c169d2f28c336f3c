using AgentDesk.Adapters.Sources;

namespace AgentDesk.Tests.Adapters.Sources;

/// <summary>The buyer's answer stands right above the line that leads the answered mail in: nothing of it may go with that line.</summary>
public sealed class AttributionTests
{
    private const string Quoted = "The security team of yours rejected the gateway.";

    private static readonly string[] Forms =
    [
        "On Mon, Jul 27, 2026 at 10:00 AM Sören Ahlgren <soren@oresund.example> wrote:",
        "On Mon, Jul 27, 2026 at 10:00 AM Sören Ahlgren <soren@oresund.example>\nwrote:",
        "On Mon, Jul 27, 2026 at\n10:00 AM Sören Ahlgren <soren@oresund.example> wrote:",
        "On 27 Jul 2026, at 10:00, Sören Ahlgren <soren@oresund.example> wrote:",
        "On 7/27/26 10:00, Sören Ahlgren wrote:",
        "On Monday, July 27th, 2026 at 10:00, Sören Ahlgren <soren@oresund.example> wrote:",
        "Am 27.07.2026 um 10:00 schrieb Sören Ahlgren <soren@oresund.example>:",
        "Am 27.07.26 um 10:00 schrieb Sören Ahlgren:",
        "Le lun. 27 juil. 2026 à 10:00, Sören Ahlgren <soren@oresund.example> a écrit :",
        "Den mån 27 juli 2026 kl 10:00 skrev Sören Ahlgren <soren@oresund.example>:",
        "El lun, 27 jul 2026 a las 10:00, Sören Ahlgren (<soren@oresund.example>) escribió:",
        "Em seg., 27 de jul. de 2026 às 10:00, Sören Ahlgren <soren@oresund.example> escreveu:",
        "Il giorno lun 27 lug 2026 alle ore 10:00 Sören Ahlgren <soren@oresund.example> ha scritto:",
        "Op ma 27 jul 2026 om 10:00 schreef Sören Ahlgren <soren@oresund.example>:",
        "W dniu 27.07.2026 o 10:00, Sören Ahlgren pisze:",
        "pon., 27 lip 2026 o 10:00 Sören Ahlgren <soren@oresund.example> napisał(a):",
        "Dne 27. 7. 2026 v 10:00 Sören Ahlgren napsal(a):",
        "27.07.2026 10:00, Sören Ahlgren пишет:",
        "27.7.2026 10.00, Sören Ahlgren kirjoitti:",
        "2026-07-27 10:00 GMT+02:00 Sören Ahlgren <soren@oresund.example>:",
        "пн, 27 июл. 2026 г. в 10:00, Sören Ahlgren <soren@oresund.example>:",
        "пн, 27 июл. 2026 г. в 10:00, Sören Ahlgren <\nsoren@oresund.example>:",
        "2026年7月27日(月) 10:00 Sören Ahlgren <soren@oresund.example>:",
    ];

    private static readonly string[] Own =
    [
        "On the night shifts: the plant council has not agreed to 12 of them.",
        "We can begin at 10:30 once it has",
        "Den Nachtschichten hat der Betriebsrat noch nicht zugestimmt",
        "Write to anna@quo.example about it.",
    ];

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var form in Forms)
        {
            for (var count = 0; count <= Own.Length; count++)
            {
                cases.Add(form, count);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Lines_right_above_an_attribution_stay_the_senders(string form, int count)
    {
        var own = string.Join('\n', Own.Take(count));

        var read = OwnWords.Of(MailText.Plain($"{own}\n{form}\n> Hej Pat,\n>\n> {Quoted}"), null, []);

        Assert.Equal(own, read);
    }

    [Theory]
    [InlineData("<div class=\"gmail_quote\"><div class=\"gmail_attr\">{0}<br></div><blockquote>{1}</blockquote></div>")]
    [InlineData("<div class=\"yahoo_quoted\"><div>{0}</div><div>{1}</div></div>")]
    [InlineData("<div class=\"protonmail_quote\">{0}<br><blockquote>{1}</blockquote></div>")]
    [InlineData("<div class=\"moz-cite-prefix\">{0}<br></div><blockquote>{1}</blockquote>")]
    [InlineData("<div>{0}</div><blockquote>{1}</blockquote>")]
    public void Lines_right_above_the_quote_of_an_html_mail_stay_the_senders(string quote)
    {
        foreach (var form in Forms)
        {
            var lead = form.ReplaceLineEndings(" ").Replace("<", "&lt;", StringComparison.Ordinal);
            var below = string.Format(System.Globalization.CultureInfo.InvariantCulture, quote, lead, Quoted);

            var read = OwnWords.Of(HtmlMail.Read($"<div>{string.Join("<br>", Own)}</div>{below}"), null, []);

            Assert.Equal(string.Join('\n', Own), read);
        }
    }

    [Fact]
    public void A_name_that_is_no_part_of_a_quoted_lead_stays_the_senders()
    {
        var read = OwnWords.Of(
            MailText.Plain($"Anna <anna@quo.example> signs at 10:30\n> On 27 Jul 2026 at 10:00 Bo <bo@x.example> wrote:\n>> {Quoted}"),
            null,
            []
        );

        Assert.Equal("Anna <anna@quo.example> signs at 10:30", read);
    }
}
