using System.ComponentModel.DataAnnotations;

namespace AgentDesk.Adapters.Models;

/// <summary>Which model prepares drafts and what it may cost: section `AgentDesk:Model`.</summary>
public sealed class ModelOptions : IValidatableObject
{
    public const string Section = "AgentDesk:Model";

#pragma warning disable S1075 // The service's public address, where no other is set.
    /// <summary>Where the provider `openai` answers when no base URL is set.</summary>
    public static readonly Uri OpenAiAddress = new("https://api.openai.com/v1");
#pragma warning restore S1075

    public const string Offline = "offline";
    public const string OpenAi = "openai";
    public const string AzureOpenAi = "azure-openai";

    /// <summary>`offline` (embedded, no key, no network), `openai` (any compatible server) or `azure-openai`.</summary>
    [
        Required,
        AllowedValues(
            Offline,
            OpenAi,
            AzureOpenAi,
            ErrorMessage = "AgentDesk:Model:Provider is none of `offline`, `openai`, `azure-openai`"
        )
    ]
    public string Provider { get; set; } = Offline;

    /// <summary>The model's name at the provider; on Azure the deployment's.</summary>
    public string? Name { get; set; }

    /// <summary>Where an OpenAI-compatible server listens, with its `/v1`; null for OpenAI itself.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>The Azure OpenAI resource, `https://NAME.openai.azure.com`.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Never logged. Servers on one's own machine need none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Azure: sign in with Entra instead of a key.</summary>
    public bool UseEntra { get; set; }

    /// <summary>Azure: what the Entra token is asked for.</summary>
    [Required]
    public string EntraScope { get; set; } = "https://cognitiveservices.azure.com/.default";

    /// <summary>How the JSON is asked for: `json_schema` (strict), `json_object` or `text`, for servers that know less.</summary>
    [AllowedValues(
        "json_schema",
        "json_object",
        "text",
        ErrorMessage = "AgentDesk:Model:AnswerFormat is none of `json_schema`, `json_object`, `text`"
    )]
    public string AnswerFormat { get; set; } = "json_schema";

    /// <summary>
    /// Of one attempt, from sending to the last byte. An attempt that times out is not repeated: it may have cost what it costs.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>After 429, 5xx and dropped connections.</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>The first wait before a retry; it doubles, with jitter. A `Retry-After` of up to a minute goes before it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A longer answer is refused before it is read.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxAnswerBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Of one call, prompt and schema. Evidence that does not fit is left out, least relevant first, and named.</summary>
    [Range(1000, 10_000_000)]
    public int MaxInputTokens { get; set; } = 100_000;

    /// <summary>Of one call; a workflow may ask for less.</summary>
    [Range(100, 1_000_000)]
    public int MaxOutputTokens { get; set; } = 8_000;

    /// <summary>Of all calls for one run, input and output together; 0 means no limit.</summary>
    [Range(0, long.MaxValue)]
    public long MaxTokensPerRun { get; set; } = 500_000;

    /// <summary>Of all calls for one run, in the currency of the prices; 0 means no limit.</summary>
    [Range(0, 1_000_000)]
    public double MaxCostPerRun { get; set; }

    /// <summary>Price of a million input tokens.</summary>
    [Range(0, 1_000_000)]
    public double PricePerMillionIn { get; set; }

    /// <summary>Price of a million output tokens.</summary>
    [Range(0, 1_000_000)]
    public double PricePerMillionOut { get; set; }

    /// <summary>Keeps every call in this folder, for replay.</summary>
    public string? RecordTo { get; set; }

    /// <summary>Answers every call from this folder and never goes live.</summary>
    public string? ReplayFrom { get; set; }

    /// <summary>What the recordings are called: the first part of their file names.</summary>
    [
        Required,
        RegularExpression("[a-z0-9][a-z0-9-]*", ErrorMessage = "AgentDesk:Model:RecordName must be lower-case letters, digits and hyphens")
    ]
    public string RecordName { get; set; } = "live";

    internal bool IsOffline => Provider == Offline && ReplayFrom is null;

    /// <summary>As documents show it: `offline` or provider:name.</summary>
    internal string Shown => IsOffline ? Offline : $"{Provider}:{Name ?? RecordName}";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RecordTo is not null && ReplayFrom is not null)
        {
            yield return new("AgentDesk:Model has both RecordTo and ReplayFrom: set one", [nameof(RecordTo)]);
        }

        if (ReplayFrom is not null && Provider == Offline)
        {
            yield return new(
                "AgentDesk:Model:ReplayFrom needs the provider that was recorded: set Provider to `openai` or `azure-openai`",
                [nameof(ReplayFrom)]
            );
        }

        if (Provider == Offline || ReplayFrom is not null)
        {
            yield break;
        }
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return new($"AgentDesk:Model:Name is missing: which model of `{Provider}`?", [nameof(Name)]);
        }
        if (Provider == OpenAi && BaseUrl is null && string.IsNullOrWhiteSpace(ApiKey))
        {
            yield return new("AgentDesk:Model:ApiKey is missing: set it, or BaseUrl for a server of your own", [nameof(ApiKey)]);
        }

        if (BaseUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
        {
            yield return new($"AgentDesk:Model:BaseUrl `{url}` is no http or https address", [nameof(BaseUrl)]);
        }

        if (Provider != AzureOpenAi)
        {
            yield break;
        }
        if (Endpoint is not { IsAbsoluteUri: true, Scheme: "https" })
        {
            yield return new(
                "AgentDesk:Model:Endpoint must be the resource's https address, such as `https://NAME.openai.azure.com`",
                [nameof(Endpoint)]
            );
        }
        if (!UseEntra && string.IsNullOrWhiteSpace(ApiKey))
        {
            yield return new("AgentDesk:Model:ApiKey is missing: set it, or UseEntra", [nameof(ApiKey)]);
        }
    }
}
