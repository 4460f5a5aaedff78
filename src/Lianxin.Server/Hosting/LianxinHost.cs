using System.Text.Json;
using System.Text.Json.Serialization;
using Lianxin.Contracts;
using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Core.Secrets;
using Lianxin.Database;
using Lianxin.Organizations;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lianxin.Server.Hosting;

/// <summary>What a running server is told.</summary>
public sealed record HostSettings
{
    public required DatabaseChoice Database { get; init; }

    /// <summary>Folder with the keys, the socket and, for SQLite, the database.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Addresses to listen on.</summary>
    public required string Urls { get; init; }

    /// <summary>The laid-out staff app, or null when only the API is served.</summary>
    public string? App { get; init; }

    /// <summary>Unix socket for the operator's commands, or null.</summary>
    public string? Socket { get; init; }
    public SignInSettings SignIn { get; init; } = new();

    /// <summary>Largest request body in bytes. Default 25 MB: a roster's file, with room.</summary>
    public long LargestBody { get; init; } = 25 * 1024 * 1024;
}

/// <summary>Builds the one server: services, the sign-in, the API, the app's files.</summary>
public static class LianxinHost
{
    /// <summary>Builds a server that is not started yet; the database must be migrated already.</summary>
    public static WebApplication Build(HostSettings settings, Action<WebApplicationBuilder>? also = null)
    {
        // Settings are read at the start. Watching their file would watch the whole folder: the database wakes the watcher at every write.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = settings.DataFolder, Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(o => { o.SingleLine = true; o.UseUtcTimestamp = true; o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' "; });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // EF logs a failed command with its text; the values stay hidden, and what was wrong is logged by the door.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = settings.LargestBody;
            o.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            if (settings.Socket is { } socket)
            {
                File.Delete(socket);
                o.ListenUnixSocket(socket, l => l.Use(next => async connection => { connection.Items[OperatorSocket.Mark] = true; await next(connection); }));
            }
            foreach (var url in settings.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries)) Listen(o, new Uri(url));
        });
        AddLianxin(builder.Services, settings);
        builder.Services.AddOpenApi();
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            o.SerializerOptions.PropertyNamingPolicy = Wire.Json.PropertyNamingPolicy;
            o.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            o.SerializerOptions.Encoder = Wire.Json.Encoder;
            foreach (var converter in Wire.Json.Converters) o.SerializerOptions.Converters.Add(converter);
        });
        builder.Services.AddHostedService(sp => sp.GetRequiredService<Worker>());
        also?.Invoke(builder);

        var web = builder.Build();
        web.UseMiddleware<SafetyMiddleware>();
        web.UseMiddleware<CallerMiddleware>();
        web.MapOpenApi();
        web.MapGet("/health/live", () => "live").ExcludeFromDescription();
        web.MapGet("/health/ready", async (LianxinDb db, CancellationToken ct) => await db.Database.CanConnectAsync(ct) ? Results.Text("ready") : Results.StatusCode(503)).ExcludeFromDescription();
        var api = web.MapGroup("/api");
        SessionEndpoints.Map(api);
        api.MapPost("/operations", AcceptBatchAsync).Accepts<Envelope[]>("application/json").Produces<Outcome[]>().ProducesProblem(400).WithName("operations").WithMetadata(new ComparesCaller());
        web.Services.GetRequiredService<Catalog>().Map(api);
        web.Map("/api/{**rest}", () => Problem.Of(404, "not-found")).ExcludeFromDescription();
        if (settings.App is { } app) AppFiles.Use(web, app);
        return web;
    }

    // localhost and addresses alike; port 0 asks for a free one.
    private static void Listen(KestrelServerOptions options, Uri url)
    {
        if (System.Net.IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)) options.Listen(address, url.Port, l => { if (url.Scheme == "https") l.UseHttps(); });
        else if (url.Host == "localhost") options.ListenLocalhost(url.Port, l => { if (url.Scheme == "https") l.UseHttps(); });
        else throw new CommandException($"{url} names a host; give an address such as http://0.0.0.0:5080. 请写地址，不要写主机名。");
    }

    private static async Task<IResult> AcceptBatchAsync(HttpContext http, Door door, CallerHolder holder)
    {
        JsonDocument body;
        try { body = await JsonDocument.ParseAsync(http.Request.Body, new JsonDocumentOptions { MaxDepth = Wire.Json.MaxDepth }, http.RequestAborted); }
        catch (JsonException) { return Problem.Of(400, "malformed"); }
        using (body)
        {
            if (body.RootElement.ValueKind is not JsonValueKind.Array) return Problem.Of(400, "malformed");
            if (body.RootElement.GetArrayLength() > Door.MaxBatch)
                return Problem.Of(400, [new Refusal("too-many", null, new Dictionary<string, string> { ["max"] = $"{Door.MaxBatch}" })]);
            JsonElement[] batch = [.. body.RootElement.EnumerateArray()];
            try { return Results.Json(await door.AcceptAsync(holder.Caller, batch, http.RequestAborted), Wire.Json); }
            catch (StaleCallerException)
            {
                return await CallerMiddleware.FindAgainAsync(http, holder) ?? Results.Json(await door.AcceptAsync(holder.Caller, batch, http.RequestAborted), Wire.Json);
            }
        }
    }

    /// <summary>Registers everything but the web server; also what the commands use that need no server.</summary>
    public static Catalog AddLianxin(IServiceCollection services, HostSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(SignInService.SystemClock, TimeProvider.System);
        services.AddSingleton(Modules.All);
        services.AddSingleton(settings);
        services.AddSingleton(settings.SignIn);
        services.AddScoped<CallerHolder>();
        services.AddScoped<ReadNote>();
        services.AddSingleton(sp =>
        {
            var built = new DbContextOptionsBuilder<LianxinDb>();
            built.UseLoggerFactory(sp.GetRequiredService<ILoggerFactory>());
            Engine.Use(built, settings.Database.Engine, settings.Database.Connection);
            // Each context would look for its model again, in the attributes of the assembly first.
            using var db = new LianxinDb(built.Options, Modules.All, new CallerHolder());
            return built.UseModel(db.Model).Options;
        });
        services.AddScoped(sp => new LianxinDb(sp.GetRequiredService<DbContextOptions<LianxinDb>>(), Modules.All, sp.GetRequiredService<CallerHolder>()));
        services.AddSingleton<ISecrets>(sp =>
        {
            var options = sp.GetRequiredService<DbContextOptions<LianxinDb>>();
            return KeyRing.Open(settings.DataFolder, new WrappedKeyStore(() => new LianxinDb(options, Modules.All, new CallerHolder())), TimeProvider.System);
        });
        services.AddSingleton(_ => Engine.Writer(settings.Database.Engine, settings.Database.Connection));
        services.AddSingleton<ReadAudit>();
        services.AddSingleton<Door>();
        services.AddSingleton<Worker>();
        foreach (var module in Modules.All.All) module.Register(services);
        var catalog = Catalog.Discover(Modules.All, services);
        services.AddSingleton(catalog);
        return catalog;
    }
}
