using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Evals.Latency;
using AgentDesk.Tests.Samples;

namespace AgentDesk.Tests.Evals;

/// <summary>
/// The four chains on the labelled exports, evening by evening, through the real import, inputs, embedded analyst and gates.
/// </summary>
public sealed class LatencyEvalTests
{
    private static readonly Lazy<Task<IReadOnlyList<LatencyAnswer>>> Walked = new(() =>
        LatencyEval.AnswersAsync(RepoRoot.Path("evals", "data", "pipelines", "tidewater"), 56, 4, CancellationToken.None)
    );

    [Fact]
    public void How_a_reader_says_that_triggers_stand_is_how_their_clocks_stand()
    {
        foreach (var row in LatencyEval.Rows())
        {
            var export = SampleExport.Named(row.Export);
            var then = export.Deal(row.Deal).At(row.AsOf)!;

            var clocks = TriggerClocks
                .Of(then, export.Team, export.Playbook, row.AsOf)
                .Where(c => c.Trigger == row.Trigger && c.Name.Value.StartsWith(row.Evidence, StringComparison.Ordinal))
                .ToList();

            Assert.True(
                clocks.Exists(c => c.State == row.State),
                $"{row}: {string.Join("; ", clocks.Select(c => $"{c.Who} {c.State} {c.Because}"))}"
            );
        }
    }

    [Theory]
    [InlineData(TriggerRule.BuyerReply)]
    [InlineData(TriggerRule.CallEnded)]
    [InlineData(TriggerRule.StakeholderNamed)]
    [InlineData(TriggerRule.DealQuiet)]
    public async Task Each_chain_gets_a_mail_that_every_gate_lets_pass(string trigger)
    {
        var answers = await Walked.Value;

        Assert.Contains(
            answers,
            a =>
                !a.Verdict.Stops
                && a.Clocks.Any(c => c.Clock.Trigger == trigger && c.Clock.State == ClockState.Late)
                && a.Shown.Any(x => x.Payload is ActionPayload.EmailDraft m && Belongs(a, trigger, m))
        );
    }

    [Fact]
    public async Task Every_quotation_in_a_draft_stands_in_the_evidence_and_no_card_is_stopped_on_its_words()
    {
        foreach (var a in await Walked.Value)
        {
            Assert.Empty(a.Unquoted);
            Assert.DoesNotContain(
                a.Verdict.Findings,
                f =>
                    f.Outcome == Outcome.Stop
                    && f.Gate is not ("stale-evidence" or "readiness" or "open-deals-only" or "contradictions-shown")
            );
            Assert.All(a.Clocks, c => Assert.NotEmpty(c.Next));
            Assert.True(a.Proposal.Actions.Count > 0 || a.Proposal.Packet.Headline.Contains("Nothing to do: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_recap_holds_what_the_buyer_said_and_goes_to_who_was_there()
    {
        var recap = (await Walked.Value)
            .SelectMany(a => a.Shown.Select(x => (Answer: a, Mail: x.Payload as ActionPayload.EmailDraft)))
            .First(x => x.Mail is { } m && Belongs(x.Answer, TriggerRule.CallEnded, m));

        var call = recap.Answer.Dossier.File.Calls[^1];
        Assert.All(recap.Mail!.To, to => Assert.Contains(call.Participants, p => p.Email == to && p.Side == Side.Buyer));
        Assert.Contains(
            call.Cues,
            q =>
                q.Side == Side.Buyer
                && recap.Mail.Body.Split('"').Any(part => part.Length > 20 && q.Text.Contains(part, StringComparison.Ordinal))
        );
    }

    private static bool Belongs(LatencyAnswer a, string trigger, ActionPayload.EmailDraft m) =>
        trigger switch
        {
            TriggerRule.BuyerReply => m.InReplyTo is not null
                && a.Clocks.Any(c => c.Clock.Trigger == trigger && c.Clock.Answer == m.InReplyTo),
            TriggerRule.CallEnded => m.Subject.Contains("recap", StringComparison.OrdinalIgnoreCase),
            TriggerRule.StakeholderNamed => m.InReplyTo is null
                && a.Clocks.Any(c => c.Clock.Trigger == trigger && c.Clock.To.SequenceEqual(m.To)),
            _ => m.SomethingNew is not null,
        };
}
