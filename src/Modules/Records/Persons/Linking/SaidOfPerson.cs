using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LienY.Contracts;

namespace LienY.Records;

/// <summary>A claim made ready: clean texts, numbers read, and a hash by which the same words again are known.</summary>
sealed class SaidOfPerson
{
    public SaidOfPerson(PersonClaim claim)
    {
        Holder = claim.HolderId;
        Local = Cut(claim.LocalNumber, 100);
        var name = new PersonName(claim.Name);
        NameText = PersonName.Clean(claim.Name);
        Sex = claim.Sex is "male" or "female" or "other" ? claim.Sex : "unknown";
        Birth = BirthDay.Of(claim.BirthDay);
        Place = Numbers.Fold(claim.PlaceCode);
        Address = Cut(claim.Address, 500);
        Phone = Cut(claim.Phone, 40);
        Guardian = PersonName.Clean(claim.Guardian);
        Identifiers = Numbers.Of(claim.Identifiers);
        As = new(name, Birth, Sex, Place, Numbers.Phone(claim.Phone), new(Guardian), Identifiers);
        Said = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [NameText, Birth, Sex, Place, Address, Phone, Guardian,
            .. Identifiers.Select(i => i.System + " " + i.Folded).Order(StringComparer.Ordinal)])))[..16];
    }

    public Guid Holder { get; }
    public string Local { get; }
    public string NameText { get; }
    public string Birth { get; }
    public string Sex { get; }
    public string Place { get; }
    public string Address { get; }
    public string Phone { get; }
    public string Guardian { get; }
    public IReadOnlyList<PersonNumber> Identifiers { get; }
    public Described As { get; }
    public byte[] Said { get; }

    /// <summary>Numbers by which it may be linked.</summary>
    public IEnumerable<PersonNumber> Verified => Identifiers.Where(i => i.IsVerified);

    /// <summary>Keys by which it is found.</summary>
    public HashSet<long> Keys => PersonKeys.Of(Holder, As.Name, Birth, Place, As.Phone, Identifiers.Select(i => i.Folded).Append(Numbers.Fold(Local)));

    static string Cut(string? text, int most)
    {
        var clean = (text ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        if (clean.Length > most) clean = clean[..most];
        return clean.Any(char.IsSurrogate) ? string.Concat(clean.EnumerateRunes().Where(r => r != Rune.ReplacementChar)) : clean;
    }
}

/// <summary>A patient of a facility as stored.</summary>
sealed record StoredPatient(long Seq, Guid Id, Guid Holder, Guid PersonId, string Local, string Name, string Birth, string Sex, string Place, string Address,
    string Phone, string Guardian, byte[] Said, int Version)
{
    /// <summary>Columns in the order of <see cref="Read"/>, of the alias p.</summary>
    public const string Columns =
        "p.seq, p.id, p.holder_id, p.person_id, p.local_number, p.name, p.birth, p.sex, p.place_code, p.address, p.phone, p.guardian, p.said, p.version";

    /// <summary>Reads a row.</summary>
    public static StoredPatient Read(System.Data.Common.DbDataReader r) => Read(r, 0);

    /// <summary>Reads a row whose columns begin at <paramref name="at"/>.</summary>
    public static StoredPatient Read(System.Data.Common.DbDataReader r, int at) =>
        new(r.GetInt64(at), r.GetGuid(at + 1), r.GetGuid(at + 2), r.GetGuid(at + 3), r.GetString(at + 4),
        r.GetString(at + 5), r.GetString(at + 6), r.GetString(at + 7), r.GetString(at + 8), r.GetString(at + 9), r.GetString(at + 10), r.GetString(at + 11),
        (byte[])r.GetValue(at + 12), r.GetInt32(at + 13));

    /// <summary>For comparing.</summary>
    public Described As(IReadOnlyList<PersonNumber> numbers) => new(new(Name), Birth, Sex, Place, Numbers.Phone(Phone), new(Guardian), numbers);

    /// <summary>What it said, as it is kept when something newer is said.</summary>
    public string Claim(IEnumerable<PersonNumber> numbers) => JsonSerializer.Serialize(new
    {
        name = Name,
        birth = Birth,
        sex = Sex,
        place = Place,
        address = Address,
        phone = Phone,
        guardian = Guardian,
        numbers = numbers.Select(n => new { system = n.System, value = n.Value }),
    });
}
