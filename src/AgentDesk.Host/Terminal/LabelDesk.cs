using System.Globalization;
using AgentDesk.Engine.Labelling;
using Spectre.Console;

namespace AgentDesk.Host.Terminal;

/// <summary>
/// The labeller of the terminal: a case, a question, one key. `u` takes the last label back, `s` puts the case off, `q` ends; what was
/// labelled is on the disk before the next case is shown.
/// </summary>
internal sealed class LabelDesk(ILabelBench bench, string suite, string rater, IAnsiConsole console, Func<char?> key, TimeProvider clock)
{
    /// <summary>The keys of the options, in order: no letter that does something else.</summary>
    public const string Keys = "123456789abcdefghijklmnop";

    /// <summary>Asks until every case has a label, the keys end, or the rater stops.</summary>
    /// <returns>The place at the end; null when there is no such suite.</returns>
    public async Task<LabelPlace?> RunAsync(CancellationToken ct)
    {
        string? after = null;
        while (true)
        {
            if (await bench.NextAsync(suite, rater, after, ct) is not { Item: { } item } place)
            {
                return await bench.NextAsync(suite, rater, null, ct);
            }

            Show(place, item);
            var shown = clock.GetTimestamp();
            switch (Ask(place))
            {
                case null or 'q':
                    return place;
                case 's':
                    after = item.Row;
                    break;
                case 'u':
                    after = null;
                    console.WriteLine(
                        await bench.UndoAsync(suite, rater, ct) is { } row ? $"Taken back: {row}" : "There is nothing to take back."
                    );
                    break;
                case { } pressed:
                    await bench.LabelAsync(
                        suite,
                        rater,
                        item.Row,
                        place.Options[Keys.IndexOf(pressed, StringComparison.Ordinal)],
                        clock.GetElapsedTime(shown).TotalSeconds,
                        ct
                    );
                    break;
            }
        }
    }

    private char? Ask(LabelPlace place)
    {
        while (true)
        {
            if (key() is not { } pressed)
            {
                return null;
            }
            var k = char.ToLowerInvariant(pressed);
            if (k is 'u' or 's' or 'q' || (Keys.IndexOf(k, StringComparison.Ordinal) is >= 0 and var at && at < place.Options.Count))
            {
                return k;
            }
            if (!char.IsWhiteSpace(k) && !char.IsControl(k))
            {
                console.WriteLine($"`{k}` is no key here.");
            }
        }
    }

    private void Show(LabelPlace place, LabelItem item)
    {
        if (console.Profile.Out.IsTerminal)
        {
            console.Clear();
        }
        foreach (var piece in item.Pieces)
        {
            console.MarkupLineInterpolated($"[grey]{piece.Heading}[/]");
            console.WriteLine(piece.Text);
            console.WriteLine();
        }

        console.Write(
            new Rule(string.Create(CultureInfo.InvariantCulture, $"{place.Done + 1} of {place.Total}")) { Justification = Justify.Left }
        );
        if (item.Asked is { } asked)
        {
            console.WriteLine(asked);
        }
        console.MarkupLineInterpolated($"[bold]{place.Ask}[/]");
        console.WriteLine(string.Join("   ", place.Options.Select((o, i) => $"{Keys[i]} {o.Replace('_', ' ')}")));
        console.WriteLine("u take the last back   s skip   q stop");
    }
}
