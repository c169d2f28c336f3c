using System.Text;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Adapters.Book;

public sealed class RejectTests
{
    private const string Activities = "activity_id,deal_id,kind,direction,status,subject,body,author_email,occurred_at,due_at\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("A-1,D-1,call,outbound,done,Too few", "6 fields where the header has 10")]
    [InlineData("A-1,D-1,call,outbound,done,s,b,,yesterday,", "occurred_at `yesterday` is no instant")]
    [InlineData(",D-1,call,outbound,done,s,b,,2026-05-02T10:00:00Z,", "activity_id is missing")]
    [InlineData("A-1,D-9,call,outbound,done,s,b,,2026-05-02T10:00:00Z,", "deal `D-9` is not in deals.csv")]
    [InlineData("A-9,D-1,call,outbound,done,s,b,,2026-05-02T10:00:00Z,", "twice")]
    [InlineData("A-1,D-1,fax,outbound,done,s,b,,2026-05-02T10:00:00Z,", "kind `fax` is none of call, meeting, email, task, note")]
    [InlineData("A-1,D-1,call,sideways,done,s,b,,2026-05-02T10:00:00Z,", "direction `sideways` is none of inbound, outbound, internal")]
    [InlineData("A-1,D-1,call,,done,s,b,,2026-05-02T10:00:00Z,", "direction is missing")]
    [InlineData("A-1,D-1,call,outbound,maybe,s,b,,2026-05-02T10:00:00Z,", "status `maybe` is none of open, done, canceled")]
    [InlineData(
        "A-1,D-1,call,outbound,done,s,b,,2026-05-02T10:00:00,",
        "occurred_at `2026-05-02T10:00:00` is an instant without its offset"
    )]
    [InlineData("A-1,D-1,call,outbound,done,s,b,,2026-05-02,", "occurred_at `2026-05-02` is an instant without its offset")]
    [InlineData("A-1,D-1,call,outbound,done,s,\"b,,2026-05-02T10:00:00Z,", "quotes are not closed")]
    [InlineData("A-1,D-1,call,outbound,done,s,\"b\"x,,2026-05-02T10:00:00Z,", "quotes are not closed")]
    public async Task A_broken_row_is_listed_with_its_line_and_the_rest_is_read(string row, string reason)
    {
        using var shelf = new Shelf().With(
            "activities.csv",
            $"{Activities}A-9,D-1,call,outbound,done,Before,b,,2026-05-01T10:00:00Z,\n{row}\nA-8,D-1,note,internal,done,\"After, all\",b,,2026-05-03T10:00:00Z,\n"
        );

        var report = await shelf.ImportAsync();

        var reject = Assert.Single(report.Rejects);
        Assert.Equal(("activities.csv", 3, row), (reject.File, reject.Line, reject.Raw));
        Assert.Contains(reason, reject.Reason, StringComparison.Ordinal);
        Assert.Equal(["A-9", "A-8"], (await shelf.DealAsync()).Activities.Select(a => a.Id));
        Assert.Equal([reject], await shelf.Book.RejectsAsync(Ct));
    }

    [Theory]
    [InlineData("T-1,D-1,privacy,Annex,done,,2026-05-02T10:00:00Z,n", "kind `privacy` is none of legal, security, procurement")]
    [InlineData(
        "T-1,D-1,legal,Annex,finished,,2026-05-02T10:00:00Z,n",
        "status `finished` is none of not_started, waiting_on_buyer, waiting_on_seller, in_review, done, rejected"
    )]
    [InlineData("T-1,D-1,legal,Annex,done,,2026-05-02T10:00,n", "updated_at `2026-05-02T10:00` is an instant without its offset")]
    public async Task A_tracker_whose_kind_or_status_no_rule_knows_is_rejected_and_marks_its_deal(string row, string reason)
    {
        using var shelf = new Shelf().With(
            "trackers.csv",
            $"tracker_id,deal_id,kind,item,status,owner_email,updated_at,note\n{row}\nT-2,D-1,legal,MSA,in_review,,2026-05-02T10:00:00+02:00,n\n"
        );

        var report = await shelf.ImportAsync();

        Assert.Equal(
            ("trackers.csv", 2, reason),
            (report.Rejects[0].File, report.Rejects[0].Line, report.Rejects[0].Reason.Split(": write", 2)[0])
        );
        var file = await shelf.DealAsync();
        Assert.Equal(["T-2"], file.Trackers.Select(t => t.Id));
        Assert.Equal(2, Assert.Single(file.Damage).Line);
    }

