using System.Text.Json;
using System.Text.RegularExpressions;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Evals.Analyst;
using AgentDesk.Evals.Cases;
using AgentDesk.Tests.Engine.Fakes;
using AgentDesk.Workflows;
using FsCheck;
using FsCheck.Fluent;

namespace AgentDesk.Tests.Evals.Cases;

public sealed partial class RedactionTests
{
    public static TheoryData<string> Exports => [.. new[] { "tidewater", "larkspur", "quillon", "opaline", "harrowgate", "ferrowell" }];

    [Theory, MemberData(nameof(Exports))]
    public async Task Nothing_of_a_sample_deals_addresses_people_or_companies_remains(string export)
    {
        var labels = await File.ReadAllLinesAsync(
            RepoRoot.Path("evals", "data", "pipelines", $"{export}.labels.jsonl"),
            TestContext.Current.CancellationToken
        );
        var ids = labels
            .Where(l => l.Length > 0)
            .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("deal_id").GetString()!)
            .ToList();
        var dossiers = await LabelledDeals.DossiersAsync(
            RepoRoot.Path("evals", "data", "pipelines", export),
            ids,
            TestContext.Current.CancellationToken
        );
        var accounts = dossiers.Select(d => d.Deal.Account).Distinct(StringComparer.Ordinal).ToList();
        var people = dossiers.SelectMany(d => d.File.Contacts).ToList();

