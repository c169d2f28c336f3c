using System.Net;
using AgentDesk.Core.People;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Teams.Protocol;
using AgentDesk.Tests.Engine.Fakes;
using AgentDesk.Tests.Surfaces.Teams.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using static AgentDesk.Tests.Surfaces.Teams.Fakes.TeamsRig;

namespace AgentDesk.Tests.Surfaces.Teams.Identity;

public sealed class SpeakerTests
{
    private static readonly ChannelAccount Rostered = new()
    {
        Id = $"29:{Owner.ObjectId}",
        AadObjectId = Owner.ObjectId,
        UserPrincipalName = Owner.Email,
        Email = "boss@seller.test",
        UserRole = "user",
    };

    [Fact]
    public async Task Who_is_in_no_people_file_is_recognised_by_the_sign_in_name_that_the_channel_gives_for_the_object_id()
    {
        using var rig = new TeamsRig(Rig.Field);
        rig.Directory = PeopleDirectory.Empty;
        rig.Channel.Roster = _ => Rostered;

        var speaker = await rig.The<Speakers>().OfAsync(rig.From(Owner, Owner.Chat), Ct);

        Assert.Equal(Owner.Email, speaker.Actor!.Email);
    }

    public static TheoryData<string, ChannelAccount> Unbelieved =>
        new()
        {
            { "a guest by name", Rostered with { UserPrincipalName = "owner_seller.test#EXT#@other.onmicrosoft.com" } },
            { "a guest by role", Rostered with { UserRole = "guest" } },
            { "another object id", Rostered with { AadObjectId = Boss.ObjectId } },
            { "a mail address alone, which anybody may enter", Rostered with { UserPrincipalName = null } },
        };

    [Theory, MemberData(nameof(Unbelieved))]
    public async Task A_roster_that_does_not_vouch_for_the_person_is_not_believed(string what, ChannelAccount member)
    {
        using var rig = new TeamsRig(Rig.Field);
        rig.Directory = PeopleDirectory.Empty;
        rig.Channel.Roster = _ => member;

        var speaker = await rig.The<Speakers>().OfAsync(rig.From(Owner, Owner.Chat), Ct);

        Assert.True(speaker.Actor is null, what);
        Assert.NotNull(speaker.Unknown);
    }

    [Fact]
    public async Task The_people_file_goes_before_the_roster_and_an_activity_without_an_object_id_is_nobody()
    {
        using var rig = new TeamsRig(Rig.Field);
        rig.Channel.Roster = _ => Rostered with { UserPrincipalName = Boss.Email };
        var nameless = rig.From(Owner, Owner.Chat);

        Assert.Equal(Owner.Email, (await rig.The<Speakers>().OfAsync(nameless, Ct)).Actor!.Email);
        Assert.Null(
            (
                await rig.The<Speakers>()
                    .OfAsync(
                        nameless with
                        {
                            From = nameless.From! with { AadObjectId = null, Email = Owner.Email, Name = Owner.Email },
                        },
                        Ct
                    )
            ).Actor
        );
    }

    [Fact]
    public async Task A_group_of_Entra_gives_its_role_and_none_while_Graph_does_not_answer()
    {
        using var graph = new Graph();
        var time = new ManualTime(TinyWorkflow.Start);
        var groups = new EntraGroups(
            new HttpClient(graph, disposeHandler: false),
            new TeamsOptions { AppId = Tenant },
            time,
            NullLogger<EntraGroups>.Instance,
            _ => Task.FromResult("token")
        );
        var map = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["0B1F4C7A-95F2-4F0E-8A51-3D2F6F0F7C11"] = ["legal"],
            ["0b1f4c7a-95f2-4f0e-8a51-3d2f6f0f7c12"] = ["admin"],
        };

        var roles = await groups.RolesAsync(Owner.ObjectId, map, Ct);
        graph.Status = HttpStatusCode.ServiceUnavailable;
        var kept = await groups.RolesAsync(Owner.ObjectId, map, Ct);
        time.Advance(TimeSpan.FromMinutes(2));
        var later = await groups.RolesAsync(Owner.ObjectId, map, Ct);

        Assert.Equal(["legal"], roles);
        Assert.Equal(["legal"], kept);
        Assert.Empty(later);
        Assert.Equal($"https://graph.microsoft.com/v1.0/directoryObjects/{Owner.ObjectId}/checkMemberGroups", graph.Asked[0]);
        Assert.Empty(await groups.RolesAsync("../users", map, Ct));
    }

    [Fact]
    public async Task A_person_whom_nobody_knows_is_told_so_and_shown_nothing()
    {
        using var rig = new TeamsRig(Rig.Field);
        var run = await rig.WaitingAsync(Owner);
        rig.Directory = PeopleDirectory.Empty;

        var answer = await rig.PressAsync(Boss, CardVerbs.Show, await rig.DataAsync(run, "a1"));

        Assert.Contains("I do not know you", answer["value"]!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("D-1", answer.ToJsonString(), StringComparison.Ordinal);
    }

    private sealed class Graph : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.AbsoluteUri);
            return Task.FromResult(
                new HttpResponseMessage(Status)
                {
                    Content = new StringContent(
                        """{"value":["0b1f4c7a-95f2-4f0e-8a51-3d2f6f0f7c11"]}""",
                        System.Text.Encoding.UTF8,
                        "application/json"
                    ),
                }
            );
        }
    }
}
