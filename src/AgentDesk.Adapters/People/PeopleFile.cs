using System.Globalization;
using AgentDesk.Adapters.Playbooks;
using AgentDesk.Core.People;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;
using Microsoft.Extensions.DependencyInjection;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgentDesk.Adapters.People;

/// <summary>
/// The people file: `people.yaml` (or JSON, which is YAML too) in the data folder, or where the setting `AgentDesk:People` says. Read again
/// when it changes; a file with a mistake is refused whole, so that nobody gains or keeps a role by half of it.
/// </summary>
public sealed class PeopleFile(string path) : IPeople
{
    private readonly Lock _gate = new();
    private (DateTime Written, long Length, PeopleDirectory People)? _read;

    public Task<PeopleDirectory> ReadAsync(CancellationToken ct)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return Task.FromResult(PeopleDirectory.Empty);
        }

        lock (_gate)
        {
            if (_read is not { } read || read.Written != file.LastWriteTimeUtc || read.Length != file.Length)
            {
                _read = read = (file.LastWriteTimeUtc, file.Length, Of(File.ReadAllText(path)));
            }
            return Task.FromResult(read.People);
        }
    }

    private PeopleDirectory Of(string text)
    {
        var (people, problems) = Read(text);
        return people
            ?? throw new UnusableInputException(
                string.Create(CultureInfo.InvariantCulture, $"`{Path.GetFileName(path)}`, line {problems[0].Line}: {problems[0].Message}")
            );
    }

    /// <summary>The directory, or null with what is wrong.</summary>
    public static (PeopleDirectory? People, IReadOnlyList<PlaybookProblem> Problems) Read(string text)
    {
        var problems = new List<PlaybookProblem>();
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            return (null, [new((int)e.Start.Line, (int)e.Start.Column, $"this is no YAML: {e.Message}")]);
        }

        if (yaml.Documents.Count == 0)
        {
            return (PeopleDirectory.Empty, []);
        }
        if (yaml.Documents[0].RootNode is not YamlMappingNode root)
        {
            return (null, [new(1, 1, "a people file begins with `people:`")]);
        }

        var walk = new YamlWalk(root, "the people file", problems);
        var members = walk.Items("people", i => $"person {i + 1}").Select(p => Member(p, problems)).OfType<Member>().ToList();
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        if (walk.Group("groups", "`groups`") is { } named)
        {
            foreach (var (key, _) in named.Members())
            {
                if (!Guid.TryParse(key.Value, out _))
                {
                    YamlWalk.Note(problems, key, $"`{key.Value}` is no Entra group id");
                }
                groups[key.Value!] = Roles(named, key.Value!, problems);
            }
        }

        walk.Done();
        foreach (var twice in members.GroupBy(m => m.Email, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            problems.Add(new(1, 1, $"`{twice.Key}` stands twice"));
        }
        foreach (
            var twice in members
                .Where(m => m.ObjectId is not null)
                .GroupBy(m => m.ObjectId, StringComparer.OrdinalIgnoreCase)
                .Where(g => g.Count() > 1)
        )
        {
            problems.Add(new(1, 1, $"Entra object id `{twice.Key}` stands twice"));
        }
        return problems.Count > 0 ? (null, problems) : (new PeopleDirectory(members, groups), []);
    }

    private static Member? Member(YamlWalk p, List<PlaybookProblem> problems)
    {
        var email = p.Text("email", required: true);
        if (email is not null && !email.Contains('@', StringComparison.Ordinal))
        {
            p.Note("email", $"`{email}` is no mail address");
        }
        var id = p.Text("aadObjectId");
        if (id is not null && !Guid.TryParse(id, out _))
        {
            p.Note("aadObjectId", $"`{id}` is no Entra object id");
        }
        var standIn = p.Text("standIn");
        if (standIn is not null && !standIn.Contains('@', StringComparison.Ordinal))
        {
            p.Note("standIn", $"`{standIn}` is no mail address");
        }

        var member = new Member(
            email ?? "",
            id?.ToLowerInvariant(),
            p.Text("name"),
            Roles(p, "roles", problems),
            [.. p.Texts("teams").Select(t => t.Text)],
            [.. p.Texts("leads").Select(t => t.Text)],
            standIn,
            AwayOf(p)
        );
        p.Done();
        return email is null ? null : member;
    }

    private static Away? AwayOf(YamlWalk p)
    {
        if (p.Group("away", "`away`") is not { } away)
        {
            return null;
        }

        var (from, until) = (Day(away, "from"), Day(away, "until"));
        away.Done();
        if (from is not { } first || until is not { } last)
        {
            return null;
        }
        if (last < first)
        {
            away.Note("until", "`until` lies before `from`");
        }
        return new Away(first, last);
    }

    private static DateOnly? Day(YamlWalk walk, string member)
    {
        if (walk.Text(member, required: true) is not { } text)
        {
            return null;
        }
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }
        walk.Note(member, $"`{text}` is no date such as 2026-06-01");
        return null;
    }

    private static IReadOnlyList<string> Roles(YamlWalk walk, string member, List<PlaybookProblem> problems)
    {
        var roles = walk.Texts(member);
        foreach (var (node, text) in roles.Where(r => !Core.Playbooks.Roles.Assignable.Contains(r.Text, StringComparer.Ordinal)))
        {
            YamlWalk.Note(problems, node, $"there is no role `{text}`{YamlWalk.Likely(text, Core.Playbooks.Roles.Assignable)}");
        }
        return [.. roles.Select(r => r.Text)];
    }
}

public static class PeopleModule
{
    /// <summary>The people file of the data folder, or the one that is named.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services, string dataFolder, string? file) =>
        services
            .AddSingleton<IPeople>(
                new PeopleFile(file is { Length: > 0 } named ? Path.GetFullPath(named) : Path.Combine(dataFolder, "people.yaml"))
            )
            .AddSingleton<Actors>();
}
