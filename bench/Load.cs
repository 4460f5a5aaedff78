using System.Diagnostics;

namespace Lianxin.Bench;

/// <summary>So many clients doing one thing again and again.</summary>
internal static class Load
{
    /// <summary>Runs the clients side by side until the time is over.</summary>
    /// <param name="one">One call of a client; gets the number of the client.</param>
    /// <returns>The time of each call, how long all took, and the processor time of this process: clients and server, no database of its own process.</returns>
    public static async Task<(Samples Times, TimeSpan Took, TimeSpan Processor)> RunAsync(int clients, TimeSpan time, Func<int, Task> one)
    {
        var before = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var times = new Samples();
            do
            {
                var begun = Stopwatch.GetTimestamp();
                await one(client);
                times.Add(Stopwatch.GetElapsedTime(begun));
            }
            while (Stopwatch.GetElapsedTime(start) < time);
            return times;
        })));
        var all = new Samples();
        foreach (var times in each) all.Add(times);
        return (all, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - before);
    }
}
