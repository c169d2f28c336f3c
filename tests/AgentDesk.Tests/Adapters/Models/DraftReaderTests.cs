using System.Text.Json;
using AgentDesk.Adapters.Models;

namespace AgentDesk.Tests.Adapters.Models;

public sealed class DraftReaderTests
{
    [Theory]
    [InlineData("```json\nGOOD\n```")]
    [InlineData("Here is the draft, with {braces} and all:\n\nGOOD\n\nAnything else?")]
    [InlineData("<think>maybe {\"headline\":\"no\"}?</think>GOOD")]
    [InlineData("\uFEFFGOOD")]
    [InlineData("For example {\"a\":1}. Now: GOOD")]
    public void The_draft_is_found_whatever_stands_around_it(string answer)
    {
        var reading = DraftReader.Read(answer.Replace("GOOD", ModelCase.Good, StringComparison.Ordinal), typeof(TestDraft), null);

        Assert.Null(reading.Problem);
        Assert.Equal(ModelCase.Good, reading.Draft!.Value.GetRawText());
    }

    [Theory]
    [InlineData("", "there is no JSON object in the answer")]
    [InlineData("I would rather not.", "there is no JSON object in the answer")]
    [InlineData("""{"headline":"x","inner":{"a":1},"na""", "the answer ends in the middle of its JSON")]
    [InlineData("""{"standing":"fact","names":[]}""", "headline")]
    [InlineData("""{"headline":null,"standing":"fact","names":[]}""", "headline")]
    [InlineData("""{"headline":"x","standing":"sure","names":[]}""", "$.standing")]
    [InlineData("""{"headline":"x","standing":"fact","names":"mail:m1"}""", "$.names")]
    public void What_does_not_fit_the_draft_type_is_said(string answer, string problem)
    {
        var reading = DraftReader.Read(answer, typeof(TestDraft), null);

        Assert.Null(reading.Draft);
        Assert.Contains(problem, reading.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"a","items":[{"n":1}]}""", null)]
    [InlineData("""{"kind":"a","items":[{"n":1}],"more":true}""", null)]
    [InlineData("""{"kind":"c","items":[]}""", "`$.kind` is `\"c\"`, must be one of \"a\", \"b\"")]
    [InlineData("""{"kind":"a"}""", "`$.items` is missing")]
    [InlineData("""{"kind":"a","items":[{"n":1},{"n":1.5}]}""", "`$.items[1].n` is number, must be integer")]
    [InlineData("""{"kind":"a","items":[{}]}""", "`$.items[0].n` is missing")]
    [InlineData("""{"kind":"a","items":[],"maybe":{"n":"x"}}""", "`$.maybe.n` is string, must be integer")]
    [InlineData("""{"kind":"a","items":[],"maybe":null}""", null)]
    public void A_schema_is_checked_with_the_place_of_what_does_not_fit(string value, string? problem)
    {
        using var schema = JsonDocument.Parse(
            """
            {"type":"object","required":["kind","items","maybe"],
             "properties":{"kind":{"enum":["a","b"]},"items":{"type":"array","items":{"$ref":"#/$defs/item"}},"maybe":{"anyOf":[{"$ref":"#/$defs/item"},{"type":"null"}]}},
             "$defs":{"item":{"type":"object","required":["n"],"properties":{"n":{"type":"integer"}}}}}
            """
        );
        using var document = JsonDocument.Parse(value);

        Assert.Equal(problem, SchemaCheck.Problem(document.RootElement, schema.RootElement));
    }
}
