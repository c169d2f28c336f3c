using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>
/// The embedded embedding: words, pairs of neighbouring words and groups of letters, hashed with a sign into a fixed number of
/// dimensions. The same text gives the same vector on every machine; nothing is downloaded or learned. It knows nothing of meaning: it adds
/// tolerance for endings, compounds and misspellings to keyword search, and keeps the seam at which a trained embedding goes in.
/// </summary>
public sealed class HashedEmbedding : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>How many numbers a vector has.</summary>
    public const int Dimensions = 384;

    private const float WordWeight = 1f;
    private const float PairWeight = 0.3f;
    private const float LettersWeight = 0.2f;
    private const int Letters = 4;

    // Part of what names this embedding: vectors of another version are never compared with these.
    private static readonly EmbeddingGeneratorMetadata Metadata = new("agentdesk", null, "hashed-1", Dimensions);

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var made = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var value in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            made.Add(new Embedding<float>(Of(value)));
        }

        return Task.FromResult(made);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }
        if (serviceType == typeof(EmbeddingGeneratorMetadata))
        {
            return Metadata;
        }
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    /// <summary>The vector of a text, of length 1; all zeros for a text without a word.</summary>
    public static float[] Of(string text)
    {
        var features = new Dictionary<ulong, float>();
        var words = Words.Of(text);
        string? before = null;
        foreach (var word in words)
        {
            var little = Words.IsLittle(word);
            if (before is not null && !little)
            {
                Count(features, Hash(word, Hash(before, 3)), PairWeight);
            }
            before = little ? before : word;
            if (little)
            {
                continue;
            }

            Count(features, Hash(word, 1), WordWeight);
            if (word.Length < Letters)
            {
                continue;
            }
            // Long words have many groups; together they weigh as much as the groups of a short one.
            var share = LettersWeight / MathF.Sqrt(word.Length - Letters + 1);
            for (var i = 0; i + Letters <= word.Length; i++)
            {
                Count(features, Hash(word.AsSpan(i, Letters), 2), share);
            }
        }

        var vector = new float[Dimensions];
        foreach (var (hash, weight) in features)
        {
            // Each feature sets two places, so that two features rarely cancel each other wholly.
            Place(vector, hash, weight);
            Place(vector, Mix(hash), weight);
        }

        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, vector);
        }
        return vector;
    }

    // The second time that a word is said tells less than the first.
    private static void Count(Dictionary<ulong, float> features, ulong hash, float weight) =>
        features[hash] = features.TryGetValue(hash, out var had) ? MathF.Sqrt((had * had) + (weight * weight)) : weight;

    private static void Place(float[] vector, ulong hash, float weight) =>
        vector[(hash >> 1) % Dimensions] += (hash & 1) == 0 ? weight : -weight;

    // FNV-1a over the characters, mixed: the same on every run and machine, as string.GetHashCode is not.
    private static ulong Hash(ReadOnlySpan<char> text, ulong seed)
    {
        var hash = 14695981039346656037UL ^ (seed * 0x9E3779B97F4A7C15UL);
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }
        return Mix(hash);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