    [Theory]
    [InlineData(";", "its columns are separated by semicolons: export it with commas")]
    [InlineData("\t", "its columns are separated by tabs: export it with commas")]
    public async Task A_table_that_a_spreadsheet_saved_with_other_separators_says_so(string separator, string reason)
    {
        using var shelf = new Shelf().With(
            "contacts.csv",
            $"deal_id,name,email,title,side,role,status\nD-1,Bo,bo@oak.example,CFO,buyer,user,active\n".Replace(
                ",",
                separator,
                StringComparison.Ordinal
            )
        );

        var report = await shelf.ImportAsync();

        Assert.Equal(("contacts.csv", 1, reason), (Assert.Single(report.Rejects).File, report.Rejects[0].Line, report.Rejects[0].Reason));
    }

    [Fact]
    public async Task A_table_in_another_encoding_says_so()
    {
        using var shelf = new Shelf().With(
            "contacts.csv",
            [
                0xFF,
                0xFE,
                .. Encoding.Unicode.GetBytes("deal_id,name,email,title,side,role,status\nD-1,Bo,bo@oak.example,CFO,buyer,user,active\n"),
            ]
        );

        Assert.StartsWith("not UTF-8", Assert.Single((await shelf.ImportAsync()).Rejects).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_file_that_cannot_be_read_marks_its_deal_with_line_and_reason()
    {
        using var shelf = new Shelf().With("mail/a.json", "{\"value\":[\n{\"categories\":[\"deal:D-1\"],\n oops");

        await shelf.ImportAsync();

        var damage = Assert.Single((await shelf.DealAsync()).Damage);
        Assert.Equal("mail/a.json line 3", damage.Place);
        Assert.StartsWith("not JSON", damage.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_only_describes_is_listed_and_its_row_kept_without_it()
    {
        using var shelf = new Shelf().With(
            "contacts.csv",
            "deal_id,name,email,title,side,role,status\nD-1,Bo,bo@oak.example,CFO,buyer,influencer,active\nD-1,Cy,cy@oak.example,,customer,user,active\n"
        );

        var report = await shelf.ImportAsync();

        Assert.Equal(
            [
                "role `influencer` is none of economic_buyer, champion, technical, security, legal, procurement, finance, user, unknown: the row is kept without it",
                "side `customer` is none of buyer, seller, partner",
            ],
            report.Rejects.Select(r => r.Reason)
        );
        Assert.Equal(
            ("Bo", "unknown"),
            ((await shelf.DealAsync()).Contacts.Single().Name, (await shelf.DealAsync()).Contacts.Single().Role)
        );
    }

    [Theory]
    [InlineData(
        "signals.json",
        """[{"signal_id":"S-1","account":"Oak","kind":"rumour","occurred_at":"2026-05-02T10:00:00Z","text":"t"}]""",
        "kind `rumour` is none of"
    )]
    [InlineData("assets/a.md", "---\ntitle: A\nkind: leaflet\n---\nbody", "kind `leaflet` is none of")]
    [InlineData(
        "calendar.json",
        """{"value":[{"id":"e1","subject":"s","start":{"dateTime":"2026-05-02T10:00:00"},"attendees":[],"categories":["deal:D-1"]}]}""",
        "start has neither offset nor time zone"
    )]
    public async Task What_a_file_says_outside_the_contracts_lists_is_listed(string file, string text, string reason)
    {
        using var shelf = new Shelf().With(file, text);

        Assert.Contains(reason, Assert.Single((await shelf.ImportAsync()).Rejects).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_event_has_its_offset_from_its_time_zone()
    {
        using var shelf = new Shelf().With(
            "calendar.json",
            """{"value":[{"id":"e1","subject":"s","start":{"dateTime":"2026-05-02T10:00:00.0000000","timeZone":"Europe/Berlin"},"attendees":[],"categories":["deal:D-1"]}]}"""
        );

        Assert.Empty((await shelf.ImportAsync()).Rejects);
        Assert.Equal(
            new DateTimeOffset(2026, 5, 2, 8, 0, 0, TimeSpan.Zero),
            (await shelf.DealAsync()).Meetings.Single().Start.ToUniversalTime()
        );
    }

    [Fact]
    public async Task A_quote_left_open_does_not_swallow_the_rows_after_it()
    {
        var rows = string.Concat(
            Enumerable.Range(1, 50).Select(i => $"A-{i},D-1,call,outbound,done,s,{(i == 7 ? "\"" : "")}text {i},,2026-05-02T10:00:00Z,\n")
        );
        using var shelf = new Shelf().With("activities.csv", Activities + rows);

        var report = await shelf.ImportAsync();

        Assert.Equal(8, Assert.Single(report.Rejects).Line);
        Assert.Equal(49, report.Evidence["activity"]);
    }

    [Fact]
    public async Task A_row_that_is_not_utf8_is_listed_and_marks_its_deal()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes(Activities + "A-1,D-1,call,outbound,done,Gr"),
            0xFC,
            .. Encoding.UTF8.GetBytes("n,b,,2026-05-02T10:00:00Z,\nA-2,D-1,call,outbound,done,Grün,b,,2026-05-02T10:00:00Z,\n"),
        ];
        using var shelf = new Shelf().With("activities.csv", bytes);

        var report = await shelf.ImportAsync();

        Assert.Equal(("activities.csv", 2), (Assert.Single(report.Rejects).File, report.Rejects[0].Line));
        Assert.Contains("UTF-8", report.Rejects[0].Reason, StringComparison.Ordinal);
        var file = await shelf.DealAsync();
        Assert.Equal("Grün", Assert.Single(file.Activities).Subject);
        Assert.Equal(("activities.csv", 2), (Assert.Single(file.Damage).File, file.Damage[0].Line));
    }

    [Theory]
    [InlineData("mail/a.json", "{\"value\":[\n{\"id\":\"m1\",\n oops", 3)]
    [InlineData("mail/a.json", "", 1)]
    [InlineData("mail/a.json", "{\"value\":[]} x", 1)]
    [InlineData("mail/a.json", "{\"messages\":[]}", 1)]
    [InlineData("calendar.json", "[{]", 1)]
    [InlineData("signals.json", "null", 1)]
    [InlineData("threads/deal-a.json", "{\"a\":\n[}", 2)]
    public async Task Bad_json_is_listed_with_the_line_and_the_rest_is_read(string file, string text, int line)
    {
        using var shelf = new Shelf().With(file, text).With("voice/ann@fernhill.example.md", "hi\n---\nho\n");

        var report = await shelf.ImportAsync();

        Assert.Equal((file, line), (Assert.Single(report.Rejects).File, report.Rejects[0].Line));
        Assert.Equal(["hi", "ho"], Assert.Single((await shelf.Book.TeamAsync(Ct)).Voices).Messages);
    }

    [Fact]
    public async Task One_broken_message_costs_that_message_and_marks_its_deal()
    {
        using var shelf = new Shelf().With(
            "mail/a.json",
            """
            {"value":[
             {"id":"m1","subject":"A","from":{"emailAddress":{"address":"bo@oak.example"}},"sentDateTime":"2026-05-03T10:00:00Z","categories":["deal:D-1"],"body":{"contentType":"text","content":"one"}},
             {"id":"m2","subject":"B","from":{"emailAddress":{"address":"bo@oak.example"}},"sentDateTime":"soon","categories":["deal:D-1"],"body":{"contentType":"text","content":"two"}},
             {"id":"m1","subject":"C","from":{"emailAddress":{"address":"bo@oak.example"}},"sentDateTime":"2026-05-04T10:00:00Z","categories":["deal:D-1"],"body":{"contentType":"text","content":"three"}},
             {"id":"m4","subject":"\ud800","from":{"emailAddress":{"address":"bo@oak.example"}},"sentDateTime":"2026-05-05T10:00:00Z","categories":["deal:D-1"],"body":{"contentType":"text","content":"four"}},
             {"id":"m5","subject":"E","from":{"emailAddress":{"address":"bo@oak.example"}},"sentDateTime":"2026-05-05T10:00:00Z","categories":["deal:D-7"],"body":{"contentType":"text","content":"five"}}
            ]}
            """
        );

        var report = await shelf.ImportAsync();

        var file = await shelf.DealAsync();
        Assert.Equal(["m1"], file.Mails.Select(m => m.Id));
        Assert.Equal([3, 4, 5, 6], report.Rejects.Select(r => r.Line).Order());
        Assert.Equal([3, 5], file.Damage.Select(d => d.Line).Order());
    }

    [Fact]
    public async Task A_transcript_without_times_is_listed_and_marks_its_deal()
    {
        using var shelf = new Shelf()
            .With(
                "calls/c1.json",
                """{"call_id":"c1","deal_id":"D-1","title":"Intro","started_at":"2026-05-03T10:00:00Z","participants":[]}"""
            )
            .With("calls/c1.vtt", "WEBVTT\n\n<v Bo>Hello</v>\n\n<v Ann>Hi</v>\n")
            .With("calls/c2.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nBo: no sidecar\n");

        var report = await shelf.ImportAsync();

        Assert.Equal(["calls/c1.vtt", "calls/c2.vtt"], report.Rejects.Select(r => r.File));
        Assert.Contains("times", report.Rejects[0].Reason, StringComparison.Ordinal);
        var file = await shelf.DealAsync();
        Assert.Empty(file.Calls);
        Assert.Equal("calls/c1.vtt", Assert.Single(file.Damage).File);
    }

    [Fact]
    public async Task A_deal_that_lost_its_history_is_marked_and_listed_and_row_numbers_stay()
    {
        using var shelf = new Shelf();
        shelf
            .With("deals.csv", shelf.Read("deals.csv") + "D-2,Second,Elm,ann@fernhill.example,propose,,,,open\n")
            .With(
                "stage_history.csv",
                "deal_id,stage,entered_at,exited_at\nD-1,identify,some day,2026-05-01T10:00:00Z\nD-1,propose,2026-05-01T10:00:00Z,\n"
            );

        var report = await shelf.ImportAsync();

        Assert.Equal([2, 0], report.Rejects.Select(r => r.Line));
        var (first, second) = (await shelf.DealAsync(), await shelf.DealAsync("D-2"));
        Assert.Equal(2, Assert.Single(first.Stages).Row);
        Assert.Single(first.Damage);
        Assert.Contains("D-2", Assert.Single(second.Damage).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_repaired_is_no_longer_marked()
    {
        using var shelf = new Shelf().With("activities.csv", Activities + "A-1,D-1,call\n");
        await shelf.ImportAsync();
        shelf.With("activities.csv", Activities + "A-1,D-1,call,outbound,done,s,b,,2026-05-02T10:00:00Z,\n");

        var report = await shelf.ImportAsync();

        Assert.Empty(report.Rejects);
        Assert.Empty(await shelf.Book.RejectsAsync(Ct));
        Assert.Empty((await shelf.DealAsync()).Damage);
    }

    [Theory]
    [InlineData("deals.csv", null)]
    [InlineData("stage_history.csv", null)]
    [InlineData("deals.csv", "")]
    [InlineData("deals.csv", "deal_id,stage\n")]
    [InlineData("deals.csv", "name,stage\nx,y\n")]
    [InlineData("deals.csv", "deal_id,stage\n,propose\n")]
    [InlineData("deals.csv", "deal_id,deal_id,stage\nD-1,D-1,x\n")]
    public async Task Without_a_required_file_or_a_readable_deal_there_is_nothing_to_import(string file, string? text)
    {
        using var shelf = new Shelf();
        if (text is null)
        {
            shelf.Delete(file);
        }
        else
        {
            shelf.With(file, text);
        }

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => shelf.ImportAsync());

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        await Assert.ThrowsAsync<NothingImportedException>(() => shelf.Book.TeamAsync(Ct));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        using var shelf = new Shelf();

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => shelf.ImportAsync(shelf.Export + "-nowhere"));

        Assert.Contains("-nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_copy_of_a_sample_lists_each_damage_and_reads_the_rest()
    {
        using var shelf = new Shelf(empty: true).WithSample("larkspur");
        var (mail, call) = (First(shelf, "mail", ".json"), First(shelf, "calls", ".vtt"));
        using var undamaged = new Shelf(empty: true);
        var whole = await undamaged.ImportAsync(Shelf.Sample("larkspur"));
        var trackers = shelf.Read("trackers.csv").Split('\n');
        shelf
            .With(mail, shelf.Read(mail)[..^40])
            .With(call, shelf.Read(call).Replace("-->", "to", StringComparison.Ordinal))
            .With("trackers.csv", string.Join('\n', [.. trackers[..2], "\"" + trackers[2], .. trackers[3..]]))
            .With("assets/latin.md", [.. "---\ntitle: Caf"u8, 0xE9, .. "\nkind: case_study\n---\nbody"u8])
            .With("activities.csv", shelf.Read("activities.csv") + "ACT-broken,oops\n");

        var report = await shelf.ImportAsync();

        Assert.Equal(
            new[] { "activities.csv", "assets/latin.md", call, mail, "trackers.csv" }.Order(StringComparer.Ordinal),
            report.Rejects.Select(r => r.File).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(whole.Deals, report.Deals);
        Assert.Equal(whole.Evidence["activity"], report.Evidence["activity"]);
        Assert.Equal(whole.Evidence["call"] - 1, report.Evidence["call"]);
        Assert.Equal(whole.Evidence["tracker"] - 1, report.Evidence["tracker"]);
        Assert.Equal(whole.Evidence["thread"], report.Evidence["thread"]);
    }

    private static string First(Shelf shelf, string folder, string end) =>
        Path.GetRelativePath(
            shelf.Export,
            Directory
                .GetFiles(Path.Combine(shelf.Export, folder))
                .Order(StringComparer.Ordinal)
                .First(f => f.EndsWith(end, StringComparison.Ordinal))
        );
}
