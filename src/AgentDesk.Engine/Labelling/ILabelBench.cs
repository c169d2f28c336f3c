namespace AgentDesk.Engine.Labelling;

/// <summary>One piece that a rater reads. It holds nothing of any model's answer, of an earlier label or of another rater.</summary>
/// <param name="Heading">Who and when, or what it is.</param>
public sealed record LabelPiece(string Heading, string Text);

/// <summary>One case as a rater sees it.</summary>
/// <param name="Asked">What the label is given to, such as the statement; null where the pieces alone are judged.</param>
/// <param name="Pieces">What it is judged by, oldest first.</param>
public sealed record LabelItem(string Row, string? Asked, IReadOnlyList<LabelPiece> Pieces);

/// <summary>How far a rater is with a suite.</summary>
/// <param name="Item">Null when every case has a label of this rater's.</param>
/// <param name="Last">The label that an undo takes back; null when there is none.</param>
public sealed record LabelPlace(
    string Suite,
    string Ask,
    IReadOnlyList<string> Options,
    int Done,
    int Total,
    LabelItem? Item,
    string? Last
);

/// <param name="Skipped">Why it cannot be labelled now; null where it can.</param>
public sealed record LabelSuite(string Name, string About, int Done, int Total, string? Skipped);

/// <summary>Labels by people: blind, in an order of the rater's own, one file a suite and rater.</summary>
public interface ILabelBench
{
    /// <summary>The suites that people can label.</summary>
    Task<IReadOnlyList<LabelSuite>> SuitesAsync(string rater, CancellationToken ct);

    /// <summary>The next case that the rater has not labelled, after a row that was skipped; null when there is no such suite.</summary>
    /// <exception cref="UnusableInputException">The suite, its data or the labels cannot be used.</exception>
    Task<LabelPlace?> NextAsync(string suite, string rater, string? after, CancellationToken ct);

    /// <summary>Keeps a label. The same row labelled again is an answer that came twice: the first stands.</summary>
    /// <returns>False where the suite has no such row or option.</returns>
    Task<bool> LabelAsync(string suite, string rater, string row, string label, double seconds, CancellationToken ct);

    /// <summary>Takes the rater's last label back.</summary>
    /// <returns>Its row; null when there was none.</returns>
    Task<string?> UndoAsync(string suite, string rater, CancellationToken ct);
}
