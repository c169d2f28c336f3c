using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentDesk.Core;
using AgentDesk.Engine;
using HandlebarsDotNet;
using Microsoft.Extensions.AI;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace AgentDesk.Adapters.Models;

/// <summary>
/// One prompt: a YAML file in Semantic Kernel's prompt schema, with its Handlebars template compiled and the answer's JSON schema beside
/// it.
/// </summary>
/// <param name="Reference">name@version: what a run names.</param>
/// <param name="Schema">Of NAME.schema.json; null when there is none.</param>
public sealed partial record PromptFile(string Reference, JsonElement? Schema, float? Temperature, int? MaxTokens)
{
    private IReadOnlyList<Part> Parts { get; init; } = [];

    public PromptNotes Notes { get; private init; } = PromptNotes.None;

    /// <summary>
    /// 16 hex digits over what reaches a model: template, schema, temperature and length. Owner, changelog and description are no part of
    /// it.
    /// </summary>
    public string Hash { get; private init; } = "";

    /// <summary>
    /// Reads NAME.yaml and NAME.schema.json of a folder; of `name@version` the current file where it has that version, else
    /// `earlier/NAME@VERSION.yaml` (with its schema beside it, or the current one).
    /// </summary>
    /// <exception cref="UnusableInputException">There is no such prompt, or it cannot be used.</exception>
    public static PromptFile Load(string folder, string name)
    {
        if (name.Split('@') is [var plain, var version])
        {
            return Version(folder, plain, version);
        }
        return Read(Path.Combine(folder, name + ".yaml"), name, Path.Combine(folder, name + ".schema.json"));
    }

    private static PromptFile Version(string folder, string name, string version)
    {
        var earlier = Path.Combine(folder, PromptFolder.Earlier, $"{name}@{version}");
        if (File.Exists(earlier + ".yaml"))
        {
            var own = earlier + ".schema.json";
            var read = Read(earlier + ".yaml", name, File.Exists(own) ? own : Path.Combine(folder, name + ".schema.json"));
            return read.Reference == $"{name}@{version}"
                ? read
                : throw new UnusableInputException($"prompt `{earlier}.yaml`: it says that it is {read.Reference}");
        }

        var current = Load(folder, name);
        return current.Reference == $"{name}@{version}"
            ? current
            : throw new UnusableInputException(
                $"there is no prompt `{name}@{version}`: {current.Reference} is current, and `{PromptFolder.Earlier}` holds {string.Join(", ", PromptFolder.VersionsOf(folder, name)) switch { "" => "no other", var others => others }}"
            );
    }

    private static PromptFile Read(string path, string name, string schemaPath)
    {
        if (!File.Exists(path))
        {
            throw new UnusableInputException($"there is no prompt `{path}`: add it, with `{name}.schema.json` beside it");
        }

        var yaml = Parse(path);
        if (yaml.TemplateFormat is not "handlebars")
        {
            throw new UnusableInputException($"prompt `{path}`: template_format is `{yaml.TemplateFormat}`, must be `handlebars`");
        }
        if (string.IsNullOrWhiteSpace(yaml.Template))
        {
            throw new UnusableInputException($"prompt `{path}`: template is empty");
        }
        if (yaml.Name != name)
        {
            throw new UnusableInputException($"prompt `{path}`: name is `{yaml.Name}`, must be the file's");
        }

        var settings = yaml.ExecutionSettings?.GetValueOrDefault("default");
        var schema = SchemaOf(schemaPath);
        var reaches = new JsonObject
        {
            ["template"] = yaml.Template,
            ["schema"] = schema is { } s ? JsonNode.Parse(s.GetRawText()) : null,
            ["temperature"] = settings?.Temperature,
            ["max_tokens"] = settings?.MaxTokens,
        };
        return new PromptFile(
            string.Create(CultureInfo.InvariantCulture, $"{yaml.Name}@{yaml.Version}"),
            schema,
            settings?.Temperature,
            settings?.MaxTokens
        )
        {
            Parts = [.. Split(path, yaml.Template)],
            Hash = DeskJson.Hash(reaches)[..16],
            Notes = new PromptNotes(
                yaml.Name,
                yaml.Version,
                yaml.Description ?? "",
                yaml.Owner,
                schema is null ? null : Path.GetFileName(schemaPath),
                [.. (yaml.Changelog ?? []).Select(c => new PromptChange(c.Version, c.Text ?? ""))],
                [.. (yaml.InputVariables ?? []).Select(v => new PromptVariable(v.Name ?? "", v.Description ?? ""))],
                yaml.Template
            ),
        };
    }

