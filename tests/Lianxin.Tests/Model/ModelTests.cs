using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Core;
using Lianxin.Core.Secrets;
using Lianxin.Database;
using Lianxin.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Tests.Model;

/// <summary>What holds for the whole of the product, found in the model and in the sources, so that a new part cannot forget it.</summary>
public sealed partial class ModelTests
{
    /// <summary>Endpoints below /api that are neither an operation nor a query. Those marked open answer without a session; each is here for a reason.</summary>
    internal static readonly IReadOnlySet<string> ByHand = new HashSet<string>
    {
        "GET /api/session", "POST /api/session", "POST /api/session/unlock", "DELETE /api/session", // open: nobody has a session before, or loses one by asking
        "POST /api/session/lock", "POST /api/session/password", // one's own
        "POST /api/operations", // the door judges each operation
        "* /api/{**rest}", // nothing there
        "GET /openapi/{documentName}.json", "GET /health/live", "GET /health/ready", // say nothing about anybody
    };

    private static readonly string[] Open = ["DELETE /api/session", "GET /api/session", "POST /api/session", "POST /api/session/unlock"];

    private static LianxinDb Context(string engine)
    {
        var (connection, options) = (engine == Engine.Sqlite ? "Data Source=:memory:" : "Host=127.0.0.1", new DbContextOptionsBuilder());
        if (engine == Engine.Sqlite) return new SqliteDb(Of<SqliteDb>());
        return new PostgreSqlDb(Of<PostgreSqlDb>());

        DbContextOptions<T> Of<T>() where T : DbContext
        {
            var builder = new DbContextOptionsBuilder<T>();
            Engine.Use(builder, engine, connection);
            return builder.Options;
        }
    }

    private static WebApplication Host() => LianxinHost.Build(new HostSettings { Database = new(Engine.Sqlite, "Data Source=:memory:"), DataFolder = Path.GetTempPath(), Urls = "http://127.0.0.1:0" },
        b => b.Services.AddSingleton<ISecrets>(_ => KeyRing.InMemory()));

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public void Every_table_is_scoped_or_says_why_not(string engine)
    {
        using var db = Context(engine);
        Assert.Empty(Guards.Unscoped(db.GetService<IDesignTimeModel>().Model));
    }

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public void The_migrations_make_what_the_model_says(string engine)
    {
        using var db = Context(engine);
        Assert.False(db.Database.HasPendingModelChanges(), "The model changed: ./build/migrations.sh makes the migrations anew.");
    }

