using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Evals.Cases;
using AgentDesk.Evals.Suites;
using Microsoft.Extensions.AI;

namespace AgentDesk.Tests.Evals.Cases;

/// <summary>A prompt is not shown what it is measured on.</summary>
public sealed class ExampleShelfTests
{
    [Fact]
    public void An_example_is_made_by_the_shelf_alone() =>
        Assert.DoesNotContain(
            typeof(Example).GetConstructors(
                System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance
            ),
            c => c.IsPublic || c.IsFamily || c.IsFamilyOrAssembly
        );

    [Theory]
    [InlineData("mark", "is of the hold-out")]
    [InlineData("id", "is of the hold-out")]
    [InlineData("words", "is of the hold-out")]
    [InlineData("unmarked", "does not say")]
    public async Task A_row_of_the_hold_out_is_refused_however_it_is_dressed(string how, string says)
    {
        using var desk = await HeldAsync();
        var row = JsonNode.Parse((await File.ReadAllLinesAsync(desk.File, TestContext.Current.CancellationToken))[0])!.AsObject();
        row["answer"] = new JsonObject { ["headline"] = "x" };
        if (how != "mark")
        {
            row["split"] = "examples";
        }
        if (how is "words" or "unmarked")
        {
            row["id"] = "mine-1";
        }
        if (how == "words")
        {
            row["inputs"]!["evidence"] = row["inputs"]!["evidence"]!.ToString().Replace("We wait.", "WE  wait!", StringComparison.Ordinal);
        }
        if (how == "unmarked")
        {
            row.Remove("split");
            row["inputs"] = new JsonObject { ["evidence"] = "something else" };
        }
        await WriteAsync(desk, row);

        var thrown = Assert.Throws<UnusableInputException>(() => ExampleShelf.Load(desk.Places, "evals/data/examples.jsonl"));

        Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hold_outs_own_files_are_refused_whatever_they_hold()
    {
        using var desk = await HeldAsync();
        await File.WriteAllTextAsync(
            Path.Combine(Path.GetDirectoryName(desk.File)!, "own.jsonl"),
            """{"id":"e","split":"examples","inputs":{"evidence":"x"},"answer":{}}""" + "\n",
            TestContext.Current.CancellationToken
        );

        Assert.Throws<UnusableInputException>(() => ExampleShelf.Load(desk.Places, "evals/data/decisions/own.jsonl"));
    }

    [Fact]
    public async Task What_may_be_shown_stands_before_the_question_as_question_and_answer()
    {
        using var desk = await HeldAsync();
        await WriteAsync(
            desk,
            JsonNode.Parse("""{"id":"e1","split":"examples","inputs":{"text":"three"},"answer":{"label":"odd"}}""")!.AsObject()
        );

        var examples = ExampleShelf.Load(desk.Places, "evals/data/examples.jsonl");
        var messages = ExampleShelf.Into(
            [new(ChatRole.System, "Sort."), new(ChatRole.User, "four")],
            examples,
            v => [new(ChatRole.System, "Sort."), new(ChatRole.User, v["text"]!.ToString())]
        );

        Assert.Equal(["Sort.", "three", """{"label":"odd"}""", "four"], messages.Select(m => m.Text));
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.User], messages.Select(m => m.Role));
    }

    [Fact]
    public void No_row_of_the_repository_is_in_both()
    {
        var places = new EvalPlaces(RepoRoot.Path(), null);
        var suites = SuiteFile.All(places.Suites);

        foreach (var file in suites.Select(s => s.With.GetValueOrDefault("examples")).OfType<string>())
        {
            Assert.NotEmpty(ExampleShelf.Load(places, file));
        }
        Assert.All(HoldOut.All(places), h => Assert.Equal(HoldOut.Split, h.Split));
    }

    private static async Task<DecidedDeal> HeldAsync()
    {
        var desk = new DecidedDeal();
        await desk.RunAsync("one", DecidedDeal.Said(new Decision.Reject("not now")));
        await desk.ImportAsync();
        return desk;
    }

    private static Task WriteAsync(DecidedDeal desk, JsonObject row) =>
        File.WriteAllTextAsync(
            Path.Combine(desk.Places.Repository, "evals", "data", "examples.jsonl"),
            row.ToJsonString(DeskJson.Options) + "\n",
            TestContext.Current.CancellationToken
        );
}
