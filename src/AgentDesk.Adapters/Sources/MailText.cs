namespace AgentDesk.Adapters.Sources;

/// <summary>A mail's body as lines of text.</summary>
/// <param name="Foreign">For each line of <paramref name="Body"/>, whether its markup says that it is not the sender's new text: quoted,
/// forwarded, or not shown to a reader.</param>
internal sealed record MailText(string Body, IReadOnlyList<bool> Foreign)
{
    public static MailText Plain(string content)
    {
        var body = content.ReplaceLineEndings("\n").Trim('\n');
        return new MailText(body, new bool[body.AsSpan().Count('\n') + 1]);
    }
}
