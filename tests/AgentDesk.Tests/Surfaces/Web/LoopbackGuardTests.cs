using System.Net;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Web;
using AgentDesk.Tests.Surfaces.Web.Fakes;
using Microsoft.AspNetCore.Http;

namespace AgentDesk.Tests.Surfaces.Web;

public sealed class LoopbackGuardTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://127.8.8.8:0")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://[::1]:5080")]
    public void Loopback_addresses_may_be_listened_on(string url) =>
        Assert.Null(Record.Exception(() => LoopbackGuard.EnsureLoopbackOnly([url], hasSignIn: false)));

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:80")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://192.168.1.4:5080")]
    [InlineData("http://desk.example:80")]
    [InlineData("http://localhost.example:80")]
    [InlineData("not an address")]
    public void Without_sign_in_the_desk_refuses_to_listen_elsewhere(string url)
    {
        var refusal = Assert.Throws<UnusableInputException>(() =>
            LoopbackGuard.EnsureLoopbackOnly(["http://127.0.0.1:1", url], hasSignIn: false)
        );

        Assert.Contains($"`{url}`", refusal.Message, StringComparison.Ordinal);
        LoopbackGuard.EnsureLoopbackOnly([url], hasSignIn: true);
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost:5080", true)]
    [InlineData("::1", "[::1]:5080", true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", true)]
    [InlineData("10.0.0.9", "localhost", false)]
    [InlineData("127.0.0.1", "attacker.example", false)]
    [InlineData("127.0.0.1", "127.0.0.1.attacker.example", false)]
    [InlineData("127.0.0.1", "", false)]
    public void A_request_is_answered_only_from_and_as_this_machine(string remote, string host, bool answered)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        context.Request.Host = new HostString(host);

        Assert.Equal(answered, LoopbackGuard.Refusal(context) is null);
    }

    [Fact]
    public async Task A_page_under_a_foreign_name_is_refused_before_anything_is_read()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(TestContext.Current.CancellationToken);
        using var browser = new Browser(rig.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/inbox", UriKind.Relative))
        {
            Headers = { Host = "rebound.example" },
        };

        using var response = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }
}
