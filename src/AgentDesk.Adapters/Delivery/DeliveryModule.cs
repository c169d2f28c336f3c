using AgentDesk.Engine.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Adapters.Delivery;

public static class DeliveryModule
{
    /// <summary>Conversations and delivered cards in <c>teams.db</c> of the data folder.</summary>
    public static IServiceCollection AddSqliteDelivery(this IServiceCollection services, string dataFolder) =>
        services.AddSingleton<IDeliveryStore>(_ => new SqliteDeliveryStore(Path.Combine(dataFolder, "teams.db")));
}
