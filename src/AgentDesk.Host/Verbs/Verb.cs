using System.CommandLine;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Host.Terminal;

namespace AgentDesk.Host.Verbs;

/// <summary>What a verb is given: its options, and the desk composed for them.</summary>
internal sealed class VerbContext(ParseResult parsed, IServiceProvider services)
{
    public ParseResult Parsed => parsed;

    public IServiceProvider Services => services;

    public bool Json => parsed.GetValue(GlobalOptions.Json);

    public bool Verbose => parsed.GetValue(GlobalOptions.Verbose);

    public IDesk Desk => services.GetRequiredService<IDesk>();

    public IDealBook Book => services.GetRequiredService<IDealBook>();

    public TimeProvider Clock => services.GetRequiredService<TimeProvider>();

    public static ProgressBar Progress() => new(TimeProvider.System);

    /// <summary>Who acts: the person named by --as with the roles that records and people file give, or the local operator.</summary>
    /// <exception cref="RefusedException">Nobody of that address is known.</exception>
    public async Task<Actor> ActorAsync(CancellationToken ct)
    {
        if (parsed.GetValue(GlobalOptions.As) is not { } email)
        {
            return Actor.LocalOperator;
        }

        return await services.GetRequiredService<Actors>().FindAsync(email, null, ct)
            ?? throw new RefusedException(
                $"`{email}` is nobody that the imported records know: --as takes the address of an owner, a manager or a colleague"
            );
    }
}

/// <summary>Makes a command whose action runs with a composed desk.</summary>
internal static class Verb
{
    /// <param name="checksSettings">False for the verb that reports unusable settings instead of failing on them.</param>
    public static Command Create(
        string name,
        string description,
        IReadOnlyList<Symbol> symbols,
        Func<VerbContext, CancellationToken, Task<int>> run,
        bool checksSettings = true
    )
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Option option:
                    command.Options.Add(option);
                    break;
                case Argument argument:
                    command.Arguments.Add(argument);
                    break;
                case Command sub:
                    command.Subcommands.Add(sub);
                    break;
                default:
                    throw new ArgumentException(symbol.GetType().Name, nameof(symbols));
            }
        }

        command.SetAction(
            async (parsed, ct) =>
            {
                await using var services = Composition.Build(parsed);
                if (checksSettings)
                {
                    Settings.Check(services);
                }
                return await run(new VerbContext(parsed, services), ct);
            }
        );
        return command;
    }
}

/// <summary>Settings are looked at before any work: a wrong one costs nothing but this line.</summary>
internal static class Settings
{
    /// <exception cref="UnusableInputException">A setting is missing or unusable; the message says which.</exception>
    public static void Check(IServiceProvider services)
    {
        try
        {
            services.GetService<Microsoft.Extensions.Options.IStartupValidator>()?.Validate();
        }
        catch (Exception e)
            when (e is Microsoft.Extensions.Options.OptionsValidationException or InvalidOperationException or AggregateException)
        {
            var inner = (e as AggregateException)?.Flatten().InnerExceptions.FirstOrDefault() ?? e;
            var what = inner is Microsoft.Extensions.Options.OptionsValidationException o
                ? string.Join("; ", o.Failures.Select(Bare))
                : inner.Message.TrimEnd('.');
            throw new UnusableInputException($"the settings cannot be used: {what}");
        }
    }

    // "DataAnnotation validation failed for 'ModelOptions' members: 'Name' with the error: 'AgentDesk:Model:Name is missing'." says it
    // twice.
    private static string Bare(string failure)
    {
        const string Marker = "with the error: '";
        var start = failure.IndexOf(Marker, StringComparison.Ordinal);
        return start < 0 ? failure : failure[(start + Marker.Length)..].TrimEnd('.').TrimEnd('\'');
    }
}
