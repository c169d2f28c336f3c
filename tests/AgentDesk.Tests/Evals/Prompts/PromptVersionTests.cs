using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Evals.Prompts;
using AgentDesk.Tests.Adapters.Models;
using AgentDesk.Workflows;

namespace AgentDesk.Tests.Evals.Prompts;

/// <summary>Prompts are versioned: what reaches a model changes only with the version.</summary>
public sealed class PromptVersionTests
{
    private static readonly PromptFolder Folder = new(RepoRoot.Path("prompts"));

    public static TheoryData<string> Names => [.. Folder.Names];

    public static TheoryData<string> Workflows => [.. Catalog.All.Select(w => w.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_prompt_names_its_owner_its_schema_and_what_its_version_changed(string name)
    {
        var prompt = Folder.Get(name);

        Assert.NotNull(prompt.Notes.Owner);
        Assert.False(string.IsNullOrWhiteSpace(prompt.Notes.Description));
        Assert.False(string.IsNullOrWhiteSpace(prompt.Notes.Change), $"{prompt.Reference} has no line in its changelog");
        Assert.True(prompt.Schema is not null || name == "repair", $"{name}.schema.json is missing");
        Assert.All(prompt.Notes.Changelog, c => Assert.True(c.Version <= prompt.Notes.Version));
    }

    private static string LockPath => RepoRoot.Path("tests", "AgentDesk.Tests", "Evals", "Prompts", "prompts.lock");

    /// <summary>
    /// The lock: version and hash of every prompt. A prompt that changed without a new version fails here; with one, UPDATE_GOLDEN=1 adds
    /// the new line. It changes none.
    /// </summary>
    [Fact]
    public void A_prompt_that_changed_has_a_new_version()
    {
        var path = LockPath;
        var now = Folder
            .Names.SelectMany(n => new[] { n }.Concat(Folder.Versions(n)))
            .Select(Folder.Get)
            .ToDictionary(p => p.Reference, p => p.Hash);
        var locked = File.ReadAllLines(path).Select(l => l.Split(' ')).ToDictionary(l => l[0], l => l[1]);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            foreach (var (reference, hash) in now)
            {
                locked.TryAdd(reference, hash);
            }
            File.WriteAllLines(path, locked.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {p.Value}"));
        }

        Assert.All(
            locked,
            l =>
                Assert.True(
                    !now.TryGetValue(l.Key, out var hash) || hash == l.Value,
                    $"{l.Key} says something else than it did: give it a new version"
                )
        );
        Assert.Equal(now.Keys.Order(StringComparer.Ordinal), locked.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// A line of the lock that was once committed stays: the first hash of a version is the one, whatever the lock says later.
    /// </summary>
    [Fact]
    public async Task A_line_of_the_lock_is_never_another_one_than_when_it_was_first_committed()
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in await GitAsync("log", "--reverse", "-p", "--format=", "--", Path.GetRelativePath(RepoRoot.Path(), LockPath)))
        {
            if (line is ['+', not '+', ..] && line[1..].Split(' ') is [var reference, var hash])
            {
                first.TryAdd(reference, hash);
            }
        }

        Assert.NotEmpty(first);
        var locked = (await File.ReadAllLinesAsync(LockPath, TestContext.Current.CancellationToken))
            .Select(l => l.Split(' '))
            .ToDictionary(l => l[0], l => l[1]);
        Assert.All(
            first,
            f =>
                Assert.True(
                    locked.TryGetValue(f.Key, out var hash) && hash == f.Value,
                    $"{f.Key} was locked as {f.Value}, the lock says {locked.GetValueOrDefault(f.Key, "nothing")}: put the former text back, and give the new one a new version"
                )
        );
    }

    private static async Task<IReadOnlyList<string>> GitAsync(params string[] arguments)
    {
        if (!Path.Exists(RepoRoot.Path(".git")))
        {
            Assert.Skip("there is no history beside these sources");
        }
        var start = new System.Diagnostics.ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = RepoRoot.Path(),
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var git = System.Diagnostics.Process.Start(start)!;
        var text = await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, git.ExitCode);
        return text.Split('\n');
    }

    [Theory, MemberData(nameof(Workflows))]
    public void The_same_input_renders_to_the_same_bytes(string name)
    {
        var workflow = Catalog.Find(name)!;
        var prompt = Folder.Get(workflow.Prepare.Prompt);
        string Render() =>
            PromptRendering.Bytes(
                PromptRendering.ForDossier(
                    new PromptFolder(RepoRoot.Path("prompts")).Get(workflow.Prepare.Prompt),
                    workflow,
                    ModelCase.Dossier
                )
            );
        var path = RepoRoot.Path("tests", "AgentDesk.Tests", "Evals", "Prompts", "Golden", $"{name}.txt");

        var text = Render();

        Assert.Equal(text, Render());
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, $"{prompt.Reference} {DeskJson.Sha256(text)}\n{text}");
        }
        Assert.Equal(File.ReadAllText(path), $"{prompt.Reference} {DeskJson.Sha256(text)}\n{text}");
    }

    [Fact]
    public void Owner_and_changelog_are_no_part_of_what_a_model_gets()
    {
        using var folder = new TempFolder();
        void Write(string notes) =>
            File.WriteAllText(
                folder.Sub("p.yaml"),
                $"name: p\nversion: 1\n{notes}template_format: handlebars\ntemplate: |\n  Say {{{{x}}}}.\n"
            );
        Write("");
        var bare = PromptFile.Load(folder.Path, "p");
        Write("owner: somebody\nchangelog:\n  - {version: 1, change: It began.}\n");

        var noted = PromptFile.Load(folder.Path, "p");

        Assert.Equal(bare.Hash, noted.Hash);
        Assert.Equal("It began.", noted.Notes.Change);
        Assert.Equal(
            PromptRendering.Bytes(bare.Render(new Dictionary<string, object?> { ["x"] = "a" })),
            PromptRendering.Bytes(noted.Render(new Dictionary<string, object?> { ["x"] = "a" }))
        );
    }

    [Fact]
    public void A_former_version_is_found_by_its_number_and_the_difference_is_told()
    {
        var (former, current) = (Folder.Get("stalled-deal@2"), Folder.Get("stalled-deal"));

        var diff = PromptDiff.Of(former, current);

        Assert.Equal("stalled-deal@2", former.Reference);
        Assert.Contains(diff, l => l.Mark == '+');
        Assert.Contains(diff, l => l.Mark == '-');
        Assert.Equal(
            former.Notes.Template.Split('\n'),
            diff.TakeWhile((l, i) => i == 0 || l.Mark != '@').Skip(1).Where(l => l.Mark != '+').Select(l => l.Text)
        );
    }

    [Fact]
    public void A_version_that_is_nowhere_is_told_with_those_that_are()
    {
        var e = Assert.Throws<AgentDesk.Engine.UnusableInputException>(() => Folder.Get("stalled-deal@99"));

        Assert.Contains("stalled-deal@2", e.Message, StringComparison.Ordinal);
    }
}
