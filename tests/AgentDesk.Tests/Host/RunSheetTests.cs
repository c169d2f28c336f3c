using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Documents;
using AgentDesk.Host.Terminal;
using AgentDesk.Tests.Policy;
using AgentDesk.Workflows;

namespace AgentDesk.Tests.Host;

/// <summary>What a person reads at a prompt.</summary>
public sealed class RunSheetTests
{
    private const int Width = 160;

    [Fact]
    public void A_citation_says_who_and_when_under_a_numbered_claim()
    {
        var lines = Lines();

        Assert.Contains("  c1  Ana Ruiz writes that her security team waits for 12 of our 40 answers.", lines);
        Assert.Contains("      “still waits for 12 of your 40 answers”  Ana Ruiz, 2 March · mail:M2", lines);
        Assert.Contains("      “waiting_on_seller”  the tracker, 1 March · tracker:T1", lines);
    }

    [Fact]
    public void A_quote_that_its_statement_repeats_whole_is_said_once()
    {
        const string Quote = "still waits for 12 of your 40 answers";

        static string Text(bool verbose) =>
            string.Join(
                '\n',
                Lines(c => c with { Claims = [c.Claims[0] with { Text = $"Ana Ruiz wrote: \"{Quote}\"" }] }, verbose: verbose)
            );

        Assert.Equal((1, 2), (Text(verbose: false).Split(Quote).Length - 1, Text(verbose: true).Split(Quote).Length - 1));
        Assert.Contains("      Ana Ruiz, 2 March · mail:M2", Text(verbose: false), StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_narrow_terminal_the_inbox_breaks_no_id_and_no_address()
    {
        var run = Document(p => p, a => a, []);

        var lines = RunTables.InboxLines([run], 60).Select(l => l.Text).ToList();

        Assert.Contains($"{run.Id}  {run.DealId} {run.Account}, {run.State}", lines);
        Assert.Contains(lines, l => l.StartsWith("  waits for       olga.berg@seller.example", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.True(l.Length <= 60, l));
    }

    [Fact]
    public void What_is_known_inferred_against_and_context_stand_apart()
    {
        var lines = Lines(c =>
            c with
            {
                Claims =
                [
                    .. c.Claims,
                    c.Claims[0] with
                    {
                        Id = "c4",
                        Standing = Standing.Inference,
                        Text = "She seems to wait.",
                    },
                    c.Claims[0] with
                    {
                        Id = "c5",
                        Section = "context",
                        Text = "The money is there.",
                    },
                    c.Claims[0] with
                    {
                        Id = "c6",
                        Section = "context",
                        Standing = Standing.Inference,
                        Text = "Ben is new.",
                    },
                ],
            }
        );

        Assert.Equal(
            ["known", "c1", "c2", "inferred", "c4", "against it", "c3", "context", "c5", "c6"],
            lines
                .Select(l => l.Trim().Split("  ")[0])
                .Where(l => l is "known" or "inferred" or "against it" or "context" || l.Length == 2 && l[0] == 'c')
        );
        Assert.Contains("  c6  Ben is new. (inferred)", lines);
        Assert.Contains("  c5  The money is there.", lines);
    }

    [Fact]
    public void Categories_kinds_and_attempts_are_words()
    {
        var lines = Lines(c =>
            c with
            {
                Blocker = new BlockerDocument("weak_case", BlockerStanding.Inferred, ["no_decision_process", "budget"], "unblock"),
            }
        );

        Assert.Contains("blocker  weak case (inferred), also no decision process and budget; disposition: unblock", lines);
        Assert.Contains("  2 attempts: A mail on 9 March and a voicemail on 13 March, both about the proposal.", lines);
        Assert.Contains("  mail draft; needs the deal owner (olga.berg@seller.example)", lines);
    }

    [Fact]
    public void Something_new_is_a_quote_with_its_source()
    {
        var lines = Lines(action: a =>
            a with
            {
                Payload = (
                    (ActionPayload.EmailDraft)Case.Proposal.Actions[0].Payload with
                    {
                        SomethingNew = new(new("asset:security-pack"), "Backups are kept for 35 days."),
                    }
                ).ToJson(),
            }
        );

        Assert.Contains("  something new  “Backups are kept for 35 days.”  Security pack 2026 · asset:security-pack", lines);
        Assert.Contains("  in reply to  Ana Ruiz, 2 March · mail:M2", lines);
        Assert.DoesNotContain(lines, l => l.Contains('{', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "2 unanswered touches in the last 7 days, 2 allowed: wait until 2026-03-24",
        "  what to do: from 2026-03-24 on it may go out; `agentdesk scan` then prepares it anew. Or reject it."
    )]
    [InlineData(
        "it brings nothing new",
        "  what to do: change what the reason names, and approve it after it has passed the gates. Or reject it."
    )]
    public void A_withheld_action_says_what_to_do(string reason, string says)
    {
        var lines = Lines(action: a => a with { State = "withheld", Detail = reason });

        Assert.Contains($"  withheld: {reason}", lines);
        Assert.Contains(says, lines);
        Assert.Contains("  agentdesk decide r-1 edit --action a1 --payload FILE", lines);
        Assert.DoesNotContain(lines, l => l.Contains("approve --action a1", StringComparison.Ordinal));
    }

    [Fact]
    public void An_edit_is_shown_as_a_difference()
    {
        var lines = Lines(action: a =>
        {
            var prepared = (ActionPayload.EmailDraft)Case.Proposal.Actions[0].Payload;
            var edited = prepared with { Subject = "Changed", Body = $"{prepared.Body}\nOne line more." };
            return a with { Payload = edited.ToJson(), PreparedPayload = prepared.ToJson(), State = "edited" };
        });

        var subject = ((ActionPayload.EmailDraft)Case.Proposal.Actions[0].Payload).Subject;
        var at = lines.ToList().IndexOf("  changed since it was prepared:");
        Assert.Equal(
            ["  subject", $"    - {subject}", "    + Changed", "  body", "    + One line more."],
            lines.Skip(at + 1).TakeWhile(l => !l.StartsWith("  agentdesk", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Gates_that_passed_are_a_count_unless_all_is_asked_for()
    {
        FindingDocument[] findings =
        [
            new("language", "withhold", "it shouts", ["a1"]),
            new("readiness", "pass", "it is ready", []),
            new("every-claim-cites", "pass", "each cites", []),
        ];

        var few = Lines(findings: findings);
        var all = Lines(findings: findings, verbose: true);

        Assert.Contains("  withheld  language  it shouts (a1)", few);
        Assert.Contains("  2 gates passed (--verbose lists them)", few);
        Assert.DoesNotContain(few, l => l.Contains("readiness", StringComparison.Ordinal));
        Assert.Contains("    readiness  it is ready", all);
    }

    [Fact]
    public void History_begins_at_the_beginning()
    {
        var lines = Lines();

        Assert.Equal(["  2026-03-19 09:00  agentdesk  Started", "  2026-03-20 09:00  agentdesk  Put to decision"], lines.TakeLast(2));
    }

    [Fact]
    public void Lines_fit_and_only_commands_are_longer()
    {
        var lines = new RunSheet(Document(p => p, a => a, []), Case.Dossier, 60, verbose: true).Lines();

        Assert.All(lines.Where(l => l.Tone != Tone.Command), l => Assert.True(l.Text.Length <= 60, l.Text));
        Assert.Contains(lines, l => l is { Tone: Tone.Command, Text.Length: > 60 });
    }

    [Fact]
    public void A_range_of_cues_names_everybody_who_speaks_in_it()
    {
        var range = Case.Dossier.Find(new("call:K1#1-2"))!;

        Assert.Equal(["Olga Berg", "Ana Ruiz"], Plain.Speakers(Case.Dossier, range));
        Assert.Equal("Olga Berg and Ana Ruiz, 3 February", Plain.Source(Case.Dossier, range.Name));
    }

    private static AgentDesk.Core.Policy.GateCase Case { get; } = GateCaseFile.Build();

    private static IReadOnlyList<string> Lines(
        Func<PacketDocument, PacketDocument>? packet = null,
        Func<ActionDocument, ActionDocument>? action = null,
        IReadOnlyList<FindingDocument>? findings = null,
        bool verbose = false
    ) =>
        [
            .. new RunSheet(Document(packet ?? (p => p), action ?? (a => a), findings ?? []), Case.Dossier, Width, verbose)
                .Lines()
                .Select(l => l.Text),
        ];

    private static RunDocument Document(
        Func<PacketDocument, PacketDocument> packet,
        Func<ActionDocument, ActionDocument> action,
        IReadOnlyList<FindingDocument> findings
    )
    {
        var (p, a) = (Case.Packet, Case.Proposal.Actions[0]);
        var b = p.Blocker!;
        return new RunDocument(
            "r-1",
            Catalog.All[0].Name,
            "Q-1",
            "Quillon rota",
            "Quillon Works",
            "olga.berg@seller.example",
            "waiting",
            new("stale", "38 days in propose, 21 expected", Case.Now),
            [new("stale", "38 days in propose, 21 expected", Case.Now)],
            Case.Now,
            "offline",
            "stalled-deal@3",
            null,
            "built-in@1",
            packet(
                new PacketDocument(
                    p.Headline,
                    new BlockerDocument(b.Category, b.Standing, b.Secondary, b.Disposition),
                    p.Claims,
                    p.PriorAttempts,
                    p.MissingEvidence,
                    [],
                    [],
                    []
                )
            ),
            [
                action(
                    new ActionDocument(
                        "a1",
                        a.Payload.Kind,
                        a.Payload.Audience,
                        a.Payload.Recipients,
                        a.Summary,
                        a.Payload.ToJson(),
                        a.PayloadHash,
                        a.RecordVersion,
                        a.Needs,
                        a.NeedsWho,
                        null,
                        "pending",
                        null,
                        Case.Now,
                        null,
                        null,
                        null
                    )
                ),
            ],
            findings,
            [new(Case.Now.AddDays(-1), "agentdesk", "started", "Started"), new(Case.Now, "agentdesk", "proposed", "Put to decision")],
            null,
            null,
            null
        );
    }
}
