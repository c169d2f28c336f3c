using AgentDesk.Adapters.Models.Embedded.Answering;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Adapters.Models.Embedded.Stages;

// The JSON shape of a stage review's draft. It repeats the workflow's own type on purpose: no adapter knows a workflow, the schema is what
// both keep to.

internal sealed record AnalystStageDraft(
    string Headline,
    IReadOnlyList<AnalystCriterion> Criteria,
    IReadOnlyList<StageException> Exceptions,
    AnalystMove Move,
    IReadOnlyList<MissingEvidence> MissingEvidence,
    IReadOnlyList<AnalystTask>? Tasks,
    IReadOnlyList<object>? Fields,
    string? CrmNote
);

internal sealed record AnalystCriterion(
    string Stage,
    string Id,
    CriterionStanding Standing,
    string Note,
    IReadOnlyList<Citation> Citations
);

internal sealed record AnalystMove(string Verb, string? Stage, string Reason);

/// <summary>
/// Turns what was read into the stage review: criteria, exceptions, where the evidence stands, and who is asked for what.
/// </summary>
internal sealed class StageDraftWriter
{
    private readonly DealReading _reading;
    private readonly StageInputs _inputs;
    private readonly StageSpeech _speech;
    private readonly IReadOnlyList<CriterionAnswer> _criteria;
    private readonly CriterionReader _reader;
    private readonly DealPeople _people;
    private readonly OpenBlocker? _blocker;

    private StageDraftWriter(DealReading reading, StageInputs inputs)
    {
        (_reading, _inputs, _speech, _people) = (reading, inputs, new StageSpeech(reading, CueModel.Default), new DealPeople(reading));
        _reader = new CriterionReader(_speech, inputs);
        _blocker = OpenBlocker.Of(reading, inputs, CueModel.Default);
        _criteria = _blocker?.Deny(_reader.Read(), Order) ?? _reader.Read();
    }

    public static AnalystStageDraft Write(DealReading reading, StageInputs inputs) => new StageDraftWriter(reading, inputs).Write();

    private AnalystStageDraft Write()
    {
        List<StageException> exceptions = [.. SellerMoves(), .. new Contradictions(_speech, _inputs, _criteria).Find(_blocker)];
        var due = Due();
        var move = Move(due, exceptions);
        return new AnalystStageDraft(
            Headline(move, due, exceptions),
            [.. _criteria.Select(c => new AnalystCriterion(c.Row.Stage, c.Row.Id, c.Standing, c.Note, c.Citations))],
            exceptions,
            move,
            [.. due.Select(Missing)],
            [.. Tasks(move, due, exceptions)],
            null,
            null
        );
    }

    /// <summary>Moves that followed an act of ours, with no exit criterion of the stage that was left met by then.</summary>
    private IEnumerable<StageException> SellerMoves()
    {
        foreach (var m in _inputs.Moves)
        {
            var left = _inputs.Criteria.Where(c => Same(c.Stage, m.From)).ToList();
            if (m.Around.Count == 0 || left.Count == 0 || IsBack(m) || left.Exists(c => Structural(c, m.At) || _reader.WasMet(c, m.At)))
            {
                continue;
            }

            // Where the buyer's words begin only after the move, what was said before it cannot be seen; and what a later act of the
            // buyer's carries rests on that.
            if (
                _speech.Buyers is [var first, ..] && first.At > m.At
                || _criteria.Count(c => c.IsGap && Same(c.Row.Stage, m.From)) * 2 <= left.Count
            )
            {
                continue;
            }
            yield return new(
                StageExceptions.SellerActivityOnly,
                $"the move from {m.From} to {m.To} followed our own \"{m.Around[0].Quote}\"; of what {m.From} asks for the buyer had said nothing",
                [m.Around[0], m.Row]
            );
        }
    }

    private bool Structural(CriterionRow c, DateTimeOffset by) =>
        c.Evidence
            is "reason_to_engage"
                or "pursuit_chosen"
                or "buyer_reply"
                or "call_accepted"
                or "legal_answered"
                or "security_answered"
                or "procurement_answered"
                or "economic_buyer_engaged"
            ? _criteria.Any(a => a.Row == c && !a.IsGap)
            : c.Evidence == "decision_date"
                && _speech.Buyers.Any(s =>
                    s.At <= by && CriterionCue.Deciding.IsMatch(s.Sentence) && CriterionReader.Days(s).Days.Count > 0
                );

    private bool IsBack(MoveRow m) => Order(m.To) < Order(m.From);

