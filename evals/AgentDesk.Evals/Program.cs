using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Evals.Cues;
var root = Environment.CurrentDirectory;
var rows = CueTrainer.Read(Path.Combine(root, "evals/data/cues"));
if (args is ["train", ..])
{
    if (!args.Contains("--fast"))
    {
        var cv = CueTrainer.CrossValidate(rows);
        Console.WriteLine($"rows {rows.Count}  category {cv.About:P1}  state {cv.State:P1}");
        foreach (var (c, (r, n)) in cv.ByCategory) { Console.WriteLine($"  {c,-22}{r,4}/{n,-4} {(double)r / n:P0}"); }
    }
    var model = CueTrainer.Train(rows);
    using var f = File.Create(Path.Combine(root, "src/AgentDesk.Adapters/Models/Embedded/cues.model"));
    model.Write(f);
    Console.WriteLine($"{model.FeatureNames.Count} features, {f.Length} bytes");
    return 0;
}
return 2;
