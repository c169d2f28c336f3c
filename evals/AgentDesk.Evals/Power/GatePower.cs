using System.Globalization;
using AgentDesk.Evals.Deciding;

namespace AgentDesk.Evals.Power;

/// <summary>How often the gate fails two runs of the same, and how often it catches ten points lost.</summary>
/// <param name="False">Of <see cref="Seeds"/> pairs without a loss, those that the gate fails.</param>
/// <param name="Caught">Of as many with one, those that it fails.</param>
/// <param name="Otherwise">The share of rows that comes out otherwise where nothing was changed.</param>
public sealed record PowerOf(Setting Setting, int Seeds, int False, int Caught, double Otherwise);

/// <summary>Measures the gate on simulated runs, through the code that `eval gate` runs.</summary>
internal static class GatePower
{
    public const int Seeds = 200;
    public const double Loss = 0.10;

    public static PowerOf Of(Setting setting, int seeds = Seeds)
    {
        var (wrong, caught, otherwise) = (0, 0, 0.0);
        for (var seed = 1; seed <= seeds; seed++)
        {
            var (a, b) = SimulatedRuns.Pair(setting, seed, 0);
            otherwise += a.RowsOf(SimulatedRuns.Suite)
                .Zip(b.RowsOf(SimulatedRuns.Suite))
                .Average(p => p.First.Outcome == p.Second.Outcome ? 0 : 1);
            wrong += Fails(a, b) ? 1 : 0;
            (a, b) = SimulatedRuns.Pair(setting, seed, Loss);
            caught += Fails(a, b) ? 1 : 0;
        }

        return new PowerOf(setting, seeds, wrong, caught, otherwise / seeds);
    }

    /// <summary>`gate-power`: the middle setting, each axis by itself, and the whole grid.</summary>
    public static int Run(string[] args)
    {
        if (args is not ([] or ["--short"]))
        {
            Console.Error.WriteLine("gate-power [--short]");
            return 2;
        }

        var middle = Setting.Middle;
        Console.WriteLine(FormattableString.Invariant($"{Seeds} seeds a setting, 300 rows; {100 * Loss:0} points lost\n"));
        Print("middle", middle);
        foreach (var s in Setting.Passes.Where(p => p != middle.Pass))
        {
            Print(FormattableString.Invariant($"pass {s:0.0}"), middle with { Pass = s });
        }
        foreach (var s in Setting.Steadies.Where(p => p != middle.Steady))
        {
            Print(FormattableString.Invariant($"steady {s:0.0}"), middle with { Steady = s });
        }
        foreach (var s in Setting.Togethers.Where(p => p != middle.Together))
        {
            Print(FormattableString.Invariant($"together {s:0.0}"), middle with { Together = s });
        }
        foreach (var s in Setting.Shapes.Where(p => p != middle.Shape))
        {
            Print(s.Name, middle with { Shape = s });
        }
        foreach (var s in Enum.GetValues<Falls>().Where(p => p != middle.Falls))
        {
            Print(s.ToString(), middle with { Falls = s });
        }
        if (args.Length > 0)
        {
            return 0;
        }

        var all = Setting.Grid.AsParallel().AsOrdered().Select(s => Of(s)).ToList();
        Console.WriteLine(
            FormattableString.Invariant(
                $"\nall {all.Count} settings: false alarms {Spread(all.ConvertAll(p => p.False))}; caught {Spread(all.ConvertAll(p => p.Caught))}; at least 80 % in {all.Count(p => p.Caught >= 0.8 * p.Seeds)}"
            )
        );
        foreach (
            var (name, of) in new (string, Func<Setting, string>)[]
            {
                ("pass", s => Word(s.Pass)),
                ("steady", s => Word(s.Steady)),
                ("together", s => Word(s.Together)),
                ("shape", s => s.Shape.Name),
                ("loss falls", s => s.Falls.ToString()),
            }
        )
        {
            foreach (var g in all.GroupBy(p => of(p.Setting), StringComparer.Ordinal))
            {
                Console.WriteLine(
                    $"  {name} {g.Key}: false {Spread([.. g.Select(p => p.False)])}; caught {Spread([.. g.Select(p => p.Caught)])}"
                );
            }
        }

        foreach (var p in all.OrderBy(p => p.Caught).Take(5))
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  worst: {p.Caught} caught with {p.Setting.Pass} {p.Setting.Steady} {p.Setting.Together} {p.Setting.Shape.Name} {p.Setting.Falls}"
                )
            );
        }
        foreach (var p in all.OrderByDescending(p => p.False).Take(5))
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  most false: {p.False} with {p.Setting.Pass} {p.Setting.Steady} {p.Setting.Together} {p.Setting.Shape.Name} {p.Setting.Falls}"
                )
            );
        }
        return 0;
    }

    public static bool Fails(RunSide a, RunSide b) =>
        GateJudge.Judge(b, a, [SimulatedRuns.Suite], new HashSet<string>(StringComparer.Ordinal)).ExitCode == 2;

    private static void Print(string name, Setting setting)
    {
        var p = Of(setting);
        Console.WriteLine(
            FormattableString.Invariant($"{name, -22} otherwise {100 * p.Otherwise:0.0} %  false {p.False, 3}  caught {p.Caught, 3}")
        );
    }

    private static string Word(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Spread(List<int> of)
    {
        of.Sort();
        return FormattableString.Invariant($"{of[0]}–{of[^1]}, median {of[of.Count / 2]}");
    }
}
