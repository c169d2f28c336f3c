using System.Net;
using AgentDesk.Evals.Labelling;
using AgentDesk.Tests.Evals.Running;
using AgentDesk.Tests.Surfaces.Web.Fakes;

namespace AgentDesk.Tests.Surfaces.Web;

public sealed class LabelPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_is_labelled_skipped_and_taken_back_without_script()
    {
        using var repo = new EvalRepo(3);
        using var bench = new LabelBench(repo.Places, TimeProvider.System);
        await using var rig = new WebRig { Bench = bench };
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync("/evals/label", Ct);
        page = await browser.OpenAsync(page.QuerySelector("tbody a")!.GetAttribute("href")!, Ct);
        Assert.Equal(["Even 1", "Odd 2", "Skip s"], page.QuerySelectorAll(".labels button").Select(b => b.TextContent.Trim()));
        var first = page.QuerySelector("input[name=row]")!.GetAttribute("value");

        page = await browser.PressAsync(page.QuerySelector("button[value=skip]")!, Ct);
        var second = page.QuerySelector("input[name=row]")!.GetAttribute("value");
        Assert.NotEqual(first, second);

        page = await browser.PressAsync(page.QuerySelector("button[value=odd]")!, Ct);
        Assert.Contains("1 of 3", page.QuerySelector(".crumb .end")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([(second, "odd", "local-operator")], Labels(repo).Select(l => ((string?)l.Row, l.Value, l.Rater)));

        page = await browser.PressAsync(page.QuerySelector("button[value=undo]")!, Ct);
        Assert.Empty(Labels(repo));
        for (var i = 0; i < 3; i++)
        {
            page = await browser.PressAsync(page.QuerySelector("button[value=even]")!, Ct);
        }
        Assert.Equal("Everything is labelled", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Only_who_looks_after_the_models_or_sits_at_the_machine_finds_the_page()
    {
        using var repo = new EvalRepo(2);
        using var bench = new LabelBench(repo.Places, TimeProvider.System);
        await using var rig = new WebRig { Bench = bench };
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);
        await browser.BecomeAsync("Mara Quist", Ct);

        var page = await browser.OpenAsync("/evals/label?suite=sort", Ct);

        Assert.Equal(HttpStatusCode.NotFound, browser.Last.StatusCode);
        Assert.DoesNotContain("row r0001", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_the_suite_does_not_have_is_not_kept_and_a_desk_without_suites_has_no_page()
    {
        using var repo = new EvalRepo(2);
        using var bench = new LabelBench(repo.Places, TimeProvider.System);
        await using var rig = new WebRig { Bench = bench };
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync("/evals/label?suite=sort", Ct);

        await browser.PressAsync(page.QuerySelector("button[value=odd]")!, Ct, ("row", "r9999"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Last.StatusCode);
        await browser.PostAsync("/evals/label", [("suite", "sort"), ("row", "r0001"), ("label", "odd")], Ct);
        Assert.Equal(HttpStatusCode.BadRequest, browser.Last.StatusCode);
        Assert.Empty(Labels(repo));

        await using var bare = new WebRig();
        await bare.StartAsync(Ct);
        using var other = new Browser(bare.Address);
        await other.OpenAsync("/evals/label", Ct);
        Assert.Equal(HttpStatusCode.NotFound, other.Last.StatusCode);
    }

    private static IReadOnlyList<Label> Labels(EvalRepo repo) => new LabelFile(repo.Places.Labels, "sort", "local-operator").All;
}
