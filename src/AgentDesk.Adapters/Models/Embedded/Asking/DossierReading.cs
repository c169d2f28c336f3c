using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>A dossier as the analyst's weighing reads one, without a prompt between them.</summary>
internal static class DossierReading
{
    public static DealReading Of(Dossier dossier)
    {
        var (file, deal, now) = (dossier.File, dossier.Deal, dossier.Now);
        var prior = PriorOutreach.Of(file, dossier.Team, now);
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var inputs = new DealInputs(
            now,
            new DealRow(
                deal.Id.Value,
                deal.Name,
                deal.Account,
                deal.OwnerEmail,
                deal.ManagerEmail,
                deal.Stage,
                deal.NextStep,
                deal.NextStepDue,
                deal.CloseDate,
                deal.ForecastCategory,
                deal.Columns.ToDictionary(c => c.Key, c => (string?)c.Value, StringComparer.Ordinal)
            ),
            Core.Evidence.Readings.StageAge.Of(file, dossier.Playbook, now) is { } age
                ? new Reading.StageAge(age.Days, age.Expected)
                : null,
            Contacts:
            [
                .. file.Contacts.Select(c => new ContactRow(
                    c.Name,
                    c.Email,
                    c.Title,
                    c.Side,
                    c.Role,
                    Departures.Since(file, c.Email, now) is null ? c.Status : "left"
                )),
            ],
            Trackers:
            [
                .. file.Trackers.Select(t => new TrackerInput(
                    $"tracker:{t.Id}",
                    t.Kind,
                    t.Item,
                    t.Status,
                    t.UpdatedAt,
                    t.OwnerEmail,
                    t.Note
                )),
            ],
            Meetings:
            [
                .. file.Meetings.Select(m => new MeetingRow(
                    $"event:{m.Id}",
                    m.Subject,
                    m.Start,
                    m.IsCancelled,
                    [.. m.Attendees.Select(a => new AttendeeRow(a.Address, a.Name, a.Side, a.Response))]
                )),
            ],
            PriorAttempts: new AttemptsRow(
                prior.Count,
                [.. prior.Items.Select(a => new AttemptRow(a.Name.Value, a.At, a.Kind, a.Summary))]
            ),
            LastBuyerWord: prior.Since is { } last ? new WordRow(last.Name.Value, last.At, last.Who) : null,
            Colleagues: [.. dossier.Team.Colleagues.Select(c => new ColleagueRow(c.Email, c.Name, c.Roles))],
            Assets: [.. dossier.Team.Assets.Select(a => new AssetRow($"asset:{a.Stem}", a.Title, a.Kind, a.IsUsable(day), a.Audience))]
        );
        return new DealReading(
            inputs,
            [
                .. dossier
                    .Items.Where(i => i.Kind != "asset")
                    .Select(i => new EvidencePiece(i.Name.Value, i.Kind, i.At, i.OwnWords, i.Side, i.Author, i.Title, i.IsAutomatic)),
            ]
        );
    }
}
