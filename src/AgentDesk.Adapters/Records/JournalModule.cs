using AgentDesk.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Adapters.Records;

public static class JournalModule
{
    /// <summary>Approved writes go to <c>journal/</c> of the data folder.</summary>
    public static IServiceCollection AddJournal(this IServiceCollection services, string dataFolder) =>
        services.AddSingleton<IRecordWriter>(p => new JournalWriter(
            Path.Combine(dataFolder, "journal"),
            p.GetRequiredService<IDealBook>(),
            p.GetRequiredService<TimeProvider>()
        ));
}
