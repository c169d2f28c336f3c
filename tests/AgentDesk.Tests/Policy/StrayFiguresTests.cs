using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Tests.Policy;

public sealed class StrayFiguresTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 3, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Pat 14, 29 July: the board waits.", 0)]
    [InlineData("The board waits, says Pat 14.", 0)]
    [InlineData("Pat 145 waits.", 1)]
    [InlineData("Pat waits for 14 answers.", 1)]
    public void Digits_of_a_name_are_no_figure_and_others_are(string text, int found)
    {
        var allowed = new AllowedFigures(Now).Person("Pat 14").Day(new DateOnly(2026, 7, 29));

        Assert.Equal(found, StrayFigures.In(text, allowed, [], Now, why => FiguresGate.FiguresAreInTheSource.SendBack(why)).Count());
    }
}
