using System.Collections.Concurrent;

namespace AgentDesk.Adapters.Models;

/// <summary>The prompts beside the program, each read once.</summary>
/// <param name="path">Relative paths are taken from where the program lies.</param>
public sealed class PromptFolder(string path = "prompts")
{
    private readonly string _path = Path.Combine(AppContext.BaseDirectory, path);
    private readonly ConcurrentDictionary<string, PromptFile> _read = new(StringComparer.Ordinal);

    /// <summary>The prompt of this name.</summary>
    /// <exception cref="Engine.UnusableInputException">There is no such prompt, or it cannot be used.</exception>
    public PromptFile Get(string name) => _read.GetOrAdd(name, n => PromptFile.Load(_path, n));
}
