using AgentDesk.Core.Deals;
using Kinds = AgentDesk.Core.Measures.MeasurementKinds;

namespace AgentDesk.Core.Measures;

/// <summary>
/// The twelve KPIs of facts/kpis.md, in their order. One whose input events nothing produces yet has no value and names them; targets are
/// the seed's claims, not norms.
/// </summary>
internal static class Kpis
{
    public static IReadOnlyList<Figure> Of(Measured m) =>
        [
            Waits(m, "warm_accounts", "Warm accounts per rep and week", "accounts", new("20–40", 20, 40), Kinds.SignalSurfaced),
            Waits(
                m,
                "warm_to_reply",
                "Warm accounts that replied, of those contacted",
                "%",
                new("15–25%", 15, 25),
                Kinds.SignalSurfaced,
                Kinds.OutreachSent,
                Kinds.BuyerReplied
            ),
            DraftsSent(m),
            Waits(
                m,
                "signal_reply_lift",
                "Reply rate of signal-led outreach against cold",
                "×",
                new("≥3×", 3),
                Kinds.SignalSurfaced,
                Kinds.OutreachSent,
                Kinds.BuyerReplied,
                Kinds.ColdCohort
            ),
            Waits(
                m,
                "prep_time",
                "Time to prepare a call",
                "min",
                new("<5 min", null, 5, Strict: true),
                Kinds.BriefOpened,
                Kinds.BriefDone
            ),
            TalkRatio(m),
            Waits(
                m,
                "objection_handle_time",
                "From objection to the end of the rep's answer",
                "s",
                new("<20 s", null, 20, Strict: true),
                Kinds.ObjectionDetected,
                Kinds.ObjectionAnswered
            ),
            Waits(
                m,
                "time_to_synced_note",
                "From the end of a call to its note in the record",
                "s",
                new("<90 s", null, 90, Strict: true),
                Kinds.CallEnded,
                Kinds.CallNoteConfirmed
            ),
            StageAccuracy(m),
            StaleFlagRate(m),
            Waits(
                m,
                "full_completions",
                "Chains with all six stages per rep and week",
                "chains",
                new("5+ day 30; 10+ day 90", 5),
                Kinds.ChainCompleted
            ),
            Waits(
                m,
                "admin_hours_saved",
                "Admin hours saved per rep and week",
                "h",
                new("6–10; <4 = failing", 6, 10),
                Kinds.TaskBaseline,
                Kinds.TaskMeasured
            ),
        ];

    /// <summary>A KPI of a workflow that this desk does not run yet.</summary>
    private static Figure Waits(Measured m, string id, string name, string unit, Target target, params string[] needs) =>
        new(id, name, null, unit, 0, target.Text, Measured.Behind(needs.SelectMany(k => m[k]))) { Missing = m.Without(needs) };

    // Per rep and day with at least one: the middle of those days.
    private static Figure DraftsSent(Measured m)
    {
        var target = new Target("10–15", 10, 15);
        var (approved, sent) = (m[Kinds.DraftApproved], m[Kinds.OutreachSent]);
        var missing = m.Without(Kinds.DraftApproved, Kinds.OutreachSent);
        var days = sent.GroupBy(e => (FigureScope.Key(e.Who), e.At.UtcDateTime.Date)).Select(g => TimeSpan.FromDays(g.Count()));
        var value = missing.Count > 0 ? null : Numbers.Median(days, Numbers.Day, 1);
        return new(
            "drafts_sent",
            "Drafts reviewed and sent, per rep and day",
            value,
            "drafts",
            sent.Count,
            target.Text,
            Measured.Behind(approved.Concat(sent))
        )
        {
            Met = target.IsMet(value),
            Missing = missing,
        };
    }

