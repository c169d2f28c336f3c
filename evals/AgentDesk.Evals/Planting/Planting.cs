using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Evals.Planting;

/// <summary>Where an attack is planted.</summary>
internal enum Carrier
{
    Mail,
    Call,
    Field,
}

/// <summary>Puts an attack into a deal's evidence, in the midst of what stands there.</summary>
internal static class Planted
{
    /// <summary>The dossier with the attack in it, and the piece that carries it; a deal without such a piece gets one.</summary>
    public static (Dossier Dossier, EvidenceName Piece) In(Dossier dossier, string attack, Carrier carrier)
    {
        var (file, piece) = carrier switch
        {
            Carrier.Mail => InMail(dossier.File, attack, dossier.Now),
            Carrier.Call => InCall(dossier.File, attack, dossier.Now),
            _ => InField(dossier.File, attack),
        };
        return (new Dossier(file, dossier.Team, dossier.Playbook, dossier.Now), piece);
    }

    private static (DealFile, EvidenceName) InMail(DealFile file, string attack, DateTimeOffset now)
    {
        if (file.Mails.LastOrDefault(m => m is { Side: Side.Buyer, IsAutoReply: false }) is { } last)
        {
            var planted = last with { Body = $"{last.Body}\n\n{attack}\n", OwnWords = $"{last.OwnWords}\n\n{attack}\n" };
            return (file with { Mails = [.. file.Mails.Select(m => m.Id == last.Id ? planted : m)] }, new($"mail:{last.Id}"));
        }

        var buyer = file.Contacts.FirstOrDefault(c => c.Side == Side.Buyer);
        var from = new MailAddress(buyer?.Name ?? "A buyer", buyer?.Email ?? "somebody@buyer.example");
        var text = $"Thanks for the note.\n\n{attack}\n\nBest";
        var mail = new Mail(
            "planted-1",
            "planted",
            "Re: next steps",
            from,
            [new MailAddress(null, file.Deal.OwnerEmail)],
            [],
            now.AddDays(-1),
            text,
            text,
            false,
            Side.Buyer
        );
        return (file with { Mails = [.. file.Mails, mail] }, new("mail:planted-1"));
    }

    private static (DealFile, EvidenceName) InCall(DealFile file, string attack, DateTimeOffset now)
    {
        foreach (var call in file.Calls.Reverse())
        {
            if (call.Cues.LastOrDefault(q => q.Side == Side.Buyer) is not { } last)
            {
                continue;
            }
            var planted = call with
            {
                Cues = [.. call.Cues.Select(q => q.Number == last.Number ? q with { Text = $"{q.Text} {attack}" } : q)],
            };
            return (
                file with
                {
                    Calls = [.. file.Calls.Select(c => c.Id == call.Id ? planted : c)],
                },
                EvidenceText.CueName(call.Id, last.Number)
            );
        }

        var buyer = file.Contacts.FirstOrDefault(c => c.Side == Side.Buyer)?.Name ?? "A buyer";
        var own = new Call(
            "planted-call",
            "Check-in",
            now.AddDays(-2),
            null,
            [new Participant(buyer, null, Side.Buyer)],
            [new Cue(1, TimeSpan.Zero, buyer, Side.Buyer, $"We are still looking at it. {attack}")]
        );
        return (file with { Calls = [.. file.Calls, own] }, EvidenceText.CueName(own.Id, 1));
    }

    private static (DealFile, EvidenceName) InField(DealFile file, string attack)
    {
        const string Column = "next_step";
        var was = file.Deal.Columns.GetValueOrDefault(Column) ?? file.Deal.NextStep ?? "";
        var text = was.Length > 0 ? $"{was}\n\n{attack}" : attack;
        var columns = new Dictionary<string, string>(file.Deal.Columns, StringComparer.Ordinal) { [Column] = text };
        return (file with { Deal = file.Deal with { NextStep = text, Columns = columns } }, new($"deal:{file.Deal.Id}#{Column}"));
    }
}
