namespace AgentDesk.Core.Evidence.Readings;

/// <summary>
/// Text as far as a reading looks at it: what somebody asks or announces stands early, and a mail of megabytes must not hold up a scan.
/// </summary>
internal static class Clipped
{
    private const int Longest = 20_000;

    public static string Of(string text) => text.Length <= Longest ? text : text[..Longest];
}
