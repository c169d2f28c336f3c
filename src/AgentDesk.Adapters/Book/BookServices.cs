using AgentDesk.Engine;
using AgentDesk.Engine.AlwaysOn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentDesk.Adapters.Book;

/// <summary>Puts the embedded book of deals behind its ports.</summary>
public static class BookServices
{
    /// <summary>Adds <see cref="IDealBook"/> and <see cref="ISource"/> (pipeline exports) over `book.db` in the data folder.</summary>
    public static IServiceCollection AddDealBook(this IServiceCollection services, BookOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new BookDatabase(options.Folder));
        services.TryAddSingleton(new Playbooks.PlaybookShelf(options.Folder));
        services.AddSingleton<IDealBook, DealBook>();
        services.AddSingleton<ISource, ExportSource>();
        return services;
    }

    /// <summary>Has every reader see the book as it was known at the clock's instant.</summary>
    public static IServiceCollection AddBookAsOf(this IServiceCollection services, TimeProvider clock)
    {
        services.AddSingleton<DealBook>();
        return services.AddSingleton<IDealBook>(p => new BookAsOf(p.GetRequiredService<DealBook>(), clock));
    }
}
