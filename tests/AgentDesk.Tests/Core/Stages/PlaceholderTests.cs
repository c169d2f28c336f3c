using AgentDesk.Core.Stages;

namespace AgentDesk.Tests.Core.Stages;

public sealed class PlaceholderTests
{
    [Theory]
    [InlineData("TBD")]
    [InlineData("tbd")]
    [InlineData("TBC - ask Ana")]
    [InlineData("n/a")]
    [InlineData("n/a yet")]
    [InlineData("N.A.")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("?")]
    [InlineData("x")]
    [InlineData("xxx")]
    [InlineData("yes?")]
    [InlineData("routewise??")]
    [InlineData("Prof. Crewe?")]
    [InlineData("unknown")]
    [InlineData("to be confirmed")]
    [InlineData("None")]
    public void It_is_no_answer(string value) => Assert.True(Placeholders.Is(value));

    [Theory]
    [InlineData("Nadine recommends, then Russ over 50k?")]
    [InlineData("Yes")]
    [InlineData("Y")]
    [InlineData("Ted decides")]
    [InlineData("order form on existing MSA")]
    [InlineData("unknown quantity of meters, 14 a day")]
    [InlineData("5")]
    [InlineData("")]
    [InlineData(null)]
    public void It_is_an_answer_or_blank(string? value) => Assert.False(Placeholders.Is(value));

    [Theory]
    [InlineData("none")]
    [InlineData("n/a")]
    public void What_may_not_apply_may_say_so(string value) => Assert.False(Placeholders.IsUnknown(value));
}
