using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>
/// The parts of a run's review, in the order in which the run's page has them: why now, the blocker, what it rests on, what was tried, held
/// back and is missing.
/// </summary>
internal sealed class ReviewParts(RunModel run, Links links, Room room)
{
    private string Say(string text) => CardText.Line(run.Names.In(text), room.Sentence);

    private string Source(EvidenceName name) => Links.To(links.Evidence(run, name), run.Cite(name));

    /// <summary>What was done, or why nothing was.</summary>
    /// <param name="beside">The action beside which it is to be drawn; null for the head of the card, with what is about none of
    /// <paramref name="open"/>.</param>
    public IEnumerable<JsonObject> Notice(ActionId? beside = null, params IReadOnlyList<ActionState> open)
    {
        if (run.Notice is not { } notice)
        {
            yield break;
        }
        if (beside is { } here ? notice.About != here : open.Any(a => a.Action.Id == notice.About))
        {
            yield break;
        }

        var items = new List<JsonObject> { Draw.Text($"**{Say(notice.Title)}** {Say(notice.Text)}") };
        if (notice.Difference is { } difference)
        {
            items.AddRange(Changes(difference, "What you saw, against what stands now:"));
        }
        yield return Draw.Box(items, notice.IsRefusal ? "attention" : "good");
    }

    /// <summary>What was taken out and put in, in words and not by colour.</summary>
    public IEnumerable<JsonObject> Changes(IReadOnlyList<Stretch> difference, string heading)
    {
        var changed = difference.Where(s => s.Change != Change.Same && !string.IsNullOrWhiteSpace(s.Text)).ToList();
        if (changed.Count == 0)
        {
            yield break;
        }

        yield return Draw.Text(heading, subtle: true);
        foreach (var s in changed.Take(room.Listed))
        {
            yield return Draw.Text(
                $"{(s.Change == Change.Added ? "Put in" : "Taken out")}: “{CardText.Value(s.Text, room.Sentence)}”",
                spacing: "None"
            );
        }
        if (changed.Count > room.Listed)
        {
            yield return Draw.Text($"and {Words.Count(changed.Count - room.Listed, "more change")}", subtle: true, spacing: "None");
        }
    }

    public IEnumerable<JsonObject> Head(string title)
    {
        yield return Draw.Heading($"{CardText.Line(run.Header.Account, 80)}: {CardText.Line(title, 160)}", "Large");
        yield return Draw.Text(CardText.Line(WaitWords.Vitals(run), room.Sentence), subtle: true, spacing: "None");
        if (run.Sight.Packet is not null)
        {
            yield return Draw.Text(Say(run.Headline), "Bolder");
        }
    }

    public IEnumerable<JsonObject> Why(bool shared)
    {
        var waits = run.Sight.View.Run is Run.Waiting;
        if (waits && (shared ? WaitWords.WhoDecides(run) : run.WhyYou()) is { Length: > 0 } who)
        {
            yield return Draw.Text($"**{(shared ? "Who decides" : "Why you")}:** {Say(who)}");
        }
        yield return Draw.Text($"**Why now:** {Say(run.WhyNow())}", spacing: "Small");
        if (waits)
        {
            yield return Draw.Text($"**If nothing changes:** {Say(run.IfNothing())}", spacing: "Small");
        }
    }

    public IEnumerable<JsonObject> Finding() =>
        run.Sight.Packet switch
        {
            { Stage: { } review } packet => Stage(review, packet),
            { Blocker: { } blocker } => Blocker(blocker),
            _ => [],
        };

    /// <summary>Two or three statements with the words that carry them; the rest folds out.</summary>
    public IEnumerable<JsonObject> Evidence()
    {
        if (run.Sight.Packet is not { Stage: null })
        {
            yield break;
        }

        var shown = Decisive.Of(run.Claims, run.IsBuyers);
        if (shown.Count > 0)
        {
            yield return Draw.Heading("What it rests on");
        }
        foreach (var (claim, quote) in shown)
        {
            yield return Draw.Box(Statement(claim, [quote]), spacing: "Small");
        }
        foreach (var part in AllEvidence())
        {
            yield return part;
        }
    }

    public IEnumerable<JsonObject> Tried()
    {
        if (run.Sight.Packet?.PriorAttempts is { Count: > 0 } prior)
        {
            yield return Draw.Text($"**Already tried, {Words.Count(prior.Count, "time")} since their last word:** {Say(prior.Summary)}");
        }
    }