        foreach (var dossier in dossiers)
        {
            var text = JsonSerializer.Serialize(CaseOf(dossier, accounts, people), DeskJson.Options);
            Assert.Equal(text, JsonSerializer.Serialize(CaseOf(dossier, accounts, people), DeskJson.Options));

            var addresses = people
                .Select(c => c.Email)
                .Concat(dossier.Team.Colleagues.Select(c => c.Email))
                .Concat(dossier.File.Mails.SelectMany(m => m.To.Concat(m.Cc).Append(m.From)).Select(a => a.Address));
            Assert.All(
                addresses.Where(a => a.Contains('@', StringComparison.Ordinal)),
                a => Assert.DoesNotContain(a, text, StringComparison.OrdinalIgnoreCase)
            );
            Assert.All(accounts, a => Assert.DoesNotContain(a, text, StringComparison.OrdinalIgnoreCase));
            Assert.All(
                people.Select(c => c.Name).Where(n => n.Contains(' ', StringComparison.Ordinal)),
                n => Assert.DoesNotContain(n, text, StringComparison.OrdinalIgnoreCase)
            );
            Assert.All(dossier.Team.SellerDomains, d => Assert.DoesNotContain(d, text, StringComparison.OrdinalIgnoreCase));
            Assert.All(Link().Matches(text), m => Assert.Matches(@"^https://link-\d+\.example$", m.Value));

            var words = Folded.Word().Matches(text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
            foreach (
                var part in dossier
                    .File.Contacts.SelectMany(c => c.Name.Split(' '))
                    .Where(p => p.Length > 2 && p.All(char.IsLetter) && !OrdinaryWords.Contains(Folded.Of(p)) && char.IsUpper(p[0]))
            )
            {
                Assert.False(words.Contains(part), $"{dossier.Deal.Id}: `{part}` is still there");
            }

            if (dossier.Deal.Amount is { Amount: > 0 } amount)
            {
                Assert.Contains($"\\\"amount\\\":{JsonSerializer.Serialize(amount.Amount)}", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_quote_still_stands_in_its_source()
    {
        var file = FakeBook.File("D-1") with
        {
            Mails =
            [
                FakeBook.Mail("m1") with
                {
                    Body = "Bea Buyer here: call +49 171 555 0199, or bea@buyer.test.",
                    OwnWords = "Bea Buyer here: call +49 171 555 0199, or bea@buyer.test.",
                },
            ],
        };
        var redact = new Redactor(DossierOf(file), new Roster(DossierOf(file), [], []));

        var (source, quote) = (redact.Of(file.Mails[0].Body), redact.Of("Buyer here: call +49 171 555 0199"));

        Assert.Contains(quote, source, StringComparison.Ordinal);
        Assert.Equal("mail:m1", redact.Of("mail:m1"));
        Assert.Equal(
            redact.Of("bea@buyer.test"),
            Regex.Match(source, @"\S+@\S+\.example", RegexOptions.None, TimeSpan.FromSeconds(1)).Value
        );
    }

    [Theory]
    [InlineData("It is 186,000 USD, or 1 200 000 over three years, by 2026-06-30 at 14:00.")]
    [InlineData("Order 4500012345 of 2026-05-04T15:20:00Z, invoice 12-2026.")]
    [InlineData("Will you mark the field? We may hope for the best price.")]
    public void Amounts_dates_numbers_and_ordinary_words_stay(string text)
    {
        var file = FakeBook.File("D-1") with
        {
            Contacts =
            [
                new("Will Price", "will.price@buyer.test", null, Side.Buyer, "legal", "active"),
                new("May Hope", "may@buyer.test", null, Side.Buyer, "legal", "active"),
            ],
        };

        var redacted = new Redactor(DossierOf(file), new Roster(DossierOf(file), [], [])).Of(text);

        // A first word with a capital could be the person: it goes.
        Assert.Equal(
            text.StartsWith("Will", StringComparison.Ordinal) ? text[4..] : text,
            text.StartsWith("Will", StringComparison.Ordinal) ? redacted[redacted.IndexOf(' ', StringComparison.Ordinal)..] : redacted
        );
    }

    [Fact]
    public void Whatever_the_names_and_wherever_they_stand_none_remains()
    {
        var name =
            from letters in Gen.ArrayOf(Gen.Elements("ka", "lo", "mi", "rü", "zé", "no", "bra", "ost", "wei"), 3)
            select char.ToUpperInvariant(letters[0][0]) + letters[0][1..] + string.Concat(letters[1..]);
        var world =
            from given in name
            from family in name
            from account in name
            from how in Gen.Choose(0, 7)
            select (Given: given, Family: family, Account: account + "werk", How: how);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400),
            Prop.ForAll(
                world.ToArbitrary(),
                w =>
                {
                    var mail = $"{Folded.Of(w.Given)[..1]}{Folded.Of(w.Family)}@{Folded.Of(w.Account)}.test";
                    var file = FakeBook.File("D-1") with
                    {
                        Contacts = [new($"{w.Given} {w.Family}", mail, null, Side.Buyer, "legal", "active")],
                    };
                    file = file with { Deal = file.Deal with { Account = $"{w.Account} Anlagen GmbH" } };
                    string[] ways =
                    [
                        $"{w.Given} {w.Family}",
                        $"{w.Family}, {w.Given}",
                        w.Family.ToUpperInvariant(),
                        $"{w.Given.ToLowerInvariant()}'s",
                        $"<{mail.ToUpperInvariant()}>",
                        $"{w.Given}\n{w.Family}",
                        $"{w.Account}-Anlagen",
                        $"www.{Folded.Of(w.Account)}.test/x",
                    ];

                    var text = new Redactor(DossierOf(file), new Roster(DossierOf(file), [], [])).Of(
                        $"As ({ways[w.How]}) said: {w.Account} is in."
                    );

                    var folded = Folded.Words(text);
                    Assert.DoesNotContain(folded, x => x == Folded.Of(w.Given) || x == Folded.Of(w.Family) || x == Folded.Of(w.Account));
                    Assert.DoesNotContain(mail, text, StringComparison.OrdinalIgnoreCase);
                    return true;
                }
            )
        );
    }

    private static DecisionCase CaseOf(Dossier dossier, IReadOnlyList<string> accounts, IReadOnlyList<Contact> people)
    {
        var workflow = Catalog.Find("stalled-deal")!;
        var buyer = dossier.File.Contacts.FirstOrDefault();
        var mail = new ActionPayload.EmailDraft(
            [buyer?.Email ?? "x@y.test"],
            [],
            $"For {dossier.Deal.Account}",
            $"Hello {buyer?.Name},\nas {dossier.Deal.OwnerEmail} wrote. See https://portal.{dossier.Deal.OwnerEmail.Split('@')[^1]}/x?u={buyer?.Name.Split(' ')[0]}",
            null,
            null
        );
        var cause = LabelledDeals.CauseOf(workflow, dossier);
        var started = new RunEvent.Started(
            new("r-1"),
            workflow.Name,
            dossier.Deal.Id,
            dossier.Deal.Name,
            dossier.Deal.Account,
            dossier.Deal.OwnerEmail,
            null,
            cause,
            "p"
        );
        var said = new RecordedEvent(
            9,
            new("r-1"),
            5,
            dossier.Now,
            dossier.Deal.OwnerEmail,
            new RunEvent.Decided(
                new("a1"),
                new Decision.Reject($"{buyer?.Name} of {dossier.Deal.Account} said no"),
                new Actor(dossier.Deal.OwnerEmail, [])
            ),
            "hash"
        );
        var decided = new Decided(
            started,
            new RunEvent.Gathered(dossier.Hash(), "v", 1),
            dossier.Now,
            new RunEvent.Prepared(default, "offline", "stalled-deal@5", null, null),
            null,
            said,
            PersonSaid.Reject,
            new("a1"),
            mail,
            mail,
            "deal_owner",
            $"{buyer?.Name} of {dossier.Deal.Account} said no",
            null
        );
        return DecisionImport.Case(decided, dossier, true, workflow.Inputs(dossier, cause), accounts, people, DecisionImport.Private);
    }

    private static Dossier DossierOf(DealFile file) =>
        new(
            file,
            new Team("Test", null, ["seller.test"], [new Colleague("law@seller.test", "Lou Law", [])], [], []),
            AgentDesk.Core.Playbooks.BuiltInPlaybook.Value,
            DecidedDeal.At
        );

    [GeneratedRegex(@"https?://[^\s""\\)>\]]+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Link();
}
