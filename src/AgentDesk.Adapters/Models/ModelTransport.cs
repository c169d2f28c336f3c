using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace AgentDesk.Adapters.Models;

/// <summary>How long and how often a request is tried.</summary>
/// <param name="MaxAnswerBytes">A longer body is refused, at its header where it has one.</param>
internal sealed record TransportLimits(TimeSpan Timeout, int MaxRetries, TimeSpan RetryDelay, int MaxAnswerBytes);

/// <summary>
/// What every request to a model passes through: a time-out per attempt that covers the body, retries with exponential back-off and jitter,
/// a circuit breaker, a cap on the answer's size. It hands on complete, successful answers only; everything else is a
/// <see cref="ModelFailedException"/>.
/// </summary>
internal sealed class ModelTransport : DelegatingHandler
{
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly TransportLimits _limits;
    private readonly TimeProvider _time;

    public ModelTransport(HttpMessageHandler inner, TransportLimits limits, TimeProvider time, ILogger logger)
        : base(inner)
    {
        (_limits, _time) = (limits, time);
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (limits.MaxRetries > 0)
        {
            builder.AddRetry(Retries(logger));
        }
        _pipeline = builder
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<HttpResponseMessage>
                {
                    FailureRatio = 0.9,
                    MinimumThroughput = 2 * (limits.MaxRetries + 1),
                    SamplingDuration = TimeSpan.FromMinutes(2),
                    BreakDuration = Pause,
                    ShouldHandle = a =>
                        ValueTask.FromResult(
                            a.Outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException
                                || (int?)a.Outcome.Result?.StatusCode >= 500
                        ),
                }
            )
            .AddTimeout(new TimeoutStrategyOptions { Timeout = limits.Timeout })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var attempts = 0;
        try
        {
            var response = await _pipeline.ExecuteAsync(
                async ct =>
                {
                    attempts++;
                    return await AttemptAsync(request, ct);
                },
                cancellationToken
            );
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                var code = await ErrorCodeAsync(response, cancellationToken);
                throw new ModelFailedException(
                    ModelFailure.Unavailable,
                    string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}{code}{After(attempts)}")
                );
            }
        }
        catch (TimeoutRejectedException e)
        {
            throw new ModelFailedException(
                ModelFailure.Unavailable,
                string.Create(CultureInfo.InvariantCulture, $"nothing came within {_limits.Timeout.TotalSeconds:0.###} s"),
                e
            );
        }
        catch (BrokenCircuitException e)
        {
            throw new ModelFailedException(
                ModelFailure.Unavailable,
                string.Create(CultureInfo.InvariantCulture, $"it failed again and again and is left alone for {Pause.TotalSeconds:0} s"),
                e
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ModelFailedException(ModelFailure.Unavailable, $"the connection failed{After(attempts)}", e);
        }
    }

    // The body is read within the attempt, so that time-out, retry and breaker see a connection that drops or hangs half way.
    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var response = await base.SendAsync(request, ct);
        try
        {
            if (response.Content.Headers.ContentLength > _limits.MaxAnswerBytes)
            {
                throw TooLarge(null);
            }
            await response.Content.LoadIntoBufferAsync(_limits.MaxAnswerBytes, ct);
            return response;
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            response.Dispose();
            throw TooLarge(e);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private ModelFailedException TooLarge(Exception? inner) =>
        new(
            ModelFailure.TooLarge,
            string.Create(CultureInfo.InvariantCulture, $"its answer is larger than {_limits.MaxAnswerBytes} bytes"),
            inner
        );

    private RetryStrategyOptions<HttpResponseMessage> Retries(ILogger logger)
    {
        // Seeded by the machine's name: jitter spreads machines, and one machine stays repeatable.
#pragma warning disable S2245 // Not a secret.
        var jitter = new Random(Environment.MachineName.Sum(c => c));
#pragma warning restore S2245
        var gate = new Lock();
        return new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = _limits.MaxRetries,
            Delay = _limits.RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            MaxDelay = MaxRetryAfter,
            Randomizer = () =>
            {
                lock (gate)
                {
                    return jitter.NextDouble();
                }
            },
            ShouldHandle = a =>
                ValueTask.FromResult(a.Outcome.Exception is HttpRequestException or IOException || IsPassing(a.Outcome.Result)),
            DelayGenerator = a => ValueTask.FromResult(RetryAfter(a.Outcome.Result)),
            OnRetry = a =>
            {
                Log.Retrying(logger, a.AttemptNumber + 1, (int)a.RetryDelay.TotalMilliseconds, (int?)a.Outcome.Result?.StatusCode ?? 0);
                return default;
            },
        };
    }

    // One who asks to be left alone for longer than a minute is; the embedded analyst stands in meanwhile.
    private bool IsPassing(HttpResponseMessage? response) =>
        response is { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError }
        && (RetryAfter(response) ?? TimeSpan.Zero) <= MaxRetryAfter;

    private TimeSpan? RetryAfter(HttpResponseMessage? response) =>
        response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date - _time.GetUtcNow() is var wait => wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
            _ => null,
        };

    private static string After(int attempts) =>
        attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $" after {attempts} attempts") : "";

    /// <summary>The error's code, such as `invalid_api_key`. Its message is left out: providers quote keys and prompts in it.</summary>
    private static async Task<string> ErrorCodeAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            return
                body.RootElement.GetProperty("error").GetProperty("code").GetString() is { Length: > 0 and <= 60 } code
                && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
                ? $" ({code})"
                : "";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }
}
