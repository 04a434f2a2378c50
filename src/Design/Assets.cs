using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Design;

/// <summary>
/// Style sheets, islands and pictures of our assemblies (embedded <c>wwwroot/…</c>), served under <c>/_/{hash}/{name}</c>: the address changes with the
/// content, so a browser keeps a file for ever and an old page never meets a new script. A folder named like a file (<c>wwwroot/lieny.css/…</c>) is that file
/// in parts: they are served as one, in the order of their names.
/// </summary>
public sealed class Assets
{
    readonly Dictionary<string, Asset> byName = new(StringComparer.Ordinal);

    /// <param name="assemblies">Assemblies with embedded <c>wwwroot/</c> files; names must not repeat.</param>
    public Assets(IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies)
            foreach (var file in assembly.GetManifestResourceNames().Where(n => n.StartsWith("wwwroot/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).GroupBy(NameOf))
            {
                using var content = new MemoryStream();
                foreach (var part in file)
                {
                    using var stream = assembly.GetManifestResourceStream(part)!;
                    stream.CopyTo(content);
                }
                byName.Add(file.Key, new(file.Key, content.ToArray()));
            }
    }

    /// <summary>Name under which a resource is served: its own path, or the folder's where that is named like a file.</summary>
    static string NameOf(string resource)
    {
        var name = resource["wwwroot/".Length..].Replace('\\', '/');
        var folder = name.LastIndexOf('/');
        return folder > 0 && Path.GetExtension(name[..folder]).Length > 0 ? name[..folder] : name;
    }

    /// <summary>Address of a file, e.g. <c>/_/3f2a…/lieny.css</c>.</summary>
    public string this[string name] => byName.TryGetValue(name, out var asset)
        ? $"/_/{asset.Hash}/{name}"
        : throw new InvalidOperationException($"There is no asset '{name}'.");

    /// <summary>Adds the route.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/_/{hash}/{**name}", (string hash, string name, HttpContext context) =>
    {
        if (!byName.TryGetValue(name, out var asset)) throw Refusal.Missing("Không có tệp này.");
        context.Response.Headers.CacheControl = hash == asset.Hash ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)) return Results.Bytes(asset.Content, asset.Type);
        context.Response.Headers.ContentEncoding = "br";
        return Results.Bytes(asset.Brotli.Value, asset.Type);
    }).Open();

    sealed record Asset(string Name, byte[] Content)
    {
        public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Content))[..16];

        public string Type => Path.GetExtension(Name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".json" => "application/json",
            _ => "application/octet-stream",
        };

        public Lazy<byte[]> Brotli { get; } = new(() =>
        {
            using var output = new MemoryStream();
            using (var brotli = new BrotliStream(output, CompressionLevel.SmallestSize)) brotli.Write(Content);
            return output.ToArray();
        });
    }
}