    /// <summary>
    /// The gaps that are due now: what the stage before asked for, what is denied of earlier ones, and the current stage's own when they
    /// ought to be there.
    /// </summary>
    private IReadOnlyList<CriterionAnswer> Due()
    {
        var current = Order(_inputs.Path.Current);
        return
        [
            .. _criteria.Where(c =>
                c.IsGap
                && Order(c.Row.Stage) <= current
                && (
                    _inputs.Path.OpenIsDue.Contains(c.Row.Stage, StringComparer.OrdinalIgnoreCase)
                    || (c.Standing == CriterionStanding.Denied && Order(c.Row.Stage) < current)
                )
            ),
        ];
    }

    private AnalystMove Move(IReadOnlyList<CriterionAnswer> due, List<StageException> exceptions)
    {
        var path = _inputs.Path;
        if (path.Current is not { } current)
        {
            return new("review", null, "No stage row says where the deal is.");
        }

        var account = _reading.Inputs.Deal.Account;
        if (
            path.RegressedFrom is { } former
            && Order(former) > Order(current)
            && !_criteria.Any(c => c.IsGap && Order(c.Row.Stage) < Order(former))
            && _speech.Buyers.Count > 0
        )
        {
            var said = _speech.Buyers.LastOrDefault(s => CriterionCue.Approval.IsMatch(s.Sentence)) ?? _speech.Buyers[^1];
            return new(
                "correct",
                former,
                $"The deal was moved back to {current}, and the buyer's evidence stands in {former}: {said.Who}: \"{said.Sentence}\""
            );
        }

        var stands = Evidence(current, due);
        if (Order(stands) < Order(current))
        {
            return new(
                "correct",
                stands,
                $"The record says {current}; what {stands} asks for, {account} has not said: {string.Join("; ", due.Where(c => Same(c.Row.Stage, stands)).Select(c => c.Row.Text))}."
            );
        }

        var fields = _inputs.Fields.Where(f => f.RequiredBy is not null && f.State != FieldState.Filled).Select(f => f.Field).ToList();
        var blocking =
            exceptions.Count > 0
            || _inputs.SellerOnly is not null
            || _inputs.RecordExceptions.Any(x => x.Kind is StageExceptions.SkippedStage or StageExceptions.Regression);
        if (due.Count > 0)
        {
            return new("send_back", null, $"Missing from {account}: {string.Join("; ", due.Select(c => c.Row.Text))}.");
        }
        if (
            !_criteria.Any(c => c.IsGap)
            && fields.Count == 0
            && !blocking
            && path.Next is { } next
            && _inputs.Stages.FirstOrDefault(s => Same(s.Name, next)) is { Terminal: false }
        )
        {
            return new(
                "advance",
                next,
                $"Every criterion up to {current} has the buyer's words, and the fields that it requires are filled."
            );
        }

        if (
            _inputs.RecordExceptions.Any(x => x.Kind is StageExceptions.NoNextStep or StageExceptions.PlaceholderField)
            || _inputs.SellerOnly is not null
        )
        {
            return new("send_back", null, "The record needs a next step, fields or an act of the buyer's before anything moves.");
        }
        return blocking || _inputs.RecordExceptions.Count > 0
            ? new("review", null, "Nothing is missing from the buyer; what is out of the rules is for the manager to judge.")
            : new("none", null, "The deal stands where its evidence is.");
    }

    /// <summary>The stage in which the evidence stands: the first that most of is missing, at the furthest the current one.</summary>
    private string Evidence(string current, IReadOnlyList<CriterionAnswer> due)
    {
        foreach (var stage in _inputs.Stages.Where(s => Order(s.Name) < Order(current)))
        {
            var own = _criteria.Where(c => Same(c.Row.Stage, stage.Name)).ToList();
            var gaps = due.Count(c => Same(c.Row.Stage, stage.Name));
            var denied = own.Count(c => c.Standing == CriterionStanding.Denied);
            // One answer that is missing is asked for where the deal is. A stage most of which is missing was not done: when the buyer says
            // so too, or nobody ever entered it. Silence alone is no proof.
            if ((gaps * 2 > own.Count && (denied > 0 || !WasIn(stage.Name))) || denied >= 2)
            {
                return stage.Name;
            }
        }

        return current;
    }

    private bool WasIn(string stage) => _reading.Inputs.StageHistory.Any(s => Same(s.Stage, stage));

