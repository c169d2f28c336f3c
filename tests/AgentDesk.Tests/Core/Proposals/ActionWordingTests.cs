using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Tests.Core.Proposals;

/// <summary>The line of an action says what its payload says, before and after an edit.</summary>
public sealed class ActionWordingTests
{
    private static readonly DateOnly Day = new(2026, 7, 1);

    public static TheoryData<string, string, string, string> Edits =>
        new()
        {
            { ActionWording.Field, "field", """{"field":"forecast_category","after":"commit"}""", "Set forecast_category to commit" },
            { ActionWording.Task, "task", """{"owner":"new@s.test"}""", "Task for new@s.test" },
            { ActionWording.Mail, "mail", """{"to":["a@b.test","c@b.test"],"subject":"New"}""", "Mail draft to a@b.test, c@b.test: New" },
            { ActionWording.Escalation, "escalation", """{"to":"new@s.test","role":"legal"}""", "Ask new@s.test (legal)" },
            { ActionWording.Pause, "pause", """{"until":"2026-08-03"}""", "Leave it alone until 2026-08-03" },
            { "Advance the stage: {before} to {after}", "stage", """{"after":"resolve"}""", "Advance the stage: propose to resolve" },
        };

    [Theory, MemberData(nameof(Edits))]
    public void After_an_edit_the_line_says_what_the_edit_says(string wording, string kind, string edit, string line)
    {
        var action = new ProposedAction(new ActionId("a1"), wording, Payload(kind), "v", Roles.DealOwner, []);

        var edited = action.Edited(Payloads.Merge(action.Payload, DeskNode(edit)));

        Assert.Equal(line, edited.Summary);
        Assert.NotEqual(line, action.Summary);
        Assert.DoesNotContain('{', action.Summary);
    }

    [Fact]
    public void The_claim_behind_a_field_goes_when_another_field_is_changed()
    {
        var action = new ProposedAction(new ActionId("a1"), ActionWording.Field, Payload("field"), "v", Roles.DealOwner, [])
        {
            Because = "c3",
        };

        Assert.Equal("Set next_step to Sign (c3)", action.Summary);
        Assert.Equal("Set next_step to Call (c3)", action.Edited(new ActionPayload.CrmField("next_step", "", "Call")).Summary);
        Assert.Equal("Set stage to resolve", action.Edited(new ActionPayload.CrmField("stage", "", "resolve")).Summary);
    }

    [Fact]
    public void What_the_ledger_keeps_of_it_cannot_go_stale_and_an_older_ledgers_line_is_kept()
    {
        var action = new ProposedAction(new ActionId("a1"), ActionWording.Field, Payload("field"), "v", Roles.DealOwner, []);
        var json = JsonSerializer.Serialize(action, DeskJson.Options);

        Assert.Contains("\"summary\":\"Set {field} to {after}\"", json, StringComparison.Ordinal);
        Assert.Equal(action.Summary, JsonSerializer.Deserialize<ProposedAction>(json, DeskJson.Options)!.Summary);

        var older = json.Replace("Set {field} to {after}", "Set next_step to Sign (c1)", StringComparison.Ordinal);
        Assert.Equal("Set next_step to Sign (c1)", JsonSerializer.Deserialize<ProposedAction>(older, DeskJson.Options)!.Summary);
    }

    [Fact]
    public void Braces_in_what_a_payload_says_are_its_own()
    {
        var payload = new ActionPayload.CrmField("next_step", "", "{field} {nobody}");

        Assert.Equal("Set next_step to {field} {nobody}", ActionWording.Fill(ActionWording.Field, payload));
        Assert.Equal("Set {nobody}", ActionWording.Fill("Set {nobody}", payload));
    }

    private static System.Text.Json.Nodes.JsonObject DeskNode(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();

    private static ActionPayload Payload(string kind) =>
        kind switch
        {
            "field" => new ActionPayload.CrmField("next_step", "", "Sign"),
            "task" => new ActionPayload.TaskItem("old@s.test", "Call them.", Day, "D-1"),
            "mail" => new ActionPayload.EmailDraft(["a@b.test"], [], "Old", "Body", null, null),
            "escalation" => new ActionPayload.Escalation("old@s.test", "security", "Text", Day, "D-1"),
            "pause" => new ActionPayload.Pause(Day, "They said so."),
            _ => new ActionPayload.StageChange("propose", "negotiate", "Because."),
        };
}
