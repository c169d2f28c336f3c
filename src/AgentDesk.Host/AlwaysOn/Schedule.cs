using AgentDesk.Engine;
using AgentDesk.Engine.AlwaysOn;
using Quartz;

namespace AgentDesk.Host.AlwaysOn;

/// <summary>What `serve` does by itself: section `AgentDesk:Schedule`.</summary>
public sealed class ScheduleOptions : System.ComponentModel.DataAnnotations.IValidatableObject
{
    public const string Section = "AgentDesk:Schedule";

    /// <summary>
    /// When every open deal is looked at: a Quartz cron expression in UTC. Every hour unless told otherwise; a look costs nothing where
    /// nothing is due.
    /// </summary>
    public string Scan { get; set; } = "0 0 * * * ?";

    /// <summary>A folder that is watched for exports; `serve --watch DIR` sets it.</summary>
    public string? Watch { get; set; }

    /// <summary>How often the watched folder is looked at. An export is read when it has not changed between two looks.</summary>
    [System.ComponentModel.DataAnnotations.Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan WatchEvery { get; set; } = TimeSpan.FromSeconds(10);

    public IEnumerable<System.ComponentModel.DataAnnotations.ValidationResult> Validate(
        System.ComponentModel.DataAnnotations.ValidationContext validationContext
    )
    {
        if (!CronExpression.TryParse(Scan, out _))
        {
            yield return new(
                $"AgentDesk:Schedule:Scan `{Scan}` is no cron expression: seconds, minutes, hours, day, month, weekday, such as `0 30 7 ? * MON-FRI`",
                [nameof(Scan)]
            );
        }
        if (Watch is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            yield return new($"AgentDesk:Schedule:Watch `{folder}` is no folder", [nameof(Watch)]);
        }
    }
}

/// <summary>Puts scans and the watched folder on Quartz's clock. A replay has none of it: its clock moves when it is told to.</summary>
internal static class Schedule
{
    public static void AddSchedule(this IServiceCollection services, ScheduleOptions options)
    {
        services.AddSingleton<DeskRounds>();
        services.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<ScanJob>(t => t.WithIdentity("scan-now").StartNow());
            quartz.ScheduleJob<ScanJob>(t =>
                t.WithIdentity("scan").WithSchedule(CronScheduleBuilder.Create(options.Scan).InTimeZone(TimeZoneInfo.Utc))
            );
            if (options.Watch is { Length: > 0 } folder)
            {
                services.AddSingleton(p => new WatchedFolder(
                    p.GetRequiredService<ISource>(),
                    p.GetRequiredService<IRetrieval>(),
                    p.GetRequiredService<IDesk>(),
                    folder
                ));
                quartz.ScheduleJob<WatchJob>(t =>
                    t.WithIdentity("watch")
                        .StartNow()
                        .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(options.WatchEvery).RepeatForever())
                );
            }
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
    }
}

/// <summary>One round at a time: a scan and the watched folder never work beside each other.</summary>
internal sealed class DeskRounds : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    public async Task RunAsync(Func<CancellationToken, Task> round, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await round(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}

/// <summary>Looks at every open deal.</summary>
[DisallowConcurrentExecution]
internal sealed partial class ScanJob(IDesk desk, DeskRounds rounds, ILogger<ScanJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await rounds.RunAsync(
            async stop =>
            {
                try
                {
                    var report = await desk.ScanAsync(null, null, null, stop);
                    var superseded = report.Superseded.Count + (report.Ended?.Count ?? 0);
                    if (report.Started.Count + superseded > 0)
                    {
                        LogScanned(logger, report.Deals, report.Started.Count, superseded);
                    }
                    foreach (var failure in report.Failures ?? [])
                    {
                        LogFailed(logger, failure);
                    }
                }
                catch (NothingImportedException)
                { /* The first export is still to come. */
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogFailed(logger, $"the scan broke off: {e.Message.ReplaceLineEndings(" ")}; the next one goes on with it");
                }
            },
            cancellationToken
        );

    [LoggerMessage(Level = LogLevel.Information, Message = "scanned {Deals} deals: {Started} new, {Superseded} superseded")]
    private static partial void LogScanned(ILogger logger, int deals, int started, int superseded);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Failure}")]
    private static partial void LogFailed(ILogger logger, string failure);
}

/// <summary>Looks at the watched folder.</summary>
[DisallowConcurrentExecution]
internal sealed partial class WatchJob(WatchedFolder folder, DeskRounds rounds, ILogger<WatchJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await rounds.RunAsync(
            async stop =>
            {
                try
                {
                    foreach (var round in await folder.LookAsync(stop))
                    {
                        if (round.Failure is { } failure)
                        {
                            LogFailed(logger, round.Export, failure);
                        }
                        else
                        {
                            LogRead(logger, round.Export, round.Events, round.Started);
                        }
                    }
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogFailed(logger, "the watched folder", e.Message.ReplaceLineEndings(" "));
                }
            },
            cancellationToken
        );

    [LoggerMessage(Level = LogLevel.Information, Message = "{Export} read: {Events} deal events, {Started} runs new")]
    private static partial void LogRead(ILogger logger, string export, int events, int started);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Export} could not be used: {Failure}")]
    private static partial void LogFailed(ILogger logger, string export, string failure);
}
