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
if (args is ["dump", var file])
{
    var reading = AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(File.ReadAllText(file))!;
    var m = CueModel.Default;
    foreach (var e in reading.Evidence.Where(e => e.Kind is "mail" or "call" or "thread" or "activity" or "tracker" or "signal").OrderBy(e => e.At))
        foreach (var s in AgentDesk.Adapters.Models.Embedded.Reading.Sentences.Of(e))
        {
            var (a, st) = m.Score(s);
            var top = a.Select((p, i) => (p, m.About[i])).OrderByDescending(x => x.p).Take(3);
            Console.WriteLine($"{e.At:MM-dd} {e.Kind[..4]} {e.Side.ToString()[..3]} {e.Author?.Split(' ')[0],-9} [{string.Join(' ', top.Select(x => $"{x.Item2}:{x.p:F2}"))}] o{st[1]:F2} s{st[2]:F2} | {s}");
        }
    return 0;
}
if (args is ["answer", var af]) { Console.WriteLine(System.Text.Json.Nodes.JsonNode.Parse(AgentDesk.Adapters.Models.Embedded.EmbeddedAnalyst.Answer(File.ReadAllText(af)))!.ToJsonString(AgentDesk.Core.DeskJson.Indented)); return 0; }
if (args is ["score", var dir, var labels])
{
    var m = CueModel.Default; var right = 0; var n = 0;
    foreach (var l in File.ReadLines(labels))
    {
        var d = System.Text.Json.JsonDocument.Parse(l).RootElement; var id = d.GetProperty("deal_id").GetString(); var want = d.GetProperty("blocker").GetString();
        var reading = AgentDesk.Adapters.Models.Embedded.Reading.BlockReader.Read(File.ReadAllText(Path.Combine(dir, id + ".txt")))!;
        var dg = AgentDesk.Adapters.Models.Embedded.Weighing.Diagnose.Of(reading, m); var asks = dg.Asks; var sg = dg.Signals; var rank = dg.Ranked.Take(5).ToList(); var pu = dg.Pulse;
        if (want != "none") { n++; }
        if (want == dg.Category) right++;
        Console.WriteLine($"{id} {want,-18} {(dg.Category == want ? "ok " : "   ")} {dg.Category,-18} {dg.Standing,-12} {string.Join(' ', rank.Select(x => $"{x.Category}:{x.Score:F2}"))} | H {pu.Health:F2} att {pu.Attempts} q {pu.DaysQuiet} meet {pu.Meeting != null} step {pu.Step != null} prog {pu.Progress:F2} words {dg.Statements.Count(x => x.IsBuyers)}");
            if (Environment.GetEnvironmentVariable("WHY") == id) { foreach (var a in asks) Console.WriteLine($"   ASK {(a.Delivered is null ? "OWED" : "ok " + a.Delivered.Name)} {a.Statement.Sentence}"); foreach (var k in rank.Take(4)) foreach (var x in sg.Where(x => x.Category == k.Category).OrderByDescending(x => Math.Abs(x.Amount)).Take(6)) Console.WriteLine($"   {x.Category,-16} {x.Amount,6:F2} {x.Because} {x.Piece?.Author} {x.Piece?.At:MM-dd} {x.Sentence}"); }
    }
    Console.WriteLine($"{right}/{n}");
    return 0;
}
return 2;
