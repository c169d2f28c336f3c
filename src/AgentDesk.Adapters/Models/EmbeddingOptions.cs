using System.ComponentModel.DataAnnotations;

namespace AgentDesk.Adapters.Models;

/// <summary>Which embedding the index uses: section `AgentDesk:Embedding`.</summary>
public sealed class EmbeddingOptions : IValidatableObject
{
    public const string Section = "AgentDesk:Embedding";

    public const string Embedded = "embedded";
    public const string OpenAi = "openai";

    /// <summary>`embedded` (deterministic, no download) or `openai` (any compatible server).</summary>
    [Required, AllowedValues(Embedded, OpenAi, ErrorMessage = "AgentDesk:Embedding:Provider is none of `embedded`, `openai`")]
    public string Provider { get; set; } = Embedded;

    public string? Name { get; set; }

    /// <summary>With its `/v1`; null for OpenAI itself.</summary>
    public Uri? BaseUrl { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>Length of the vectors to ask for; null for the model's own.</summary>
    [Range(1, 16_384)]
    public int? Dimensions { get; set; }

    /// <summary>Texts sent in one request.</summary>
    [Range(1, 2048)]
    public int BatchSize { get; set; } = 64;

    /// <summary>Of one attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    [Range(0, 10)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>The first wait before a retry; it doubles, with jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A longer answer is refused before it is read: a batch of 64 long vectors as numbers is about 4 MB.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxAnswerBytes { get; set; } = 64 * 1024 * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider != OpenAi)
        {
            yield break;
        }
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return new("AgentDesk:Embedding:Name is missing: which model?", [nameof(Name)]);
        }
        if (BaseUrl is null && string.IsNullOrWhiteSpace(ApiKey))
        {
            yield return new("AgentDesk:Embedding:ApiKey is missing: set it, or BaseUrl for a server of your own", [nameof(ApiKey)]);
        }
    }
}
