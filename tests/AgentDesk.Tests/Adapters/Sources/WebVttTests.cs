using AgentDesk.Adapters.Sources;

namespace AgentDesk.Tests.Adapters.Sources;

public sealed class WebVttTests
{
    [Fact]
    public void Teams_voice_tags_name_the_speaker_and_are_no_part_of_the_text()
    {
        var cues = Read(
            "WEBVTT\n\nNOTE made by hand\n\nid/7-0\n00:00:03.501 --> 00:00:09.787\n<v Ann Lee>Good afternoon,\n<i>everyone</i>.</v>\n\n01:02.000 --> 01:03.000 align:left\n<v.loud Bo>R&amp;D &lt; 5</v>\n\n01:04.000 --> 01:05.000\n<v >Who?</v>\n"
        );

        Assert.Equal(
            [(1, "Ann Lee", "Good afternoon, everyone."), (2, "Bo", "R&D < 5"), (3, null, "Who?")],
            cues.Select(c => (c.Number, c.Speaker, c.Text))
        );
        Assert.Equal(new TimeSpan(0, 0, 0, 3, 501), cues[0].Start);
        Assert.Equal(new TimeSpan(0, 0, 1, 2, 0), cues[1].Start);
    }

    [Fact]
    public void Zoom_lines_name_the_speaker_before_a_colon_and_a_word_of_the_sentence_does_not()
    {
        var cues = Read(
            "\uFEFFWEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000\r\nBo: One thing: price.\r\n\r\n2\r\n00:00:03.000 --> 00:00:04.000\r\n: nameless\r\n\r\n3\r\n00:00:05.000 --> 00:00:06.000\r\nQuestion: who signs?\r\n\r\n4\r\n00:00:07.000 --> 00:00:08.000\r\nKim van Berg (Oak): at 10:30\r\n".TrimStart(
                '\uFEFF'
            ),
            "bo"
        );

        Assert.Equal(
            [("Bo", "One thing: price."), (null, "nameless"), (null, "Question: who signs?"), ("Kim van Berg (Oak)", "at 10:30")],
            cues.Select(c => (c.Speaker, c.Text))
        );
    }

    [Fact]
    public void A_cue_with_broken_times_is_listed_and_keeps_its_number()
    {
        var cues = WebVtt.Read(
            "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\none\n\n00:00:xx --> 00:00:04.000\ntwo\n\n00:00:05.000 --> 00:00:06.000\nthree\n",
            _ => false,
            out var broken
        );

        Assert.Equal([1, 3], cues.Select(c => c.Number));
        Assert.Equal(6, Assert.Single(broken).Line);
    }

    private static IReadOnlyList<VttCue> Read(string text, params string[] people) =>
        WebVtt.Read(text, n => people.Contains(n, StringComparer.OrdinalIgnoreCase), out _);
}
