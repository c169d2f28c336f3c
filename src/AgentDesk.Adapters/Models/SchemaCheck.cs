using System.Globalization;
using System.Text.Json;

namespace AgentDesk.Adapters.Models;

/// <summary>
/// Whether a document fits a JSON schema, as far as structured output uses schemas: `type`, `properties`, `required`, `items`, `enum`,
/// `const`, `anyOf`, `$ref`, `minItems`, `maxItems`. A member that may be null may be absent: not every server keeps to the strict form.
/// Unknown members are let pass.
/// </summary>
internal static class SchemaCheck
{
    private const int Deepest = 64;

    /// <summary>The first thing that does not fit, with its path, or null.</summary>
    public static string? Problem(JsonElement value, JsonElement schema) => Problem(value, schema, schema, "$", 0);

    private static string? Problem(JsonElement value, JsonElement schema, JsonElement root, string path, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        if (depth > Deepest)
        {
            return $"`{path}` is nested too deep";
        }
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Problem(value, Resolve(root, reference.GetString()!), root, path, depth + 1);
        }
        if (schema.TryGetProperty("anyOf", out var any))
        {
            string? first = null;
            foreach (var option in any.EnumerateArray())
            {
                if (Problem(value, option, root, path, depth + 1) is not { } problem)
                {
                    return null;
                }
                if (!MayBeNull(option, root))
                {
                    first ??= problem;
                }
            }

            return first ?? $"`{path}` fits none of its forms";
        }

        if (schema.TryGetProperty("type", out var type) && !Names(type).Any(t => Is(value, t)))
        {
            return $"`{path}` is {Kind(value)}, must be {string.Join(" or ", Names(type))}";
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value)))
        {
            return $"`{path}` is {Shown(value)}, must be one of {string.Join(", ", words.EnumerateArray().Select(w => w.GetRawText()))}";
        }

        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value))
        {
            return $"`{path}` must be {only.GetRawText()}";
        }
        return value.ValueKind switch
        {
            JsonValueKind.Object => Members(value, schema, root, path, depth),
            JsonValueKind.Array => Items(value, schema, root, path, depth),
            _ => null,
        };
    }

    private static string? Members(JsonElement value, JsonElement schema, JsonElement root, string path, int depth)
    {
        schema.TryGetProperty("properties", out var properties);
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(n => n.GetString()!))
            {
                if (value.TryGetProperty(name, out _))
                {
                    continue;
                }
                if (
                    properties.ValueKind == JsonValueKind.Object
                    && properties.TryGetProperty(name, out var member)
                    && MayBeNull(member, root)
                )
                {
                    continue;
                }
                return $"`{path}.{name}` is missing";
            }
        }

        return properties.ValueKind != JsonValueKind.Object
            ? null
            : properties
                .EnumerateObject()
                .Select(p =>
                    value.TryGetProperty(p.Name, out var member) ? Problem(member, p.Value, root, $"{path}.{p.Name}", depth + 1) : null
                )
                .FirstOrDefault(p => p is not null);
    }

    private static string? Items(JsonElement value, JsonElement schema, JsonElement root, string path, int depth)
    {
        var count = value.GetArrayLength();
        if (schema.TryGetProperty("minItems", out var min) && count < min.GetInt32())
        {
            return string.Create(CultureInfo.InvariantCulture, $"`{path}` has {count} items, must have at least {min.GetInt32()}");
        }
        if (schema.TryGetProperty("maxItems", out var max) && count > max.GetInt32())
        {
            return string.Create(CultureInfo.InvariantCulture, $"`{path}` has {count} items, must have at most {max.GetInt32()}");
        }
        return !schema.TryGetProperty("items", out var items)
            ? null
            : value
                .EnumerateArray()
                .Select((item, i) => Problem(item, items, root, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), depth + 1))
                .FirstOrDefault(p => p is not null);
    }

    private static bool MayBeNull(JsonElement schema, JsonElement root)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return true;
        }
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return MayBeNull(Resolve(root, reference.GetString()!), root);
        }
        if (schema.TryGetProperty("anyOf", out var any))
        {
            return any.EnumerateArray().Any(o => MayBeNull(o, root));
        }
        return schema.TryGetProperty("type", out var type) && Names(type).Contains("null", StringComparer.Ordinal);
    }

    /// <summary>`#/$defs/name` within the schema.</summary>
    private static JsonElement Resolve(JsonElement root, string reference) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (at, step) => at.GetProperty(step));

    private static IEnumerable<string> Names(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool Is(JsonElement value, string type) =>
        type switch
        {
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => Kind(value) == type,
        };

    private static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => value.ValueKind.ToString().ToLowerInvariant(),
        };

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: <= 60 } raw ? $"`{raw}`" : "something longer";
}
