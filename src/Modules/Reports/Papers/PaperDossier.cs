using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>
/// Everything that a composed paper is made from: its texts, number and day, names of organs as they were. Kept at issuing; made again from it, the paper is the same
/// bytes whatever has happened to names and clock since.
/// </summary>
sealed record PaperDossier(string Type, string Subject, string Addressees, string Bases, string Body, string Extra, string Symbol, string Place, string SignerName,
    string SignerPosition, string SignerAuthority, string Recipients, string Archive, int? Number, DateOnly? IssuedOn, bool IsDraft, Letterhead Head, int Year)
{
    static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The dossier of a paper as it stands.</summary>
    public static PaperDossier Of(OfficePaper p, Letterhead head, int year) =>
        new(p.Type, p.Subject, p.Addressees, p.Bases, p.Body, p.Extra, p.Symbol, p.Place, p.SignerName,
        p.SignerPosition, p.SignerAuthority, p.Recipients, p.Archive, p.Number, p.IssuedOn, p.State != PaperState.Issued, head, year);

    /// <summary>The paper as DOCX; nothing else is asked.</summary>
    public byte[] Write() => OfficialDocx.Write(PaperDocument.Of(this));

    /// <summary>As it is kept.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>A kept one.</summary>
    public static PaperDossier Read(byte[] kept) => JsonSerializer.Deserialize<PaperDossier>(kept, Options)
        ?? throw new InvalidDataException("The kept dossier is empty.");
}
