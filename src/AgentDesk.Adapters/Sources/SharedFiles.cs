using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgentDesk.Adapters.Sources;

/// <summary>What a team shares: assets/*.md with front matter, voice/&lt;email&gt;.md, signals.json.</summary>
internal static partial class SharedFiles
{
    public static IEnumerable<Found> Asset(string path, string name, Colleagues colleagues)
    {
        try
        {
            var stem = Ids.Checked(Path.GetFileNameWithoutExtension(path), "file name");
            var text = SourceText.Read(path);
            var (front, body) = FrontMatter(text);
            var kind = Kind(Value(front, "kind") ?? throw new UnreadableException("its front matter names no kind", 1));
            var asset = new Asset(
                stem,
                Value(front, "title") ?? stem,
                kind,
                Value(front, "approved_by"),
                Date(front, "approved_on"),
                Date(front, "expires_on"),
                Value(front, "audience"),
                body
            );
            colleagues.Approved(asset);
            return [new Found.OfPiece(null, Kinds.Asset, stem, 0, asset)];
        }
        catch (UnreadableException e)
        {
            return [Rows.Rejected(name, e.Line, e.Message)];
        }
    }

    public static IEnumerable<Found> Voice(string path, string name)
    {
        try
        {
            var email = Ids.Checked(Path.GetFileNameWithoutExtension(path), "file name").ToLowerInvariant();
            string[] messages =
            [
                .. Separator().Split(SourceText.Read(path).ReplaceLineEndings("\n")).Select(m => m.Trim()).Where(m => m.Length > 0),
            ];
            return messages.Length == 0
                ? [Rows.Rejected(name, 0, "holds no message")]
                : [new Found.OfPiece(null, Kinds.Voice, email, 0, new VoiceSample(email, messages))];
        }
        catch (UnreadableException e)
        {
            return [Rows.Rejected(name, e.Line, e.Message)];
        }
    }

    /// <summary>A signal is of an account: each deal of the account has it.</summary>
    public static IEnumerable<Found> Signals(string path, string name, Roster roster, Uniques uniques)
    {
        var more = new List<Found>();
        foreach (
            var found in Rows.OfCollection(
                path,
                name,
                roster,
                DealRows.LostIsListed,
                (s, line) =>
                {
                    var id = Ids.Checked(s.Text("signal_id"), "signal_id");
                    var account = s.Text("account") ?? "";
                    var signal = new Signal(
                        id,
                        account,
                        Enumerations.Checked(s.Text("kind"), "kind", Enumerations.SignalKinds),
                        Instants.Instant(s.Text("occurred_at"), "occurred_at"),
                        s.Text("text") ?? "",
                        s.Text("source")
                    );
                    uniques.Take(Kinds.Signal, id);
                    var deals = roster.DealsOf(account);
                    more.AddRange(deals.Skip(1).Select(d => new Found.OfPiece(d, Kinds.Signal, id, line, signal, IsCopy: true)));
                    return new Found.OfPiece(deals.Count > 0 ? deals[0] : null, Kinds.Signal, id, line, signal);
                }
            )
        )
        {
            yield return found;
            foreach (var other in more)
            {
                yield return other;
            }
            more.Clear();
        }
    }

    private static string Kind(string text) =>
        Enumerations.Find(text, Enumerations.AssetKinds)
        ?? throw new UnreadableException(Enumerations.Problem(text, "kind", Enumerations.AssetKinds), 1);

    private static (YamlMappingNode Front, string Body) FrontMatter(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        if (FrontMatterBlock().Match(lines) is not { Success: true } m)
        {
            throw new UnreadableException("no front matter between `---` lines at its beginning", 1);
        }
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(m.Groups["front"].Value));
            var root = yaml.Documents.Count > 0 ? yaml.Documents[0].RootNode as YamlMappingNode : null;
            return (
                root ?? throw new UnreadableException("its front matter holds no `name: value` lines", 1),
                lines[m.Length..].Trim('\n')
            );
        }
        catch (YamlException e)
        {
            throw new UnreadableException("its front matter is not YAML", (int)e.Start.Line + 1);
        }
        // YamlDotNet throws this for some malformed documents.
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new UnreadableException("its front matter is not YAML", 1);
        }
    }

    private static string? Value(YamlMappingNode front, string key) =>
        front
            .Children.FirstOrDefault(c =>
                c.Key is YamlScalarNode { Value: { } k } && string.Equals(k, key, StringComparison.OrdinalIgnoreCase)
            )
            .Value
            is YamlScalarNode { Value: { } text }
        && text.Trim() is { Length: > 0 } value
        && value is not ("null" or "~")
            ? value
            : null;

    private static DateOnly? Date(YamlMappingNode front, string key)
    {
        if (Value(front, key) is not { } text)
        {
            return null;
        }
        // An approval whose term cannot be read is no approval.
        return Instants.TryDate(text, out var date) ? date : throw new UnreadableException($"{key} `{Instants.Short(text)}` is no date", 1);
    }

    [GeneratedRegex(
        @"\A\s*---[ \t]*\n(?<front>.*?\n)?---[ \t]*(\n|\z)",
        RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex FrontMatterBlock();

    [GeneratedRegex(@"^---+[ \t]*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
