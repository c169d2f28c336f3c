using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>
/// Questions over many deals: "which of my deals slipped twice and why?". Each deal that fits has its own cited sentence.
/// </summary>
internal static class Across
{
    private const int MostDeals = 8;
    private const int MostRead = 300;

    public static async Task<(Found Found, IReadOnlyList<DealId> Deals, int Read)> OfAsync(
        AskView view,
        Question q,
        Func<DealId, CancellationToken, Task<Matter?>> open,
        CancellationToken ct
    )
    {
        var c = Criteria.Of(q, view.Playbook, view.Now);
        var deals = view.Deals.Where(d => d.Status == DealStatus.Open && (!c.Mine || IsMine(view, d))).ToList();
        var fits = new List<(Matter Matter, IReadOnlyList<AnswerSentence> Told)>();
        foreach (var deal in deals.Take(MostRead))
        {
            ct.ThrowIfCancellationRequested();
            if (await open(deal.Id, ct) is not { } matter)
            {
                continue;
            }
            if (Fit(matter, c, q) is { Count: > 0 } told)
            {
                fits.Add((matter, told));
            }
        }

        var whose = c.Mine ? "of your deals" : "of the deals that you may see";
        var remarks = new List<string>();
        if (deals.Count > MostRead)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Only the first {MostRead} open deals were read."));
        }
        if (fits.Count > MostDeals)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{fits.Count - MostDeals} more {whose} fit."));
        }
        if (fits.Count == 0)
        {
            return (
                new Found(
                    [],
                    [new MissingEvidence($"{(c.Mine ? "one of your open deals" : "an open deal")} that fits: none {whose} does", "")]
                )
                {
                    Remarks = remarks,
                },
                [],
                0
            );
        }

        var shown = fits.Take(MostDeals).ToList();
        return (
            Found.Of(shown.SelectMany(f => f.Told)) with
            {
                Remarks = remarks,
            },
            [.. shown.Select(f => f.Matter.Deal.Id)],
            shown.Sum(f => f.Matter.Dossier.Items.Count)
        );
    }

    // "My deals" are those that somebody owns or manages; the operator at the machine has them all.
    private static bool IsMine(AskView view, Deal d) =>
        view.Asker.Email is not { } email
        || Sides.Same(d.OwnerEmail, email)
        || (d.ManagerEmail is { } manager && Sides.Same(manager, email))
        || (
            Visibility.SeesEverything(view.Asker)
            && !view.Deals.Any(o => Sides.Same(o.OwnerEmail, email) || (o.ManagerEmail is { } m && Sides.Same(m, email)))
        );

    /// <summary>What shows that the deal fits, or nothing.</summary>
    private static IReadOnlyList<AnswerSentence> Fit(Matter m, Criteria c, Question q)
    {
        var told = new List<AnswerSentence?>();
        return FitsRecord(m, c, q, told) && FitsEvidence(m, c, q, told) ? [.. told.OfType<AnswerSentence>()] : [];
    }

    /// <summary>Whether the deal's record is as asked for; what shows it is added to <paramref name="told"/>.</summary>
    private static bool FitsRecord(Matter m, Criteria c, Question q, List<AnswerSentence?> told)
    {
        if (c.LeastSlips > 0)
        {
            var slips = History.SlipsOf(m);
            if (slips.Count < c.LeastSlips)
            {
                return false;
            }
            told.AddRange(slips.TakeLast(3).Select(s => History.Slip(m, s)));
        }

        if (c.Overdue)
        {
            if (NextStep.DaysMissed(m.File, m.Dossier.Playbook.Limits, m.Now) == 0)
            {
                return false;
            }
            told.AddRange(History.NextStep(m).Sentences.Take(1));
        }

        if (c.NoNextStep)
        {
            if (m.Deal.NextStep is { } step && !Core.Stages.Placeholders.Is(step))
            {
                return false;
            }
            told.Add(
                m.Find($"deal:{m.Deal.Id}#next_step") is { Text.Length: > 0 } item
                    ? Tell.Quote(m, item, item.Text)
                    : RecordTopic.Column(m, "stage")
            );
        }

        if (c.OverAge)
        {
            if (StageAge.Of(m.File, m.Dossier.Playbook, m.Now) is not { IsOver: true })
            {
                return false;
            }
            told.AddRange(History.Stages(m, q with { Plain = "which stage" }).Sentences);
        }

        if (c.QuietDays is { } quiet)
        {
            var last = BuyerWords.Last(m.File, m.Now);
            if (last is null || (m.Now - last.At).TotalDays < quiet)
            {
                return false;
            }
            told.AddRange(PeopleTopic.LastWord(m, q).Sentences.Take(1));
        }

        if (c.Forecast is { } forecast)
        {
            if (!string.Equals(m.Deal.ForecastCategory, forecast, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
            told.Add(RecordTopic.Column(m, "forecast_category"));
        }

        if (c.Stage is { } stage)
        {
            if (!string.Equals(m.Deal.Stage, stage, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
            told.AddRange(History.Stages(m, q with { Plain = "which stage" }).Sentences);
        }

        if (c.Closing is { } window)
        {
            if (m.Deal.CloseDate is not { } close || close < window.From || close > window.To)
            {
                return false;
            }
            told.Add(History.Close(m));
        }

        return true;
    }

    /// <summary>Whether what was said and done is as asked for; what shows it is added to <paramref name="told"/>.</summary>
    private static bool FitsEvidence(Matter m, Criteria c, Question q, List<AnswerSentence?> told)
    {
        if (c.Tracker is { } kind)
        {
            var rows = m.File.Trackers.Where(t => t.Kind == kind && t.Status is not ("done" or "not_started")).ToList();
            if (rows.Count == 0)
            {
                return false;
            }
            told.AddRange(rows.Select(t => m.Find($"tracker:{t.Id}") is { } i ? Tell.Quote(m, i, i.Text) : null));
        }

        if (c.Unanswered)
        {
            var open = OpenQuestions.Of(m.File, m.Now);
            if (open.Count == 0)
            {
                return false;
            }
            told.AddRange(open.TakeLast(2).Select(o => m.Dossier.Find(o.Name) is { } i ? Tell.Quote(m, i, o.Sentence) : null));
        }

        if (c.Stuck)
        {
            if (!m.Diagnosis.IsStalled || (c.Category is { } category && m.Diagnosis.Category != category))
            {
                return false;
            }
            told.AddRange(Stuck.Of(m).Sentences.Take(2));
        }

        if (c.IsEmpty)
        {
            // No criterion of the record: what was said.
            var hits = Finder.Find(m, q).Take(2).ToList();
            if (hits.Count == 0 && q.Terms.Count > 0)
            {
                return false;
            }
            told.AddRange(hits.Count > 0 ? hits.Select(h => Tell.Quote(m, h.Unit.Item, h.Unit.Quote)) : [History.Close(m)]);
        }
        else if (q.AlsoWhy && !c.Stuck)
        {
            told.AddRange(Stuck.Of(m).Sentences.Take(3));
        }

        return true;
    }
}
