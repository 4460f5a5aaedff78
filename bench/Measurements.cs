using System.Net;
using Lianxin.Core;
using Lianxin.Residents.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Bench;

/// <summary>Everything that is measured against one running server.</summary>
internal sealed class Measurements(BenchOptions options, Report report, string database, Region region, Server server, DateTimeOffset now)
{
    private const double LeastRatio = 0.5, SearchMilliseconds = 50, EmptyMilliseconds = 100;
    private const int Rounds = 3, Together = 4, CallsOfEach = 20;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);
    private readonly TimeSpan time = TimeSpan.FromSeconds(options.Seconds);
    private readonly User[] midwives = new User[Region.Centres];
    private int turn;

    public async Task RunAsync(TemplateWoman woman, BareEf bare)
    {
        for (var i = 0; i < Region.Centres; i++) midwives[i] = await server.SignInAsync(Region.MidwifeName(i));
        report.Add(database, "rows that a visit writes", $"{bare.Rows}");
        await VisitsAsync(woman, bare);
        await SearchAsync();
        await RecordsAsync();
        await EmptyScopeAsync();
        foreach (var midwife in midwives) midwife.Dispose();
    }

    private async Task VisitsAsync(TemplateWoman woman, BareEf bare)
    {
        var envelopes = new Visits.Envelopes(now, Visits.Today);
        // The yardstick takes women of its own: what it leaves behind must not be read by the pipeline.
        int forPipeline = region.WithSummary, forBare = (region.WithHistory - forPipeline) / 2, withoutSummary = forPipeline + forBare;
        Task Pipeline(int client)
        {
            var i = Interlocked.Increment(ref turn) % forPipeline;
            return midwives[i % Region.Centres].DoAsync(envelopes.For(Region.Person(i), Region.Pregnancy(i)));
        }
        Task Bare(int client)
        {
            var i = forPipeline + (Interlocked.Increment(ref turn) % forBare);
            return bare.WriteAsync(woman, i);
        }

        // Until the code is compiled as it stays: methods are compiled anew, and anew with what was seen of their calls; the last come after half a minute.
        await Load.RunAsync(8, WarmUp, Pipeline);
        await Load.RunAsync(8, WarmUp / 2, Bare);
        const int Most = 32;
        var bareRate = 0.0;
        foreach (var clients in new[] { 1, 8, Most })
        {
            Samples whole = new(), yardstick = new();
            List<double> rates = [], bareRates = [], ratios = [];
            List<TimeSpan> costs = [], bareCosts = [];
            // Turn and turn about, so that a machine that gets busy slows both.
            for (var round = 0; round < Rounds; round++)
            {
                var (times, took, processor) = await Load.RunAsync(clients, time / Rounds, Pipeline);
                var (bareTimes, bareTook, bareProcessor) = await Load.RunAsync(clients, time / Rounds, Bare);
                whole.Add(times);
                yardstick.Add(bareTimes);
                costs.Add(processor / times.Count);
                bareCosts.Add(bareProcessor / bareTimes.Count);
                rates.Add(times.Count / took.TotalSeconds);
                bareRates.Add(bareTimes.Count / bareTook.TotalSeconds);
                ratios.Add(rates[^1] / bareRates[^1]);
            }
            var ratio = Median(ratios);
            bareRate = Median(bareRates);
            report.Add(database, $"visits through HTTP, {clients} clients", Report.Invariant($"{Median(rates):0}/s, {whole.Text}, processor {Median(costs).TotalMilliseconds:0.0} ms"));
            report.Add(database, $"bare EF Core, {clients} clients", Report.Invariant($"{Median(bareRates):0}/s, {yardstick.Text}, processor {Median(bareCosts).TotalMilliseconds:0.0} ms"));
            report.Add(database, $"ratio, {clients} clients", Report.Invariant($"{ratio:0.00}"), Report.Invariant($">= {LeastRatio}"), ratio >= LeastRatio);
        }

        // Once a woman, for her visit leaves a summary behind.
        var (next, each) = (withoutSummary - 1, (region.WithHistory - withoutSummary) / Most);
        var (_, lasted, _) = await Load.RunAsync(Most, TimeSpan.Zero, async _ =>
        {
            for (var n = 0; n < each; n++)
            {
                var i = Interlocked.Increment(ref next);
                await midwives[i % Region.Centres].DoAsync(envelopes.For(Region.Person(i), Region.Pregnancy(i)));
            }
        });
        var rate = Most * each / lasted.TotalSeconds;
        report.Add(database, $"visits whose history is read from its rows, {Most} clients", Report.Invariant($"{rate:0}/s, ratio {rate / bareRate:0.00}"));
    }

    private async Task SearchAsync()
    {
        var texts = Enumerable.Range(0, 500).Select(i => NameKeys.For(Region.Name(i * 37)).First(k => k.Kind == KeyKind.Initials).Value).Select(v => $$"""{"text":"{{v[..2]}}"}""").ToArray();
        using var reader = await server.SignInAsync(Region.Reader);
        foreach (var (who, of) in new (string, Func<int, User>)[] { ("a midwife", i => midwives[i % Region.Centres]), ("the whole region", _ => reader) })
        {
            Task One(int client)
            {
                var i = Interlocked.Increment(ref turn);
                return OkAsync(of(i), "POST", "api/residents/search", texts[i % texts.Length]);
            }
            await Load.RunAsync(Together, time / 10, One);
            var (times, took, processor) = await Load.RunAsync(Together, time, One);
            report.Add(database, $"search by initials, {who}, {Together} clients", Report.Invariant($"{times.Count / took.TotalSeconds:0}/s, {times.Text}, processor {processor.TotalMilliseconds / times.Count:0.0} ms"), $"p99 <= {SearchMilliseconds} ms", times.At(99) <= SearchMilliseconds);
        }
    }

    private async Task RecordsAsync()
    {
        Task One(int client)
        {
            var i = Interlocked.Increment(ref turn) % region.WithHistory;
            return OkAsync(midwives[i % Region.Centres], "GET", $"api/residents/{Region.Person(i)}/record");
        }
        await Load.RunAsync(Together, time / 10, One);
        report.Add(database, $"open a record, {Together} clients", (await Load.RunAsync(Together, time, One)).Times.Text);

        Task Today(int client)
        {
            var i = Interlocked.Increment(ref turn) % Region.Centres;
            return OkAsync(midwives[i], "GET", $"api/maternal-care/today/{Region.Centre(i)}");
        }
        await Today(0);
        report.Add(database, "Today of a centre, 1 client", (await Load.RunAsync(1, time / 4, Today)).Times.Text);
    }

    // Every query there is, asked by somebody who reaches nobody: the shape that makes a list walk through everybody else.
    private async Task EmptyScopeAsync()
    {
        using var outsider = await server.SignInAsync(Region.Outsider);
        foreach (var query in server.Services.GetRequiredService<Catalog>().Queries)
        {
            var path = "api/" + query.Route.Replace("{organization:guid}", $"{Region.Nowhere}", StringComparison.Ordinal).Replace("{resident:guid}", $"{Region.Person(7)}", StringComparison.Ordinal)
                .Replace(":guid}", "}", StringComparison.Ordinal);
            if (path.Contains('{', StringComparison.Ordinal)) path = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", $"{Guid.CreateVersion7()}");
            var body = query.Method == "GET" ? null : query.Route.EndsWith("/search", StringComparison.Ordinal) ? """{"text":"z"}""" : query.Route.EndsWith("/unmask", StringComparison.Ordinal) ? """{"key":"id_number"}""" : "{}";
            HttpStatusCode status = default;
            Samples times = new();
            for (var call = 0; call < CallsOfEach + 2; call++)
            {
                var (one, _, _) = await Load.RunAsync(1, TimeSpan.Zero, async _ => status = (await outsider.AskAsync(query.Method, path, body)).Status);
                if (call >= 2) times.Add(one); // the first ones compile
            }
            if ((int)status >= 500) throw new BenchException($"{query.Route} answered {(int)status}");
            report.Add(database, $"nobody in reach: {query.Route.Replace(":guid", "", StringComparison.Ordinal)}", $"{times.Text}, {(int)status}", $"<= {EmptyMilliseconds} ms", times.At(95) <= EmptyMilliseconds);
        }
    }

    private static async Task OkAsync(User user, string method, string path, string? json = null)
    {
        var (status, text) = await user.AskAsync(method, path, json);
        if (status != HttpStatusCode.OK) throw new BenchException($"{method} {path} answered {(int)status} {text}");
    }

    private static T Median<T>(List<T> values) => values.Order().ElementAt(values.Count / 2);
}
