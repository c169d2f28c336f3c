using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Adapters.Models.Embedded.Stages;

/// <summary>
/// What a stalled deal hangs on, as the diagnosis reads it, held against the record: a commit, a field that answers the question, a contact
/// that is shown as there, a criterion that counts as met. A deal that moves by the buyer's own doing has none, whatever is still open.
/// </summary>
internal sealed partial class OpenBlocker
{
    /// <summary>
    /// The buyer's words must name the blocker at least this plainly; what only adds up from many faint ones denies no record.
    /// </summary>
    private const double Plain = 0.12;

    private readonly DealReading _reading;
    private readonly StageInputs _inputs;

    private OpenBlocker(DealReading reading, StageInputs inputs, string category, Said words) =>
        (_reading, _inputs, Category, Words) = (reading, inputs, category, words);

    public string Category { get; }

    public Said Words { get; }

    /// <summary>The blocker with the buyer's plainest words on it, or null where the deal moves or nobody names one.</summary>
    public static OpenBlocker? Of(DealReading reading, StageInputs inputs, CueModel model)
    {
        var d = Diagnose.Of(
            reading with
            {
                Inputs = reading.Inputs with { PriorAttempts = reading.Inputs.PriorAttempts ?? Attempts(reading) },
            },
            model
        );
        if (!d.IsStalled || d.Category is Blockers.None or Blockers.Unresponsive)
        {
            return null;
        }

        var words = d
            .Signals.Where(s =>
                s.Category == d.Category
                && s.Amount >= Plain
                && s.Sentence is not null
                && s.Piece is { Side: Side.Buyer, Kind: "mail" or "call" }
                && !Injection.IsIn(s.Piece)
            )
            .MaxBy(s => s.Amount);
        return words is null ? null : new OpenBlocker(reading, inputs, d.Category, new Said(words.Piece!, words.Sentence!));
    }

    /// <summary>
    /// The record's own word against the buyer's: the field that speaks of this very thing, else the contact, else the forecast.
    /// </summary>
    public StageException? Contradiction()
    {
        var topic = Category.Replace('_', ' ');
        if (Field() is { } field)
        {
            return Of($"{field.Evidence.Value.Split('#')[^1]} says `{field.Quote}`; {Words.Who} what leaves {topic} open", field);
        }
        if (Category == "stakeholder" && Gone() is { } contact)
        {
            return Of(
                $"the record shows {contact.Name} as active; against it stands what {Words.Who}",
                new(new($"contact:{_reading.Inputs.Deal.Id}#{contact.Email}"), $"{contact.Role} · {contact.Status}")
            );
        }
        return _inputs.Deal.ForecastCategory is "commit"
            ? Of(
                $"forecast commit; {Words.Who} what leaves {topic} open",
                new(new($"deal:{_reading.Inputs.Deal.Id}#forecast_category"), "commit")
            )
            : null;
    }

    /// <summary>
    /// The answers again, with the one that the blocker denies: it was met by older words, or only carried by what came after.
    /// </summary>
    public IReadOnlyList<CriterionAnswer> Deny(IReadOnlyList<CriterionAnswer> criteria, Func<string?, int> order)
    {
        if (!Denies.TryGetValue(Category, out var kinds))
        {
            return criteria;
        }

        var current = order(_inputs.Path.Current);
        var denied = criteria
            .Where(c => c.Row.Evidence is { } e && kinds.Contains(e, StringComparer.Ordinal) && order(c.Row.Stage) <= current)
            .ToList();
        if (denied.Exists(c => c.IsGap && _inputs.Path.OpenIsDue.Contains(c.Row.Stage, StringComparer.OrdinalIgnoreCase)))
        {
            return criteria;
        }

        // The words of an earlier day are overtaken, and so is a row that was closed before.
        var row = denied.FindLast(c =>
            c.Standing == CriterionStanding.Overtaken
            || c.Citations.All(q =>
                q.Evidence.Kind is "mail" or "call" or "tracker" && (_reading.Find(q.Evidence.Value)?.At ?? default) <= Words.At
            )
        );
        return row is null
            ? criteria
            :
            [
                .. criteria.Select(c =>
                    c == row
                        ? new CriterionAnswer(c.Row, CriterionStanding.Denied, $"{Words.Who}: \"{Words.Sentence}\"", [Words.Citation])
                        : c
                ),
            ];
    }

