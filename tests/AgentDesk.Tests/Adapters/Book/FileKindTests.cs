using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Tests.Adapters.Book;

public sealed class FileKindTests
{
    [Fact]
    public async Task A_deals_columns_come_in_any_order_and_keep_their_text()
    {
        using var shelf = new Shelf().With(
            "deals.csv",
            "\uFEFFstatus,Region,stage,deal_id,amount,currency,created_at,close_date,name,account,owner_email\r\nopen, north ,propose,D-1,1200.50,eur,2026-01-02T03:04:05+02:00,TBD,\"Roof, \"\"big\"\"\nsensors\",Oak,ann@fernhill.example\r\n"
        );

        var report = await shelf.ImportAsync();

        var deal = (await shelf.DealAsync()).Deal;
        Assert.Equal((new Money(1200.50m, "EUR"), (DateOnly?)null, "Roof, \"big\"\nsensors"), (deal.Amount, deal.CloseDate, deal.Name));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 1, 4, 5, TimeSpan.Zero), deal.CreatedAt);
        Assert.Equal((" north ", "TBD", "1200.50"), (deal.Columns["Region"], deal.Columns["close_date"], deal.Columns["amount"]));
        Assert.Contains("`TBD`", Assert.Single(report.Rejects).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_speaker_whom_a_directory_lists_with_the_last_name_first_is_the_same_person()
    {
        using var shelf = new Shelf()
            .With("contacts.csv", "deal_id,name,email,title,side,role,status\nD-1,Bo Lund,bo@oak.example,COO,buyer,economic_buyer,active\n")
            .With(
                "calls/c1.json",
                """{"deal_id":"D-1","title":"Intro","started_at":"2026-05-03T10:00:00Z","participants":[{"name":"Ann Lee","email":"ann@fernhill.example","side":"seller"}]}"""
            )
            .With(
                "calls/c1.vtt",
                "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Lund, Bo (Oak)>We wait</v>\n\n00:03.000 --> 00:04.000\nLee, Ann: for what?\n"
            );

        await shelf.ImportAsync();

        Assert.Equal(
            [(Side.Buyer, "We wait"), (Side.Seller, "for what?")],
            Assert.Single((await shelf.DealAsync()).Calls).Cues.Select(c => (c.Side, c.Text))
        );
    }

    [Fact]
    public async Task Names_and_texts_of_evidence_are_as_the_contract_gives_them()
    {
        using var shelf = new Shelf()
            .With(
                "field_history.csv",
                "deal_id,field,old_value,new_value,changed_at,changed_by\nD-1,amount,1,2,2026-05-02T10:00:00Z,ann@fernhill.example\n"
            )
            .With("contacts.csv", "deal_id,name,email,title,side,role,status\nD-1,Bo Lund,Bo@oak.example,COO,buyer,economic_buyer,active\n")
            .With(
                "trackers.csv",
                "tracker_id,deal_id,kind,item,status,owner_email,updated_at,note\nT-1,D-1,legal,MSA,in_review,lex@fernhill.example,2026-05-02T10:00:00Z,clause 9\n"
            )
            .With(
                "activities.csv",
                "activity_id,deal_id,kind,direction,status,subject,body,author_email,occurred_at,due_at\nA-1,D-1,call,outbound,done,Intro,went well,,2026-05-02T10:00:00Z,\n"
            )
            .With(
                "signals.json",
                """[{"signal_id":"S-1","account":"oak & sons","kind":"hire","occurred_at":"2026-05-02T10:00:00Z","text":"New COO","source":"press"}]"""
            )
            .With(
                "assets/pack.md",
                "---\ntitle: Pack\nkind: security_pack\napproved_by: Sue Fox\napproved_on: 2026-01-02\nexpires_on: 2027-01-02\naudience: customer\n---\n\n# All safe\n"
            )
            .With(
                "calls/c1.json",
                """{"call_id":"c1","deal_id":"D-1","title":"Intro","started_at":"2026-05-03T10:00:00Z","ended_at":null,"participants":[{"name":"Bo Lund","email":"bo@oak.example","side":"buyer"},{"name":"Ann","email":"ann@fernhill.example"}]}"""
            )
            .With(
                "calls/c1.vtt",
                "WEBVTT\n\n00:01.000 --> 00:02.000\n<v bo  lund (Oak)>We wait</v>\n\n00:03.000 --> 00:04.000\n<v Ann>for what?</v>\n"
            )
            .With("threads/users.json", """[{"id":"U1","profile":{"real_name":"Sue Fox","email":"sue@fernhill.example"}}]""")
            .With("threads/channels.json", """[{"id":"C1","name":"deal-oak","topic":{"value":"all of it, deal:D-1"}}]""")
            .With(
                "threads/deal-oak.json",
                """[{"type":"message","subtype":"channel_join","user":"U1","text":"joined","ts":"1780000000.000001"},{"type":"message","user":"U1","text":"no news","ts":"1780000001.000200","thread_ts":"1780000001.000200"}]"""
            )
            .With(
                "calendar.json",
                """{"value":[{"id":"E1","subject":"Review","start":{"dateTime":"2026-07-01T09:00:00.0000000","timeZone":"W. Europe Standard Time"},"end":{"dateTime":"2026-07-01T10:00:00","timeZone":"Europe/Berlin"},"attendees":[{"emailAddress":{"name":"Bo","address":"bo@oak.example"},"status":{"response":"declined"}}],"isCancelled":false}]}"""
            )
            .With(
                "mail/a.json",
                """{"value":[{"id":"m1","conversationId":"k","subject":"Offer","from":{"emailAddress":{"name":"Bo Lund","address":"bo@oak.example"}},"toRecipients":[{"emailAddress":{"name":"Ann","address":"ann@fernhill.example"}}],"ccRecipients":[],"sentDateTime":"2026-05-03T10:00:00Z","categories":[],"body":{"contentType":"html","content":"<p>Not <b>now</b>.</p>"}}]}"""
            );

        var report = await shelf.ImportAsync();

        Assert.Empty(report.Rejects);
        var dossier = await shelf.DossierAsync();
        string Text(string name) => dossier.Find(new(name))?.Text ?? $"no {name}";
        Assert.Equal("Offer\nNot now.", Text("mail:m1"));
        Assert.Equal("We wait for what?", Text("call:c1#1-2"));
        Assert.Equal("no news", Text("thread:deal-oak#1780000001.000200"));
        Assert.Equal("Intro\nwent well", Text("activity:A-1"));
        Assert.Equal("MSA · in_review · clause 9", Text("tracker:T-1"));
        Assert.Equal("1200.50", Text("deal:D-1#amount"));
        Assert.Equal("propose · 2026-05-01T10:00:00Z", Text("stage:D-1#1"));
        Assert.Equal("amount · 1 → 2", Text("field:D-1#1"));
        Assert.Equal("Bo Lund · COO · economic_buyer · active", Text("contact:D-1#Bo@oak.example"));
        Assert.Equal("Review", Text("event:E1"));
        Assert.Equal("# All safe", Text("asset:pack"));
        Assert.Equal("New COO", Text("signal:S-1"));
        Assert.Equal([Side.Buyer, Side.Seller], dossier.File.Calls[0].Cues.Select(c => c.Side));
        Assert.Equal(Side.Buyer, dossier.File.Mails[0].Side);
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 7, 0, 0, TimeSpan.Zero), dossier.File.Meetings[0].Start.ToUniversalTime());
        Assert.Equal(Side.Buyer, dossier.File.Meetings[0].Attendees[0].Side);
        Assert.Single(dossier.File.Thread);
        Assert.Contains(Roles.Security, dossier.Team.Colleagues.Single(c => c.Email == "sue@fernhill.example").Roles);
        Assert.Contains(Roles.Legal, dossier.Team.Colleagues.Single(c => c.Email == "lex@fernhill.example").Roles);
        Assert.Contains(Roles.DealOwner, dossier.Team.Colleagues.Single(c => c.Email == "ann@fernhill.example").Roles);
    }

    [Fact]
    public async Task A_mail_of_a_buyer_with_two_open_deals_belongs_to_neither_and_is_kept()
    {
        using var shelf = new Shelf();
        shelf
            .With("deals.csv", shelf.Read("deals.csv") + "D-2,Second,Oak & Sons,ann@fernhill.example,propose,,,,open\n")
            .With("stage_history.csv", shelf.Read("stage_history.csv") + "D-2,propose,2026-06-02T10:00:00Z,\n")
            .With(
                "contacts.csv",
                "deal_id,name,email,title,side,role,status\nD-1,Bo,bo@oak.example,,buyer,champion,active\nD-2,Bo,bo@oak.example,,buyer,champion,active\nD-2,Cy,cy@oak.example,,buyer,user,active\nD-2,Pat,pat@partner.example,,partner,unknown,active\n"
            )
            .With(
                "mail/a.json",
                $$"""{"value":[{{Mail("m1", "bo@oak.example")}},{{Mail("m2", "cy@oak.example")}},{{Mail("m3", "pat@partner.example", "deal:D-2")}},{{Mail("m4", "no-reply@sign.example", "deal:D-2")}}]}"""
            );

        var report = await shelf.ImportAsync();

        Assert.Empty(report.Rejects);
        Assert.Equal((1, 3), (report.Evidence["mail_unassigned"], report.Evidence["mail"]));
        Assert.Equal(
            [("m2", Side.Buyer), ("m3", Side.Partner), ("m4", Side.Unknown)],
            (await shelf.DealAsync("D-2")).Mails.Select(m => (m.Id, m.Side))
        );
    }

    [Fact]
    public async Task One_message_in_two_mailboxes_is_one_message()
    {
        using var shelf = new Shelf().With(
            "mail/a.json",
            $$"""{"value":[{{Mail("m1", "bo@oak.example", "deal:D-1", "<x@oak>")}},{{Mail("m2", "bo@oak.example", "deal:D-1", "<x@oak>")}}]}"""
        );

        var report = await shelf.ImportAsync();

        Assert.Equal(1, report.Evidence["mail"]);
        Assert.Contains("copy", Assert.Single(report.Rejects).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_no_known_kind_is_listed()
    {
        using var shelf = new Shelf().With("mail/old.eml", "Subject: x").With("calls/a.mp3", "x").With("mail/.hidden", "x");

        var report = await shelf.ImportAsync();

        Assert.Equal(["calls/a.mp3", "mail/old.eml"], report.Rejects.Select(r => r.File).Order(StringComparer.Ordinal));
    }

    private static string Mail(string id, string from, string? category = null, string? internet = null) =>
        $$$"""
            {"id":"{{{id}}}","internetMessageId":"{{{internet}}}","subject":"s","from":{"emailAddress":{"address":"{{{from}}}"}},
             "toRecipients":[{"emailAddress":{"address":"ann@fernhill.example"}}],"sentDateTime":"2026-05-03T10:00:00Z","categories":["{{{category}}}"],"body":{"contentType":"text","content":"hi"}}
            """;
}
