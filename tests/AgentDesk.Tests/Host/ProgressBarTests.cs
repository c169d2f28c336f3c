using AgentDesk.Engine;
using AgentDesk.Host.Terminal;
using AgentDesk.Tests.Engine.Fakes;

namespace AgentDesk.Tests.Host;

public sealed class ProgressBarTests
{
    private readonly ManualTime _time = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly List<string> _written = [];

    [Fact]
    public void A_log_hears_nothing_of_work_that_is_soon_over()
    {
        using (var bar = new ProgressBar(_time, terminal: false, _written.Add))
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            bar.Report(new Progress("reading voice", 0, 3));
        }

        Assert.Empty(_written);
    }

    [Fact]
    public void A_log_hears_of_long_work_now_and_then_and_nothing_after_its_end()
    {
        var bar = new ProgressBar(_time, terminal: false, _written.Add);
        for (var i = 0; i < 8; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            bar.Report(new Progress("scanning", i, 8));
        }

        bar.Dispose();
        _time.Advance(TimeSpan.FromMinutes(1));
        bar.Report(new Progress("scanning", 8, 8));

        Assert.Equal(["scanning: 2 of 8", "scanning: 5 of 8"], _written.Select(w => w.TrimEnd()));
    }

    [Fact]
    public void A_bar_on_a_terminal_is_wiped_away()
    {
        var bar = new ProgressBar(_time, terminal: true, _written.Add);
        _time.Advance(TimeSpan.FromSeconds(2));
        bar.Report(new Progress("scanning", 4, 8));

        bar.Dispose();

        Assert.Equal(2, _written.Count);
        Assert.Equal("\r\u001b[K", _written[^1]);
    }
}
