using System.Text;

namespace AgentDesk.Adapters.Sources;

/// <summary>Files as UTF-8 text. A byte-order mark is no part of the text.</summary>
internal static class SourceText
{
    /// <summary>Stands where bytes are not UTF-8. A noncharacter, so that no readable file holds it.</summary>
    public const char Broken = '\uFFFF';

    public const string NotUtf8 = "not UTF-8: save it as UTF-8 and import again";

    private const int MostBytes = 1 << 30;

    private static readonly Encoding Marking = Encoding.GetEncoding(
        "utf-8",
        EncoderFallback.ReplacementFallback,
        new DecoderReplacementFallback(Broken.ToString())
    );

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A reader that puts <see cref="Broken"/> where bytes are not UTF-8, so that one bad byte costs one row.</summary>
    public static StreamReader Open(string path) =>
        IsEmpty(path) ? new(Stream.Null) : new(path, Marking, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);

    /// <summary>The file's bytes, known to be UTF-8, without a byte-order mark.</summary>
    /// <exception cref="UnreadableException">The file cannot be opened, is empty, is over 1 GiB, or is not UTF-8; with the line of the first bad
    /// byte.</exception>
    public static byte[] ReadBytes(string path)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw new UnreadableException("larger than 1 GiB: split it");
            }
            bytes = IsEmpty(path)
                ? throw new UnreadableException("empty, or no plain file: nothing can be read of it", 1)
                : File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException("cannot be opened: check that the file may be read");
        }

        var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(start)))
        {
            throw new UnreadableException(NotUtf8, LineOfBadByte(bytes));
        }
        return start == 0 ? bytes : bytes[start..];
    }

    // A named pipe or a device has no length either, and whoever opens one may wait for ever.
    private static bool IsEmpty(string path) => new FileInfo(path).Length == 0;

    public static string Read(string path) => Strict.GetString(ReadBytes(path));

    /// <summary>Lines without their ends, whatever ends them.</summary>
    public static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>The beginning of a long raw text, for a reject.</summary>
    public static string? Raw(string? text) =>
        text switch
        {
            null or "" => null,
            { Length: > 2000 } => string.Concat(text.AsSpan(0, 2000), "…").TrimEnd('\r', '\n'),
            _ => text.TrimEnd('\r', '\n'),
        };

    private static int LineOfBadByte(byte[] bytes)
    {
        var line = 1;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(range)))
            {
                return line;
            }
            line++;
        }

        return 0;
    }
}
