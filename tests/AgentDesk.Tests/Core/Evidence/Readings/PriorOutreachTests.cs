using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Tests.Policy;

namespace AgentDesk.Tests.Core.Evidence.Readings;

public sealed class PriorOutreachTests
{
    [Fact]
    public void A_mail_to_a_mailbox_that_is_not_read_counts_and_is_marked()
    {
        var c = GateCaseFile.Build();
        var ana = new MailAddress("Ana Ruiz", "ana.ruiz@quillon.example");
        var reply = c.Dossier.File.Mails[1] with
        {
            Id = "M9",
            From = ana,
            SentAt = c.Now.AddDays(-10),
            Body = "I have left the company. This mailbox is not monitored.",
            OwnWords = "I have left the company.",
            IsAutoReply = true,
        };

        var before = PriorOutreach.Of(c.Dossier.File, c.Dossier.Team, c.Now);
        var after = PriorOutreach.Of(c.Dossier.File with { Mails = [.. c.Dossier.File.Mails, reply] }, c.Dossier.Team, c.Now);

        Assert.Equal(["mail:M3", "activity:A1"], before.Items.Select(a => a.Name.Value));
        Assert.DoesNotContain(before.Items, a => a.NotRead);
        Assert.Equal(before.Count, after.Count);
        Assert.Equal(["mail:M3"], after.Items.Where(a => a.NotRead).Select(a => a.Name.Value));
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(1, "2026-03-17")]
    public void A_touch_is_allowed_again_on_the_first_whole_day_on_which_one_more_fits(int allowed, string? free)
    {
        var c = GateCaseFile.Build();
        var mail = c.Dossier.File.Mails[2];
        var file = c.Dossier.File with
        {
            Activities = [],
            Mails = [.. c.Dossier.File.Mails.Take(2), mail with { SentAt = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero) }],
        };

        var window = TouchWindow.Of(
            file,
            c.Dossier.Team,
            c.Dossier.Playbook.Limits with
            {
                MaxTouches = allowed,
            },
            new(2026, 3, 15, 9, 0, 0, TimeSpan.Zero)
        );

        Assert.Equal(
            (1, allowed, free),
            (window.Touches, window.Allowed, window.FreeFrom?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
        );
    }
}