    private static Figure TalkRatio(Measured m)
    {
        var target = new Target("43–46%", 43, 46);
        var spoken = m[Kinds.CallSpeech];
        var names = spoken.Select(e => e.Behind).ToHashSet(StringComparer.Ordinal);
        var calls = m.Input.Deals.SelectMany(d => d.Calls).Where(c => names.Contains($"call:{c.Id}")).ToList();
        var (ours, all) = (Sum(calls.Select(c => c.Ours ?? default)), Sum(calls.Select(c => c.All ?? default)));
        var value = Numbers.Share(ours, all);

        // The denominator is disputed: some divide by all speech, some by the length of the call.
        var timed = calls.Where(c => c.EndedAt > c.At).ToList();
        var ofCall = Numbers.Share(Sum(timed.Select(c => c.Ours ?? default)), Sum(timed.Select(c => c.EndedAt!.Value - c.At)));
        return new("rep_talk_ratio", "Rep's share of the talk", value, "%", calls.Count, target.Text, Measured.Behind(spoken))
        {
            Met = target.IsMet(value),
            Missing = m.Without(Kinds.CallSpeech),
            Parts =
                calls.Count == 0
                    ? []
                    :
                    [
                        new("of_all_speech", value, calls.Count, Measured.Behind(spoken)),
                        new("of_the_call", ofCall, timed.Count, Measured.Names(timed.Select(c => $"call:{c.Id}"))),
                    ],
        };
    }

    private static Figure StageAccuracy(Measured m)
    {
        var target = new Target(">95%", 95, Strict: true);
        var decided = m[Kinds.StageDecided];
        var accepted = decided.Count(e => e.Value == "accepted");
        var value = Numbers.Share(accepted, decided.Count);
        return new("stage_accuracy", "Stage proposals accepted unedited", value, "%", decided.Count, target.Text, Measured.Behind(decided))
        {
            Count = accepted,
            Met = target.IsMet(value),
            Missing = m.Without(Kinds.StageDecided),
            Parts = [.. Split(decided), .. CorrectedLater(m)],
        };
    }

    private static IEnumerable<FigurePart> Split(IReadOnlyList<MeasurementEvent> decided) =>
        decided
            .GroupBy(e => e.Value!, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new FigurePart(g.Key, g.Count(), decided.Count, Measured.Behind(g)));

    // The audit: a manager took the deal back after the desk's own proposal had been accepted.
    private static IEnumerable<FigurePart> CorrectedLater(Measured m)
    {
        var back = new List<string>();
        var n = 0;
        foreach (
            var (run, action) in m.Input.Stories.SelectMany(s =>
                s.Actions.Where(a => a.Written is not null && a.Payload is Proposals.ActionPayload.StageChange).Select(a => (s, a))
            )
        )
        {
            n++;
            var after = ((Proposals.ActionPayload.StageChange)action.Payload).After;
            if (m.Input.Find(run.Deal) is not { } deal || run.Start.Manager is not { } manager)
            {
                continue;
            }
            if (
                deal.Stages.FirstOrDefault(s =>
                    s.EnteredAt > action.Written!.At
                    && s.EnteredAt <= m.Input.Now
                    && string.Equals(s.ChangedBy, manager, StringComparison.OrdinalIgnoreCase)
                    && m.Input.Playbook.Order(s.Stage) < m.Input.Playbook.Order(after)
                ) is
                { } row
            )
            {
                back.Add(deal.NameOf(row));
            }
        }

        if (n > 0)
        {
            yield return new("corrected_by_manager_later", back.Count, n, Measured.Names(back));
        }
    }

    // Deals, not value; a flag that has been taken back by newer work stays a flag.
    private static Figure StaleFlagRate(Measured m)
    {
        var target = new Target("<5%", null, 5, Strict: true);
        var open = m.Input.Deals.Where(d => d.Deal.Status == DealStatus.Open).Select(d => d.Deal.Id).ToHashSet();
        var flags = m[Kinds.DealFlagged].Where(e => open.Contains(e.Deal)).ToList();
        var flagged = flags.Select(e => e.Deal).Distinct().Count();
        var missing = m.Without(Kinds.DealFlagged);
        var value = missing.Count > 0 ? null : Numbers.Share(flagged, open.Count);
        return new("stale_flag_rate", "Open deals flagged as stalled", value, "%", open.Count, target.Text, Measured.Behind(flags))
        {
            Count = flagged,
            Met = target.IsMet(value),
            Missing = missing,
            Parts =
            [
                .. flags
                    .GroupBy(e => e.Value!, StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new FigurePart(g.Key, g.Select(e => e.Deal).Distinct().Count(), open.Count, Measured.Behind(g))),
            ],
        };
    }

    private static TimeSpan Sum(IEnumerable<TimeSpan> lengths) => new(lengths.Sum(l => l.Ticks));
}
