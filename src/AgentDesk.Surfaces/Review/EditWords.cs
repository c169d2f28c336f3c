namespace AgentDesk.Surfaces.Review;

/// <summary>How an edit fared with the gates.</summary>
internal static class EditWords
{
    /// <summary>"The edit passed every gate", or with how many remarks it passed.</summary>
    /// <param name="whose">"Your edit".</param>
    public static string Passed(string whose, int remarks) =>
        remarks == 0 ? $"{whose} passed every gate" : $"{whose} passed, with {Words.Count(remarks, "remark")}";
}
