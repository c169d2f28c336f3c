using AgentDesk.Engine.Labelling;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Labelling;

/// <summary>Labels in evals/labels of a repository.</summary>
internal sealed class LabelBench(EvalPlaces places, TimeProvider clock) : ILabelBench, IDisposable
{
    // One write at a time: two tabs of one rater share a file.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, LabelSheet> _sheets = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<LabelSuite>> SuitesAsync(string rater, CancellationToken ct)
    {
        var suites = new List<LabelSuite>();
        foreach (var suite in SuiteFile.All(places.Suites).Where(LabelSheet.IsLabelled))
        {
            try
            {
                var (sheet, why) = await SheetAsync(suite, ct);
                suites.Add(
                    new LabelSuite(
                        suite.Name,
                        suite.About,
                        sheet is null ? 0 : DoneOf(sheet, FileOf(suite.Name, rater)),
                        sheet?.Items.Count ?? 0,
                        why
                    )
                );
            }
            catch (Engine.UnusableInputException e)
            {
                // One suite whose data is amiss does not hide the others.
                suites.Add(new LabelSuite(suite.Name, suite.About, 0, 0, e.Message));
            }
        }

        return suites;
    }

    public async Task<LabelPlace?> NextAsync(string suite, string rater, string? after, CancellationToken ct)
    {
        if (await SheetAsync(suite, ct) is not { } sheet)
        {
            return null;
        }
        var file = FileOf(suite, rater);
        var order = sheet.InOrderOf(file.Rater);
        var from = order.TakeWhile(i => i.Row != after).Count() is var at && at < order.Count ? at + 1 : 0;
        var item = order.Skip(from).Concat(order.Take(from)).FirstOrDefault(i => !file.Has(i.Row));
        return new LabelPlace(
            suite,
            sheet.Ask,
            sheet.Options,
            DoneOf(sheet, file),
            sheet.Items.Count,
            item,
            file.All.Count > 0 ? file.All[^1].Value : null
        );
    }

    public async Task<bool> LabelAsync(string suite, string rater, string row, string label, double seconds, CancellationToken ct)
    {
        if (
            await SheetAsync(suite, ct) is not { } sheet
            || !sheet.Options.Contains(label, StringComparer.Ordinal)
            || !sheet.Items.Any(i => i.Row == row)
        )
        {
            return false;
        }
        await _turn.WaitAsync(ct);
        try
        {
            var file = FileOf(suite, rater);
            file.Add(new Label(row, label, file.Rater, clock.GetUtcNow(), Math.Round(Math.Clamp(seconds, 0, 86_400), 1)));
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<string?> UndoAsync(string suite, string rater, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return FileOf(suite, rater).Undo()?.Row;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static int DoneOf(LabelSheet sheet, LabelFile file) => sheet.Items.Count(i => file.Has(i.Row));

    private LabelFile FileOf(string suite, string rater) => new(places.Labels, suite, rater);

    private async Task<LabelSheet?> SheetAsync(string name, CancellationToken ct)
    {
        if (SuiteFile.All(places.Suites).FirstOrDefault(s => s.Name == name) is not { } suite)
        {
            return null;
        }
        var (sheet, why) = await SheetAsync(suite, ct);
        return sheet ?? throw new Engine.UnusableInputException($"the suite `{name}` cannot be labelled: {why}");
    }

    // Kept: reading an export for every key would cost more than the key.
    private async Task<(LabelSheet? Sheet, string? Why)> SheetAsync(Suite suite, CancellationToken ct)
    {
        var key = $"{suite.Name}\n{suite.Hash}";
        lock (_sheets)
        {
            if (_sheets.TryGetValue(key, out var known) && !suite.Data.IsOptional)
            {
                return (known, null);
            }
        }
        var (sheet, why) = await LabelSheet.OfAsync(suite, places, ct);
        if (sheet is { Items.Count: 0 })
        {
            (sheet, why) = (null, "it has no case that a person can label");
        }
        if (sheet is not null)
        {
            lock (_sheets)
            {
                _sheets[key] = sheet;
            }
        }
        return (sheet, why);
    }
}
