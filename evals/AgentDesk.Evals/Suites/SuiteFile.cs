using System.Globalization;
using AgentDesk.Adapters.Playbooks;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Measures;
using AgentDesk.Evals.Tasks;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgentDesk.Evals.Suites;

/// <summary>A suite as read: whole only when it has no problem.</summary>
internal sealed record SuiteReading(Suite? Suite, IReadOnlyList<PlaybookProblem> Problems);

/// <summary>Reads evals/suites/*.yaml. Every mistake is named with its line; all are found in one reading.</summary>
internal static class SuiteFile
{
    /// <summary>Every suite of a folder, by name.</summary>
    /// <exception cref="UnusableInputException">A file has mistakes; the message names each with its line.</exception>
    public static IReadOnlyList<Suite> All(string folder) =>
        !Directory.Exists(folder)
            ? throw new UnusableInputException($"there is no folder `{folder}`: name the repository with --repo DIR")
            : [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(Load)];

    /// <exception cref="UnusableInputException">The file has mistakes; the message names each with its line.</exception>
    public static Suite Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new UnusableInputException($"there is no suite `{path}`");
        }
        var reading = Read(File.ReadAllText(path), path);
        return reading.Suite
            ?? throw new UnusableInputException(
                string.Join(
                    "; ",
                    reading.Problems.Select(p => FormattableString.Invariant($"{Path.GetFileName(path)}:{p.Line}:{p.Column}: {p.Message}"))
                )
            );
    }

    public static SuiteReading Read(string yaml, string path)
    {
        var problems = new List<PlaybookProblem>();
        var suite = Root(yaml, problems) is { } root ? Of(root, path, DeskJson.Sha256(yaml)[..16], problems) : null;
        return new(problems.Count == 0 ? suite : null, [.. problems.OrderBy(p => p.Line).ThenBy(p => p.Column)]);
    }

    private static YamlMappingNode? Root(string yaml, List<PlaybookProblem> problems)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }, ..])
            {
                return root;
            }
            problems.Add(new(1, 1, stream.Documents.Count == 0 ? "the file is empty" : "a suite is a group of `name: value` lines"));
        }
        catch (YamlException e)
        {
            problems.Add(
                new((int)e.Start.Line, (int)e.Start.Column, $"this is no YAML: {(e.InnerException ?? e).Message.ReplaceLineEndings(" ")}")
            );
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            problems.Add(new(1, 1, $"this is no YAML: {e.Message.ReplaceLineEndings(" ")}"));
        }

        return null;
    }

    private static Suite? Of(YamlMappingNode node, string path, string hash, List<PlaybookProblem> problems)
    {
        var root = new YamlWalk(node, "the suite", problems);
        var name = root.Text("name", required: true);
        if (name is not null && name != Path.GetFileNameWithoutExtension(path))
        {
            root.Note("name", $"`name` is `{name}`, must be the file's: {Path.GetFileNameWithoutExtension(path)}");
        }
        var task = root.OneOf("task", EvalTasks.Names, required: true);
        var suite = new Suite(
            name ?? "",
            root.Number("version", 1, 100_000, required: true) ?? 1,
            root.Text("about", required: true) ?? "",
            task ?? "",
            Map(root.Group("with", "`with`")),
            Data(root.Group("data", "`data`"), root),
            Texts(root, "prompts"),
            Texts(root, "models"),
            root.Number("repeats", 1, 100) ?? 1,
            root.Text("cluster") ?? "deal",
            Graders(root),
            Gates(root),
            path,
            hash
        )
        {
            Label = Label(root.Group("label", "`label`")),
        };
        if (suite.Models.Count == 0)
        {
            root.Note("models", "the suite names no `models`");
        }
        var measures = SuiteMeasures.Of(suite with { Graders = [.. suite.Graders.Where(g => g.Kind.Length > 0)] });
        List<string> names = [.. measures.Select(m => m.Name)];
        foreach (var (gate, walk) in suite.Gates.Zip(root.Items("gates", _ => "a gate")))
        {
            if (measures.FirstOrDefault(m => m.Name == gate.Measure) is not { } measure)
            {
                walk.Note("measure", $"no grader of the suite leaves the measure `{gate.Measure}`{YamlWalk.Likely(gate.Measure, names)}");
            }
            else if (measure.IsShare && (gate.AtLeast ?? gate.AtMost) is < 0 or > 1)
            {
                walk.Note("measure", $"`{gate.Measure}` is a share: its limit is from 0 to 1");
            }
        }

        root.Done();
        return suite;
    }

    private static DataSource Data(YamlWalk? data, YamlWalk root)
    {
        if (data is null)
        {
            root.Note("data", "the suite lacks `data`: `{files: [evals/data/NAME.jsonl]}`");
            return new DataSource([], false, null);
        }

        var files = Texts(data, "files");
        if (files.Count == 0)
        {
            data.Note("files", "`data` names no `files`");
        }
        var external = data.OneOf("external", ["true", "false"]) == "true";
        var source = new DataSource(files, external, data.Text("licence"))
        {
            IsOptional = data.OneOf("optional", ["true", "false"]) == "true",
        };
        data.Done();
        return source;
    }

    private static LabelTask? Label(YamlWalk? label)
    {
        if (label is null)
        {
            return null;
        }
        var task = new LabelTask(label.Text("ask", required: true) ?? "", Texts(label, "options"));
        if (task.Options.Count < 2)
        {
            label.Note("options", "`label` needs two `options` at the least");
        }
        label.Done();
        return task;
    }

    private static List<GraderSpec> Graders(YamlWalk root)
    {
        var specs = new List<GraderSpec>();
        foreach (var item in root.Items("graders", i => FormattableString.Invariant($"grader {i + 1}"), required: true))
        {
            var kind = item.OneOf("kind", GraderCatalog.Kinds, required: true);
            var name = item.Text("name") ?? kind ?? "";
            if (specs.Exists(s => s.Name == name))
            {
                item.Note("name", $"two graders are called `{name}`: give one another `name`");
            }
            var counts = item.OneOf("counts", ["true", "false"]) != "false";
            var with = Map(item.Group("with", $"`with` of {name}"));
            if (kind is not null)
            {
                foreach (var needed in GraderCatalog.Needs(kind).Where(n => !with.ContainsKey(n)))
                {
                    item.Note("with", $"`{kind}` needs `{needed}` under `with`");
                }
                foreach (var unknown in with.Keys.Where(k => !GraderCatalog.Takes(kind).Contains(k, StringComparer.Ordinal)))
                {
                    item.Note("with", $"`{kind}` has no setting `{unknown}`{YamlWalk.Likely(unknown, GraderCatalog.Takes(kind))}");
                }
            }

            specs.Add(new GraderSpec(name, kind ?? "", with, counts, item.Line));
            item.Done();
        }

        return specs;
    }

    private static List<SuiteGate> Gates(YamlWalk root)
    {
        var gates = new List<SuiteGate>();
        foreach (var item in root.Items("gates", i => FormattableString.Invariant($"gate {i + 1}")))
        {
            var kind = item.OneOf("is", ["safety", "quality"], required: true) == "safety" ? GateKind.Safety : GateKind.Quality;
            var (least, most) = (Limit(item, "at_least"), Limit(item, "at_most"));
            if (least is null && most is null)
            {
                item.Note("at_least", "a gate needs `at_least` or `at_most`");
            }
            gates.Add(new SuiteGate(item.Text("measure", required: true) ?? "", kind, least, most, Texts(item, "models"), item.Line));
            item.Done();
        }

        return gates;
    }

    private static double? Limit(YamlWalk item, string member)
    {
        if (item.Text(member) is not { } text)
        {
            return null;
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) && double.IsFinite(limit))
        {
            return limit;
        }
        item.Note(member, $"`{member}` is `{text}`: a number is needed");
        return null;
    }

    private static IReadOnlyList<string> Texts(YamlWalk walk, string member) => [.. walk.Texts(member).Select(t => t.Text)];

    private static Dictionary<string, string> Map(YamlWalk? group)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in group?.Members() ?? [])
        {
            map[key.Value!] = value is YamlSequenceNode list
                ? string.Join(',', list.OfType<YamlScalarNode>().Select(s => s.Value))
                : (value as YamlScalarNode)?.Value ?? "";
        }

        return map;
    }
}
