using System.CommandLine.Parsing;

namespace AgentDesk.Host;

/// <summary>A mistake on the command line in words: what was typed, and what belongs there. Names of types are no words for that.</summary>
internal static class MistakeWords
{
    /// <summary>The parser's own message, or a plainer one where a value is not of the option's kind.</summary>
    public static string Of(ParseError mistake) =>
        mistake.SymbolResult is OptionResult { Tokens: [.., { Value: var text }] } option
        && Kind(option.Option.ValueType) is { } kind
        && mistake.Message.Contains("expected type", StringComparison.Ordinal)
            ? $"{option.Option.Name} `{text}` is no {kind}"
            : mistake.Message;

    private static string? Kind(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var t when t == typeof(int) => "whole number",
            var t when t == typeof(double) => "number",
            var t when t == typeof(bool) => "yes or no: leave the value out, or write true or false",
            var t when t == typeof(TimeSpan) => "length of time: write it like 1.00:00 for a day",
            var t when t == typeof(DirectoryInfo) => "folder",
            var t when t == typeof(FileInfo) => "file",
            _ => null,
        };
}
