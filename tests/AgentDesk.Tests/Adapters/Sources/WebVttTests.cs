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

    [Theory]
    [InlineData(
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nBo: Why\nnot?\n2\n00:00:03.000 --> 00:00:04.000\nAnn: The board\n3\n00:00:05.000 --> 00:00:06.000\nBo: Good.\n"
    )]
    [InlineData(
        "WEBVTT\n00:00:01.000 --> 00:00:02.000\nBo: Why\nnot?\n00:00:03.000 --> 00:00:04.000\nAnn: The board\n00:00:05.000 --> 00:00:06.000\nBo: Good.\n"
    )]
    [InlineData(
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBo: Why\nnot?\n2\n00:00:03.000 --> 00:00:04.000\nAnn: The board\n3\n00:00:05.000 --> 00:00:06.000\nBo: Good.\n"
    )]
    [InlineData(
        "WEBVTT\n\n4dd5-b9/7-0\n00:00:01.000 --> 00:00:02.000\n<v Bo>Why\nnot?</v>\n4dd5-b9/8-0\n00:00:03.000 --> 00:00:04.000\n<v Ann>The board</v>\n4dd5-b9/9-0\n00:00:05.000 --> 00:00:06.000\n<v Bo>Good.</v>\n"
    )]
    public void Cues_without_blank_lines_between_them_end_where_the_next_ones_times_stand(string text)
    {
        var cues = WebVtt.Read(text, n => n is "Bo" or "Ann", out var broken);

        Assert.Empty(broken);
        Assert.Equal([(1, "Bo", "Why not?"), (2, "Ann", "The board"), (3, "Bo", "Good.")], cues.Select(c => (c.Number, c.Speaker, c.Text)));
    }

    [Fact]
    public void A_number_that_was_said_and_an_arrow_that_was_drawn_stay_in_their_cue()
    {
        var cues = Read(
            "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBo: How many seats?\n40\n00:00:03.000 --> 00:00:04.000\nBo: From A\n--> to B, both sites.\n",
            "Bo"
        );

        Assert.Equal(["How many seats? 40", "From A --> to B, both sites."], cues.Select(c => c.Text));
    }

    [Fact]
    public void Broken_times_between_glued_cues_cost_that_cue_and_no_other()
    {
        var cues = WebVtt.Read(
            "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\none\n00:00:xx --> 00:00:04.000\ntwo\n00:00:05.000 --> 00:00:06.000\nthree\n",
            _ => false,
            out var broken
        );

        Assert.Equal([(1, "one"), (3, "three")], cues.Select(c => (c.Number, c.Text)));
        Assert.Equal(5, Assert.Single(broken).Line);
    }

    [Fact]
    public void Lines_above_an_id_that_no_times_hold_are_listed()
    {
        var cues = WebVtt.Read(
            "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\none\n\nand more\n2\n00:00:05.000 --> 00:00:06.000\ntwo\n",
            _ => false,
            out var broken
        );

        Assert.Equal([(1, "one"), (2, "two")], cues.Select(c => (c.Number, c.Text)));
        Assert.Equal((6, "and more"), (Assert.Single(broken).Line, broken[0].Raw));
    }

    private static IReadOnlyList<VttCue> Read(string text, params string[] people) =>
        WebVtt.Read(text, n => people.Contains(n, StringComparer.OrdinalIgnoreCase), out _);
}
