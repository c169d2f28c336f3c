using System.Diagnostics;
using System.Text.Json.Nodes;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Adapters.Book;

/// <summary>What stands in an export and is not read is never passed over in silence.</summary>
public sealed class ExportNamesTests
{
    private const string Contacts = "deal_id,name,email,title,side,role,status\nD-1,Bo,bo@oak.example,CFO,buyer,user,active\n";

    [Theory]
    [InlineData("Contacts.csv", "contacts.csv")]
    [InlineData("activity.csv", "activities.csv")]
    [InlineData("Activities.CSV", "activities.csv")]
    [InlineData("signal.json", "signals.json")]
    [InlineData("field-history.csv", "field_history.csv")]
    [InlineData("playbook.yml", "playbook.yaml")]
    [InlineData("tracker.xlsx", "trackers.csv")]
    [InlineData("Mail/a.json", "mail")]
    [InlineData("call/c1.vtt", "calls")]
    public async Task A_misnamed_file_or_folder_is_listed_with_the_name_that_is_meant(string file, string meant)
    {
        using var shelf = new Shelf().With(file, Contacts);

        var reject = Assert.Single((await shelf.ImportAsync()).Rejects);

        Assert.Equal(file.Split('/')[0], reject.File);
        Assert.Contains($"`{meant}`", reject.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_part_of_an_export_is_told_of_and_rejects_nothing()
    {
        using var shelf = new Shelf()
            .With("README.md", "notes")
            .With("deals2.csv", "x")
            .With("archive/old.csv", Contacts)
            .With(".DS_Store", "x");

        var report = await shelf.ImportAsync();

        Assert.Empty(report.Rejects);
        Assert.Equal("no part of an export, left alone: .DS_Store, README.md, archive, deals2.csv", Assert.Single(report.Notes));
    }

    [Theory]
    [InlineData("contacts.csv/a.csv", "contacts.csv")]
    [InlineData("mail", "mail")]
    [InlineData("threads", "threads")]
    public async Task A_folder_for_a_file_and_a_file_for_a_folder_are_listed(string file, string rejected)
    {
        using var shelf = new Shelf().With(file, Contacts);

        Assert.Equal(rejected, Assert.Single((await shelf.ImportAsync()).Rejects).File);
    }

    [Theory]
    [InlineData("threads")]
    [InlineData("contacts.csv")]
    [InlineData("mail/a.json")]
    public async Task A_link_that_leads_nowhere_is_listed(string name)
    {
        using var shelf = new Shelf();
        var path = Path.Combine(shelf.Export, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, Path.Combine(shelf.Export, "gone"));

        Assert.Equal(name, Assert.Single((await shelf.ImportAsync()).Rejects).File);
    }

    [Theory]
    [InlineData("contacts.csv")]
    [InlineData("signals.json")]
    [InlineData("mail/a.json")]
    [InlineData("voice/ann@fernhill.example.md")]
    [InlineData("playbook.yaml")]
    [InlineData("pipeline.json")]
    public async Task A_named_pipe_is_listed_and_nobody_waits_for_it(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "has no named pipes among files");
        using var shelf = new Shelf();
        var path = Path.Combine(shelf.Export, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        using var made = Process.Start("mkfifo", [path]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        var report = await shelf.ImportAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(name, Assert.Single(report.Rejects).File);
    }

    [Fact]
    public async Task A_folder_that_may_not_be_opened_is_listed_and_the_rest_is_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "folders are closed by their mode on Linux");
        using var shelf = new Shelf().With("contacts.csv", Contacts).With("calls/c1.vtt", "WEBVTT\n").With("mail/a.json", "[]");
        var calls = new DirectoryInfo(Path.Combine(shelf.Export, "calls"));
        var mode = calls.UnixFileMode;
        calls.UnixFileMode = UnixFileMode.None;

        // Who may open everything gives that right away first.
        List<string> command =
        [
            .. Environment.IsPrivilegedProcess ? (string[])["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : [],
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "agentdesk.dll"),
            "import",
            shelf.Export,
            "--json",
            "--data",
            Path.Combine(shelf.Export, "..", "closed"),
        ];
        using var import = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var said = JsonNode.Parse(await import.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))!;
        await import.WaitForExitAsync(TestContext.Current.CancellationToken);

        calls.UnixFileMode = mode;
        Assert.Equal("calls", (string?)Assert.Single(said["rejects"]!.AsArray())!["file"]);
        Assert.Equal(1, (int?)said["evidence"]!["contact"]);
    }

    [Fact]
    public async Task A_required_file_in_another_case_is_named()
    {
        using var shelf = new Shelf();
        var rows = shelf.Read("stage_history.csv");
        shelf.Delete("stage_history.csv");
        shelf.With("Stage_History.csv", rows);

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => shelf.ImportAsync());

        Assert.Contains("rename `Stage_History.csv`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_its_transcript_or_under_another_id_says_so_and_is_kept()
    {
        using var shelf = new Shelf().With(
            "calls/c1.json",
            """{"call_id":"other","deal_id":"D-1","title":"Intro","started_at":"2026-05-03T10:00:00Z","participants":[]}"""
        );

        var report = await shelf.ImportAsync();

        Assert.Equal(["calls/c1.json", "calls/c1.json"], report.Rejects.Select(r => r.File));
        Assert.Contains(report.Rejects, r => r.Reason.Contains("`c1.vtt` is missing", StringComparison.Ordinal));
        Assert.Contains(report.Rejects, r => r.Reason.Contains("call_id `other` is not the file's stem", StringComparison.Ordinal));
        Assert.Equal("c1", Assert.Single((await shelf.DealAsync()).Calls).Id);
    }

    [Fact]
    public async Task Threads_without_a_list_of_users_are_told_of()
    {
        using var shelf = new Shelf()
            .With("threads/channels.json", """[{"id":"C1","name":"oak","topic":{"value":"deal:D-1"}}]""")
            .With("threads/oak.json", """[{"type":"message","user":"U1","text":"no news","ts":"1780000001.000200"}]""");

        Assert.Contains("users.json", Assert.Single((await shelf.ImportAsync()).Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_rows_that_contradict_each_other_are_listed_and_kept()
    {
        using var shelf = new Shelf().With(
            "stage_history.csv",
            "deal_id,stage,entered_at,exited_at\nD-1,identify,2026-05-01T10:00:00Z,2026-04-01T10:00:00Z\nD-1,propose,2026-05-01T10:00:00Z,\nD-1,resolve,2026-06-01T10:00:00Z,\n"
        );

        var report = await shelf.ImportAsync();

        Assert.Equal([2, 4], report.Rejects.Select(r => r.Line));
        Assert.StartsWith("exited_at `2026-04-01T10:00:00Z` is before entered_at", report.Rejects[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("deal `D-1` is in 2 stages at once: lines 3, 4", report.Rejects[1].Reason, StringComparison.Ordinal);
        Assert.Equal(3, (await shelf.DealAsync()).Stages.Count);
    }
}
