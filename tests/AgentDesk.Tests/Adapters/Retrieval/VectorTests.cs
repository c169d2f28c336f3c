using System.Numerics.Tensors;
using AgentDesk.Adapters.Retrieval;
using FsCheck;
using FsCheck.Fluent;

namespace AgentDesk.Tests.Adapters.Retrieval;

public sealed class VectorTests
{
    [Fact]
    public void The_same_text_gives_the_same_vector_on_every_run_and_machine()
    {
        var vector = HashedEmbedding.Of("Security review of the München pilot, again.");

        // Taken once: a change of it means another version of the embedding, and its name must change.
        Assert.Equal(HashedEmbedding.Dimensions, vector.Length);
        Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 0.0001);
        Assert.Equal(vector, HashedEmbedding.Of("security REVIEW of the Munchen pilot again"));
    }

    [Fact]
    public void A_text_without_a_word_has_no_direction() => Assert.All(HashedEmbedding.Of(" … !? "), n => Assert.Equal(0, n));

    [Theory]
    [InlineData("deployment timeline", "when is the deployment timeline due", "the invoice was paid in March")]
    [InlineData("procurment questionnaire", "the procurement questionnaire came back", "we had lunch with the champion")]
    public void What_shares_words_or_spelling_is_nearer_than_what_does_not(string query, string near, string far)
    {
        var q = HashedEmbedding.Of(query);

        Assert.True(
            TensorPrimitives.Dot<float>(q, HashedEmbedding.Of(near)) > TensorPrimitives.Dot<float>(q, HashedEmbedding.Of(far)) + 0.1f
        );
    }

    [Fact]
    public void The_fast_product_is_the_plain_one()
    {
        var numbers = Gen.Choose(-127, 127).Select(n => (sbyte)n);
        var pairs = Gen.Choose(0, 200)
            .SelectMany(n => numbers.ListOf(n).SelectMany(a => numbers.ListOf(n).Select(b => (A: a.ToArray(), B: b.ToArray()))));

        Prop.ForAll(pairs.ToArbitrary(), p => SmallDot.Of(SmallDot.Widened(p.A), p.B) == p.A.Zip(p.B, (a, b) => a * b).Sum())
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Eight_bits_keep_a_number_to_half_a_step()
    {
        float[] numbers = [0.5f, -0.25f, 0.001f, 0f, -0.5f];
        var small = new sbyte[5];

        var scale = Sheet.Small(numbers, small);

        Assert.All(numbers.Zip(small), p => Assert.True(Math.Abs(p.First - (p.Second * scale)) <= (scale / 2) + 1e-6));
    }
}
