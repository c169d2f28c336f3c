using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Chains;

/// <summary>
/// The buyer names or adds somebody who was not known before; a personal outreach goes to them (SW: genuine personal outreach). New is who
/// was on no mail, call, meeting or text before. Named is a contact of the deal by name, or somebody whom the buyer calls by name and role,
/// in words that give them a part in what is to come; added is who is put on the buyer's mail. Who has left, who writes to us first and who
/// shall not be written to are none; a mail with them in copy is no outreach to them.
/// </summary>
internal static class NewStakeholders
{
    /// <summary>A person as the buyer brought them in.</summary>
    /// <param name="Email">Null where only a name is known.</param>
    private sealed record Newcomer(
        string Name,
        string? Email,
        DateTimeOffset At,
        string By,
        IReadOnlyList<Citation> Citations,
        bool IsAdded
    );

    public static IEnumerable<Occurrence> Of(DealFile file, Team team, DateTimeOffset now)
    {
        var found = new Dictionary<string, Newcomer>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var n in Added(file, team, now).Concat(Named(file, team, now)).OrderBy(n => n.At).ThenByDescending(n => n.Email is not null)
        )
        {
            found.TryAdd(n.Name, n);
        }

        var seen = new KnownPeople(file);
        foreach (var n in found.Values)
        {
            if (seen.Before(n.Name, n.Email, n.At))
            {
                continue;
            }

            yield return new Occurrence(
                TriggerRule.StakeholderNamed,
                n.At,
                $"{n.By} {(n.IsAdded ? "added" : "named")} {n.Name} on {Touching.Day(n.At)}",
                n.Citations,
                n.Name,
                n.Email is null ? [] : [n.Email],
                Outreach(file, n, now),
                Passed(file, n, now)
            );
        }
    }

    private static IEnumerable<Newcomer> Added(DealFile file, Team team, DateTimeOffset now)
    {
        foreach (var m in file.Mails.Where(m => m.Side == Side.Buyer && !m.IsAutoReply && m.SentAt <= now))
        {
            foreach (
                var a in m
                    .To.Concat(m.Cc)
                    .Where(a =>
                        !Sides.Same(a.Address, m.From.Address)
                        && Sides.IsBuyer(file, team, a.Address)
                        && !StakeholderWords.IsSharedMailbox(a.Address)
                    )
            )
            {
                var contact = Sides.Contact(file, a.Address);
                var name = contact?.Name ?? a.Name ?? a.Address;
                var said = StakeholderWords.Sentence(m.OwnWords, name);
                if (said is not null && StakeholderWords.ForbidsContact(said))
                {
                    continue;
                }

                List<Citation> citations = [said is null ? Touching.Quote(m) : new(new($"mail:{m.Id}"), said)];
                if (contact is not null)
                {
                    citations.Add(Cites.Contact(file, contact));
                }
                yield return new(name, a.Address, m.SentAt, Touching.Name(m), citations, IsAdded: true);
            }
        }
    }

    private static IEnumerable<Newcomer> Named(DealFile file, Team team, DateTimeOffset now)
    {
        foreach (var (name, at, by, email, text) in Spoken(file, now))
        {
            var mentioned = StakeholderWords
                .Contacts(file, team, text)
                .Select(c => (c.Contact.Name, (string?)c.Contact.Email, c.Sentence, Contact: (Contact?)c.Contact))
                .Concat(
                    StakeholderWords.Strangers(file, team, text).Select(s => (s.Name, (string?)null, s.Sentence, Contact: (Contact?)null))
                );
            foreach (var (who, address, sentence, contact) in mentioned)
            {
                if (
                    who == by
                    || (email is not null && address is not null && Sides.Same(email, address))
                    || StakeholderWords.ForbidsContact(sentence)
                    || !StakeholderWords.GivesAPart(sentence)
                )
                {
                    continue;
                }

                List<Citation> citations = [new(name, sentence)];
                if (contact is not null)
                {
                    citations.Add(Cites.Contact(file, contact));
                }
                yield return new(who, address, at, by, citations, IsAdded: false);
            }
        }
    }

    // The buyer's own words, each with its name.
    private static IEnumerable<(EvidenceName Name, DateTimeOffset At, string By, string? Email, string Text)> Spoken(
        DealFile file,
        DateTimeOffset now
    )
    {
        foreach (var m in file.Mails.Where(m => m.Side == Side.Buyer && !m.IsAutoReply && m.SentAt <= now))
        {
            yield return (new($"mail:{m.Id}"), m.SentAt, Touching.Name(m), m.From.Address, Clipped.Of(m.OwnWords));
        }
        foreach (var c in file.Calls.Where(c => Touching.EndOf(c) <= now))
        {
            // A call is one trigger of its own while it runs: whoever is named in it is owed a word from its end on.
            foreach (var q in c.Cues.Where(q => q.Side == Side.Buyer))
            {
                yield return (
                    EvidenceText.CueName(c.Id, q.Number),
                    Touching.EndOf(c),
                    q.Speaker ?? "the buyer",
                    c.Participants.FirstOrDefault(p => p.Name == q.Speaker)?.Email,
                    q.Text
                );
            }
        }
    }

    private static ActionTaken? Outreach(DealFile file, Newcomer n, DateTimeOffset now)
    {
        var found = new List<ActionTaken>();
        if (
            n.Email is { } address
            && file.Mails.FirstOrDefault(m =>
                m.SentAt > n.At && m.SentAt <= now && m is { Side: Side.Seller, IsAutoReply: false } && IsPersonal(m, n.Name, address)
            )
                is { } mail
        )
        {
            found.Add(new(new($"mail:{mail.Id}"), mail.SentAt, $"{Touching.Name(mail)} wrote to {n.Name}"));
        }

        if (
            file.Calls.FirstOrDefault(c =>
                c.StartedAt > n.At
                && c.StartedAt <= now
                && c.Participants.Any(p => p.Name == n.Name || (n.Email is { } a && p.Email is { } e && Sides.Same(a, e)))
            ) is
            { } call
        )
        {
            found.Add(
                new(
                    EvidenceText.CueName(call.Id, call.Cues.Count > 0 ? call.Cues[0].Number : 1),
                    call.StartedAt,
                    $"{n.Name} was in `{call.Title}`"
                )
            );
        }

        if (
            Touching.Logged(
                file,
                n.At,
                now,
                a =>
                    $"{a.Subject}\n{Clipped.Of(a.Body)}".Contains(n.Name, StringComparison.OrdinalIgnoreCase)
                    || (n.Email is { } e && a.Body.Contains(e, StringComparison.OrdinalIgnoreCase))
            ) is
            { } logged
        )
        {
            found.Add(new(new($"activity:{logged.Id}"), logged.OccurredAt, $"logged: {logged.Subject}"));
        }

        // Who wrote to us first was not waiting for a word of ours.
        var first = found.MinBy(a => a.At);
        if (
            n.Email is { } writer
            && file.Mails.FirstOrDefault(m => m.SentAt > n.At && m.SentAt <= now && !m.IsAutoReply && Sides.Same(m.From.Address, writer))
                is { } own
            && !(first?.At < own.SentAt)
        )
        {
            return null;
        }
        if (first is not null)
        {
            return first;
        }
        return
            n.Email is { } invited
            && file.Meetings.FirstOrDefault(e => !e.IsCancelled && e.Start > n.At && e.Attendees.Any(a => Sides.Same(a.Address, invited)))
                is { } meeting
            ? new(new($"event:{meeting.Id}"), null, $"{n.Name} is invited to `{meeting.Subject}` on {Touching.Day(meeting.Start)}")
            : null;
    }

    // Addressed to them, and not as one of many: alone, or by name.
    private static bool IsPersonal(Mail m, string name, string address)
    {
        if (!m.To.Any(a => Sides.Same(a.Address, address)))
        {
            return false;
        }
        if (m.To.Count <= 2)
        {
            return true;
        }

        var greeting = Touching.First(m.OwnWords) ?? "";
        return name.Split(' ').Any(part => part.Length > 2 && greeting.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    // "I'd rather not send it to Barry yet": what the buyer's side says later goes before that they were named.
    private static (string By, DateTimeOffset At)? Forbidden(DealFile file, Newcomer n, DateTimeOffset now)
    {
        var first = n.Name.Split(' ')[0];
        var isOnly =
            first.Length > 2 && file.Contacts.Count(c => c.Name.Split(' ')[0].Equals(first, StringComparison.OrdinalIgnoreCase)) == 1;
        foreach (var (_, at, by, _, text) in Spoken(file, now).Where(s => s.At > n.At))
        {
            if (
                (StakeholderWords.Sentence(text, n.Name) ?? (isOnly ? StakeholderWords.Sentence(text, first) : null)) is { } sentence
                && StakeholderWords.ForbidsContact(sentence)
            )
            {
                return (by, at);
            }
        }

        return null;
    }

    private static string? Passed(DealFile file, Newcomer n, DateTimeOffset now)
    {
        if (Forbidden(file, n, now) is var (by, at))
        {
            return $"{by} asked on {Touching.Day(at)} not to go to {n.Name}";
        }
        if (n.Email is not { } address)
        {
            return null;
        }
        if (Sides.Contact(file, address) is { Status: "left" })
        {
            return $"{n.Name} has left";
        }
        if (Departures.Of(file, address, now) is { } reply)
        {
            return $"{n.Name}'s mailbox is not read any more (`mail:{reply.Id}`)";
        }
        return
            file.Mails.FirstOrDefault(m => m.SentAt > n.At && m.SentAt <= now && !m.IsAutoReply && Sides.Same(m.From.Address, address))
                is { } own
            ? $"{n.Name} wrote to us on {Touching.Day(own.SentAt)}"
            : null;
    }
}

/// <summary>
/// Who had been on something, or had been spoken of, before an instant: by whole name, or by a first name that nobody else of the deal has.
/// </summary>
internal sealed class KnownPeople(DealFile file)
{
    public bool Before(string name, string? email, DateTimeOffset at)
    {
        var first = name.Split(' ')[0];
        var alias =
            first.Length > 2 && file.Contacts.Count(c => c.Name.Split(' ')[0].Equals(first, StringComparison.OrdinalIgnoreCase)) == 1
                ? first
                : null;
        bool Speaks(string text) =>
            StakeholderWords.Mentions(text, name) || (alias is not null && StakeholderWords.Sentence(text, alias) is not null);
        bool IsThey(string? address) => email is not null && address is not null && Sides.Same(address, email);

        return file.Mails.Any(m =>
                m.SentAt < at
                && (IsThey(m.From.Address) || Touching.People(m).Any(IsThey) || Speaks($"{m.Subject}\n{Clipped.Of(m.OwnWords)}"))
            )
            || file.Calls.Any(c => Touching.EndOf(c) <= at && c.Participants.Any(p => p.Name == name || IsThey(p.Email)))
            || file.Calls.Any(c => Touching.EndOf(c) < at && c.Cues.Any(q => Speaks(q.Text)))
            || file.Meetings.Any(e => e.Start < at && e.Attendees.Any(a => IsThey(a.Address)))
            || file.Thread.Any(t => t.At < at && Speaks(t.Text))
            || file.Activities.Any(a => a.OccurredAt < at && (IsThey(a.AuthorEmail) || Speaks($"{a.Subject}\n{Clipped.Of(a.Body)}")));
    }
}
