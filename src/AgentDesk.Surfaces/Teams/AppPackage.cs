using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Teams.Identity;

namespace AgentDesk.Surfaces.Teams;

/// <summary>
/// The app package that an administrator uploads: the manifest of `teams/` with this installation's ids and addresses, and the two icons.
/// The same settings give the same bytes.
/// </summary>
public static class AppPackage
{
    // A zip's earliest instant: the package does not say when it was made.
    private static readonly DateTimeOffset Never = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Icons = ["color.png", "outline.png"];

    /// <param name="folder">The folder that holds manifest.json and the icons.</param>
    /// <exception cref="UnusableInputException">A setting that the manifest needs is missing.</exception>
    public static byte[] Build(string folder, TeamsOptions options)
    {
        var manifest = Manifest(File.ReadAllText(Path.Combine(folder, "manifest.json")), options);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(
                zip,
                "manifest.json",
                System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true }))
            );
            foreach (var icon in Icons)
            {
                Add(zip, icon, File.ReadAllBytes(Path.Combine(folder, icon)));
            }
        }

        return bytes.ToArray();
    }

    private static JsonNode Manifest(string template, TeamsOptions options)
    {
        if (options.AppId is not { Length: > 0 } app || !Guid.TryParse(app, out _))
        {
            throw new UnusableInputException("AgentDesk:Teams:AppId is missing: the application id of the bot's registration in Entra");
        }
        if ((options.Website ?? options.WebInbox) is not { } site || site.Scheme != Uri.UriSchemeHttps)
        {
            throw new UnusableInputException(
                "AgentDesk:Teams:Website is missing: an https address of yours, which Teams shows as the app's (AgentDesk:Teams:WebInbox does too, where it is https)"
            );
        }

        static string Text(string value) => JsonEncodedText.Encode(value).ToString();
        var domain = (options.WebInbox is { Scheme: "https" } inbox ? inbox : site).Host;
        return JsonNode.Parse(
            template
                .Replace("{{APP_ID}}", app.ToLowerInvariant(), StringComparison.Ordinal)
                .Replace("{{DEVELOPER}}", Text(options.Developer), StringComparison.Ordinal)
                .Replace("{{WEBSITE}}", Text(site.AbsoluteUri), StringComparison.Ordinal)
                .Replace("{{PRIVACY}}", Text((options.Privacy ?? site).AbsoluteUri), StringComparison.Ordinal)
                .Replace("{{TERMS}}", Text((options.Terms ?? site).AbsoluteUri), StringComparison.Ordinal)
                .Replace("{{DOMAIN}}", Text(domain), StringComparison.Ordinal)
        )!;
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = Never;
        using var to = entry.Open();
        to.Write(content);
    }
}
