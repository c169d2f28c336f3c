using System.Globalization;
using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>One action that waits: what would change, the words that would be written, and its buttons.</summary>
internal sealed class ActionParts(RunModel run, ReviewParts parts, Links links, CardOptions options, Room room, Looked looked)
{
    // More than these are searched by typing.
    private const int MostAtOnce = 12;

    // Whether something of the action that is being drawn had to be cut.
    private bool _isCut;

    // What would be written is never shortened as a sentence is: see Room.Draft.
    private string Value(string text)
    {
        _isCut |= text.Length > room.Draft;
        return CardText.Value(text, text.Length <= room.Draft ? int.MaxValue : room.Draft);
    }

    /// <summary>The action with its buttons, in a box of its own.</summary>
    public JsonObject Open(ActionState state)
    {
        _isCut = false;
        var a = state.Action;
        var items = new List<JsonObject>
        {
            Draw.Heading($"{(run.Number(state) is > 0 and var n ? $"{n}\\. " : "")}{CardText.Line(run.Title(a), room.Sentence)}"),
            Draw.Text(
                $"{AudienceWord(a.Payload.Audience)} Needs {CardText.Line(run.Needs(state), 120)}.{string.Concat(run.Routes(state).Take(2).Select(f => $" {Say(Words.Capital(Words.Prose(f.Reason)).TrimEnd('.'))}."))}",
                subtle: true,
                size: "Small",
                spacing: "None"
            ),
        };
        items.AddRange(
            WaitWords
                .Came(run, state)
                .Select((line, i) => Draw.Text(Say(line), subtle: true, size: "Small", spacing: i == 0 ? "Small" : "None"))
        );
        if (state.Status == ActionStatus.Failed)
        {
            items.Add(Draw.Text($"**It was not written.** The record answered: {Say(state.Detail ?? "nothing")}", color: "Attention"));
        }
        items.AddRange(Payload(state));
        items.AddRange(Edits(state));
        items.AddRange(parts.Notice(a.Id));
        items.AddRange(Buttons(state));
        return Draw.Box(items, separator: true, spacing: "Large");
    }

    private string Say(string text) => CardText.Line(run.Names.In(text), room.Sentence);

    /// <summary>Names with the addresses that would be written to.</summary>
    private string People(IReadOnlyList<string> emails) =>
        Words.And([.. emails.Select(e => run.Names[e] is var name && name == e ? e : $"{name} ({e})")]);

    private static string AudienceWord(Audience audience) =>
        audience switch
        {
            Audience.Customer => "To the customer; saved as a draft, never sent by the desk.",
            Audience.Internal => "To a colleague.",
            _ => "In the record.",
        };

    /// <summary>What would be written: before and after, addressees, and the text whole.</summary>
    private IEnumerable<JsonObject> Payload(ActionState state)
    {
        switch (state.Action.Payload)
        {
            case ActionPayload.EmailDraft m:
                yield return Labelled("To", People(m.To));
                if (m.Cc.Count > 0)
                {
                    yield return Labelled("Copy", People(m.Cc), "None");
                }
                yield return Labelled("Subject", m.Subject, "None");
                yield return Writing(m.Body);
                foreach (var line in Origins(m))
                {
                    yield return line;
                }
                break;
            case ActionPayload.Escalation e:
                yield return Draw.Facts(
                    ("Owner", $"{Value(run.Names[e.To])}, {Value(Words.Role(e.Role))}"),
                    ("Deadline", Words.Day(e.Deadline)),
                    ("Lands in", Value(e.Record))
                );
                yield return Writing(e.Text);
                break;
            case ActionPayload.TaskItem t:
                yield return Draw.Facts(
                    ("Owner", Value(run.Names[t.Owner])),
                    ("Due", Words.Day(t.Deadline)),
                    ("Lands in", Value(t.Record))
                );
                yield return Writing(t.Text);
                break;
            case ActionPayload.CrmField f:
                foreach (var part in Change(Words.Plain(f.Field), f.Before, f.After))
                {
                    yield return part;
                }
                break;
            case ActionPayload.CrmNote n:
                yield return Writing(n.Text);
                break;
            case ActionPayload.StageChange s:
                foreach (var part in Change("Stage", Words.Plain(s.Before), Words.Plain(s.After)))
                {
                    yield return part;
                }
                yield return Writing(s.Reason);
                break;
            case ActionPayload.ForecastChange f:
                foreach (var part in Change("Forecast", Words.Plain(f.Before), Words.Plain(f.After)))
                {
                    yield return part;
                }
                yield return Writing(f.Reason);
                break;
            case ActionPayload.MeetingRequest m:
                yield return Labelled("With", People(m.Attendees));
                yield return Labelled(
                    "When",
                    $"{Words.Whole(m.Start)}, {m.Length.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} minutes",
                    "None"
                );
                yield return Labelled("Subject", m.Subject, "None");
                yield return Writing(m.Agenda);
                break;
            case ActionPayload.Pause p:
                yield return Draw.Facts(
                    ("Until", Words.Day(p.Until)),
                    ("For it", Value(p.Reason)),
                    ("Against it", CardText.Line(LeavingAlone.Against(run), room.Sentence))
                );
                break;
        }
    }

