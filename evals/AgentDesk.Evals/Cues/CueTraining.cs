namespace AgentDesk.Evals.Cues;

/// <summary>`train`: cross-validates, trains on all rows and writes the model that ships.</summary>
internal static class CueTraining
{
    public static int Run(IReadOnlyList<string> args)
    {
        var root = Repository.Root();
        var rows = CueTrainer.Read(Path.Combine(root, "evals", "data", "cues"));
        if (!args.Contains("--fast", StringComparer.Ordinal))
        {
            var cv = CueTrainer.CrossValidate(rows);
            Console.WriteLine(
                $"five-fold cross-validation on {rows.Count} sentences: category {cv.About:P1} of 16, state {cv.State:P1} of 3"
            );
            foreach (var (category, (right, of)) in cv.ByCategory)
            {
                Console.WriteLine($"  {category, -22}{right, 4}/{of, -4} {(double)right / of:P0}");
            }
        }

        var model = CueTrainer.Train(rows);
        using var file = File.Create(Path.Combine(root, "src", "AgentDesk.Adapters", "Models", "Embedded", "cues.model"));
        model.Write(file);
        Console.WriteLine($"{model.FeatureNames.Count} features, {file.Length} bytes");
        return 0;
    }
}
