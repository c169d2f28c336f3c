using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Asking;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Tests.Surfaces.Web.Fakes;
using FsCheck;
using FsCheck.Fluent;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AgentDesk.Tests.Surfaces.Teams.Cards;

/// <summary>
/// Whatever stands in the evidence and in the drafts, and however much: a card is sound, below its limit, and the same each time.
/// </summary>
public sealed class CardProperties
{
    private static readonly Gen<string> Text =
        from text in Gen.Frequency((6, CardTextTests.Texts(12)), (1, CardTextTests.Texts(60)))
        from times in Gen.Frequency((8, Gen.Constant(1)), (2, Gen.Choose(2, 30)), (1, Gen.Choose(100, 600)))
        from plain in Gen.Elements("", "Dora wrote on 21 May that she waits. ", "line\n\n  two ")
        select string.Concat(Enumerable.Repeat(plain + text, times)) is { Length: > 0 } all ? all[..Math.Min(all.Length, 60_000)] : "x";

    private static readonly Gen<Citation> Cited = Gen.Elements(
            "mail:D-7-m5",
            "mail:D-7-m4",
            "thread:deal-D-7#1.2",
            "tracker:D-7-trk",
            "mail:gone (x)",
            "call:D-7-call#3-4"
        )
        .Zip(Text)
        .Select(p => new Citation(new EvidenceName(p.Item1), p.Item2));

    private static readonly Gen<Claim> Claimed =
        from section in Gen.Elements("known", "against", "context")
        from text in Text
        from standing in Gen.Elements(Standing.Fact, Standing.Inference)
        from cites in Cited.ListOf(2)
        select new Claim("c", section, text, standing, [.. cites]);

    private static readonly Gen<ActionPayload> Payload =
        from kind in Gen.Choose(0, 8)
        from a in Text
        from b in Text
        select (ActionPayload)(
            kind switch
            {
                0 or 1 => new ActionPayload.EmailDraft(
                    [SampleDeal.Champion],
                    [],
                    a,
                    b,
                    new EvidenceName("mail:D-7-m5"),
                    new Citation(new EvidenceName("thread:deal-D-7#1.2"), a)
                ),
                2 => new ActionPayload.Escalation(SampleDeal.Security, "security", a, new DateOnly(2026, 6, 17), b),
                3 => new ActionPayload.TaskItem(SampleDeal.Owner, a, new DateOnly(2026, 6, 17), b),
                4 => new ActionPayload.CrmField("next_step", a, b),
                5 => new ActionPayload.CrmNote(a),
                6 => new ActionPayload.StageChange("discovery", "propose", a),
                7 => new ActionPayload.MeetingRequest(
                    a,
                    [SampleDeal.Champion, SampleDeal.Reviewer],
                    SampleDeal.Now,
                    TimeSpan.FromMinutes(30),
                    b
                ),
                _ => new ActionPayload.Pause(new DateOnly(2026, 6, 22), a),
            }
        );

    private static readonly Gen<RunModel> Run =
        from headline in Text
        from account in Text
        from claims in Claimed.ListOf()
        from missing in Text.Zip(Text).ListOf()
        from payloads in Gen.Frequency((6, Payload.ListOf().Resize(8)), (1, Payload.ListOf(50)))
        from held in Gen.Choose(0, 4).ListOf(2)
        select CardRun.Waiting(
            new Packet(
                headline,
                new Blocker("security", BlockerStanding.Confirmed, ["authority"], "unblock"),
                [.. claims],
                new PriorAttempts(3, headline),
                [.. missing.Select(m => new MissingEvidence(m.Item1, m.Item2))],
                [],
                [],
                []
            ),
            [.. payloads],
            account,
            headline,
            held: [.. held]
        );

    private static readonly Uri Web = new("https://desk.example/");

    [Fact]
    public void A_card_is_sound_and_small_whatever_it_holds()
    {
        foreach (var cards in new ICards[] { new DeskCards(new CardOptions(Web)), new DeskCards(new CardOptions(null, Dialogs: false)) })
        {
            Check.One(
                Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(24),
                Prop.ForAll(
                    Run.ToArbitrary(),
                    run =>
                    {
                        foreach (var shared in new[] { false, true })
                        {
                            var card = cards.Approval(run, shared);
                            Sound(card);
                            Whole(card, run);
                            Assert.Equal(card.ToJsonString(), cards.Approval(run, shared).ToJsonString());
                        }

                        Sound(cards.Outcome(run));
                        foreach (var state in run.Sight.Open.Take(3))
                        {
                            Sound(cards.EditForm(run, state));
                        }
                        Assert.InRange(cards.Summary(run).Length, 1, 200);
                    }
                )
            );
        }
    }

