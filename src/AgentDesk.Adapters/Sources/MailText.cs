namespace AgentDesk.Adapters.Sources;

/// <summary>A mail's body as lines of text.</summary>
/// <param name="Foreign">For each line of <paramref name="Body"/>, whether its markup says that it is not the sender's new text: quoted,
/// forwarded, or not shown to a reader.</param>
/// <param name="Depth">For each line, in how many quotes its markup puts it.</param>
/// <param name="Hidden">For each line, whether a reader does not see it.</param>
internal sealed record MailText(string Body, IReadOnlyList<bool> Foreign, IReadOnlyList<int> Depth, IReadOnlyList<bool> Hidden)
{
    public static MailText Plain(string content)
    {
        var body = content.ReplaceLineEndings("\n").Trim('\n');
        var lines = body.AsSpan().Count('\n') + 1;
        return new MailText(body, new bool[lines], new int[lines], new bool[lines]);
    }
}