    private string Headline(AnalystMove move, IReadOnlyList<CriterionAnswer> due, List<StageException> exceptions)
    {
        var (account, current) = (_reading.Inputs.Deal.Account, _inputs.Path.Current ?? "no stage");
        var first = due.FirstOrDefault(c => c.Standing == CriterionStanding.Denied) ?? due.FirstOrDefault();
        return move switch
        {
            { Verb: "correct", Stage: { } stage } when Order(stage) > Order(current) =>
                $"{account} was moved back to {current}, and its evidence stands in {stage}",
            { Verb: "correct", Stage: { } stage } =>
                $"{account} stands in {current} and its evidence in {stage}{(first is null ? "" : $"; not yet shown: {first.Row.Text}")}",
            { Verb: "advance", Stage: { } stage } => $"{account} has what {current} asks for, and may go on to {stage}",
            _ when first is not null => $"{account} stands in {current}; not yet shown: {first.Row.Text}",
            _ when _inputs.RecordExceptions.Count + exceptions.Count > 0 || _inputs.SellerOnly is not null =>
                $"{account} stands in {current} with {Wording.Join([.. _inputs.RecordExceptions.Concat(exceptions).Concat(_inputs.SellerOnly is { } s ? [s] : []).Select(x => x.Kind).Distinct(StringComparer.Ordinal).Select(InWords)])}",
            _ => $"{account} stands in {current}, where its evidence is",
        };
    }

    // As it follows "with".
    private static string InWords(string kind) =>
        kind switch
        {
            StageExceptions.MissingExitCriteria => "criteria that are not met",
            StageExceptions.SkippedStage => "a stage skipped",
            StageExceptions.OverAge => "its time in the stage over",
            StageExceptions.Regression => "a step back behind it",
            StageExceptions.NoNextStep => "no next step",
            StageExceptions.SellerActivityOnly => "no act of the buyer’s, only ours",
            StageExceptions.PlaceholderField => "placeholders in its fields",
            StageExceptions.Contradictory => "sources that deny each other",
            _ => kind.Replace('_', ' '),
        };

    private IEnumerable<AnalystTask> Tasks(AnalystMove move, IReadOnlyList<CriterionAnswer> due, List<StageException> exceptions)
    {
        var deal = _reading.Inputs.Deal;
        var deadline = _inputs.TaskDeadline;
        var asks = new List<string>();
        if (due.Count > 0)
        {
            asks.Add($"Please ask {Whom()} and enter the answer: {string.Join("; ", due.Select(c => c.Row.Text))}.");
        }
        var fields = _inputs
            .Fields.Where(f => f.RequiredBy is not null && f.State != FieldState.Filled)
            .Select(f => f.Field.Replace('_', ' '))
            .ToList();
        if (_inputs.RecordExceptions.Any(x => x.Kind == StageExceptions.PlaceholderField) && fields.Count > 0)
        {
            asks.Add($"Fill what is not filled: {string.Join(", ", fields)}.");
        }
        if (_inputs.RecordExceptions.Any(x => x.Kind == StageExceptions.NoNextStep))
        {
            asks.Add("Agree a next step with the buyer, with a day that the buyer accepts, and enter it.");
        }
        if (exceptions.Exists(x => x.Kind == StageExceptions.Contradictory))
        {
            asks.Add("Say which side of the contradiction holds, and correct the record.");
        }
        if (_inputs.SellerOnly is not null || exceptions.Exists(x => x.Kind == StageExceptions.SellerActivityOnly))
        {
            asks.Add("Show an act of the buyer's that carries this stage, or say that there is none.");
        }
        if (asks.Count > 0 && deal.Owner.Length > 0)
        {
            yield return new(deal.Owner, string.Join(' ', asks), deadline);
        }

        var decide = new List<string>();
        if (move is { Verb: "correct", Stage: { } stage })
        {
            decide.Add($"Decide whether {deal.Name} goes to {stage}.");
        }
        if (_inputs.RecordExceptions.Any(x => x.Kind == StageExceptions.SkippedStage))
        {
            decide.Add("Approve or correct the skipped stage.");
        }
        if (_inputs.RecordExceptions.Any(x => x.Kind == StageExceptions.Regression))
        {
            decide.Add("Approve or undo the move back.");
        }
        if (_inputs.Forecast is { IsAhead: true })
        {
            decide.Add("Decide whether the forecast stays ahead of the stage.");
        }
        if (asks.Count == 0 && decide.Count == 0 && (_inputs.RecordExceptions.Count > 0 || exceptions.Count > 0))
        {
            decide.Add("Say what becomes of this deal in its stage, and enter it.");
        }
        if (decide.Count > 0 && (deal.Manager ?? deal.Owner) is { Length: > 0 } who)
        {
            yield return new(who, string.Join(' ', decide), deadline);
        }
    }

    private MissingEvidence Missing(CriterionAnswer c) => new($"{c.Row.Text} ({c.Row.Stage})", Whom());

    // The economic buyer where known and there, else whoever spoke last.
    private string Whom()
    {
        var last = _speech
            .Buyers.Select(s => s.Piece.Author)
            .LastOrDefault(a => a is not null && _reading.Contact(a) is { Status: not "left" });
        return last ?? _people.Buyers.Select(b => b.Name).FirstOrDefault() ?? "the buyer";
    }

    private int Order(string? stage)
    {
        for (var i = 0; i < _inputs.Stages.Count; i++)
        {
            if (Same(_inputs.Stages[i].Name, stage))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