    [Fact]
    public void The_scope_is_never_left_out()
    {
        foreach (var (path, text) in Repository.Sources("src"))
        {
            Assert.False(text.Contains("IgnoreQueryFilters()", StringComparison.Ordinal), $"{path}: IgnoreQueryFilters() without a name leaves out the scope too");
            Assert.False(ScopeIgnored().IsMatch(text), $"{path}: the scope filter is ignored");
        }
        // The analyzer says so while it is typed; here it says so where somebody switched it off.
        Assert.Contains("IgnoreQueryFilters``1(System.Linq.IQueryable{``0})", File.ReadAllText(Path.Combine(Repository.Root, "BannedSymbols.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_contract_has_a_handler_that_names_its_permission_and_its_conflicts()
    {
        await using var web = Host();
        var catalog = web.Services.GetRequiredService<Catalog>();
        Assert.Equal(OperationTypes.All.Keys.Order(StringComparer.Ordinal), catalog.Kinds.Keys);
        var permissions = typeof(Permissions).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).ToHashSet();
        await using var scope = web.Services.CreateAsyncScope();
        foreach (var kind in catalog.Kinds.Values)
        {
            Assert.Contains(kind.PermissionOf(scope.ServiceProvider), permissions);
            Assert.True(Enum.IsDefined(kind.ConflictsOf(scope.ServiceProvider)), kind.Kind);
            Assert.Matches("^[a-z]+(-[a-z]+)*/[a-z]+(-[a-z]+)*$", kind.Kind);
        }
        foreach (var query in catalog.Queries) Assert.Contains(query.Permission, permissions);
        // A permission that no role has and a role that asks for no known permission are mistakes of a pen.
        Assert.Equal(permissions.Order(), Lianxin.Organizations.Roles.All.Values.SelectMany(r => r.Permissions).Distinct().Order());
    }

    [Fact]
    public async Task Every_endpoint_has_its_policy_and_few_are_open()
    {
        await using var web = Host();
        var endpoints = ((IEndpointRouteBuilder)web).DataSources.SelectMany(s => s.Endpoints).ToList();
        Assert.Empty(Guards.WithoutPolicy(endpoints, Guards.Routes(web.Services.GetRequiredService<Catalog>()), ByHand));
        var open = endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<OpenToAnyone>() is not null)
            .Select(e => $"{e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} /{e.RoutePattern.RawText!.Trim('/')}");
        Assert.Equal(Open, open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_refusal_has_words_in_both_languages()
    {
        var codes = Repository.Sources("src").Where(s => !s.Path.StartsWith("src/Lianxin.App", StringComparison.Ordinal) && !s.Path.StartsWith("src/Lianxin.ClinicalRules", StringComparison.Ordinal) && !s.Path.StartsWith("src/Lianxin.Rosters", StringComparison.Ordinal))
            .SelectMany(s => Guards.Codes(s.Text))
            .Concat(typeof(FormCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)).ToHashSet();
        // The scan sees what it is meant to see.
        foreach (var sure in new[] { "not-found", "id-reused", "csrf", "wrong-code", "too-many-tries", "dating-required", "out-of-range", "changed-meanwhile", "signed-out", "sample-time-off", "not-permitted", "server-trouble" }) Assert.Contains(sure, codes);

        var folder = Path.Combine(Repository.Root, "src/Lianxin.App/Errors");
        Assert.Empty(Guards.Wordless(codes, Guards.Words(Path.Combine(folder, "Words.resx")), Guards.Words(Path.Combine(folder, "Words.zh-CN.resx"))));
    }

    [Fact]
    public void Both_languages_say_the_same_things()
    {
        var files = Repository.Files("src/Lianxin.App", "Words.resx").ToList();
        Assert.NotEmpty(files);
        Assert.Equal(files.Select(f => Path.ChangeExtension(f, ".zh-CN.resx")).Order(), Repository.Files("src/Lianxin.App", "Words.zh-CN.resx").Order());
        Assert.Empty(files.SelectMany(f => Guards.WordsApart(Guards.Words(f), Guards.Words(Path.ChangeExtension(f, ".zh-CN.resx"))).Select(p => $"{Path.GetRelativePath(Repository.Root, f)}: {p}")));
    }

    /// <summary>Who may reference whom, whole; a module names only those that come earlier in the story.</summary>
    private static readonly Dictionary<string, string[]> References = new()
    {
        ["Lianxin.ClinicalRules"] = [], ["Lianxin.ClinicalRules.Keys"] = [], ["Lianxin.Rosters"] = ["Lianxin.ClinicalRules"],
        ["Lianxin.Contracts"] = ["Lianxin.ClinicalRules"], ["Lianxin.App"] = ["Lianxin.Contracts"], ["Lianxin.Core"] = ["Lianxin.Contracts"],
        ["Organizations"] = ["Lianxin.Core", "Lianxin.Rosters"], ["Residents"] = ["Lianxin.Core", "Organizations"], ["MaternalCare"] = ["Lianxin.Core", "Residents"],
        ["Lianxin.Database"] = ["*"], ["Lianxin.Server"] = ["Lianxin.Database"],
    };

    [Fact]
    public void Projects_reference_whom_they_may()
    {
        var projects = Repository.Files("src", "*.csproj").ToDictionary(f => Path.GetFileNameWithoutExtension(f)!, f => f);
        Assert.Equal(References.Keys.Order(), projects.Keys.Order());
        foreach (var (name, file) in projects)
        {
            var references = XDocument.Load(file).Descendants("ProjectReference").Where(r => r.Attribute("OutputItemType")?.Value != "Analyzer").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).ToList();
            if (file.Contains("/Modules/", StringComparison.Ordinal)) references.Add("Lianxin.Core"); // by Directory.Build.props
            Assert.True(references.Distinct().Order().SequenceEqual(References[name].Order()), $"{name} references {string.Join(", ", references)}");
            var packages = XDocument.Load(file).Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value);
            if (name is "Lianxin.ClinicalRules" or "Lianxin.Contracts") Assert.Empty(packages);
        }
        // The order of the modules is the order of the story.
        Assert.Equal(["Organizations", "Residents", "MaternalCare"], Modules.All.All.Select(m => m.Assembly.GetName().Name!.Split('.')[^1]));
    }

    [Fact]
    public void What_crosses_the_wire_is_explained()
    {
        List<string> bare = [];
        foreach (var (path, text) in Repository.Sources("src/Lianxin.Contracts"))
        {
            var lines = text.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (!PublicType().IsMatch(lines[i])) continue;
                var above = i - 1;
                while (above >= 0 && lines[above].TrimStart().StartsWith('[')) above--;
                if (above < 0 || !lines[above].TrimStart().StartsWith("///", StringComparison.Ordinal)) bare.Add($"{path}: {lines[i].Trim()}");
            }
        }
        Assert.Empty(bare);
    }

    [GeneratedRegex(@"IgnoreQueryFilters\(\[[^\]]*(ScopeFilter|""scope"")")]
    private static partial Regex ScopeIgnored();

    [GeneratedRegex(@"^\s*public (static |sealed |abstract |readonly |partial )*(record|class|enum|interface|struct)\b")]
    private static partial Regex PublicType();
}
