using System.Net.Sockets;
using Lianxin.Database;
using Lianxin.Server.Demo;

namespace Lianxin.Server.Hosting;

/// <summary>The server of a data folder as an operator's command reaches it: over the folder's socket where one runs, else one that lives as long as the command.
/// Either way the request passes the same door, and the audit says for whom it was made.</summary>
internal sealed class OperatorClient : IAsyncDisposable
{
    private readonly DataFolder folder;
    private readonly WebApplication? own;

    private OperatorClient(DataFolder folder, WebApplication? own, string user)
    {
        (this.folder, this.own) = (folder, own);
        Http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.SocketFile), ct);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        }) { BaseAddress = new Uri("http://lianxin.invalid/"), Timeout = Timeout.InfiniteTimeSpan };
        Http.DefaultRequestHeaders.Add(OperatorSocket.ForUser, user);
    }

    public HttpClient Http { get; }

    /// <summary>Reaches the folder's server for a user.</summary>
    /// <param name="path">The data folder.</param>
    /// <param name="postgreSql">Connection of the installation, where it is not the file in the folder; asked only when no server runs.</param>
    /// <param name="user">For whom the operator acts.</param>
    /// <param name="clock">The day's clock when no server runs; null: the folder's own.</param>
    /// <exception cref="CommandException">It is no data folder, or the process that holds it does not answer.</exception>
    public static async Task<OperatorClient> OpenAsync(string path, string? postgreSql, string user, TimeProvider? clock, CancellationToken ct)
    {
        var folder = DataFolder.Open(path);
        try
        {
            if (!folder.TryHold())
            {
                var client = new OperatorClient(folder, null, user);
                try
                {
                    using var answer = await client.Http.GetAsync("health/live", ct);
                    return client;
                }
                catch (HttpRequestException)
                {
                    client.Http.Dispose();
                    throw new CommandException($"Another lianxin holds {folder.Path} and does not answer there. 已有另一个连心占用该文件夹，但没有应答。");
                }
            }
            var database = DatabaseChoice.Of(folder, postgreSql);
            await Engine.MigrateAsync(database.Engine, database.Connection);
            var today = clock ?? (folder.IsDemo ? new DemoClock(folder.ClockFile) : TimeProvider.System);
            var web = LianxinHost.Build(new HostSettings { Database = database, DataFolder = folder.Path, Urls = "", Socket = folder.SocketFile }, b => b.Services.AddSingleton(today));
            await web.StartAsync(ct);
            return new OperatorClient(folder, web, user);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (own is not null)
        {
            await own.StopAsync();
            await own.DisposeAsync();
        }
        folder.Dispose();
    }
}
