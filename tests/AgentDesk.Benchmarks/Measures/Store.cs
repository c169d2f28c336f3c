using AgentDesk.Adapters.Book;
using AgentDesk.Adapters.Retrieval;
using AgentDesk.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Benchmarks.Measures;

/// <summary>The adapters over one data folder, composed as the program composes them.</summary>
internal static class Store
{
    public static ServiceProvider Open(string data) =>
        new ServiceCollection().AddLogging().AddDealBook(new BookOptions { Folder = data }).AddRetrieval(data).BuildServiceProvider();

    public static IDealBook Book(this ServiceProvider services) => services.GetRequiredService<IDealBook>();
}
