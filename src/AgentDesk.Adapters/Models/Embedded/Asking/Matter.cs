using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Runs;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>One deal as the analyst answers on it: its dossier, its runs, and what is read out of them only when it is asked for.</summary>
internal sealed class Matter
{
    private readonly Lazy<DealReading> _reading;
    private readonly Lazy<IReadOnlyList<Statement>> _statements;
    private readonly Lazy<Diagnosis> _diagnosis;
    private readonly Lazy<IReadOnlySet<EvidenceName>> _planted;
    private readonly Lazy<IReadOnlyList<Unit>> _units;

    public Matter(Dossier dossier, IReadOnlyList<Run> runs)
    {
        (Dossier, Runs) = (dossier, runs);
        _reading = new(() => DossierReading.Of(dossier));
        _statements = new(() => Statements.Weigh(Statements.Read(_reading.Value, CueModel.Default), Weights.Default));
        _diagnosis = new(() => Diagnose.Of(_reading.Value, CueModel.Default, _statements.Value, Weights.Default));
        _planted = new(() => dossier.Items.Where(i => InjectionScan.Of(i).Count > 0).Select(i => i.Name).ToHashSet());
        _units = new(() => Asking.Units.Of(this));
    }

    public Dossier Dossier { get; }

    /// <summary>The deal's runs that the asker may see.</summary>
    public IReadOnlyList<Run> Runs { get; }

    public Deal Deal => Dossier.Deal;

    public DealFile File => Dossier.File;

    public DateTimeOffset Now => Dossier.Now;

    public DealReading Reading => _reading.Value;

    public IReadOnlyList<Statement> Said => _statements.Value;

    public Diagnosis Diagnosis => _diagnosis.Value;

    /// <summary>Everything that may be quoted, in pieces of a sentence.</summary>
    public IReadOnlyList<Unit> Units => _units.Value;

    /// <summary>Whether the piece carries text that is aimed at an AI: nothing of it is quoted.</summary>
    public bool IsPlanted(EvidenceName name) => _planted.Value.Contains(name);

    public bool HasPlanted => _planted.Value.Count > 0;

    public EvidenceItem? Find(string name) => Dossier.Find(new EvidenceName(name));

    /// <summary>Who could say what the evidence does not show: the buyer who spoke last, else a contact, else the deal's owner.</summary>
    public string WhoCouldSay(string? role = null)
    {
        var contacts = File.Contacts.Where(c => c.Side == Side.Buyer && c.Status != "left").ToList();
        if (role is not null && contacts.Find(c => c.Role == role) is { } holder)
        {
            return holder.Name;
        }
        return BuyerWords.Last(File, Now)?.Who is { Length: > 0 } who && who != "the buyer" ? who
            : contacts.Count > 0 ? contacts[0].Name
            : NameOf(Deal.OwnerEmail);
    }

    /// <summary>A person of our side by name, where it is known.</summary>
    public string NameOf(string email) => Sides.Colleague(Dossier.Team, email)?.Name ?? Sides.Contact(File, email)?.Name ?? email;
}
