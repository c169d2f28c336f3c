using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Tests.Workflows.StalledDeal;

/// <summary>The schema that a model answers in and the type that its answer is read into are one and the same.</summary>
public sealed class SchemaTests
{
    private static readonly JsonObject Schema = JsonNode
        .Parse(File.ReadAllText(RepoRoot.Path("prompts", "stalled-deal.schema.json")))!
        .AsObject();

    [Fact]
    public void Schema_and_type_agree_member_for_member() => Agree(Schema, typeof(StalledDealDraft), "$", isOptional: false);

    [Fact]
    public void Every_object_is_closed_and_requires_all_its_members() => Strict(Schema, "$");

    [Fact]
    public void Words_are_those_of_the_code()
    {
        Assert.Equal(Blockers.All, Words(Schema["$defs"]!["category"]!));
        Assert.Equal(Dispositions.All, Words(Schema["properties"]!["blocker"]!["properties"]!["disposition"]!));
    }

    private static void Agree(JsonNode schema, Type type, string path, bool isOptional)
    {
        var shape = Shape(schema, out var isNullable);
        Assert.True(isNullable == isOptional, $"{path}: nullable in {(isNullable ? "the schema" : "the type")} only");
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            Assert.Equal(Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName), Words(shape));
            return;
        }

        if (type == typeof(string) || type == typeof(DateOnly) || type == typeof(EvidenceName))
        {
            Assert.Equal("string", TypeOf(shape));
            return;
        }

        if (type == typeof(int))
        {
            Assert.Equal("integer", TypeOf(shape));
            return;
        }

        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            Assert.Equal("array", TypeOf(shape));
            Agree(shape["items"]!, type.GetGenericArguments()[0], $"{path}[]", isOptional: false);
            return;
        }

        var nullability = new NullabilityInfoContext();
        var members = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters();
        Assert.Equal(
            members.Select(m => JsonNamingPolicy.SnakeCaseLower.ConvertName(m.Name!)).Order(StringComparer.Ordinal),
            shape["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal)
        );
        foreach (var member in members)
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name!);
            Agree(
                shape["properties"]![name]!,
                member.ParameterType,
                $"{path}.{name}",
                nullability.Create(member).WriteState == NullabilityState.Nullable
            );
        }
    }

    private static JsonNode Shape(JsonNode schema, out bool isNullable)
    {
        isNullable = false;
        if (schema["anyOf"] is JsonArray any)
        {
            isNullable = any.Any(a => TypeOf(a!) == "null");
            schema = any.Single(a => TypeOf(a!) != "null")!;
        }

        if (schema["type"] is JsonArray types)
        {
            isNullable = types.Any(t => t!.GetValue<string>() == "null");
        }
        return schema["$ref"] is { } reference ? Schema["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]! : schema;
    }

    private static string? TypeOf(JsonNode schema) =>
        schema["type"] switch
        {
            JsonArray types => types.Select(t => t!.GetValue<string>()).Single(t => t != "null"),
            { } one => one.GetValue<string>(),
            null => null,
        };

    private static void Strict(JsonNode node, string path)
    {
        if (node is JsonObject o)
        {
            if (o["properties"] is JsonObject properties)
            {
                Assert.False(o["additionalProperties"]!.GetValue<bool>(), path);
                Assert.Equal(properties.Select(p => p.Key), o["required"]!.AsArray().Select(r => r!.GetValue<string>()));
            }

            foreach (var (key, value) in o.Where(p => p.Value is not null))
            {
                Strict(value!, $"{path}.{key}");
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list.Where(i => i is not null))
            {
                Strict(item!, $"{path}[]");
            }
        }
    }

    private static IEnumerable<string> Words(JsonNode schema) => schema["enum"]!.AsArray().Select(w => w!.GetValue<string>());
}