    public IEnumerable<JsonObject> Held()
    {
        var held = HeldLine.Of(run);
        if (held.Count == 0)
        {
            yield break;
        }

        yield return Draw.Heading("What was held back, and why");
        foreach (var line in held.Take(room.Listed))
        {
            var why = line
                .Why.Take(2)
                .Select(w => $"{Say(w.Reason).TrimEnd('.')}{(w.Gate.Length > 0 ? $" ({CardText.Line(w.Gate, 60)})" : "")}.");
            var sources = string.Concat(line.Sources.Take(2).Select(s => $" {Source(s)}"));
            yield return Draw.Text(
                $"**{Say(line.What)}.** {string.Join(' ', why)}{sources}{(sources.Length > 0 ? "." : "")} Could be lifted by {CardText.Line(line.LiftedBy, 200)}.",
                spacing: "Small"
            );
        }

        if (held.Count > room.Listed)
        {
            yield return More(held.Count - room.Listed, "more is held back", "more are held back");
        }
    }

    public IEnumerable<JsonObject> Missing()
    {
        var missing = run.Sight.Missing;
        if (missing.Count == 0)
        {
            yield break;
        }

        yield return Draw.Heading("What nobody has said yet");
        foreach (var m in missing.Take(room.Listed))
        {
            yield return Draw.Text(
                $"{CardText.Line(Words.Capital(m.Text), room.Sentence)}. *Could say:* {CardText.Line(m.WhoCouldSupply, room.Sentence)}",
                spacing: "Small"
            );
        }
        if (missing.Count > room.Listed)
        {
            yield return More(missing.Count - room.Listed, "more is missing", "more are missing");
        }
    }

    /// <summary>Why the policy stopped the work.</summary>
    public IEnumerable<JsonObject> Stopped(Run.Stopped stopped)
    {
        yield return Draw.Text($"**Why it was stopped:** {Say(Words.Prose(stopped.Reason))}");
        foreach (var f in stopped.Findings.Where(f => f.Outcome == Outcome.Stop && f.Reason != stopped.Reason).Take(room.Listed))
        {
            yield return Draw.Text($"{Say(Words.Prose(f.Reason))} ({CardText.Line(f.Gate, 60)})", spacing: "Small");
        }
    }

    public IEnumerable<JsonObject> Foot()
    {
        var how = run.Sight.Preparation is { } p
            ? $"Prepared {Words.Minute(p.At)} by {HistoryLines.Model(p.Model)}{(p.FellBackBecause is { } why ? $", because {why}" : "")}. "
            : "";
        var judged = run.Sight.Findings.Count > 0 ? GateWords.Summary(run.Sight.Findings) + ". " : "";
        var page = links.Run(run.Path) is { } url ? $"[The whole review, with every source in place]({url})" : "";
        yield return Draw.With(
            Draw.Text($"{CardText.Line(how + judged, room.Sentence)} {page}".Trim(), subtle: true, size: "Small"),
            ("separator", true)
        );
    }

    private JsonObject More(int n, string one, string many) =>
        Draw.Text(
            $"{n} {(n == 1 ? one : many)}{(links.Run(run.Path) is { } url ? $": [see them all]({url})" : "")}",
            subtle: true,
            spacing: "Small"
        );

    private IEnumerable<JsonObject> Blocker(Blocker b)
    {
        var name = (b.Standing, b.Category) switch
        {
            (BlockerStanding.Insufficient, _) => "No basis (insufficient)",
            (_, Blockers.None) => "Not stalled",
            _ => $"{Words.Plain(b.Category)} ({Words.Standing(b.Standing)})",
        };
        var also = b.Secondary.Count > 0 ? $", also {Words.And([.. b.Secondary.Select(s => Words.Lower(Words.Plain(s)))])}" : "";
        var would = b.Disposition != Dispositions.None ? $" The desk would {Words.Disposition(b.Disposition)} it." : "";
        yield return Draw.Box(
            [
                Draw.Heading(b.Category == Blockers.None ? "The diagnosis, as a hypothesis" : "The blocker, as a hypothesis"),
                Draw.Text(
                    $"**{CardText.Line(name, 80)}**{CardText.Line(also, 120)}. {CardText.Line(Words.Hypothesis(b) + would, room.Sentence)}",
                    spacing: "Small"
                ),
                Draw.Text(Words.StandingNote(b.Standing), subtle: true, size: "Small", spacing: "Small"),
            ],
            "emphasis"
        );
    }

