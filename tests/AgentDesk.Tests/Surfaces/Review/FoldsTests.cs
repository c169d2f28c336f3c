using AgentDesk.Core.Deals;

namespace AgentDesk.Tests.Surfaces.Review;

public sealed class FoldsTests
{
    [Fact]
    public void Of_a_long_conversation_what_stands_near_the_cited_lines_is_open_and_the_rest_is_folded_in_its_order()
    {
        var lines = Lines(8000, cited: [180, 181]);

        var parts = Folds.Of(lines);

        Assert.Equal([true, false, true], parts.Select(p => p.IsFolded));
        Assert.Equal(lines, parts.SelectMany(p => p.Lines));
        Assert.Equal((Folds.Near * 2) + 2, parts[1].Lines.Count);
        Assert.Contains(lines[180], parts[1].Lines);
    }

    [Theory]
    [InlineData(30, 2)]
    [InlineData(100, 50)]
    [InlineData(79, 0)]
    public void What_is_short_stays_whole(int count, int cited) => Assert.False(Assert.Single(Folds.Of(Lines(count, [cited]))).IsFolded);

    [Fact]
    public void Between_two_cited_lines_that_are_far_apart_the_conversation_is_folded()
    {
        Assert.Equal([false, true, false], Folds.Of(Lines(400, [0, 399])).Select(p => p.IsFolded));
        Assert.Empty(Folds.Of([]));
    }

    private static List<SourceLine> Lines(int count, int[] cited) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new SourceLine($"{i}", "Nadine", Side.Buyer, !cited.Contains(i), false, [new Piece($"line {i}", false)])),
        ];
}
