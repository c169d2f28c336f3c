namespace AgentDesk.Evals.Deciding;

/// <summary>
/// Student's t distribution, for intervals over few clusters. By the regularised incomplete beta function as a continued fraction (Lentz),
/// good to ten digits.
/// </summary>
internal static class StudentT
{
    /// <summary>The probability of being at least this far from 0 on either side.</summary>
    /// <param name="t">The distance; its sign does not matter.</param>
    /// <param name="df">Degrees of freedom, at least 1.</param>
    public static double TwoSided(double t, int df) => double.IsInfinity(t) ? 0 : Beta(df / (df + (t * t)), df / 2.0, 0.5);

    /// <summary>
    /// The distance that is passed on either side with this probability: 0.05 gives the half width of a 95 % interval in standard errors.
    /// </summary>
    public static double Quantile(double twoSided, int df)
    {
        var (low, high) = (0.0, 1.0);
        while (TwoSided(high, df) > twoSided)
        {
            high *= 2;
        }
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            if (TwoSided(middle, df) > twoSided)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    private static double Beta(double x, double a, double b)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
#pragma warning disable S2234 // Mirrored: I_x(a, b) = 1 - I_{1-x}(b, a).
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    private static double Fraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        var (c, d) = (1.0, 1 / Away(1 - ((a + b) * x / (a + 1))));
        var sum = d;
        for (var m = 1; m <= 500; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            sum *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            sum *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-14)
            {
                break;
            }
        }

        return sum;

        static double Away(double v) => Math.Abs(v) < Tiny ? Tiny : v;
    }

    // Stirling's series after shifting the argument above 15, where four terms are exact to double precision.
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 15; x++)
        {
            shift += Math.Log(x);
        }
        var r = 1 / x;
        return ((x - 0.5) * Math.Log(x))
            - x
            + (0.5 * Math.Log(2 * Math.PI))
            + (r / 12)
            - (r * r * r / 360)
            + (Math.Pow(r, 5) / 1260)
            - (Math.Pow(r, 7) / 1680)
            - shift;
    }
}
