using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>What the record's own logs say: stages, moves of the close date, the next step.</summary>
internal static class History
{
    private const int MostRows = 6;

    public static Found Stages(Matter m, Question q)
    {
        var rows = m.File.Stages.Where(s => s.EnteredAt <= m.Now && (q.Before is not { } before || s.EnteredAt < before)).ToList();
        var named = rows.Where(s => Mentions(q, s.Stage)).ToList();
        var known = m.Dossier.Playbook.Stages.Any(s => Mentions(q, s.Name));
        if (named.Count == 0 && known)
        {
            return new Found([], [new MissingEvidence("a stay in that stage: the stage history has none", m.NameOf(m.Deal.OwnerEmail))]);
        }

        var asked =
            named.Count > 0 ? named
            : q.Wants == Wants.Instant
            || q.Plain.Contains("which stage", StringComparison.Ordinal)
            || q.Plain.Contains("what stage", StringComparison.Ordinal)
                ? [.. rows.TakeLast(1)]
            : rows;
        if (asked.Count == 0)
        {
            return new Found([], [new MissingEvidence("the stage history of this deal", m.NameOf(m.Deal.OwnerEmail))]);
        }
        return Found.Of(asked.TakeLast(MostRows).Select(s => Stay(m, s)));
    }

    private static AnswerSentence Stay(Matter m, StageMove s)
    {
        var text = $"{m.Deal.Account} entered {s.Stage} on {Tell.Day(m, s.EnteredAt)}";
        if (s.ExitedAt is { } left && left <= m.Now)
        {
            text += $" and left it on {Tell.Day(m, left)}";
        }
        else
        {
            var age = StageAge.Of(m.File, m.Dossier.Playbook, m.Now);
            text += $" and is still there, {Tell.Days((int)Math.Floor((m.Now - s.EnteredAt).TotalDays))} on";
            if (age is { IsOver: true, Expected: { } allowed } && age.Stage == s.Stage)
            {
                text += $" (the playbook allows {Tell.Days(allowed)})";
            }
        }

        return Tell.Of(m, text, (StageAge.NameOf(m.Deal.Id, s), $"{s.Stage} · {s.EnteredText}"));
    }

    public static Found Slips(Matter m, Question q)
    {
        var slips = SlipsOf(m).Where(s => q.Before is not { } before || s.At < before).ToList();
        if (slips.Count > 0)
        {
            var told = Found.Of(slips.TakeLast(MostRows).Select(s => Slip(m, s)));
            return q.Wants == Wants.Reason || q.Plain.Contains("why", StringComparison.Ordinal) ? told.And(Stuck.Of(m)) : told;
        }

        var none = new MissingEvidence("a move of the close date to a later day: the field history has none", m.NameOf(m.Deal.OwnerEmail));
        return Found.Of(Close(m)) with { Missing = [none] };
    }

    public static IReadOnlyList<CloseDateSlip> SlipsOf(Matter m) => CloseDateSlip.Of(m.File, 1, m.Now);

    /// <summary>One move of the close date, told so that it can stand in a list over many deals.</summary>
    public static AnswerSentence Slip(Matter m, CloseDateSlip s) =>
        Tell.Of(
            m,
            $"{m.Deal.Account}’s close date moved from {Tell.Day(m, s.From)} to {Tell.Day(m, s.To)} on {Tell.Day(m, s.At)}",
            (s.Name, string.Create(CultureInfo.InvariantCulture, $"{s.From:yyyy-MM-dd} → {s.To:yyyy-MM-dd}"))
        );

    public static AnswerSentence? Close(Matter m) =>
        m.Deal.CloseDate is { } day && m.Find($"deal:{m.Deal.Id}#close_date") is { } item
            ? Tell.Of(m, $"The record has {m.Deal.Account}’s close date at {Tell.Day(m, day)}", (item.Name, item.Text))
            : null;

    public static Found NextStep(Matter m)
    {
        var told = new List<AnswerSentence?>();
        if (m.Find($"deal:{m.Deal.Id}#next_step") is { Text.Length: > 1 } step)
        {
            var text = $"The record’s next step is “{step.Text.Replace('"', '\'')}”";
            var cited = new List<(Core.Evidence.EvidenceName, string)> { (step.Name, step.Text) };
            if (m.Deal.NextStepDue is { } due && m.Find($"deal:{m.Deal.Id}#next_step_due") is { } dueItem)
            {
                var late = DateOnly.FromDateTime(m.Now.UtcDateTime).DayNumber - due.DayNumber;
                text += $", due {Tell.Day(m, due)}{(late > 0 ? $", and {Tell.Days(late)} overdue" : "")}";
                cited.Add((dueItem.Name, dueItem.Text));
            }

            told.Add(Tell.Of(m, text, cited));
        }

        told.AddRange(
            PlannedSteps
                .Of(m.File, m.Dossier.Playbook.Limits, m.Now)
                .Where(p => p.Kind == PlanKind.Meeting)
                .OrderBy(p => p.Until)
                .Take(2)
                .Select(p => m.Dossier.Find(p.Name) is { } i ? Tell.Quote(m, i, i.Text) : null)
        );
        var found = Found.Of(told);
        var missing = new List<MissingEvidence>();
        if (told.Count == 0)
        {
            missing.Add(new MissingEvidence("a next step: the record has none", m.NameOf(m.Deal.OwnerEmail)));
        }
        return found with { Missing = missing };
    }

    private static bool Mentions(Question q, string stage) =>
        q
            .Plain.Split([' ', '?', ',', '.', ';', ':'], StringSplitOptions.RemoveEmptyEntries)
            .Any(w => w.Equals(stage, StringComparison.OrdinalIgnoreCase) || w.Equals(stage + "d", StringComparison.OrdinalIgnoreCase));
}
