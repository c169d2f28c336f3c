using System.IO.Compression;
using System.Text.Json.Nodes;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Teams;
using AgentDesk.Surfaces.Teams.Identity;

namespace AgentDesk.Tests.Surfaces.Teams;

public sealed class SurfaceTests
{
    private const string App = "6F1D0B3E-2b1a-4c8e-9d55-0000000000bb";

    [Fact]
    public void Without_settings_it_is_off() => Assert.False(new TeamsOptions().IsOn);

    [Theory]
    [InlineData(true, null, "http://127.0.0.1:3978", false, null)]
    [InlineData(true, null, "http://127.0.0.1:3978", true, "refused in Production")]
    [InlineData(true, null, "http://0.0.0.0:3978", false, "not loopback")]
    [InlineData(true, null, "http://desk.example:3978", false, "not loopback")]
    [InlineData(true, App, "http://127.0.0.1:3978", false, "for the Playground alone")]
    [InlineData(false, App, "http://0.0.0.0:3978", true, "TenantId is missing")]
    [InlineData(false, "my-bot", "http://127.0.0.1:3978", true, "no application id")]
    [InlineData(true, null, "3978", false, "no address to listen on")]
    public void Anonymous_is_for_this_machine_and_never_for_production(
        bool anonymous,
        string? app,
        string url,
        bool production,
        string? problem
    )
    {
        var found = TeamsSurface.Problem(
            new TeamsOptions
            {
                Anonymous = anonymous,
                AppId = app,
                Url = url,
            },
            production
        );

        if (problem is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(problem, found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_package_holds_the_manifest_with_the_settings_ids_and_the_icons_in_their_sizes()
    {
        var options = new TeamsOptions
        {
            AppId = App,
            TenantId = App,
            WebInbox = new("https://desk.example/"),
            Developer = "Acme \"Sales\"",
            Privacy = new("https://acme.example/privacy"),
        };

        var bytes = AppPackage.Build(RepoRoot.Path("teams"), options);

        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var manifest = zip.GetEntry("manifest.json")!.Open();
        var json = JsonNode.Parse(manifest)!;
        Assert.Equal(["manifest.json", "color.png", "outline.png"], zip.Entries.Select(e => e.FullName));
        Assert.Equal((App.ToLowerInvariant(), App.ToLowerInvariant()), (json["id"]!.ToString(), json["bots"]![0]!["botId"]!.ToString()));
        Assert.Equal("Acme \"Sales\"", json["developer"]!["name"]!.ToString());
        Assert.Equal("https://acme.example/privacy", json["developer"]!["privacyUrl"]!.ToString());
        Assert.Equal("desk.example", json["validDomains"]![0]!.ToString());
        Assert.DoesNotContain("{{", json.ToJsonString(), StringComparison.Ordinal);

        // The limits of the manifest's schema.
        Assert.InRange(json["name"]!["short"]!.ToString().Length, 1, 30);
        Assert.InRange(json["name"]!["full"]!.ToString().Length, 1, 100);
        Assert.InRange(json["description"]!["short"]!.ToString().Length, 1, 80);
        Assert.InRange(json["description"]!["full"]!.ToString().Length, 1, 4000);
        Assert.Equal((192, 192), Size(zip, "color.png"));
        Assert.Equal((32, 32), Size(zip, "outline.png"));
        Assert.Equal(bytes, AppPackage.Build(RepoRoot.Path("teams"), options));
    }

    [Fact]
    public void A_package_that_would_lead_nowhere_is_not_made()
    {
        Assert.Throws<UnusableInputException>(() => AppPackage.Build(RepoRoot.Path("teams"), new TeamsOptions()));
        Assert.Throws<UnusableInputException>(() =>
            AppPackage.Build(RepoRoot.Path("teams"), new TeamsOptions { AppId = App, WebInbox = new("http://127.0.0.1:5080") })
        );
    }

    // A PNG's first chunk begins with its width and height.
    private static (int, int) Size(ZipArchive zip, string name)
    {
        using var png = zip.GetEntry(name)!.Open();
        var head = new byte[24];
        png.ReadExactly(head);
        return (
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(16)),
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(20))
        );
    }
}
