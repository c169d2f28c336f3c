using System.Globalization;
using System.Text;
using AgentDesk.Adapters.Models.Embedded.Drafting;

namespace AgentDesk.Tests.Adapters.Models.Embedded.Drafting;

public sealed class VoiceProfileTests
{
    public static TheoryData<string> VoiceFiles =>
        [
            .. Directory
                .EnumerateFiles(RepoRoot.Path("evals", "data", "pipelines"), "*.md", SearchOption.AllDirectories)
                .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "voice")
                .Select(f => Path.GetRelativePath(RepoRoot.Path(), f))
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void No_samples_give_the_neutral_voice() => Assert.Equal(VoiceProfile.Neutral, VoiceProfile.Of([]));

    [Theory]
    [InlineData("")]
    [InlineData("ok")]
    [InlineData("---\n---\n\n---")]
    [InlineData("🙂🙂 !!! ???")]
    [InlineData(
        "Cara Sofia,\n\nobrigado pela visita de ontem. Envio em anexo o resumo da reunião e as datas que combinámos, diga-me por favor se falta alguma coisa.\n\nCumprimentos\nRui"
    )]
    [InlineData(
        "Dag Femke,\n\nhet bestand is binnen en we hebben het vanochtend bekeken. Er is nog een punt open, daar kom ik morgen op terug als Bas er weer is.\n\nGroet\nPim"
    )]
    [InlineData(
        "Sehr geehrte Frau Lang,\n\nvielen Dank für Ihre Nachricht. Die Unterlagen liegen bei, und wir melden uns nach der Sitzung wieder bei Ihnen, sobald der Vorstand entschieden hat.\n\nMit freundlichen Grüßen\nJens"
    )]
    public void Odd_samples_and_other_languages_give_the_neutral_voice(string sample) =>
        Assert.Equal(VoiceProfile.Neutral, VoiceProfile.Of([sample]));

    [Fact]
    public void One_sample_is_enough_to_see_a_greeting_and_a_sign_off()
    {
        var voice = VoiceProfile.Of([
            "Hey Pat!\n\nThe room is booked and the projector works, I tried it. I'll be there early so don't rush!\n\nCheers\nNell",
        ]);

        Assert.Equal((GreetingForm.Hey, '!', "Cheers\nNell"), (voice.Greeting, voice.GreetingMark, voice.SignOff));
    }

    [Fact]
    public void A_lower_case_writer_with_lists_is_seen_as_one()
    {
        var voice = Voices.LowerCase;

        Assert.Equal(
            (Register.Casual, GreetingForm.NameOnly, true, true, true),
            (voice.Register, voice.Greeting, voice.LowerCase, voice.Lists, voice.Contractions)
        );
        Assert.Equal("thx\nrory", voice.SignOff);
    }

    [Fact]
    public void A_formal_writer_is_seen_as_one()
    {
        var voice = Voices.Formal;

        Assert.Equal(
            (Register.Formal, GreetingForm.Dear, false, false),
            (voice.Register, voice.Greeting, voice.Contractions, voice.LowerCase)
        );
        Assert.Equal("Yours sincerely,\nHelen Marsh", voice.SignOff);
    }

    [Fact]
    public void A_warm_writer_and_a_plain_one_differ() =>
        Assert.Equal((Register.Warm, Register.Plain), (Voices.Warm.Register, Voices.Plain.Register));

    [Fact]
    public void A_file_and_its_messages_one_by_one_give_the_same_voice() =>
        Assert.Equal(Voices.LowerCase, VoiceProfile.Of([string.Join("\n\n---\n\n", Voices.LowerCaseSamples)]));

    [Fact]
    public void A_telephone_number_of_a_signature_is_not_kept() =>
        Assert.DoesNotContain(
            "555",
            VoiceProfile
                .Of([
                    "Hi Al,\n\nThe van is here and the keys are with you, so we can start as soon as you say so.\n\nJo\nJo Bell | Sales | 212-555-0101",
                ])
                .SignOff
                ?? "",
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(
        "Hank, your patience is a marvel. The corrected quote is with you and the county tax was my mistake.\n\nNell",
        GreetingForm.NameOnly
    )]
    [InlineData("hey sam, the file looks good, two rows are short a digit and the rest is with you.\n\nnell", GreetingForm.Hey)]
    [InlineData("Dear Ms Thoms, the short answer is yes, also the apprentices, and that is the whole of it.\n\nNell", GreetingForm.Dear)]
    [InlineData("No, it will not run wet. You will need the cover and I will price it for you.\n\nNell", GreetingForm.None)]
    [InlineData(
        "Attached, and sorry that it took me so long to get to it. I will have the rest for you on Monday.\n\nNell",
        GreetingForm.None
    )]
    public void A_greeting_that_runs_on_into_the_message_is_one(string sample, GreetingForm greeting) =>
        Assert.Equal(greeting, VoiceProfile.Of([sample]).Greeting);

    // Those whose samples mostly begin with the matter itself.
    private static readonly string[] GreetsNobody = ["hugh"];

    // An address has no umlauts and no accents. (The runtime takes none apart in the invariant culture.)
    private static string Plain(string name) =>
        name.Replace("ü", "ue", StringComparison.OrdinalIgnoreCase)
            .Replace("ö", "oe", StringComparison.OrdinalIgnoreCase)
            .Replace("ä", "ae", StringComparison.OrdinalIgnoreCase)
            .Replace("é", "e", StringComparison.OrdinalIgnoreCase);

    [Theory]
    [MemberData(nameof(VoiceFiles))]
    public void A_sample_file_shows_its_writers_own_sign_off(string file)
    {
        var name = Path.GetFileName(file).Split('.')[0];

        var voice = VoiceProfile.Of([File.ReadAllText(RepoRoot.Path(file))]);

        Assert.NotEqual(VoiceProfile.Neutral, voice);
        Assert.StartsWith(Plain(voice.SignOff!.Split('\n')[^1].Split(' ')[0]), name, StringComparison.OrdinalIgnoreCase);
        if (!GreetsNobody.Contains(name))
        {
            Assert.NotEqual(GreetingForm.None, voice.Greeting);
        }
    }
}
