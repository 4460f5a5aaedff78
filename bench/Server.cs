using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lianxin.Contracts;
using Lianxin.Organizations;
using Lianxin.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Bench;

/// <summary>The real host on a free port, in this process.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication web;

    private Server(WebApplication web) => (this.web, Url) = (web, new Uri(web.Urls.First()));

    public Uri Url { get; }
    public IServiceProvider Services => web.Services;

    public static async Task<Server> StartAsync(DatabaseChoice database, string folder, Action<IServiceCollection>? also = null)
    {
        // Nobody locks in the middle of a measurement.
        var settings = new HostSettings { Database = database, DataFolder = folder, Urls = "http://127.0.0.1:0", SignIn = new() { IdleMinutes = 240 } };
        var web = LianxinHost.Build(settings, b => also?.Invoke(b.Services));
        await web.StartAsync();
        return new(web);
    }

    /// <summary>Token of a new session of this user.</summary>
    public async Task<string> TokenAsync(string user) =>
        await Services.GetRequiredService<SignInService>().SignInAsAsync(user, CancellationToken.None) ?? throw new BenchException($"no session for {user}");

    public async Task<User> SignInAsync(string user) => await User.EnterAsync(Url, await TokenAsync(user));

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
    }
}

/// <summary>Somebody who is signed in, with a connection of their own.</summary>
internal sealed class User : IDisposable
{
    private readonly HttpClient http;

    private User(Uri url, string token)
    {
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null }) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Add("Cookie", "lianxin=" + token);
    }

    public static async Task<User> EnterAsync(Uri url, string token)
    {
        var user = new User(url, token);
        var session = await user.http.GetFromJsonAsync<SessionView>("api/session", Wire.Answers);
        user.http.DefaultRequestHeaders.Add("X-Lianxin-Csrf", session!.Csrf);
        return user;
    }

    /// <summary>Status and length of what is answered.</summary>
    public async Task<(HttpStatusCode Status, string Text)> AskAsync(string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends one operation as the app does.</summary>
    /// <exception cref="BenchException">It was not done.</exception>
    public async Task DoAsync(string envelope)
    {
        var (status, text) = await AskAsync("POST", "api/operations", $"[{envelope}]");
        if (status != HttpStatusCode.OK || !text.Contains("\"result\":\"Done\"", StringComparison.OrdinalIgnoreCase)) throw new BenchException($"an operation was answered {(int)status} {text}");
    }

    public Task DoAsync<T>(T operation, DateTimeOffset at) where T : IOperation =>
        DoAsync(JsonSerializer.Serialize(new Envelope { Id = Guid.CreateVersion7(), Kind = T.Kind, Version = T.Version, At = at, Body = JsonSerializer.SerializeToElement(operation, Wire.Json) }, Wire.Json));

    public void Dispose() => http.Dispose();
}
