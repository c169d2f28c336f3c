using System.Net;
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
        using var asOwner = new HttpRequestMessage(HttpMethod.Get, "/evals") { Headers = { { "Cookie", $"desk-person={SampleDeal.File().Deal.OwnerEmail}" } } };
        var refused = await http.SendAsync(asOwner, TestContext.Current.CancellationToken);

        Assert.Equal("<!doctype html><p>the runs", await seen.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("default-src 'none'", seen.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Without_runs_the_page_says_how_to_make_one()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(rig.Address) };

        var empty = await http.GetAsync("/evals", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, empty.StatusCode);
        Assert.Contains("agentdesk eval run", await empty.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private sealed class OnePage(string html) : IEvalReports
    {
        public string? Latest() => html;
    }
}
