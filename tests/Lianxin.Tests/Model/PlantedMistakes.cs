using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Database;
using Lianxin.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Tests.Model;

/// <summary>Each guard is shown the mistake that it is there for.</summary>
public sealed class PlantedMistakes
{
    private sealed class Secret
    {
        public Guid Id { get; init; }
        public Guid ResidentId { get; init; }
    }

    [Unscoped("ids only, planted")]
    private sealed class Both : IScoped
    {
        public Guid Id { get; init; }
        public Guid OrganizationId { get; init; }
    }

    [Unscoped("why")]
    private sealed class Laconic
    {
        public Guid Id { get; init; }
    }

    private sealed class Fine : IRestrictable
    {
        public Guid Id { get; init; }
        public Guid OrganizationId { get; init; }
        public bool Restricted { get; init; }
    }

    private sealed class PlantedModule : LianxinModule
    {
        public override void Map(ModelBuilder model)
        {
            model.Entity<Secret>();
            model.Entity<Both>();
            model.Entity<Laconic>();
            model.Entity<Fine>();
        }
    }

    /// <summary>The filters are made by LianxinDb; a context of somebody's own has none.</summary>
    private sealed class Bare(DbContextOptions options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Fine>();
    }

    private static DbContextOptions Options
    {
        get
        {
            var builder = new DbContextOptionsBuilder();
            Engine.Use(builder, Engine.Sqlite, "Data Source=:memory:");
            return builder.Options;
        }
    }

    [Fact]
    public void A_table_without_scope_is_found()
    {
        using var db = new LianxinDb(Options, new ModuleList([new PlantedModule()]), new CallerHolder());
        Assert.Equal(["Both is scoped and declared unscoped", "Laconic does not say why it is unscoped", "Secret is neither IScoped nor [Unscoped(why)]", "Secret names a resident"],
            Guards.Unscoped(db.GetService<IDesignTimeModel>().Model).Order());
        using var bare = new Bare(Options);
        Assert.Equal(["Fine has no restricted filter", "Fine has no scope filter"], Guards.Unscoped(bare.GetService<IDesignTimeModel>().Model).Order());
    }

    [Fact]
    public void A_model_that_the_migrations_do_not_make_is_found()
    {
        var builder = new DbContextOptionsBuilder<Changed>();
        Engine.Use(builder, Engine.Sqlite, "Data Source=:memory:");
        using var db = new Changed(builder.Options);
        Assert.True(db.Database.HasPendingModelChanges());
    }

    private sealed class Changed(DbContextOptions<Changed> options) : LianxinDb(options, Modules.All, new CallerHolder());

    [Fact]
    public async Task An_endpoint_without_policy_is_found()
    {
        var web = WebApplication.CreateSlimBuilder().Build();
        await using var _ = web;
        var api = web.MapGroup("/api");
        api.MapGet("/planted/{id}", (string id) => id);
        api.MapPost("/planted", () => "").WithMetadata(new OpenToAnyone());
        var endpoints = ((IEndpointRouteBuilder)web).DataSources.SelectMany(s => s.Endpoints);
        Assert.Equal(["GET /api/planted/{id} has no policy", "POST /api/planted has no policy", "POST /api/planted is open to anyone"],
            Guards.WithoutPolicy(endpoints, new HashSet<string>(), ModelTests.ByHand).Order());
    }

    [Fact]
    public void A_contract_without_handler_stops_the_start()
    {
        var withoutCare = new ModuleList([.. Modules.All.All.Take(2)]);
        var thrown = Assert.Throws<InvalidOperationException>(() => Catalog.Discover(withoutCare, new ServiceCollection()));
        Assert.Contains("maternal-care/record-visit", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_handlers_for_one_kind_stop_the_start()
    {
        var twice = new ModuleList([.. Modules.All.All, Modules.All.All[0]]);
        Assert.Contains("Two handlers", Assert.Throws<InvalidOperationException>(() => Catalog.Discover(twice, new ServiceCollection())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_are_missing_in_one_language_are_found()
    {
        Dictionary<string, string> english = new() { ["a"] = "one", ["b"] = "two {min}", ["c"] = "three" }, chinese = new() { ["b"] = "二 {max}", ["c"] = " ", ["d"] = "四" };
        Assert.Equal(["empty words for c", "no English words for d", "no zh-CN words for a", "other facts in the two languages of b"], Guards.WordsApart(english, chinese).Order(StringComparer.Ordinal));
        Assert.Equal(["a", "d", "x"], Guards.Wordless(["a", "b", "c", "d", "x"], english, chinese));
    }

    [Fact]
    public void A_code_is_found_wherever_it_is_given()
    {
        const string source = """
            Outcome.Refuse("one-a", "f"); new Refusal("two-b"); Refusals = [new("three-c", "x")]; Problem.Of(422, "four-d", "x"); yield return new("five-e", [nameof(X)]);
            { State: None } => (401, "six-f"), answer = (null, "seven-g"); return Failed("eight-h"); refusal = "nine-i"; : [new("ten-j")]; return Refused("eleven-k");
            """;
        Assert.Equal(["one-a", "two-b", "three-c", "four-d", "five-e", "six-f", "seven-g", "eight-h", "nine-i", "ten-j", "eleven-k"], Guards.Codes(source));
    }
}
