using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Host.Terminal;

/// <summary>
/// An answer as a person reads it at a prompt: a paragraph a sentence, inferences marked, the quotes with who, when and where.
/// </summary>
/// <param name="conversation">What a follow-up names; null where nothing was kept.</param>
internal sealed class AskSheet(
    CitedAnswer answer,
    IReadOnlyDictionary<DealId, Dossier> dossiers,
    string? conversation,
    int width,
    bool verbose
)
{
    private readonly List<SheetLine> _lines = [];

    public IReadOnlyList<SheetLine> Lines()
    {
        foreach (var sentence in answer.Sentences)
        {
            Sentence(sentence);
        }
        Figures();
        Choices();
        if (answer.Missing.Count > 0)
        {
            Section(answer.Sentences.Count > 0 ? "the evidence does not show" : "not in the evidence");
            foreach (var m in answer.Missing)
            {
                Write($"{m.Text}{(m.WhoCouldSupply.Length > 0 ? $" ({m.WhoCouldSupply} could say)" : "")}", "  ");
            }
        }

        if (answer.Remarks.Count > 0 || answer.Proposals.Count > 0)
        {
            Add("");
        }
        foreach (var remark in answer.Remarks)
        {
            Write(remark, "", Tone.Care);
        }
        foreach (var run in answer.Proposals)
        {
            Add($"  agentdesk show {run}", Tone.Command);
        }
        Foot();
        return _lines;
    }

    private void Sentence(AnswerSentence sentence)
    {
        if (_lines.Count > 0)
        {
            Add("");
        }
        Write(sentence.Standing == Standing.Inference ? $"{sentence.Text} (inferred)" : sentence.Text, "");
        foreach (var c in sentence.Citations)
        {
            var source = dossiers.TryGetValue(c.Deal, out var dossier)
                ? $"{Plain.Source(dossier, c.Evidence)} · {c.Evidence}"
                : c.Evidence.Value;

            // What the sentence itself quotes is not said twice.
            var quoted = sentence.Text.Contains(OneLine(c.Quote), StringComparison.Ordinal);
            Write(quoted && !verbose ? source : $"“{OneLine(c.Quote)}”  {source}", "    ", Tone.Quiet);
        }
    }

    private void Figures()
    {
        if (answer.Figures.Count > 0 && _lines.Count > 0)
        {
            Add("");
        }
        foreach (var f in answer.Figures)
        {
            Write(f.Value is { } v ? $"{f.Name}: {v} (of {f.N})" : $"{f.Name}: no data yet", "");
        }
        if (answer.Figures.Count > 0)
        {
            Add("  agentdesk report kpi", Tone.Command);
        }
    }

    private void Choices()
    {
        if (answer.Choices.Count == 0)
        {
            return;
        }

        Write("Which deal do you mean?", "", Tone.Heading);
        foreach (var c in answer.Choices)
        {
            Write($"{c.Deal}  {c.Name}, {c.Account}, in {c.Stage}", "  ");
        }
    }

    private void Foot()
    {
        Add("");
        var by = answer.Model == "offline" ? "the embedded analyst" : answer.Model;
        var read =
            answer.Read > 0 && answer.Deals.Count > 0
                ? $"{Plain.Count(answer.Read, "piece")} of evidence of {Plain.And([.. answer.Deals.Select(d => d.Value)])} read, "
                : "";
        Write($"{read}answered by {by}{(answer.FellBackBecause is { } why ? $" because {why}" : "")}", "", Tone.Quiet);
        if (conversation is not null)
        {
            Add(answer.Choices.Count > 0 ? "  agentdesk ask --follow \"ID\"" : "  agentdesk ask --follow \"…\"", Tone.Command);
        }
    }

    private void Section(string title)
    {
        if (_lines.Count > 0)
        {
            Add("");
        }
        Write(title, "", Tone.Heading);
    }

    private void Add(string line, Tone tone = Tone.Text) => _lines.Add(new SheetLine(line, tone));

    private void Write(string text, string first, Tone tone = Tone.Text) =>
        _lines.AddRange(Wrapped.Lines(text, first, width).Select(l => new SheetLine(l, tone)));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
