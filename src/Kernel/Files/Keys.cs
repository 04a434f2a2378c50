using System.Security.Cryptography;
using System.Text;

namespace LienY.Kernel;

/// <summary>
/// The installation's one secret: 32 random bytes in <c>key</c> of the data folder (readable by its owner only), or the setting <c>Key</c>
/// (base64) for several nodes. Everything else is derived from it by purpose (HKDF-SHA256).
/// </summary>
public sealed class Keys
{
    readonly byte[] root;

    /// <param name="folder">The data folder.</param>
    /// <param name="given">Base64 of 32 bytes, or null to keep a key file.</param>
    public Keys(string folder, string? given)
    {
        root = string.IsNullOrEmpty(given) ? FromFile(folder) : Convert.FromBase64String(given);
        if (root.Length < 32) throw new InvalidOperationException("Setting 'Key' must be base64 of at least 32 bytes.");
    }

    /// <summary>The file that holds the key.</summary>
    public const string FileName = "key";

    static byte[] FromFile(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path)) return Convert.FromBase64String(File.ReadAllText(path).Trim());
        var made = RandomNumberGenerator.GetBytes(32);
        var temporary = path + "." + Guid.CreateVersion7().ToString("N");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options)) stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(made)));
        try
        {
            File.Move(temporary, path, overwrite: false);
            return made;
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process of this installation was first; its key is the key.
            File.Delete(temporary);
            return Convert.FromBase64String(File.ReadAllText(path).Trim());
        }
    }

    /// <summary>A key for one purpose.</summary>
    public byte[] Derive(string purpose, int length) => HKDF.DeriveKey(HashAlgorithmName.SHA256, root, length, info: Encoding.UTF8.GetBytes("lieny/" + purpose));

    /// <summary>Keyed hash of a person for distinct counts: never reversible, alike within this installation only.</summary>
    public string Subject(string identity) => Convert.ToHexStringLower(HMACSHA256.HashData(Derive("subject", 32), Encoding.UTF8.GetBytes(identity)))[..32];
}
