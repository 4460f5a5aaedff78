using System.Diagnostics;
using Lianxin.Server.Hosting;

namespace Lianxin.Bench;

/// <summary>What the server itself takes: the executable in a process of its own, over the loaded database.</summary>
internal static class ServerMemory
{
    private const double MostMegabytes = 300;

    public static async Task MeasureAsync(Report report, string binary, DatabaseChoice database, string folder, string token, DateTimeOffset now)
    {
        List<string> arguments = ["serve", "--data", folder, "--urls", "http://127.0.0.1:0"];
        if (database.Engine == Database.Engine.PostgreSql) arguments.AddRange(["--postgresql", database.Connection]);
        using var process = Process.Start(new ProcessStartInfo(binary, arguments) { RedirectStandardOutput = true }) ?? throw new BenchException($"{binary} does not start");
        try
        {
            Uri? url = null;
            while (url is null)
            {
                var line = await process.StandardOutput.ReadLineAsync() ?? throw new BenchException($"{binary} ended before it was ready");
                url = line.Split(' ').Select(word => Uri.TryCreate(word, UriKind.Absolute, out var found) && found.Scheme == "http" ? found : null).FirstOrDefault(u => u is not null);
            }
            using var user = await User.EnterAsync(url, token);
            await user.AskAsync("POST", "api/residents/search", """{"text":"cj"}""");
            await user.AskAsync("GET", $"api/residents/{Region.Person(0)}/record");
            await user.DoAsync(new Visits.Envelopes(now, Visits.Today + 1).For(Region.Person(0), Region.Pregnancy(0)));
            process.Refresh();
            var megabytes = process.WorkingSet64 / 1024.0 / 1024.0;
            report.Add(database.Engine, "memory of the server after a visit", Report.Invariant($"{megabytes:0} MB"), $"<= {MostMegabytes} MB", megabytes <= MostMegabytes);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
