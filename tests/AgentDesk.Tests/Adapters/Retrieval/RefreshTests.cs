using AgentDesk.Adapters.Retrieval;
using AgentDesk.Engine;
using Microsoft.Extensions.AI;
using static AgentDesk.Tests.Adapters.Retrieval.IndexFixture;

namespace AgentDesk.Tests.Adapters.Retrieval;

public sealed class RefreshTests : IDisposable
{
    private readonly IndexFixture _fixture = new();

    [Fact]
    public async Task A_second_refresh_embeds_nothing_and_a_changed_deal_only_itself()
    {
        var counting = new CountingEmbedding("one");
        var (first, second) = (
            Deal("D-1", "Harbor", Mail("m1", "Alpha", "alpha terms of the contract")),
            Deal("D-2", "Quay", Mail("m2", "Beta", "beta terms of the contract"))
        );
        using var before = await _fixture.BuildAsync([first, second], embedding: counting);
        counting.Texts.Clear();

        await before.RefreshAsync(null, TestContext.Current.CancellationToken);
        var again = counting.Texts.Count;
        using var after = await _fixture.BuildAsync(
            [first, Deal("D-2", "Quay", Mail("m2", "Beta", "gamma terms of the contract"))],
            embedding: counting
        );

        Assert.Equal(0, again);
        Assert.Contains(counting.Texts, t => t.Contains("gamma", StringComparison.Ordinal));
        Assert.DoesNotContain(counting.Texts, t => t.Contains("alpha", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(0)]
    public async Task What_changed_or_went_is_found_no_more(int readWholeUpTo)
    {
        var options = new RetrievalOptions { ReadWholeUpTo = readWholeUpTo, VectorsWeight = 0 };
        using var before = await _fixture.BuildAsync(
            [Deal("D-1", "Harbor", Mail("m1", "Terms", "indemnity")), Deal("D-2", "Quay", Mail("m2", "Terms", "indemnity"))],
            options
        );
        var then = await before.SearchAsync("indemnity", new SearchFilter(), 5, TestContext.Current.CancellationToken);

        using var after = await _fixture.BuildAsync([Deal("D-1", "Harbor", Mail("m1", "Terms", "liability"))], options);
        var old = await after.SearchAsync("indemnity", new SearchFilter(), 5, TestContext.Current.CancellationToken);
        var now = await after.SearchAsync("liability", new SearchFilter(), 5, TestContext.Current.CancellationToken);

        Assert.Equal(["mail:m1", "mail:m2"], Names(then));
        Assert.Empty(old);
        Assert.Equal(["mail:m1"], Names(now));
    }

    [Fact]
    public async Task Growing_step_by_step_or_all_at_once_finds_the_same()
    {
        var deals = Enumerable
            .Range(0, 6)
            .Select(i => Deal($"D-{i}", "Harbor", Mail($"m{i}", "Terms", $"point {i} of the security review")))
            .ToList();
        foreach (var count in (int[])[2, 4, 6])
        {
            using var step = await _fixture.BuildAsync(deals[..count]);
        }

        using var grown = _fixture.Open(deals, new RetrievalOptions { ReadWholeUpTo = 0 });
        using var other = new IndexFixture();
        using var whole = await other.BuildAsync(deals, new RetrievalOptions { ReadWholeUpTo = 0 });
        var query = "security review point";

        var steps = await grown.SearchAsync(query, new SearchFilter(), 10, TestContext.Current.CancellationToken);
        var once = await whole.SearchAsync(query, new SearchFilter(), 10, TestContext.Current.CancellationToken);

        Assert.Equal(once, steps);
        Assert.NotEmpty(once);
    }

    [Fact]
    public async Task Vectors_of_another_embedding_are_made_anew()
    {
        var deal = Deal("D-1", "Harbor", Mail("m1", "Alpha", "alpha terms of the contract"));
        using var first = await _fixture.BuildAsync([deal], embedding: new CountingEmbedding("one"));
        var other = new CountingEmbedding("two");

        using var second = await _fixture.BuildAsync([deal], embedding: other);

        Assert.Contains(other.Texts, t => t.Contains("alpha", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Until_a_refresh_an_index_of_another_embedding_answers_by_words()
    {
        using var first = await _fixture.BuildAsync(
            [Deal("D-1", "Harbor", Mail("m1", "Alpha", "alpha terms of the contract"))],
            embedding: new CountingEmbedding("one")
        );
        using var second = _fixture.Open([], embedding: new CountingEmbedding("two"));

        var found = await second.SearchAsync("alpha", new SearchFilter(), 5, TestContext.Current.CancellationToken);

        Assert.Equal("mail:m1", found[0].Name.Value);
    }

    [Fact]
    public async Task A_refresh_that_broke_off_is_finished_by_the_next()
    {
        var deals = Enumerable
            .Range(0, 5)
            .Select(i => Deal($"D-{i}", "Harbor", Mail($"m{i}", "Terms", $"clause number {i} of the contract")))
            .ToList();
        using var broken = _fixture.Open(deals, embedding: new CountingEmbedding("one") { FailAfter = 3 });

        await Assert.ThrowsAsync<SystemUnavailableException>(() => broken.RefreshAsync(null, TestContext.Current.CancellationToken));
        using var whole = await _fixture.BuildAsync(deals, embedding: new CountingEmbedding("one"));
        var found = await whole.SearchAsync(
            "clause of the contract",
            new SearchFilter(Kinds: ["mail"]),
            10,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("mail:m0 mail:m1 mail:m2 mail:m3 mail:m4", string.Join(' ', Names(found).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task While_the_embedding_does_not_answer_words_alone_do()
    {
        var embedding = new CountingEmbedding("one");
        using var index = await _fixture.BuildAsync(
            [Deal("D-1", "Harbor", Mail("m1", "Alpha", "alpha terms of the contract"))],
            embedding: embedding
        );
        embedding.FailAfter = 0;

        var found = await index.SearchAsync("alpha", new SearchFilter(), 5, TestContext.Current.CancellationToken);

        Assert.Equal("mail:m1", found[0].Name.Value);
    }

    public void Dispose() => _fixture.Dispose();

    private sealed class CountingEmbedding(string model) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public List<string> Texts { get; } = [];

        public int FailAfter { get; set; } = int.MaxValue;

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values,
            EmbeddingGenerationOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            if (FailAfter-- <= 0)
            {
                throw new SystemUnavailableException("the embedding is away");
            }
            var texts = values.ToList();
            Texts.AddRange(texts);
            return Task.FromResult(
                new GeneratedEmbeddings<Embedding<float>>(texts.Select(t => new Embedding<float>(HashedEmbedding.Of(t))))
            );
        }

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(EmbeddingGeneratorMetadata)
                ? new EmbeddingGeneratorMetadata("test", null, model, HashedEmbedding.Dimensions)
                : null;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
