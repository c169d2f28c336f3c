using AgentDesk.Evals.Labelling;

namespace AgentDesk.Tests.Evals.Labelling;

public sealed class AgreementTests
{
    [Fact]
    public void Kappa_and_its_interval_are_what_the_formula_gives_by_hand()
    {
        // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: agreement .7, by chance .5, kappa .4; variance .2016 / (50 × .25) = .016128.
        var (a, b) = Raters((20, "yes", "yes"), (5, "yes", "no"), (10, "no", "yes"), (15, "no", "no"));

        var agreement = Agreement.Of("ann", a, "ben", b);

        Assert.Equal((50, 0.7, 0.4), (agreement.N, agreement.Share, Math.Round(agreement.Kappa, 12)));
        Assert.Equal(0.4 - (1.959964 * 0.126996), agreement.Low!.Value, 5);
        Assert.Equal(0.4 + (1.959964 * 0.126996), agreement.High!.Value, 5);
        Assert.Equal(15, agreement.Disagreements.Count);
        Assert.InRange(agreement.ShareLow, 0.562, 0.563);
    }

    [Fact]
    public void One_class_alone_has_no_kappa_and_cases_of_one_rater_are_counted_apart()
    {
        var (a, b) = Raters((5, "yes", "yes"));

        var agreement = Agreement.Of("ann", [.. a, new Label("only", "no", "ann", default, 1)], "ben", b);

        Assert.Equal((5, 1, 0), (agreement.N, agreement.OnlyFirst, agreement.OnlySecond));
        Assert.Null(agreement.Low);
        (a, b) = Raters((5, "yes", "yes"), (5, "no", "yes"));
        Assert.Null(Agreement.Of("ann", a, "ben", b).Low);
    }

    private static (List<Label> A, List<Label> B) Raters(params (int Times, string First, string Second)[] cells)
    {
        var all = cells.SelectMany(c => Enumerable.Repeat(c, c.Times)).ToList();
        return (
            [.. all.Select((c, i) => new Label($"r{i}", c.First, "ann", default, 1))],
            [.. all.Select((c, i) => new Label($"r{i}", c.Second, "ben", default, 1)).Reverse()]
        );
    }
}
