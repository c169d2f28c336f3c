using System.Net;
using AgentDesk.Adapters.People;
using AgentDesk.Surfaces.Web;
using AgentDesk.Tests.Surfaces.Web.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Tests.Surfaces.Web;

public sealed class EvalPageTests
{
    [Fact]
    public async Task The_operator_sees_the_newest_runs_and_a_deal_owner_does_not()
    {
        await using var rig = new WebRig { More = s => s.AddSingleton<IEvalReports>(new OnePage("<!doctype html><p>the runs")) };
        await rig.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(rig.Address) };

        var seen = await http.GetAsync("/evals", TestContext.Current.CancellationToken);
        using var asOwner = new HttpRequestMessage(HttpMethod.Get, "/evals")
        {
            Headers = { { "Cookie", $"desk-person={SampleDeal.File().Deal.OwnerEmail}" } },
        };
        var refused = await http.SendAsync(asOwner, TestContext.Current.CancellationToken);

        Assert.Equal("<!doctype html><p>the runs", await seen.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("default-src 'none'", seen.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData("ml_lead", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.OK)]
    [InlineData("manager", HttpStatusCode.Forbidden)]
    [InlineData("revops", HttpStatusCode.Forbidden)]
    [InlineData("security", HttpStatusCode.Forbidden)]
    public async Task A_role_of_the_people_file_opens_the_page_or_does_not(string role, HttpStatusCode status)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder.Sub("people.yaml"),
            $"people:\n  - {{email: {SampleDeal.Security}, name: Tess Abara, roles: [{role}]}}\n",
            TestContext.Current.CancellationToken
        );
        await using var rig = new WebRig
        {
            More = s => s.AddSingleton<IEvalReports>(new OnePage("<!doctype html><p>the runs")).AddPeople(folder.Path, null),
        };
        await rig.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(rig.Address) };
        using var asTess = new HttpRequestMessage(HttpMethod.Get, "/evals")
        {
            Headers = { { "Cookie", $"desk-person={SampleDeal.Security}" } },
        };

        var page = await http.SendAsync(asTess, TestContext.Current.CancellationToken);

        Assert.Equal(status, page.StatusCode);
        Assert.Equal(
            status == HttpStatusCode.OK,
            (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("the runs", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Without_runs_the_page_says_how_to_make_one()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(rig.Address) };

        var empty = await http.GetAsync("/evals", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, empty.StatusCode);
        Assert.Contains(
            "agentdesk eval run",
            await empty.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    private sealed class OnePage(string html) : IEvalReports
    {
        public string? Latest() => html;
    }
}