    private static readonly Dictionary<string, string[]> Denies = new(StringComparer.Ordinal)
    {
        ["fit_scope"] = ["proposal_matches"],
        ["competition"] = ["proposal_matches"],
        ["weak_case"] = ["proposal_matches", "impact"],
        ["budget"] = ["budget_path", "price_answered"],
        ["authority"] = ["decision_path", "economic_buyer_engaged"],
        ["no_decision_process"] = ["decision_path", "decision_date"],
        ["timing"] = ["decision_date"],
        ["reorg_freeze"] = ["decision_date"],
        ["security"] = ["security_answered"],
        ["legal"] = ["legal_answered"],
        ["procurement"] = ["procurement_answered"],
    };

    private static readonly Dictionary<string, Regex> Fields = new(StringComparer.Ordinal)
    {
        ["budget"] = BudgetField(),
        ["competition"] = RivalField(),
        ["authority"] = SignerField(),
        ["no_decision_process"] = SignerField(),
    };

    private Citation? Field()
    {
        if (!Fields.TryGetValue(Category, out var name))
        {
            return null;
        }
        var field = (_inputs.Deal.Fields ?? new Dictionary<string, string>(StringComparer.Ordinal)).FirstOrDefault(f =>
            name.IsMatch(f.Key) && f.Value.Length > 1 && !Placeholders.Is(f.Value) && !Placeholders.IsUnknown(f.Value) && Claims(f.Value)
        );
        return field.Key is null ? null : new Citation(new($"deal:{_reading.Inputs.Deal.Id}#{field.Key}"), field.Value);
    }

    private bool Claims(string value) =>
        Category switch
        {
            "competition" => NoRival().IsMatch(value),
            "budget" => HasMoney().IsMatch(value),
            _ => Decides().IsMatch(value),
        };

    private ContactRow? Gone()
    {
        var active = _reading.Inputs.Contacts.Where(c => c is { Side: Side.Buyer, Status: "active" }).ToList();
        return active.Find(c =>
                string.Equals(c.Name, Words.Piece.Author, StringComparison.OrdinalIgnoreCase) && Own().IsMatch(Words.Sentence)
            )
            ?? active.Find(c => Words.Sentence.Contains(c.Name.Split(' ')[0], StringComparison.Ordinal))
            ?? active.Find(c => c.Role == "champion");
    }

    private StageException Of(string detail, Citation record) => new(StageExceptions.Contradictory, detail, [record, Words.Citation]);

    // What we sent or tried since the buyer's last word.
    private static AttemptsRow Attempts(DealReading reading)
    {
        var said = reading
            .Evidence.Where(e => e is { Side: Side.Buyer, Automatic: false, Kind: "mail" or "call" } && e.At <= reading.Now)
            .Select(e => e.At)
            .DefaultIfEmpty()
            .Max();
        return new AttemptsRow(reading.Evidence.Count(e => e is { Side: Side.Seller, Kind: "mail" } && e.At > said && e.At <= reading.Now));
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex("budget|funding|money", Options, 20_000)]
    private static partial Regex BudgetField();

    [GeneratedRegex("compet|rival", Options, 20_000)]
    private static partial Regex RivalField();

    [GeneratedRegex("economic|decision|signer|signator|decider|approver", Options, 20_000)]
    private static partial Regex SignerField();

    [GeneratedRegex(
        @"^\s*(none|no|nobody|n/a|not? )\b|\b(not a threat|dropped|ruled out|stopped|dismissed|only|not pursued)\b",
        Options,
        20_000
    )]
    private static partial Regex NoRival();

    [GeneratedRegex(
        @"^\s*(y|yes|ok|confirmed|approved)\b|\b(approved|confirmed|in (the )?plan|line|set aside|funded|fine|granted)\b",
        Options,
        20_000
    )]
    private static partial Regex HasMoney();

    [GeneratedRegex(@"\b(decides?|signs?|approves?|approved|recommends?|done)\b|->", Options, 20_000)]
    private static partial Regex Decides();

    [GeneratedRegex(@"\b(i|i'm|i've|my|me)\b", Options, 20_000)]
    private static partial Regex Own();
}
