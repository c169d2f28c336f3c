using AgentDesk.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Adapters.Ledger;

public static class LedgerModule
{
    /// <summary>The ledger in <c>ledger.db</c> of the data folder.</summary>
    public static IServiceCollection AddSqliteLedger(this IServiceCollection services, string dataFolder) =>
        services.AddSingleton<ILedger>(_ => new SqliteLedger(Path.Combine(dataFolder, "ledger.db"), TimeProvider.System));
}
