using System.Text;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Database;
using Lianxin.MaternalCare;
using Lianxin.Organizations;
using Lianxin.Residents;
using Lianxin.Server.Demo;
using Lianxin.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Tests.Demo;

public sealed class DemoRegionTests
{
    [Fact, Trait("speed", "slow")]
    public async Task A_fill_that_was_interrupted_goes_on_and_the_women_of_the_pictures_are_there()
    {
        var folder = Directory.CreateTempSubdirectory("lianxin-demo-");
        try
        {
            var database = new DatabaseChoice(Engine.Sqlite, Engine.SqliteConnection(Path.Combine(folder.FullName, "lianxin.db")));
            await Engine.MigrateAsync(database.Engine, database.Connection);
            var settings = new HostSettings { Database = database, DataFolder = folder.FullName, Urls = "" };

            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DemoRegion.FillAsync(settings, new StopAfter(3, stop), stop.Token));
            await DemoRegion.FillAsync(settings, TextWriter.Null, CancellationToken.None);
            await using var web = LianxinHost.Build(settings, b => b.Services.AddSingleton<TimeProvider>(new ManualClock(DemoClock.Begin)));
            var made = await CountAsync(web.Services);
            await DemoRegion.FillAsync(settings, TextWriter.Null, CancellationToken.None);

            Assert.Equal(made, await CountAsync(web.Services));
            Assert.InRange(made.Residents, 320, 340);
            // A repeat is the same operation: what was interrupted stands there once.
            Assert.Equal(made.Operations, made.Done);
            var woman = await ReadAsync(web.Services, "xujing", async (db, pregnancies) =>
            {
                var resident = await db.Residents.Where(r => r.Name == "陈洁" && r.BirthDate == new DateOnly(1987, 3, 15)).Select(r => r.Id).SingleAsync();
                return (await pregnancies.OfAsync([resident], everything: false, CancellationToken.None))[resident].Single();
            });
            Assert.Equal((219, new DateOnly(2026, 1, 20), 6), (woman.GaDaysOn(new(2025, 11, 20)), woman.Dating!.Edd, woman.Visits.Count));
            Assert.Equal(("orange", ColorLogic.Confirmed, "许静"), (woman.Color!.Base, woman.Color.State, woman.Color.By));
            Assert.Contains(woman.Contacts, c => c is { Kind: "call", State: PregnancyLogic.Planned } && c.On == new DateOnly(2025, 11, 20));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Residents, int Operations, int Done)> CountAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
        var outcomes = await db.Operations.Select(o => o.Outcome).ToListAsync();
        return (await db.Subjects.CountAsync(), outcomes.Count, outcomes.Count(o => o.Contains("\"done\"", StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<T> ReadAsync<T>(IServiceProvider services, string user, Func<LianxinDb, PregnancyReader, Task<T>> read)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
        scope.ServiceProvider.GetRequiredService<CallerHolder>().Caller = (await services.GetRequiredService<SignInService>().OperateForAsync(user, "test", db, CancellationToken.None))!;
        return await read(db, scope.ServiceProvider.GetRequiredService<PregnancyReader>());
    }

    /// <summary>Stops the fill when so many lines were said.</summary>
    private sealed class StopAfter(int lines, CancellationTokenSource stop) : TextWriter
    {
        private int said;
        public override Encoding Encoding => Encoding.UTF8;
        public override void WriteLine(string? value) { if (++said == lines) stop.Cancel(); }
    }
}