    /// <summary>The messages, with nothing escaped: text goes to a model, not into a page.</summary>
    public IReadOnlyList<ChatMessage> Render(IReadOnlyDictionary<string, object?> values) =>
        [.. Parts.Select(p => new ChatMessage(p.Role, p.Template(values).Trim()))];

    // INVARIANT: the template is split into messages before it is rendered, so that no evidence can open a message of its own.
    private static IEnumerable<Part> Split(string path, string template)
    {
        var engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        var messages = MessageTags().Matches(template);
        if (messages.Count == 0)
        {
            yield return new Part(ChatRole.User, Compile(engine, path, template));
            yield break;
        }

        if (MessageTags().Replace(template, "").Trim() is { Length: > 0 } loose)
        {
            throw new UnusableInputException($"prompt `{path}`: `{loose[..Math.Min(40, loose.Length)]}` stands outside of any <message>");
        }
        foreach (var groups in messages.Select(m => m.Groups))
        {
            yield return new Part(new ChatRole(groups["role"].Value), Compile(engine, path, groups["text"].Value));
        }
    }

    private static HandlebarsTemplate<object, object> Compile(IHandlebars engine, string path, string template)
    {
        try
        {
            return engine.Compile(template);
        }
        catch (HandlebarsException e)
        {
            throw new UnusableInputException($"prompt `{path}`: {e.Message}");
        }
    }

    private static Yaml Parse(string path)
    {
        try
        {
            var reader = new DeserializerBuilder()
                .WithNamingConvention(UnderscoredNamingConvention.Instance)
                .IgnoreUnmatchedProperties()
                .Build();
            return reader.Deserialize<Yaml?>(File.ReadAllText(path)) ?? throw new UnusableInputException($"prompt `{path}` is empty");
        }
        catch (YamlException e)
        {
            throw new UnusableInputException(
                string.Create(CultureInfo.InvariantCulture, $"prompt `{path}`, line {e.Start.Line}: {e.Message}")
            );
        }
    }

    private static JsonElement? SchemaOf(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            using var schema = JsonDocument.Parse(File.ReadAllBytes(path));
            return schema.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new UnusableInputException($"schema `{path}`: {e.Message}");
        }
    }

    [GeneratedRegex(
        """<message role="(?<role>system|user|assistant)">(?<text>.*?)</message>""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex MessageTags();

    private sealed record Part(ChatRole Role, HandlebarsTemplate<object, object> Template);

#pragma warning disable S1144, S3218 // YamlDotNet sets what looks unused, by the file's own names.
    private sealed class Yaml
    {
        public string? Name { get; set; }

        public int Version { get; set; } = 1;

        public string? TemplateFormat { get; set; }

        public string? Template { get; set; }

        public string? Description { get; set; }

        public string? Owner { get; set; }

        public List<Change>? Changelog { get; set; }

        public List<Variable>? InputVariables { get; set; }

        public Dictionary<string, Settings>? ExecutionSettings { get; set; }
    }

    private sealed class Change
    {
        public int Version { get; set; }

        [YamlMember(Alias = "change")]
        public string? Text { get; set; }
    }

    private sealed class Variable
    {
        public string? Name { get; set; }

        public string? Description { get; set; }
    }

    private sealed class Settings
    {
        public float? Temperature { get; set; }

        public int? MaxTokens { get; set; }
    }
}
