using System.Text.Json;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Rosters;
using Lianxin.Rosters;
using Lianxin.Rosters.Columns;
using Lianxin.Server.Hosting;
using Lianxin.Server.Verbs;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Tests.MaternalCare;

public sealed class ImportVerbTests
{
    private static readonly DateOnly Today = new(2025, 11, 20);

    [Theory, BothDatabases]
    public async Task A_list_in_order_comes_in_and_the_audit_names_the_operator(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (exit, said) = await RunAsync(clinic, RosterFile.Of(6, Today));

        Assert.True(exit == 0, said);
        Assert.Equal(6, (await clinic.Midwife.PregnanciesAsync()).Rows.Count);
        var entry = await clinic.ReadAsync(db => db.AuditEntries.SingleAsync(a => a.Action == ImportPregnancies.Kind));
        Assert.Equal((clinic.Clerk.StaffId, Environment.UserName, "done"), (entry.StaffId, entry.OperatedBy, entry.Outcome));
    }

    [Theory, BothDatabases]
    public async Task All_or_nothing_unless_the_good_rows_are_asked_for(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var file = RosterFile.Of(3, Today).Row("何佳", RosterFile.Id(50)[..17] + "?", RosterFile.Mobile(50), "2025-08-01", "G1P0", "");

        var (exit, said) = await RunAsync(clinic, file);
        Assert.Equal(1, exit);
        Assert.Contains("id_number", said, StringComparison.Ordinal);
        Assert.DoesNotContain("何佳", said, StringComparison.Ordinal);
        Assert.DoesNotContain(RosterFile.Id(50)[..10], said, StringComparison.Ordinal);
        Assert.Equal(0, await clinic.ReadAsync(db => db.Subjects.CountAsync()));

        (exit, said) = await RunAsync(clinic, file, goodRows: true);
        Assert.True(exit == 0, said);
        Assert.Equal(3, await clinic.ReadAsync(db => db.Subjects.CountAsync()));
        await using var returned = File.OpenRead(Path.Combine(FolderOf(clinic), "roster.csv.returned.xlsx"));
        Assert.Equal("何佳", Assert.Single(Roster.Preview(returned, "returned.xlsx", RosterTemplate.Pregnancies, Today, cancellationToken: TestContext.Current.CancellationToken).Rows).Values["full_name"]);
    }

