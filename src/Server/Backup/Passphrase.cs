using System.Security.Cryptography;
using LienY.Kernel;

namespace LienY.Server;

/// <summary>A backup sealed by a passphrase: "LIENYBK1", 16 bytes of salt, then <see cref="Chunks"/>.</summary>
static class Passphrase
{
    static readonly byte[] Mark = "LIENYBK1"u8.ToArray();

    public static async Task SealAsync(string path, string passphrase, CancellationToken stop)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        await using (var input = File.OpenRead(path))
        await using (var output = File.Create(path + ".sealed"))
        {
            await output.WriteAsync(Mark, stop);
            await output.WriteAsync(salt, stop);
            await Chunks.SealAsync(input, output, Key(passphrase, salt), null, stop);
            output.Flush(flushToDisk: true);
        }
        File.Move(path + ".sealed", path, overwrite: true);
    }

    /// <summary>The backup as a readable stream; a sealed one is opened into a temporary file that vanishes when closed.</summary>
    public static async Task<Stream> OpenAsync(string path, string? passphrase, CancellationToken stop)
    {
        var input = File.OpenRead(path);
        var mark = new byte[Mark.Length];
        if (await input.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, stop) < mark.Length || !mark.AsSpan().SequenceEqual(Mark))
        {
            input.Position = 0;
            return input;
        }
        await using var sealedInput = input;
        if (passphrase is null) throw Refusal.Invalid("Bản sao lưu được khóa bằng mật khẩu. Xin thêm --passphrase-file TỆP.");
        var salt = new byte[16];
        await sealedInput.ReadExactlyAsync(salt, stop);
        var output = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
        try
        {
            await Chunks.OpenAsync(sealedInput, output, Key(passphrase, salt), stop);
            output.Position = 0;
            return output;
        }
        catch (CryptographicException)
        {
            await output.DisposeAsync();
            throw Refusal.Invalid("Mật khẩu không đúng, hoặc bản sao lưu đã bị hỏng.");
        }
    }

    static byte[] Key(string passphrase, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, 600_000, HashAlgorithmName.SHA512, 32);
}
