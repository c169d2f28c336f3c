namespace AgentDesk.Engine.Asking.Tools;

/// <summary>
/// A tool was asked for what it does not have; the message is for whoever called it. A hidden deal and one that does not exist read the
/// same.
/// </summary>
public sealed class ToolRefusedException(string message) : Exception(message)
{
    public static ToolRefusedException NoDeal(string deal) =>
        new($"there is no deal `{deal}` among those that the asker may see: find_deals finds them by their words");
}
