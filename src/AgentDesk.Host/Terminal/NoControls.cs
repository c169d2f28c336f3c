using Spectre.Console;
using Spectre.Console.Rendering;

namespace AgentDesk.Host.Terminal;

/// <summary>
/// Shows control characters in what others wrote (mails, names, notes) as their pictures: text that came in with the evidence must not be
/// able to colour, retitle or repaint the terminal of whoever reads it.
/// </summary>
internal sealed class NoControls : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(r => new Shown(r));

    /// <summary>
    /// Control characters other than line ends and tabs as their Unicode pictures: `\x1b` is ␛. Those without one, and those that reorder
    /// text, stand as �.
    /// </summary>
    public static string Clean(string text) => text.Any(IsControl) ? string.Concat(text.Select(c => IsControl(c) ? Picture(c) : c)) : text;

    // Those that reorder what is read count: a name must not turn around the line that it stands in.
    private static bool IsControl(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static char Picture(char c) =>
        c < 0x20 ? (char)(0x2400 + c)
        : c == 0x7f ? '\u2421'
        : '\ufffd';

    private sealed class Shown(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner.Render(options, maxWidth).Select(s => s.IsControlCode || s.IsLineBreak ? s : new Segment(Clean(s.Text), s.Style));
    }
}
