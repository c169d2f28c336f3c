using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Adapters.Models;

/// <summary>The whole model path over HTTP, against a server that misbehaves on purpose.</summary>
public sealed class DrafterTests : IDisposable
{
    private readonly ModelCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task A_good_answer_is_the_draft_after_one_request_with_the_strict_schema()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Says(ModelCase.Good));

        var prepared = await _case.PrepareAsync(server);

        var sent = Assert.Single(server.Requests);
        Assert.Equal("They wait for our answers", prepared.Draft.GetProperty("headline").GetString());
        Assert.Equal(("openai:m", "test@3", null), (prepared.Model, prepared.Prompt, prepared.FellBackBecause));
        Assert.Equal("/v1/chat/completions", sent.Path);
        Assert.True(sent.Asked["response_format"]!["json_schema"]!["strict"]!.GetValue<bool>());
        Assert.Equal(["system", "user"], sent.Asked["messages"]!.AsArray().Select(m => m!["role"]!.GetValue<string>()));
        Assert.Contains("mail:m1", prepared.Read!);
        Assert.Empty(prepared.LeftOut!);
    }

    [Fact]
    public async Task Input_and_output_are_kept_under_the_audit_key()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Says(ModelCase.Good));

        var prepared = await _case.PrepareAsync(server);

        var kept = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(_case.Data, prepared.Audit!), TestContext.Current.CancellationToken)
        )!;
        var call = Assert.Single(kept["calls"]!.AsArray())!;
        Assert.Equal(ModelCase.Good, call["answer"]!.GetValue<string>());
        Assert.Contains("Where are the answers", call["messages"]![1]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(100, call["input_tokens"]!.GetValue<int>());
    }

    [Fact]
    public async Task Truncated_json_is_asked_for_once_more_with_the_reason()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Says(ModelCase.Good[..40]), ChatServer.Says(ModelCase.Good));

        var prepared = await _case.PrepareAsync(server);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal("openai:m", prepared.Model);
        Assert.Contains("ends in the middle of its JSON", server.Requests.Last().Said, StringComparison.Ordinal);
        Assert.Contains(ModelCase.Good[..40], server.Requests.Last().Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_schema_twice_ends_with_the_analyst_and_says_what_did_not_fit()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Says("""{"headline":"x","standing":"certain","names":[]}"""));

        var prepared = await _case.PrepareAsync(server);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal("offline", prepared.Model);
        Assert.StartsWith(
            "openai gave no draft that fits, asked twice: `$.standing` is",
            prepared.FellBackBecause,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refusal_is_not_argued_with()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Refuses());

        var prepared = await _case.PrepareAsync(server);

        Assert.Single(server.Requests);
        Assert.Equal(("offline", "openai refused to answer"), (prepared.Model, prepared.FellBackBecause));
    }

    [Fact]
    public async Task An_answer_of_10_MB_is_refused_at_its_header_and_not_asked_for_again()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Body(new byte[10 * 1024 * 1024]));

        var prepared = await _case.PrepareAsync(server);

        Assert.Single(server.Requests);
        Assert.Equal("openai did not answer: its answer is larger than 4194304 bytes", prepared.FellBackBecause);
    }

    [Fact]
    public async Task An_answer_without_end_is_hung_up_on()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Floods());

        var prepared = await _case.PrepareAsync(server);

        Assert.Equal("openai did not answer: its answer is larger than 4194304 bytes", prepared.FellBackBecause);
    }

    [Fact]
    public async Task Too_many_requests_waits_as_long_as_the_server_asks()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Status(429, retryAfter: "7"), ChatServer.Says(ModelCase.Good));
        var time = new ImpatientTime();
        _case.Time = time;

        var prepared = await _case.PrepareAsync(server);

        Assert.Equal(2, server.Requests.Count);
        Assert.Null(prepared.FellBackBecause);
        Assert.Contains(TimeSpan.FromSeconds(7), time.Waited);
    }

    [Fact]
    public async Task A_server_that_wants_to_be_left_alone_for_an_hour_is()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Status(429, retryAfter: "3600"));

        var prepared = await _case.PrepareAsync(server);

        Assert.Single(server.Requests);
        Assert.Equal("openai did not answer: HTTP 429 (some_code)", prepared.FellBackBecause);
    }

    [Fact]
    public async Task Server_errors_are_tried_as_often_as_configured_with_growing_waits()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Status(500));
        var time = new ImpatientTime();
        _case.Time = time;
        _case.Options.RetryDelay = TimeSpan.FromSeconds(2);
        _case.Options.MaxRetries = 3;

        var prepared = await _case.PrepareAsync(server);

        Assert.Equal(4, server.Requests.Count);
        Assert.Equal("openai did not answer: HTTP 500 (some_code) after 4 attempts", prepared.FellBackBecause);
        Assert.Equal(3, time.Waited.Count);
        Assert.True(time.Waited[2] > time.Waited[0], string.Join(", ", time.Waited));
    }

    [Fact]
    public async Task A_dropped_connection_is_tried_again()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Drops(), ChatServer.Says(ModelCase.Good));

        var prepared = await _case.PrepareAsync(server);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal("openai:m", prepared.Model);
    }

    [Fact]
    public async Task A_hang_ends_with_the_time_out_and_is_not_paid_for_twice()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Hangs());
        _case.Time = TimeProvider.System;
        _case.Options.Timeout = TimeSpan.FromMilliseconds(300);

        var prepared = await _case.PrepareAsync(server);

        Assert.Single(server.Requests);
        Assert.Equal("openai did not answer: nothing came within 0.3 s", prepared.FellBackBecause);
    }

    [Fact]
    public async Task Cancelling_ends_the_call_and_nobody_stands_in()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await ChatServer.StartAsync(async context =>
        {
            await cancel.CancelAsync();
            await ChatServer.Hangs()(context);
        });

        var preparing = _case.Drafter(server).PrepareAsync(ModelCase.Request(), cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preparing);
        Assert.Equal(0, _case.Embedded.Asked);
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_left_alone()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Status(503));
        _case.Options.MaxRetries = 1;
        var drafter = _case.Drafter(server);

        var reasons = new List<string?>();
        for (var i = 1; i <= 5; i++)
        {
            reasons.Add((await drafter.PrepareAsync(ModelCase.Request(attempt: i), TestContext.Current.CancellationToken)).FellBackBecause);
        }

        Assert.Equal(4, server.Requests.Count);
        Assert.Equal("openai did not answer: it failed again and again and is left alone for 30 s", reasons[4]);
    }

    public static TheoryData<string, byte[]> Unreadable =>
        new()
        {
            { "no choices", Encoding.UTF8.GetBytes("""{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[]}""") },
            { "no JSON", Encoding.UTF8.GetBytes("<html>busy</html>") },
            { "half of it", Encoding.UTF8.GetBytes("""{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"{""") },
            { "nothing", [] },
            {
                "broken UTF-8",
                [
                    .. Encoding.UTF8.GetBytes(
                        """{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":" """
                    ),
                    0xC3,
                    0x28,
                    0xFF,
                    .. Encoding.UTF8.GetBytes(
                        """
                        "}}]}
                        """
                    ),
                ]
            },
        };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task An_answer_outside_of_the_protocol_ends_with_the_analyst(string what, byte[] body)
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Body(body));

        var prepared = await _case.PrepareAsync(server);

        Assert.Equal((what, "openai did not answer: its answer is not what the chat protocol says"), (what, prepared.FellBackBecause));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task No_call_is_made_that_the_budget_does_not_reach()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Says(ModelCase.Good));
        _case.Options.MaxTokensPerRun = 550;

        var prepared = await _case.PrepareAsync(server);

        Assert.Empty(server.Requests);
        Assert.StartsWith("the run's budget of 550 tokens does not reach: 0 used", prepared.FellBackBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_earlier_preparations_of_the_run_cost_counts()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Says(ModelCase.Good, tokensIn: 400_000, tokensOut: 1_000));
        _case.Options.PricePerMillionIn = 2;
        _case.Options.PricePerMillionOut = 8;
        _case.Options.MaxCostPerRun = 0.81;
        _case.Options.MaxTokensPerRun = 0;

        var first = await _case.PrepareAsync(server);
        var second = await _case.Drafter(server).PrepareAsync(ModelCase.Request(attempt: 2), TestContext.Current.CancellationToken);

        Assert.Null(first.FellBackBecause);
        Assert.StartsWith("the run's budget of 0.81 does not reach: 0.808 used", second.FellBackBecause, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_repair_round_is_under_the_budget_too()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Says("{}", tokensIn: 5_000));
        _case.Options.MaxTokensPerRun = 5_000;

        var prepared = await _case.PrepareAsync(server);

        Assert.Single(server.Requests);
        Assert.Contains("budget of 5000 tokens", prepared.FellBackBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_key_nor_prompt_nor_the_buyers_words_reach_the_log_or_the_card()
    {
        await using var server = await ChatServer.StartAsync(
            ChatServer.Status(401, """{"error":{"message":"bad key sk-secret-key in: Where are the answers","code":"invalid_api_key"}}""")
        );

        var prepared = await _case.PrepareAsync(server);

        Assert.Equal("openai did not answer: HTTP 401 (invalid_api_key)", prepared.FellBackBecause);
        Assert.NotEmpty(_case.Logged.AboveDebug);
        Assert.All(
            _case.Logged.AboveDebug,
            l =>
                Assert.False(
                    l.Contains("sk-secret", StringComparison.Ordinal)
                        || l.Contains("answers", StringComparison.Ordinal)
                        || l.Contains("BEGIN", StringComparison.Ordinal),
                    l
                )
        );
    }

    [Fact]
    public async Task Why_a_draft_was_sent_back_is_among_the_inputs_beside_that_draft()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Says(ModelCase.Good));
        Finding finding = new("quotes-are-verbatim", Outcome.Stop, "the quote `x` does not stand in mail:m1", [], SendBack: true);
        Finding placed = finding with { Feedback = "`names[0]`: it does not stand there (quotes-are-verbatim)" };
        var previous = JsonDocument.Parse("""{"headline":"my earlier one"}""").RootElement;

        await _case
            .Drafter(server)
            .PrepareAsync(
                ModelCase.Request([finding, placed], attempt: 2) with
                {
                    Previous = previous,
                },
                TestContext.Current.CancellationToken
            );

        var said = server.Requests.Single().Said;
        Assert.Contains(
            "\"feedback\":[\"the quote `x` does not stand in mail:m1 (quotes-are-verbatim)\",\"`names[0]`: it does not stand there (quotes-are-verbatim)\"]",
            said,
            StringComparison.Ordinal
        );
        Assert.Contains("\"previous_draft\":{\"headline\":\"my earlier one\"}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_is_the_analyst_and_no_fall_back()
    {
        _case.Options.Provider = "offline";

        var prepared = await _case.PrepareAsync(null);

        Assert.Equal(("offline", null), (prepared.Model, prepared.FellBackBecause));
        Assert.True(File.Exists(Path.Combine(_case.Data, prepared.Audit!)));
    }

    [Fact]
    public async Task Work_done_again_after_a_crash_has_the_same_audit_key()
    {
        _case.Options.Provider = "offline";

        var first = await _case.PrepareAsync(null);
        var again = await _case.PrepareAsync(null);

        Assert.Equal(first.Audit, again.Audit);
        Assert.Single(Directory.GetFiles(Path.Combine(_case.Data, "model-calls", "r-0123456789ab")));
    }

    [Fact]
    public async Task An_analyst_that_does_not_fit_the_prompt_is_an_error_that_says_both()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Refuses());
        _case.Embedded.Says = "{}";

        var e = await Assert.ThrowsAsync<PreparationFailedException>(() => _case.PrepareAsync(server));

        Assert.Equal(
            "the embedded analyst gave no draft that fits `test`: `$.headline` is missing; it stood in because openai refused to answer",
            e.Message
        );
    }

    [Fact]
    public async Task A_schema_that_the_server_does_not_know_can_be_left_out()
    {
        await using var server = await ChatServer.StartAsync(ChatServer.Says(ModelCase.Good));
        _case.Options.AnswerFormat = "json_object";

        await _case.PrepareAsync(server);

        Assert.Equal("json_object", server.Requests.Single().Asked["response_format"]!["type"]!.GetValue<string>());
    }
}
