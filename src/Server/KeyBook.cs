using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using LienY.Kernel;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace LienY.Server;

/// <summary>The rings of cookies and forms, kept in the database so that all nodes share them, encrypted with the installation's key.</summary>
public sealed class KeyBook(Database database, Keys keys) : IXmlRepository
{
    const string Prefix = "ring/";

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var connection = await database.OpenAsync();
        var rows = await connection.RowsAsync("select value from kernel_setting where name like 'ring/%' order by name", r => r.GetString(0), default);
        return [.. rows.Select(Open)];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => StoreAsync(element).GetAwaiter().GetResult();

    async Task StoreAsync(XElement element)
    {
        await using var connection = await database.OpenAsync();
        await connection.RunAsync("insert into kernel_setting (name, value) values (@p0, @p1)", default, Prefix + Guid.CreateVersion7().ToString("N"), Close(element));
    }

    string Close(XElement element)
    {
        var plain = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(12);
        var secret = new byte[plain.Length + 16];
        using var cipher = new AesGcm(keys.Derive("ring", 32), 16);
        cipher.Encrypt(nonce, plain, secret.AsSpan(0, plain.Length), secret.AsSpan(plain.Length));
        return Convert.ToBase64String([.. nonce, .. secret]);
    }

    XElement Open(string text)
    {
        var bytes = Convert.FromBase64String(text);
        var plain = new byte[bytes.Length - 28];
        using var cipher = new AesGcm(keys.Derive("ring", 32), 16);
        cipher.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(12, plain.Length), bytes.AsSpan(12 + plain.Length), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
