using System.Collections.Concurrent;

namespace AgentDesk.Adapters.Models;

/// <summary>The prompts beside the program, each read once.</summary>
/// <param name="path">Relative paths are taken from where the program lies.</param>
public sealed class PromptFolder(string path = "prompts")
{
    private readonly string _path = Path.Combine(AppContext.BaseDirectory, path);
    private readonly ConcurrentDictionary<string, PromptFile> _read = new(StringComparer.Ordinal);

    /// <summary>The folder within, where versions lie that are not current: former ones, and candidates.</summary>
    public const string Earlier = "earlier";

    /// <summary>The current prompts' names, in order.</summary>
    public IReadOnlyList<string> Names =>
        !Directory.Exists(_path)
            ? []
            : [.. Directory.EnumerateFiles(_path, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>The other versions of a prompt: `name@version`, in order.</summary>
    public IReadOnlyList<string> Versions(string name) => VersionsOf(_path, name);

    internal static IReadOnlyList<string> VersionsOf(string folder, string name) =>
        !Directory.Exists(Path.Combine(folder, Earlier))
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(Path.Combine(folder, Earlier), $"{name}@*.yaml")
                    .Select(f => Path.GetFileNameWithoutExtension(f))
                    .Order(StringComparer.Ordinal),
            ];

    /// <summary>The prompt of this name, or of `name@version`.</summary>
    /// <exception cref="Engine.UnusableInputException">There is no such prompt, or it cannot be used.</exception>
    public PromptFile Get(string name) => _read.GetOrAdd(name, n => PromptFile.Load(_path, n));
}