    // Addresses break where a phone ends; in a table of facts they would be cut off.
    private JsonObject Labelled(string label, string value, string? spacing = null) =>
        Draw.Text($"**{label}:** {Value(value)}", spacing: spacing);

    private IEnumerable<JsonObject> Change(string field, string before, string after)
    {
        yield return Draw.Text($"**{CardText.Line(field, 60)}**");
        yield return Draw.With(
            Draw.Facts(("Now", before.Length > 0 ? Value(before) : "*empty*"), ("After", Value(after))),
            ("spacing", "None")
        );
    }

    /// <summary>
    /// The words that would be written, as they are; where there is no room for them, their beginning, and then nothing approves them here.
    /// </summary>
    private JsonObject Writing(string text)
    {
        var shown = text.Length <= room.Draft ? text : text[..(char.IsHighSurrogate(text[room.Draft - 1]) ? room.Draft - 1 : room.Draft)];
        _isCut |= shown.Length < text.Length;
        var items = new List<JsonObject>();
        var gap = false;
        foreach (var line in CardText.Lines(shown))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                gap = items.Count > 0;
                continue;
            }
            items.Add(Draw.Text(line, spacing: gap ? "Medium" : "None"));
            gap = false;
        }

        if (items.Count == 0)
        {
            items.Add(Draw.Text("*no words*"));
        }
        if (shown.Length < text.Length)
        {
            items.Add(
                Draw.Text(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"**… and {text.Length - shown.Length} characters more than a card can hold.**"
                    )
                )
            );
        }
        return Draw.Box(items, "emphasis", spacing: "Small");
    }

    private IEnumerable<JsonObject> Origins(ActionPayload.EmailDraft m)
    {
        var lines = new List<string>();
        if (m.InReplyTo is { } reply)
        {
            lines.Add($"Answers {Links.To(links.Evidence(run, reply), run.Cite(reply))}.");
        }
        if (m.SomethingNew is { } fresh)
        {
            lines.Add(
                $"New to them: “*{CardText.Line(fresh.Quote, room.Sentence)}*” {Links.To(links.Evidence(run, fresh.Evidence), run.Cite(fresh.Evidence))}."
            );
        }
        if (run.Dossier is { } dossier && m.Body.Length < 20_000)
        {
            var figures = looked.Figures(m, () => Figures.Of(m.Subject + "\n" + m.Body, run.Claims, dossier));
            if (figures.Any(f => f.Source is not null))
            {
                lines.Add("Figures:");
            }
            lines.AddRange(
                figures
                    .Where(f => f.Source is not null)
                    .Take(room.Listed)
                    .Select(f =>
                        $"{CardText.Value(f.Figure, 40)}, {Links.To(links.Evidence(run, f.Source!.Value), run.Cite(f.Source.Value))}."
                    )
            );
            lines.AddRange(figures.Where(f => f.Source is null).Select(f => $"**{CardText.Value(f.Figure, 40)} stands in no source.**"));
        }

        if (lines.Count > 0)
        {
            yield return Draw.Text(string.Join(' ', lines), subtle: true, size: "Small", spacing: "Small");
        }
    }

    private IEnumerable<JsonObject> Edits(ActionState state)
    {
        if (state.Prepared is { } prepared)
        {
            foreach (
                var line in parts.Changes(
                    looked.Changes(state, () => TextDiff.Of(PayloadForm.AsText(prepared), PayloadForm.AsText(state.Action.Payload))),
                    $"Edited by {CardText.Line(run.Who(state.DecidedBy), 80)}. Against what was prepared:"
                )
            )
            {
                yield return line;
            }
        }
        foreach (var (at, who, refused, _) in run.Edits(state.Action.Id).TakeLast(2).Where(e => e.Refused is not null))
        {
            yield return Draw.Text(
                $"The edit of {Words.Minute(at)} by {CardText.Line(run.Names[who], 80)} was refused: {Say(Words.Prose(refused!.Reason))} ({CardText.Line(refused.Gate, 60)})",
                size: "Small",
                spacing: "Small"
            );
        }
    }

    private IEnumerable<JsonObject> Buttons(ActionState state)
    {
        var (id, payload) = (state.Action.Id.Value, state.Action.Payload);
        var whole = !_isCut;
        var effect = Words.Cut(Effects.Button(payload, run.Header.Deal, run.Names, brief: true), 80);
        var (form, refused, _) = run.Editable(state);
        if (whole)
        {
            var yes = Execute(
                state.Status == ActionStatus.Failed ? $"Look it up again, then {Words.Lower(effect)}" : effect,
                CardVerbs.Approve,
                state,
                "positive"
            );

            // A refused edit lies in the form: what is approved is what stands above it.
            if (refused)
            {
                yes["associatedInputs"] = "none";
            }
            yield return Draw.Buttons(yes);
        }
        else
        {
            yield return Draw.Text(
                "It is too long to be read on a card, and what is approved is what was read: it is approved in the web inbox, or on the command line.",
                subtle: true,
                size: "Small"
            );
            if (Page(state) is { } page)
            {
                yield return Draw.Buttons(Draw.Open("Read it whole, and decide it there", page));
            }
        }

        // A row of its own, so that the effect is read in full on a phone.
        var edits = whole && (room.Forms || !options.Dialogs) && form.All(f => f.Value.Length <= room.Draft);
        var others = new List<JsonObject>();
        if (edits)
        {
            others.Add(Draw.Toggle(payload is ActionPayload.Pause ? "Another date" : "Edit", $"edit-{id}"));
        }
        else if (whole && options.Dialogs)
        {
            others.Add(Dialog("Edit", state));
        }
        others.Add(Reject(state));
        yield return Draw.With(Draw.Buttons(others), ("spacing", "Small"));
        if (edits)
        {
            yield return Edit(state, form, refused);
        }

        if (room.Later || Page(state) is null)
        {
            yield return Draw.Fold("Later, or to somebody else", $"later-{id}", "Small");
            yield return Draw.Box([Draw.Buttons(Later(state), HandOver(state))], id: $"later-{id}", hidden: true, spacing: "Small");
        }
        else
        {
            yield return Draw.Text($"[Later, or to somebody else]({Page(state)})", spacing: "Small");
        }
    }

    private string? Page(ActionState state) =>
        links.Run(run.Path) is { } url ? $"{url}#{Uri.EscapeDataString(state.Action.Id.Value)}" : null;

    private JsonObject Edit(ActionState state, IReadOnlyList<FormField> form, bool refused)
    {
        var items = new List<JsonObject>();
        if (refused)
        {
            items.Add(
                Draw.Text(
                    "**This is your edit that was refused; nothing of it stands.** What stands is above, and is what the first button takes."
                )
            );
        }
        items.AddRange(form.Select(f => Draw.Input(CardData.Input(state, f.Name), f)));
        items.Add(Draw.Text("Nothing is written by it. If it passes the gates, it waits here as yours.", subtle: true, size: "Small"));
        items.Add(
            Draw.Buttons([
                Execute("Put this edit through the gates", CardVerbs.Edit, state),
                .. options.Dialogs ? [Dialog("Edit in a window", state)] : Array.Empty<JsonObject>(),
            ])
        );
        return Draw.Box(items, id: $"edit-{state.Action.Id}", hidden: !refused, spacing: "Small");
    }

    private JsonObject Reject(ActionState state) =>
        Draw.Form(
            "Reject",
            Draw.With(
                Draw.Required(
                    Draw.InputOf("Input.Text", CardData.Input(state, CardData.Reason), "Because", null),
                    "Say why: the reason goes into the ledger."
                ),
                ("isMultiline", true)
            ),
            Draw.Buttons([
                Execute("Reject it, with this reason", CardVerbs.Reject, state),
                .. state.Action.Payload.Audience == Audience.Customer
                    ? [Execute("Hold back outreach to this customer", CardVerbs.Suppress, state)]
                    : Array.Empty<JsonObject>(),
            ])
        );

    private JsonObject Later(ActionState state) =>
        Draw.Form(
            "Later",
            Draw.With(
                Draw.Required(
                    Draw.InputOf("Input.Date", CardData.Input(state, CardData.Until), "Show it again on", Day(3)),
                    "Name the day on which it shall come back."
                ),
                ("min", Day(1))
            ),
            Draw.Buttons(Execute("Put it aside until then", CardVerbs.Snooze, state))
        );

    private JsonObject HandOver(ActionState state)
    {
        var id = CardData.Input(state, CardData.To);
        var could = run.CouldTake(state);
        var boss = run.Header.Manager is { } m && could.Any(p => string.Equals(p.Email, m, StringComparison.OrdinalIgnoreCase)) ? m : null;
        var to =
            could.Count > 0 && could.Count <= room.People
                ? Draw.With(
                    Draw.InputOf("Input.ChoiceSet", id, "To", boss),
                    ("style", could.Count > MostAtOnce ? "filtered" : "compact"),
                    (
                        "choices",
                        new JsonArray([
                            .. could.Select(p => new JsonObject
                            {
                                ["title"] = Words.Cut(CardText.Seen($"{p.Name}, {p.What}"), 80),
                                ["value"] = p.Email,
                            }),
                        ])
                    )
                )
                : Draw.With(Draw.InputOf("Input.Text", id, "To (mail address)", boss), ("style", "Email"));
        return Draw.Form(
            "Hand over",
            [
                Draw.Required(to, "Name a colleague."),
                .. room.Pass
                    ? [Draw.InputOf("Input.Text", CardData.Input(state, CardData.Note), "Because (optional)", null)]
                    : Array.Empty<JsonObject>(),
                Draw.Buttons([
                    Execute("Give the decision to them", CardVerbs.Reassign, state),
                    .. room.Pass ? [Execute("Pass it up to them", CardVerbs.Escalate, state)] : Array.Empty<JsonObject>(),
                ]),
            ]
        );
    }

    private string Day(int ahead) => run.Now.UtcDateTime.AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // What was seen binds what is written; a no, a later, a hand-over bind nothing and carry only what they are about.
    private JsonObject Execute(string title, string verb, ActionState state, string? style = null)
    {
        var data = CardData.Of(run.Header, state);
        if (verb is not (CardVerbs.Approve or CardVerbs.Edit))
        {
            data.Remove(CardData.Version);
            data.Remove(CardData.Hash);
        }

        return Draw.Execute(title, verb, data, room.Fallbacks, style);
    }

    private JsonObject Dialog(string title, ActionState state)
    {
        var data = CardData.Of(run.Header, state);
        data[CardData.Verb] = CardVerbs.Edit;
        data["msteams"] = new JsonObject { ["type"] = "task/fetch" };
        return new JsonObject
        {
            ["type"] = "Action.Submit",
            ["title"] = title,
            ["data"] = data,
            ["associatedInputs"] = "none",
        };
    }
}

/// <summary>What takes a look through the whole deal is looked up once for a card, however often it is drawn until it fits.</summary>
internal sealed class Looked
{
    private readonly Dictionary<ActionPayload, IReadOnlyList<FoundFigure>> _figures = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ActionId, IReadOnlyList<Stretch>> _changes = [];

    public IReadOnlyList<FoundFigure> Figures(ActionPayload payload, Func<IReadOnlyList<FoundFigure>> look) =>
        _figures.TryGetValue(payload, out var found) ? found : _figures[payload] = look();

    public IReadOnlyList<Stretch> Changes(ActionState state, Func<IReadOnlyList<Stretch>> look) =>
        _changes.TryGetValue(state.Action.Id, out var found) ? found : _changes[state.Action.Id] = look();
}
