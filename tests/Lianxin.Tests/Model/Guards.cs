using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lianxin.Contracts;
using Lianxin.Core;
using Lianxin.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Lianxin.Tests.Model;

/// <summary>What nobody may forget, each as a list of what was forgotten. <see cref="ModelTests"/> runs them on the product, <see cref="PlantedMistakes"/> on mistakes.</summary>
internal static partial class Guards
{
    /// <summary>Tables that neither keep a caller to the people in reach nor say why they need not.</summary>
    public static List<string> Unscoped(IModel model)
    {
        List<string> found = [];
        foreach (var entity in model.GetEntityTypes())
        {
            var declared = (UnscopedAttribute?)Attribute.GetCustomAttribute(entity.ClrType, typeof(UnscopedAttribute));
            var filters = entity.GetDeclaredQueryFilters().Select(f => f.Key).ToHashSet();
            var scoped = typeof(IScoped).IsAssignableFrom(entity.ClrType);
            if (scoped && declared is not null) found.Add($"{entity.ClrType.Name} is scoped and declared unscoped");
            if (!scoped && declared is null) found.Add($"{entity.ClrType.Name} is neither IScoped nor [Unscoped(why)]");
            if (declared is { Why.Length: < 10 }) found.Add($"{entity.ClrType.Name} does not say why it is unscoped");
            if (scoped && !filters.Contains(LianxinDb.ScopeFilter)) found.Add($"{entity.ClrType.Name} has no scope filter");
            if (typeof(IRestrictable).IsAssignableFrom(entity.ClrType) && !filters.Contains(LianxinDb.RestrictedFilter)) found.Add($"{entity.ClrType.Name} has no restricted filter");
            if (!scoped && entity.FindProperty("ResidentId") is not null && declared is null) found.Add($"{entity.ClrType.Name} names a resident");
        }
        return found;
    }

    /// <summary>Endpoints below <c>/api</c> that neither the catalog guards nor a fixed list names.</summary>
    /// <param name="known">Method and route of what the catalog holds.</param>
    /// <param name="alsoKnown">Method and route of the sign-in and its like.</param>
    public static List<string> WithoutPolicy(IEnumerable<Endpoint> endpoints, IReadOnlySet<string> known, IReadOnlySet<string> alsoKnown)
    {
        List<string> found = [];
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"];
            foreach (var name in methods.Select(m => $"{m} /{endpoint.RoutePattern.RawText!.Trim('/')}"))
            {
                if (!known.Contains(name) && !alsoKnown.Contains(name)) found.Add($"{name} has no policy");
                if (endpoint.Metadata.GetMetadata<OpenToAnyone>() is not null && !alsoKnown.Contains(name)) found.Add($"{name} is open to anyone");
            }
        }
        return found;
    }

    /// <summary>Method and route of every operation and query.</summary>
    public static HashSet<string> Routes(Catalog catalog) =>
        [.. catalog.Kinds.Keys.Select(k => $"POST /api/{k}"), .. catalog.Queries.Select(q => $"{q.Method} /api/{q.Route}")];

    /// <summary>Keys that stand in one language alone, and words that are empty.</summary>
    public static List<string> WordsApart(IReadOnlyDictionary<string, string> english, IReadOnlyDictionary<string, string> chinese) =>
    [
        .. english.Keys.Except(chinese.Keys).Select(k => $"no zh-CN words for {k}"), .. chinese.Keys.Except(english.Keys).Select(k => $"no English words for {k}"),
        .. english.Concat(chinese).Where(w => string.IsNullOrWhiteSpace(w.Value)).Select(w => $"empty words for {w.Key}"),
        .. english.Keys.Intersect(chinese.Keys).Where(k => !Holes(english[k]).SetEquals(Holes(chinese[k]))).Select(k => $"other facts in the two languages of {k}"),
    ];

    private static HashSet<string> Holes(string words) => [.. Hole().Matches(words).Select(m => m.Value)];

    /// <summary>Codes without words in one of the languages.</summary>
    public static List<string> Wordless(IEnumerable<string> codes, params IReadOnlyDictionary<string, string>[] languages) =>
        [.. codes.Where(c => languages.Any(l => !l.ContainsKey(c))).Distinct().Order()];

    /// <summary>The words of a resource file by key.</summary>
    public static Dictionary<string, string> Words(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    /// <summary>Every refusal code that a source text can give.</summary>
    public static IEnumerable<string> Codes(string source) => Code().Matches(source).Select(m => m.Groups["code"].Value);

    // Refuse("x"), new Refusal("x"), Refusals = [new("x"), Problem.Of(401, "x"), ValidationResult new("x", [..]), (401, "x"), answer = (null, "x"), Failed("x"), return "x", refusal = "x".
    [GeneratedRegex("""(?:Refuse(?:d)?\(|new Refusal\(|\bnew\(|Problem\.Of\(\d+, |Failed\(|\(\d{3}, |\(null, |refusal = |: \(null, |=> new\()"(?<code>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)"(?=[),; ])|return "(?<code>[a-z]+(?:-[a-z]+)+)";""")]
    private static partial Regex Code();

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Hole();
}
