using System.Text;
using AgentDesk.Adapters.Models.Embedded.Drafting;

namespace AgentDesk.Tests.Adapters.Models.Embedded.Drafting;

/// <summary>
/// Drafts as they would go out, for people to read. `UPDATE_GOLDEN=1` rewrites the files; review the difference as a sales manager would.
/// </summary>
public sealed class GoldenDraftTests
{
    public static TheoryData<string> Categories => [.. Situations.Categories];

    [Theory]
    [MemberData(nameof(Categories))]
    public void Drafts_of_a_category_read_as_they_were_approved(string category)
    {
        var text = new StringBuilder();
        foreach (var (voice, owner) in Voices.All)
        {
            foreach (var s in GoldenSituations.Of(category, voice, owner))
            {
                var composed = MessageComposer.Compose(s);
                text.Append(composed.Message is { } m ? $"Subject: {m.Subject}\n\n{m.Body}" : $"(no message: {composed.WhyNot})")
                    .Append("\n\n----------\n\n");
            }
        }

        var path = RepoRoot.Path("tests", "AgentDesk.Tests", "Adapters", "Models", "Embedded", "Drafting", "Golden", $"{category}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text.ToString());
        }

        Assert.Equal(File.ReadAllText(path), text.ToString());
    }
}