    [Theory, BothDatabases]
    public async Task The_same_file_a_second_time_imports_nobody(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        await RunAsync(clinic, RosterFile.Of(4, Today));

        foreach (var goodRows in new[] { false, true })
        {
            var (exit, said) = await RunAsync(clinic, RosterFile.Of(4, Today), goodRows);
            Assert.Equal(1, exit);
            Assert.Contains("duplicate-in-register × 4", said, StringComparison.Ordinal);
        }
        Assert.Equal(4, await clinic.ReadAsync(db => db.Subjects.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_running_server_is_asked_over_its_socket(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        using var folder = DataFolder.Open(Mark(clinic));
        folder.Hold();
        await using var server = LianxinHost.Build(new HostSettings { Database = clinic.Services.GetRequiredService<HostSettings>().Database, DataFolder = folder.Path, Urls = "", Socket = folder.SocketFile },
            b => b.Services.AddSingleton<TimeProvider>(clinic.Clock));
        await server.StartAsync(TestContext.Current.CancellationToken);

        var (exit, said) = await RunAsync(clinic, RosterFile.Of(2, Today));

        Assert.True(exit == 0, said);
        Assert.Equal(2, await clinic.ReadAsync(db => db.Subjects.CountAsync()));
        await server.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory, BothDatabases]
    public async Task More_than_five_thousand_rows_go_in_parts(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);

        var (exit, said) = await RunAsync(clinic, RosterFile.Of(RosterImport.MostRows + 1, Today));

        Assert.True(exit == 0, said);
        Assert.Contains("5000 / 5001", said, StringComparison.Ordinal);
        Assert.Equal(2, await clinic.ReadAsync(db => db.Operations.CountAsync(o => o.Kind == ImportPregnancies.Kind)));
        Assert.Equal(5001, await clinic.ReadAsync(db => db.Subjects.CountAsync()));
        Assert.NotEmpty((await clinic.Midwife.SearchAsync(RosterFile.Id(5000))).Hits);
    }

    [Theory, BothDatabases]
    public async Task Who_may_not_import_and_what_is_unknown_is_said_in_one_line(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        foreach (var (user, organization, says) in new[] { ("midwife", "CENTRE", "not-permitted"), ("nobody", "CENTRE", "no-such-user"), ("clerk", "ELSEWHERE", "ELSEWHERE"), ("clerk", "COMMUNITY", "place-manages-nobody") })
            Assert.Contains(says, (await Assert.ThrowsAsync<CommandException>(() => RunAsync(clinic, RosterFile.Of(1, Today), user: user, organization: organization))).Message, StringComparison.Ordinal);
        Assert.Contains("fetal-sex-column", (await Assert.ThrowsAsync<CommandException>(() => RunAsync(clinic, new RosterFile("姓名", "身份证号", "末次月经", "胎儿性别").Row("王芳", RosterFile.Id(1), "2025-08-01", "女")))).Message, StringComparison.Ordinal);
        Assert.Equal(0, await clinic.ReadAsync(db => db.Subjects.CountAsync()));
    }

    [Fact]
    public async Task A_dry_run_needs_no_folder_and_writes_what_it_understood()
    {
        var folder = Directory.CreateTempSubdirectory("lianxin-dry-");
        var (file, json) = (Path.Combine(folder.FullName, "roster.csv"), Path.Combine(folder.FullName, "preview.json"));
        await File.WriteAllBytesAsync(file, RosterFile.Of(2, Today).Bytes, TestContext.Current.CancellationToken);
        await using var said = new StringWriter();

        var exit = await ImportVerb.RunAsync(new ImportChoice(RosterKinds.Pregnancies, file) { DryRun = true, Json = json, Clock = new ManualClock(new(2025, 11, 20, 1, 0, 0, TimeSpan.Zero)) }, said, TestContext.Current.CancellationToken);

        Assert.Equal(0, exit);
        using var preview = JsonDocument.Parse(await File.ReadAllBytesAsync(json, TestContext.Current.CancellationToken));
        Assert.Equal(["refused", "sheet", "heading_row", "columns", "rows"], preview.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["accept", "accept"], preview.RootElement.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("outcome").GetString()));
        folder.Delete(recursive: true);
    }

    private static async Task<(int Exit, string Said)> RunAsync(Clinic clinic, RosterFile file, bool goodRows = false, string user = "clerk", string organization = "CENTRE")
    {
        var path = Path.Combine(FolderOf(clinic), "roster.csv");
        Mark(clinic);
        await File.WriteAllBytesAsync(path, file.Bytes);
        await using var said = new StringWriter();
        var database = clinic.Services.GetRequiredService<HostSettings>().Database;
        var exit = await ImportVerb.RunAsync(new ImportChoice(RosterKinds.Pregnancies, path)
        {
            Data = FolderOf(clinic), PostgreSql = database.Engine == "postgresql" ? database.Connection : null, User = user, Organization = organization, GoodRows = goodRows, Clock = clinic.Clock,
        }, said, CancellationToken.None);
        return (exit, said.ToString());
    }

    private static string FolderOf(Clinic clinic) => clinic.Services.GetRequiredService<HostSettings>().DataFolder;

    // The clinic's folder, as an installation's is marked.
    private static string Mark(Clinic clinic)
    {
        var mark = Path.Combine(FolderOf(clinic), "lianxin-folder");
        if (!File.Exists(mark)) File.WriteAllText(mark, "hospital");
        return FolderOf(clinic);
    }
}
