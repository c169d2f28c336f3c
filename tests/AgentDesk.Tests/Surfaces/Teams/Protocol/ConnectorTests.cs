using System.Net;
using System.Text.Json.Nodes;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Teams.Protocol;

namespace AgentDesk.Tests.Surfaces.Teams.Protocol;

public sealed class ConnectorTests
{
    private static readonly ConversationReference There = new()
    {
        ServiceUrl = "https://smba.trafficmanager.net/teams",
        ChannelId = "msteams",
        Bot = new() { Id = "28:bot" },
        User = new() { Id = "29:x" },
        Conversation = new() { Id = "19:a b@thread" },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_card_is_posted_where_the_reference_says_with_the_bots_token()
    {
        using var wire = new Wire(_ => Answer(201, """{"id":"1"}"""));

        var sent = await wire.Connector().SendAsync(There, Activity.Card(new JsonObject { ["type"] = "AdaptiveCard" }, "line"), Ct);

        Assert.Equal("1", sent.Id);
        Assert.Equal(
            "POST https://smba.trafficmanager.net/teams/v3/conversations/19%3Aa%20b%40thread/activities Bearer secret",
            Assert.Single(wire.Calls)
        );
        Assert.Equal("application/vnd.microsoft.card.adaptive", wire.Bodies[0]["attachments"]![0]!["contentType"]!.ToString());
        Assert.Null(wire.Bodies[0]["text"]);
        Assert.Equal("line", wire.Bodies[0]["summary"]!.ToString());
    }

    [Theory]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task What_passes_by_itself_is_tried_again(int status)
    {
        var left = 3;
        using var wire = new Wire(_ => left-- > 0 ? Answer(status, "{}") : Answer(200, """{"id":"1"}"""));

        await wire.Connector().UpdateAsync(There, "m/1", Activity.Card([], "x"), Ct);

        Assert.Equal(4, wire.Calls.Count);
        Assert.EndsWith("/activities/m%2F1 Bearer secret", wire.Calls[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_asks_for_a_long_wait_gets_it_from_the_delivery_and_not_from_a_held_call()
    {
        using var wire = new Wire(_ =>
        {
            var answer = Answer(429, "{}");
            answer.Headers.RetryAfter = new(TimeSpan.FromMinutes(5));
            return answer;
        });

        var e = await Assert.ThrowsAsync<ConnectorException>(() => wire.Connector().SendAsync(There, Activity.Card([], "x"), Ct));

        Assert.Equal((429, TimeSpan.FromMinutes(5), 1), (e.Status, e.RetryAfter, wire.Calls.Count));
    }

    [Theory]
    [InlineData(403, "MessageWritesBlocked", true, false, false)]
    [InlineData(404, "ConversationNotFound", true, false, false)]
    [InlineData(404, "MessageNotFound", false, true, false)]
    [InlineData(413, "MessageSizeTooBig", false, false, true)]
    [InlineData(400, "BadSyntax", false, false, true)]
    public async Task What_will_not_pass_is_told_apart_and_not_tried_again(int status, string code, bool shut, bool gone, bool refused)
    {
        using var wire = new Wire(_ => Answer(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"why\"}}"));

        var e = await Assert.ThrowsAsync<ConnectorException>(() => wire.Connector().SendAsync(There, Activity.Card([], "x"), Ct));

        Assert.Equal((shut, gone, refused, 1), (e.IsShut, e.IsGone, e.IsRefused, wire.Calls.Count));
        Assert.Contains("why", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("http://smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net:444/")]
    [InlineData("https://smba.trafficmanager.net.evil.test/")]
    [InlineData("https://user@smba.trafficmanager.net/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    [InlineData(null)]
    public async Task No_token_is_asked_for_or_sent_to_an_address_that_is_not_the_services(string? url)
    {
        using var wire = new Wire(_ => Answer(200, "{}"));

        await Assert.ThrowsAsync<ConnectorException>(() =>
            wire.Connector().SendAsync(There with { ServiceUrl = url }, Activity.Card([], "x"), Ct)
        );

        Assert.Empty(wire.Calls);
        Assert.Equal(0, wire.Tokens);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("52.113.194.132", false)]
    [InlineData("2603:1063::1", false)]
    public void A_name_that_leads_to_a_private_address_is_not_followed(string address, bool isPrivate) =>
        Assert.Equal(isPrivate, ServiceUrls.IsPrivate(IPAddress.Parse(address)));

    [Fact]
    public void Without_authentication_loopback_alone_is_written_to()
    {
        var urls = new ServiceUrls(ServiceUrls.Default, loopbackOnly: true);

        Assert.NotNull(urls.Check("http://localhost:56150/_connector", out _));
        Assert.Null(urls.Check("https://smba.trafficmanager.net/teams/", out _));
    }

    private static HttpResponseMessage Answer(int status, string json) => new((HttpStatusCode)status) { Content = new StringContent(json) };

    private sealed class Wire(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler, IOutboundTokens
    {
        public List<string> Calls { get; } = [];

        public List<JsonNode> Bodies { get; } = [];

        public int Tokens { get; private set; }

        public Connector Connector() =>
            new(
                new HttpClient(this, disposeHandler: false),
                new ServiceUrls(ServiceUrls.Default, loopbackOnly: false),
                this,
                new Throttle(new HurriedTime()),
                new HurriedTime()
            );

        public Task<string?> TokenAsync(CancellationToken ct)
        {
            Tokens++;
            return Task.FromResult<string?>("secret");
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls.Add($"{request.Method} {request.RequestUri!.AbsoluteUri} {request.Headers.Authorization}");
            if (request.Content is not null)
            {
                Bodies.Add(JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken))!);
            }
            return answer(request);
        }
    }

    /// <summary>A clock whose timers ring at once: waiting costs a test nothing.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
