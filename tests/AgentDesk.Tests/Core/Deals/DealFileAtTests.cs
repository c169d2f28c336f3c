using AgentDesk.Core.Deals;
using AgentDesk.Tests.Adapters.Book;

namespace AgentDesk.Tests.Core.Deals;

public sealed class DealFileAtTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tidewater")]
    [InlineData("larkspur")]
    public async Task Nothing_of_later_is_in_a_file_of_earlier(string sample)
    {
        using var shelf = new Shelf(empty: true);
        await shelf.ImportAsync(Shelf.Sample(sample));
        var now = (await shelf.Book.TeamAsync(Ct)).AsOf!.Value;
        await foreach (var file in shelf.Book.OpenDealsAsync(Ct))
        {
            for (var at = now; at > now.AddDays(-150); at = at.AddDays(-9))
            {
                if (file.At(at) is not { } then)
                {
                    continue;
                }

                Assert.All(then.Mails, m => Assert.True(m.SentAt <= at));
                Assert.All(then.Activities, a => Assert.True(a.OccurredAt <= at));
                Assert.All(then.Calls, c => Assert.True(c.StartedAt <= at));
                Assert.All(then.Stages, s => Assert.True(s.EnteredAt <= at && (s.ExitedAt is null || s.ExitedAt <= at)));
                if (then.Stages.Count > 0)
                {
                    Assert.Equal(then.Stages[^1].Stage, then.Deal.Stage);
                }
                foreach (var field in file.FieldChanges.Select(c => c.Field).Distinct())
                {
                    var expected =
                        file.FieldChanges.Where(c => c.Field == field && c.ChangedAt <= at)
                            .OrderBy(c => c.ChangedAt)
                            .LastOrDefault()
                            ?.NewValue
                        ?? file.FieldChanges.Where(c => c.Field == field && c.ChangedAt > at).OrderBy(c => c.ChangedAt).First().OldValue;
                    if (file.FieldChanges.Any(c => c.Field == field && c.ChangedAt > at))
                    {
                        Assert.Equal(expected, then.Deal.Columns[field]);
                    }
                }
            }
        }
    }

    [Fact]
    public async Task The_file_of_now_is_the_file_itself()
    {
        using var shelf = new Shelf(empty: true);
        await shelf.ImportAsync(Shelf.Sample("larkspur"));
        var file = (await shelf.Book.FindAsync(new DealId("L-201"), Ct))!;

        Assert.Same(file, file.At(DateTimeOffset.MaxValue));
        Assert.Null(file.At(file.Deal.CreatedAt!.Value.AddSeconds(-1)));
    }

    [Fact]
    public async Task A_moved_close_date_is_what_it_was()
    {
        using var shelf = new Shelf(empty: true);
        await shelf.ImportAsync(Shelf.Sample("tidewater"));
        await foreach (var file in shelf.Book.OpenDealsAsync(Ct))
        {
            foreach (var change in file.FieldChanges.Where(c => c.Field == "close_date"))
            {
                Assert.Equal(
                    DateOnly.Parse(change.OldValue, System.Globalization.CultureInfo.InvariantCulture),
                    file.At(change.ChangedAt.AddSeconds(-1))!.Deal.CloseDate
                );
                Assert.Equal(
                    DateOnly.Parse(change.NewValue, System.Globalization.CultureInfo.InvariantCulture),
                    file.At(change.ChangedAt)!.Deal.CloseDate
                );
            }
        }
    }
}