    private IEnumerable<JsonObject> Stage(StageReview r, Packet packet)
    {
        yield return Draw.Box(
            [
                Draw.Heading("The stage"),
                Draw.Facts(
                    (
                        "Stands in",
                        $"{CardText.Line(Words.Plain(r.Current), 60)}, day {r.Days}{(r.Expected is { } expected ? $" of {expected}" : "")}"
                    ),
                    ("Last move", Say(StageWords.Moved(r, run.Names))),
                    (
                        "Would be",
                        r.Proposed is { } to ? $"{CardText.Line(Words.Plain(to), 60)}. {StageWords.Verb(r)}." : $"{StageWords.Verb(r)}."
                    ),
                    ("Forecast", Say(StageWords.Forecast(r)))
                ),
            ],
            "emphasis"
        );
        if (packet.Exceptions.Count > 0)
        {
            yield return Draw.Heading("Out of the rules");
            foreach (var x in packet.Exceptions.Take(Math.Max(3, room.Listed)))
            {
                var quote = x.Citations.Take(1).Select(c => $" “*{CardText.Line(c.Quote, room.Sentence)}*” {Source(c.Evidence)}");
                yield return Draw.Text(
                    $"**{CardText.Line(Words.Plain(x.Kind), 60)}**: {CardText.Line(Words.Capital(run.Names.In(Words.Prose(x.Detail))), room.Sentence)}{string.Concat(quote)}",
                    spacing: "Small"
                );
            }
        }

        var gaps = r.Criteria.Where(c => c.IsGap).ToList();
        yield return Draw.Heading("What the stages ask for");
        yield return Draw.Text($"{StageWords.Criteria(r)}.{(gaps.Count > 0 ? " Gaps:" : "")}", subtle: true, spacing: "Small");
        foreach (var c in gaps.Take(Math.Min(5, room.Listed)))
        {
            yield return Criterion(c);
        }
        var rest = r.Criteria.Where(c => !c.IsGap).Concat(gaps.Skip(Math.Min(5, room.Listed))).Take(room.Claims).ToList();
        if (rest.Count > 0)
        {
            yield return Draw.Fold(
                $"The other {Words.Count(rest.Count, "criterion", "criteria")}, with the words that meet them",
                "criteria"
            );
            yield return Draw.Box(rest.Select(Criterion), id: "criteria", hidden: true);
        }
    }

    private JsonObject Criterion(CriterionReading c) =>
        Draw.Text(
            $"**{CardText.Line(Words.Capital(c.Text), room.Sentence)}** ({(c.Role == "exit" ? "to leave" : "asked for in")} {CardText.Line(c.Stage, 40)}). {Words.Plain(c.Standing.ToString())}: {Say(c.Note)}{string.Concat(c.Citations.Select(q => q.Evidence).Distinct().Take(2).Select(e => $" {Source(e)}"))}",
            spacing: "Small"
        );

    private IEnumerable<JsonObject> AllEvidence()
    {
        var claims = run.Claims.Take(room.Claims).ToList();
        if (claims.Count == 0)
        {
            yield break;
        }

        var counts = new[]
        {
            (run.Claims.Count(c => c.Section != "against" && c.Standing == Standing.Fact), "confirmed"),
            (run.Claims.Count(c => c.Section != "against" && c.Standing == Standing.Inference), "inferred"),
            (run.Claims.Count(c => c.Section == "against"), "against it"),
        }
            .Where(c => c.Item1 > 0)
            .Select(c => $"{c.Item1} {c.Item2}");
        yield return Draw.Fold($"All the evidence: {string.Join(", ", counts)}", "evidence");
        var items = claims.SelectMany(c => Statement(c, c.Citations)).ToList();
        if (run.Claims.Count > claims.Count)
        {
            items.Add(More(run.Claims.Count - claims.Count, "more statement", "more statements"));
        }
        items.Add(Draw.Text(run.ReadNote + ".", subtle: true, size: "Small"));
        yield return Draw.Box(items, id: "evidence", hidden: true);
    }

    private IEnumerable<JsonObject> Statement(Claim claim, IReadOnlyList<Citation> quotes)
    {
        var standing = (claim.Standing, claim.Section) switch
        {
            (Standing.Fact, "against") => "Confirmed, against it",
            (_, "against") => "Inferred, against it",
            (Standing.Fact, _) => "Confirmed",
            _ => "Inferred",
        };
        yield return Draw.Text($"**{standing}:** {Say(claim.Text)}", spacing: "Small");
        foreach (var q in quotes.Take(3))
        {
            var said = claim.Text.Contains(q.Quote, StringComparison.Ordinal) ? "" : $"“*{CardText.Line(q.Quote, room.Sentence)}*” ";
            yield return Draw.Text($"{said}{Source(q.Evidence)}", spacing: "None");
        }

        if (claim.Standing == Standing.Inference)
        {
            yield return Draw.Text(run.OnlyBecause(claim), subtle: true, size: "Small", spacing: "None");
        }
    }
}