    [Fact]
    public void An_answer_is_sound_and_small_whatever_it_holds()
    {
        var answers =
            from question in Text
            from said in Claimed.ListOf()
            from missing in Text.Zip(Text).ListOf()
            from choices in Text.ListOf()
            select new AnswerModel(
                question,
                new CitedAnswer(
                    [
                        .. said.Select(c => new AnswerSentence(
                            c.Text,
                            c.Standing,
                            [.. c.Citations.Select(q => new AnswerCitation(new DealId("D-7"), q.Evidence, q.Quote))]
                        )),
                    ],
                    [.. missing.Select(m => new MissingEvidence(m.Item1, m.Item2))],
                    [],
                    "offline",
                    "ask@1"
                )
                {
                    Choices = [.. choices.Select((c, i) => new DealChoice(new DealId($"D-{i}"), c, c, "propose"))],
                    Remarks = [question],
                },
                CardRun.Waiting(SampleDeal.Packet(), []).Viewer
            )
            {
                FollowUps = [(question, question)],
            };

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(80).WithEndSize(24),
            Prop.ForAll(
                answers.ToArbitrary(),
                answer =>
                {
                    var card = new DeskCards(new CardOptions(Web)).Answer(answer);

                    Sound(card);
                    Assert.InRange(
                        CardRules
                            .Of(card, "TextBlock")
                            .Count(t =>
                                System.Text.RegularExpressions.Regex.IsMatch(
                                    t["text"]!.ToString(),
                                    @"^\\\[\d+\\\] “",
                                    System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
                                    TimeSpan.FromSeconds(1)
                                )
                            ),
                        0,
                        AnswerCard.MostCitations
                    );
                }
            )
        );
    }

    [Fact]
    public void A_message_is_sound_and_small_whatever_it_holds() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(Text.Zip(Text).ToArbitrary(), said => Sound(new DeskCards(new CardOptions(Web)).Message(said.Item1, said.Item2)))
        );

    private static void Sound(JsonObject card)
    {
        Assert.Empty(CardRules.Broken(card, Web));

        // Read as a client reads it: the only links are the desk's own pages.
        var texts = CardRules
            .Of(card, "TextBlock")
            .Select(t => t["text"]!.ToString())
            .Concat(
                CardRules
                    .Of(card, "FactSet")
                    .SelectMany(f => f["facts"]!.AsArray().SelectMany(x => new[] { x!["title"]!.ToString(), x["value"]!.ToString() }))
            );
        foreach (var node in texts.SelectMany(t => Markdown.Parse(t).Descendants()))
        {
            Assert.False(
                node is HtmlInline or HtmlBlock or HeadingBlock or ListBlock or CodeBlock or CodeInline or QuoteBlock or AutolinkInline
            );
            if (node is LinkInline link)
            {
                Assert.StartsWith(Web.AbsoluteUri, link.Url, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>What a button approves stands on the card in every line.</summary>
    private static void Whole(JsonObject card, RunModel run)
    {
        var shown = CardRules
            .Of(card, "TextBlock")
            .Select(t => t["text"]!.ToString())
            .Concat(CardRules.Of(card, "FactSet").SelectMany(f => f["facts"]!.AsArray().Select(x => x!["value"]!.ToString())))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var button in CardRules.Of(card, "Action.Execute").Where(a => a["verb"]!.ToString() == CardVerbs.Approve))
        {
            var state = run.Sight.Actions.Single(a => a.Action.Id.Value == button["data"]!["action"]!.ToString());
            Assert.Equal(state.Action.PayloadHash, button["data"]!["hash"]!.ToString());
            Assert.True(state.IsOpen);
            var (lines, values) = state.Action.Payload switch
            {
                ActionPayload.EmailDraft m => (m.Body, m.Subject),
                ActionPayload.Escalation e => (e.Text, e.Record),
                ActionPayload.TaskItem t => (t.Text, t.Record),
                ActionPayload.CrmNote n => (n.Text, ""),
                ActionPayload.CrmField f => ("", f.After),
                ActionPayload.MeetingRequest m => (m.Agenda, m.Subject),
                ActionPayload.Pause p => ("", p.Reason),
                _ => ("", ""),
            };
            Assert.All(CardText.Lines(lines).Where(l => !string.IsNullOrWhiteSpace(l)), l => Assert.Contains(l, shown));
            if (!string.IsNullOrWhiteSpace(CardText.Value(values)))
            {
                Assert.Contains(shown, s => s.Contains(CardText.Value(values), StringComparison.Ordinal));
            }
        }
    }
}
