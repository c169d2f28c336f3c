using AgentDesk.Adapters.Retrieval;
using FsCheck;
using FsCheck.Fluent;

namespace AgentDesk.Tests.Adapters.Retrieval;

public sealed class FusionTests
{
    private static readonly double[] Weights = [1, 0.5];

    [Fact]
    public void Whatever_one_list_holds_is_in_the_fusion_and_nothing_else() =>
        ForLists(
            (words, vectors) =>
            {
                var ids = words.Concat(vectors).Select(s => s.Id).Distinct().Order().ToList();
                return Fusion.ByRank([words, vectors], Weights, 20).Keys.Order().SequenceEqual(ids)
                    && Fusion.ByScore([words, vectors], Weights).Keys.Order().SequenceEqual(ids);
            }
        );

    [Fact]
    public void The_order_in_which_a_list_is_written_down_changes_nothing() =>
        ForLists(
            (words, vectors) =>
                Same(
                    Fusion.ByRank([words, vectors], Weights, 20),
                    Fusion.ByRank(
                        [
                            [.. words.Reverse()],
                            [.. vectors.Reverse()],
                        ],
                        Weights,
                        20
                    )
                )
                && Same(
                    Fusion.ByScore([words, vectors], Weights),
                    Fusion.ByScore(
                        [
                            [.. words.Reverse()],
                            [.. vectors.Reverse()],
                        ],
                        Weights
                    )
                )
        );

    [Fact]
    public void What_is_better_in_one_list_and_no_worse_in_the_other_is_better_in_the_fusion() =>
        ForLists(
            (words, vectors) =>
            {
                var (byRank, byScore) = (Fusion.ByRank([words, vectors], Weights, 20), Fusion.ByScore([words, vectors], Weights));
                var pairs =
                    from a in words
                    from b in words
                    where a.Score > b.Score && Score(vectors, a.Id) >= Score(vectors, b.Id)
                    select (a.Id, b.Id);
                return pairs.All(p => byRank[p.Item1] > byRank[p.Item2] && byScore[p.Item1] > byScore[p.Item2]);
            }
        );

    [Fact]
    public void By_rank_only_the_places_count() =>
        ForLists(
            (words, vectors) =>
                Same(
                    Fusion.ByRank([words, vectors], Weights, 20),
                    Fusion.ByRank(
                        [
                            [.. words.Select(s => s with { Score = (s.Score * 7) + 3 })],
                            vectors,
                        ],
                        Weights,
                        20
                    )
                )
        );

    [Fact]
    public void By_score_the_unit_of_a_list_does_not_count() =>
        ForLists(
            (words, vectors) =>
            {
                var (one, other) = (
                    Fusion.ByScore([words, vectors], Weights),
                    Fusion.ByScore(
                        [
                            [.. words.Select(s => s with { Score = s.Score * 1000 })],
                            vectors,
                        ],
                        Weights
                    )
                );
                return one.All(o => Math.Abs(o.Value - other[o.Key]) < 1e-9);
            }
        );

    private static double Score(IReadOnlyList<Scored> list, int id) =>
        list.Where(s => s.Id == id).Select(s => s.Score).DefaultIfEmpty(-1).First();

    private static bool Same(Dictionary<int, double> a, Dictionary<int, double> b) =>
        a.Count == b.Count && a.All(p => Math.Abs(p.Value - b[p.Key]) < 1e-12);

    private static void ForLists(Func<IReadOnlyList<Scored>, IReadOnlyList<Scored>, bool> holds)
    {
        // Few ids and few scores, so that ties and overlaps are common.
        var list = Gen.Choose(0, 12)
            .Select(i => i)
            .ListOf()
            .SelectMany(ids =>
                Gen.Choose(1, 5)
                    .ListOf(ids.Distinct().Count())
                    .Select(scores => (IReadOnlyList<Scored>)[.. ids.Distinct().Zip(scores, (id, score) => new Scored(id, score))])
            );

        Prop.ForAll(list.ToArbitrary(), list.ToArbitrary(), (words, vectors) => holds(words, vectors)).QuickCheckThrowOnFailure();
    }
}
