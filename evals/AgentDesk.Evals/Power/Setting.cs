namespace AgentDesk.Evals.Power;

/// <summary>How a planted loss falls on deals; always the same loss over all of them.</summary>
public enum Falls
{
    /// <summary>Every deal loses alike.</summary>
    Evenly,

    /// <summary>Each deal loses between nothing and double, drawn evenly.</summary>
    Unevenly,

    /// <summary>A quarter of the deals takes it all: what breaks one sort of deal.</summary>
    OnAQuarter,
}

/// <summary>The shape of 300 rows.</summary>
/// <param name="Sizes">Rows of each deal.</param>
public sealed record Shape(string Name, IReadOnlyList<int> Sizes)
{
    public static readonly Shape Singles = Of(300, 1),
        Fives = Of(60, 5),
        Few = Of(20, 15);

    /// <summary>As many deals and rows as <see cref="Fives"/>, one to nine rows a deal.</summary>
    public static readonly Shape Mixed = new(
        "60 deals of 1 to 9",
        [.. Enumerable.Range(0, 54).Select(i => (i % 9) + 1), .. Enumerable.Repeat(5, 6)]
    );

    public static Shape Of(int deals, int rows) =>
        new(FormattableString.Invariant($"{deals} deals of {rows}"), [.. Enumerable.Repeat(rows, deals)]);
}

/// <summary>
/// What two runs of an unchanged prompt are like. Whether a row passes is a threshold on the sum of four independent normal parts: the
/// deal's difficulty and the row's own, which both runs share; what a run does to all rows of a deal, and what it does to one row, which
/// are drawn anew for each run. Their variances add up to 1.
/// </summary>
/// <param name="Pass">The share of rows that passes.</param>
/// <param name="Steady">The share of the variance that stays from run to run: 1 is a deterministic system, 0 one that throws dice.</param>
/// <param name="Together">Of what changes from run to run, the share that all rows of a deal have in common: the intra-cluster correlation
/// of changes.</param>
public sealed record Setting(double Pass, double Steady, double Together, Shape Shape, Falls Falls)
{
    public static readonly IReadOnlyList<double> Passes = [0.5, 0.7, 0.9],
        Steadies = [0.5, 0.7, 0.9],
        Togethers = [0, 0.1, 0.3];

    public static readonly IReadOnlyList<Shape> Shapes = [Shape.Singles, Shape.Fives, Shape.Mixed, Shape.Few];

    /// <summary>
    /// What is held to the limits: the middle value of every axis. 300 rows of 60 deals and seven in ten right are also the published
    /// example that this tool was asked to better; correlations within clusters of 0.1 are usual, 0.3 is high; with 0.7 steady about one
    /// row in five comes out otherwise when nothing was changed, more than most models do at temperature 0.
    /// </summary>
    public static readonly Setting Middle = new(0.7, 0.7, 0.1, Shape.Fives, Falls.Unevenly);

    /// <summary>All combinations.</summary>
    public static IReadOnlyList<Setting> Grid =>
        [
            .. from pass in Passes
            from steady in Steadies
            from together in Togethers
            from shape in Shapes
            from falls in Enum.GetValues<Falls>()
            select new Setting(pass, steady, together, shape, falls),
        ];
}
