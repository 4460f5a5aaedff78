using Microsoft.AspNetCore.StaticFiles;

namespace Lianxin.Server.Hosting;

/// <summary>Serves the laid-out staff app under /app: a packed sibling where the browser takes it, fingerprinted files for ever, the rest always asked again.</summary>
internal static class AppFiles
{
    private static readonly FileExtensionContentTypeProvider Types = new(new Dictionary<string, string>(new FileExtensionContentTypeProvider().Mappings)
    {
        [".dat"] = "application/octet-stream", [".wasm"] = "application/wasm", [".webmanifest"] = "application/manifest+json",
    });

    public static void Use(WebApplication web, string folder)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        web.MapGet("/", () => Results.Redirect("/app/")).ExcludeFromDescription();
        web.MapGet("/app/{**path}", (string? path, HttpContext http) => Answer(root, path ?? "", http)).ExcludeFromDescription();
    }

    private static IResult Answer(string root, string path, HttpContext http)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) return Results.NotFound();
        var file = Path.GetFullPath(Path.Combine(root, path));
        if (!file.StartsWith(root, StringComparison.Ordinal) || !File.Exists(file))
        {
            if (Path.HasExtension(path)) return Results.NotFound();
            file = Path.Combine(root, "index.html"); // a page of the app: its router finds it
        }
        var name = Path.GetFileName(file);
        // The start file and the manifest keep their names from build to build.
        var forEver = file.Contains("/_framework/", StringComparison.Ordinal) && name != "dotnet.js" && name.Count(c => c == '.') > 1;
        http.Response.Headers.CacheControl = forEver ? "public, max-age=31536000, immutable" : "no-cache";
        http.Response.Headers.Vary = "Accept-Encoding";
        var type = Types.TryGetContentType(file, out var known) ? known : "application/octet-stream";
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        foreach (var (encoding, suffix) in Packed)
            if (accepted.Contains(encoding, StringComparison.Ordinal) && File.Exists(file + suffix))
            {
                http.Response.Headers.ContentEncoding = encoding;
                return Results.File(file + suffix, type);
            }
        return Results.File(file, type);
    }

    private static readonly (string Encoding, string Suffix)[] Packed = [("br", ".br"), ("gzip", ".gz")];
}
