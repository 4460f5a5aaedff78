using System.Diagnostics;
using Lianxin.Core;
using Lianxin.Core.Secrets;
using Lianxin.Database;
using Lianxin.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Bench;

/// <summary><c>./lianxin bench visits</c>: what a visit, a search, a list and a record cost over 200,000 residents, on both databases.</summary>
internal static class VisitsBench
{
    public static Task<int> RunAsync(BenchOptions options) => Benches.OnEachAsync(options, "visits.json", $"{options.People} residents, {options.Seconds} s each", (report, database, folder) => OneAsync(options, report, database, folder), RosterBench.Run);

    private static async Task OneAsync(BenchOptions options, Report report, DatabaseChoice database, string folder)
    {
        var now = TimeProvider.System.GetUtcNow();
        var region = new Region(options.People, now);
        var start = Stopwatch.GetTimestamp();
        var (woman, captured) = await LoadAsync(region, database, folder, now);
        report.Add(database.Engine, $"load {options.People} residents", Report.Invariant($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));

        string token;
        await using (var server = await Server.StartAsync(database, folder))
        {
            var bare = new BareEf(server.Services.GetRequiredService<IWriter>(), server.Services.GetRequiredService<DbContextOptions<LianxinDb>>(), captured);
            await new Measurements(options, report, database.Engine, region, server, now).RunAsync(woman, bare);
            token = await server.TokenAsync(Region.MidwifeName(0));
        }
        if (Environment.GetEnvironmentVariable("LIANXIN_BINARY") is { Length: > 0 } binary)
            await ServerMemory.MeasureAsync(report, binary, database, folder, token, now);
    }

    // A woman goes through the real pipeline first: her rows are the pattern for the thousands that are loaded, and for the bare yardstick.
    private static async Task<(TemplateWoman Woman, IReadOnlyList<Capture.Row> Captured)> LoadAsync(Region region, DatabaseChoice database, string folder, DateTimeOffset now)
    {
        await Engine.MigrateAsync(database.Engine, database.Connection);
        await using (var bulk = await Bulk.OpenAsync(database.Engine, database.Connection, alone: true))
        {
            await region.FoundAsync(bulk);
            await bulk.FinishAsync();
        }

        var woman = new TemplateWoman(Guid.CreateVersion7(), Guid.CreateVersion7());
        var capture = new Capture();
        Template registered, visited;
        IReadOnlyList<Capture.Row> captured;
        string summary;
        await using (var server = await Server.StartAsync(database, folder, services => services.AddSingleton(_ =>
        {
            var built = new DbContextOptionsBuilder<LianxinDb>();
            Engine.Use(built, database.Engine, database.Connection);
            return built.AddInterceptors(capture).Options;
        })))
        {
            using var midwife = await server.SignInAsync(Region.MidwifeName(0));
            await Visits.RegisterAsync(midwife, woman, now);
            registered = await TakeAsync(server);
            await Visits.RecordHistoryAsync(midwife, woman, now);
            visited = await TakeAsync(server);
            summary = await SummaryAsync(server, woman.Resident);
            capture.Start();
            await midwife.DoAsync(new Visits.Envelopes(now, Visits.Today).For(woman.Resident, woman.Pregnancy));
            captured = capture.Stop();
        }

        await using var services = Unserved(database, folder);
        var secrets = services.GetRequiredService<ISecrets>();
        for (var i = 0; i < Region.Centres; i++) secrets.Prepare(Region.Centre(i));
        await using (var bulk = await Bulk.OpenAsync(database.Engine, database.Connection, alone: true))
        {
            var indexes = await bulk.DropIndexesAsync();
            await region.LoadPeopleAsync(bulk, secrets, woman, summary);
            await visited.WriteAsync(bulk, [.. Enumerable.Range(0, region.WithHistory).Select(i => Region.Copy(woman, i))]);
            await registered.WriteAsync(bulk, [.. Enumerable.Range(region.WithHistory, region.Women - region.WithHistory).Select(i => Region.Copy(woman, i))]);
            foreach (var index in indexes) await bulk.RunAsync(index);
            await bulk.FinishAsync();
        }
        return (woman, captured);

        async Task<Template> TakeAsync(Server server)
        {
            // Contacts of past days are due at once: done here, not ten thousand times while something is measured.
            while (await server.Services.GetRequiredService<Worker>().RunDueAsync(CancellationToken.None) > 0) { }
            await using var bulk = await Bulk.OpenAsync(database.Engine, database.Connection, alone: false);
            return await Template.TakeAsync(bulk);
        }
    }

    private static async Task<string> SummaryAsync(Server server, Guid resident)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var subject = await scope.ServiceProvider.GetRequiredService<LianxinDb>().Subjects.AsNoTracking().SingleAsync(s => s.Id == resident);
        return scope.ServiceProvider.GetRequiredService<ISecrets>().Open(subject.Summary ?? throw new BenchException("A visit left no summary"));
    }

    private static ServiceProvider Unserved(DatabaseChoice database, string folder)
    {
        var services = new ServiceCollection().AddLogging();
        LianxinHost.AddLianxin(services, new HostSettings { Database = database, DataFolder = folder, Urls = "" });
        return services.BuildServiceProvider();
    }
}
