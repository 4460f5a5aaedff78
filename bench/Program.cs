using Lianxin.Bench;

if (args is not [("visits" or "deadlines") and var what, .. var rest] || BenchOptions.Parse(rest) is not { } options)
{
    Console.Error.WriteLine("""
        Usage 用法: ./lianxin bench visits [--people N] [--seconds N] [--database sqlite|postgresql]
               ./lianxin bench deadlines [--database sqlite|postgresql]
          --people N    residents to load, 1000 to 1000000; 200000 if not given   载入的居民数
          --seconds N   length of each measurement, 1 to 600; 10 if not given      每项测量的秒数
          --database D  one of the two only   只测量其中一个数据库
        """);
    return 2;
}
try { return await (what == "visits" ? VisitsBench.RunAsync(options) : DeadlinesBench.RunAsync(options)); }
catch (BenchException e)
{
    Console.Error.WriteLine($"Could not measure 无法测量: {e.Message}");
    return 1;
}

namespace Lianxin.Bench
{
    /// <summary>What to measure with.</summary>
    /// <param name="People">Residents to load.</param>
    /// <param name="Seconds">Length of each measurement.</param>
    /// <param name="Database">The one to measure; null for both.</param>
    internal sealed record BenchOptions(int People, int Seconds, string? Database = null)
    {
        /// <summary>Null when something is not understood.</summary>
        public static BenchOptions? Parse(string[] args)
        {
            var options = new BenchOptions(200_000, 10);
            for (var i = 0; i < args.Length; i += 2)
            {
                if (i + 1 == args.Length) return null;
                _ = int.TryParse(args[i + 1], out var number);
                options = args[i] switch
                {
                    "--database" when args[i + 1] is "sqlite" or "postgresql" => options with { Database = args[i + 1] },
                    "--people" when number is >= 1000 and <= 1_000_000 => options with { People = number },
                    "--seconds" when number is >= 1 and <= 600 => options with { Seconds = number },
                    _ => null,
                };
                if (options is null) return null;
            }
            return options;
        }
    }

    /// <summary>Something went wrong so that there is no figure to give.</summary>
    internal sealed class BenchException(string message) : Exception(message);
}
