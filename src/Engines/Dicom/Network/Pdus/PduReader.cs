using System.Buffers.Binary;
using System.Text;

namespace LienY.Dicom;

/// <summary>Reads the bodies of PDUs that are small and whole (PS3.8 §9.3); whatever does not fit throws a <see cref="PduFault"/>.</summary>
public static class PduReader
{
    /// <summary>Most presentation contexts of an association: odd numbers of one byte.</summary>
    public const int MostContexts = 128;

    const int MostSyntaxes = 128, MostItems = 1024;

    /// <summary>The request in a body of A-ASSOCIATE-RQ.</summary>
    public static AssociateRequest Request(ReadOnlySpan<byte> body)
    {
        var items = Head(body, out var version, out var called, out var calling);
        var (application, user) = ("", new UserInformation());
        var contexts = new List<ProposedContext>();
        while (items.Next(out var type, out var value))
            switch (type)
            {
                case 0x10: application = Uid(value); break;
                case 0x20: contexts.Add(Proposed(value)); break;
                case 0x50: user = User(value, answer: false); break;
            }
        Distinct(contexts.Select(c => c.Id), contexts.Count);
        return new(called, calling, contexts, user) { Version = version, Application = application };
    }

    /// <summary>The answer in a body of A-ASSOCIATE-AC.</summary>
    public static AssociateAccept Accept(ReadOnlySpan<byte> body)
    {
        var items = Head(body, out _, out var called, out var calling);
        var (application, user) = ("", new UserInformation());
        var contexts = new List<AnsweredContext>();
        while (items.Next(out var type, out var value))
            switch (type)
            {
                case 0x10: application = Uid(value); break;
                case 0x21: contexts.Add(Answered(value)); break;
                case 0x50: user = User(value, answer: true); break;
            }
        Distinct(contexts.Select(c => c.Id), contexts.Count);
        return new(called, calling, contexts, user) { Application = application };
    }

    /// <summary>The refusal in a body of A-ASSOCIATE-RJ.</summary>
    public static AssociateReject Reject(ReadOnlySpan<byte> body) => body.Length == 4 ? new(body[1], body[2], body[3]) : throw Bad("A-ASSOCIATE-RJ has 4 bytes");

    /// <summary>The abort in a body of A-ABORT.</summary>
    public static Abort Abort(ReadOnlySpan<byte> body) => body.Length == 4 ? new(body[2], (AbortReason)body[3]) : throw Bad("A-ABORT has 4 bytes");

    ref struct Items(ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> rest = rest;
        int count;

        public bool Next(out byte type, out ReadOnlySpan<byte> value)
        {
            type = 0;
            value = default;
            if (rest.IsEmpty) return false;
            if (++count > MostItems) throw Bad("too many items");
            if (rest.Length < 4) throw Bad("half an item");
            type = rest[0];
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (rest.Length - 4 < length) throw Bad($"item {type:X2} is longer than what holds it");
            value = rest.Slice(4, length);
            rest = rest[(4 + length)..];
            return true;
        }
    }

    static Items Head(ReadOnlySpan<byte> body, out ushort version, out string called, out string calling)
    {
        if (body.Length < 68) throw Bad("A-ASSOCIATE has at least 68 bytes");
        version = BinaryPrimitives.ReadUInt16BigEndian(body);
        called = Title(body.Slice(4, 16));
        calling = Title(body.Slice(20, 16));
        return new(body[68..]);
    }

    static ProposedContext Proposed(ReadOnlySpan<byte> value)
    {
        if (value.Length < 4) throw Bad("half a presentation context");
        var id = Odd(value[0]);
        var (sop, syntaxes) = ("", new List<string>());
        var items = new Items(value[4..]);
        while (items.Next(out var type, out var part))
            switch (type)
            {
                case 0x30: sop = Uid(part); break;
                case 0x40 when syntaxes.Count == MostSyntaxes: throw Bad("too many transfer syntaxes");
                case 0x40: syntaxes.Add(Uid(part)); break;
            }
        return new(id, sop, syntaxes);
    }

    static AnsweredContext Answered(ReadOnlySpan<byte> value)
    {
        if (value.Length < 4) throw Bad("half a presentation context");
        var syntax = "";
        var items = new Items(value[4..]);
        while (items.Next(out var type, out var part))
            if (type == 0x40) syntax = Uid(part);
        return new(Odd(value[0]), (ContextResult)value[2], syntax);
    }

    static UserInformation User(ReadOnlySpan<byte> value, bool answer)
    {
        var user = new UserInformation { Implementation = "", Version = "" };
        var roles = new List<RoleSelection>();
        var extended = new List<ExtendedNegotiation>();
        var items = new Items(value);
        while (items.Next(out var type, out var part))
            switch (type)
            {
                case 0x51 when part.Length == 4: user = user with { MostPdu = BinaryPrimitives.ReadUInt32BigEndian(part) }; break;
                case 0x51: throw Bad("the maximum length has 4 bytes");
                case 0x52: user = user with { Implementation = Uid(part) }; break;
                case 0x53 when part.Length == 4:
                    user = user with { AsyncOperations = (BinaryPrimitives.ReadUInt16BigEndian(part), BinaryPrimitives.ReadUInt16BigEndian(part[2..])) };
                    break;
                case 0x54:
                    var role = Named(part, out var flags);
                    if (flags.Length < 2) throw Bad("half a role");
                    roles.Add(new(role, flags[0] == 1, flags[1] == 1));
                    break;
                case 0x55: user = user with { Version = Title(part[..Math.Min(part.Length, 16)]) }; break;
                case 0x56:
                    var name = Named(part, out var information);
                    extended.Add(new(name, information.ToArray()));
                    break;
                case 0x58 when !answer: user = user with { Identity = Identity(part) }; break;
                case 0x59 when answer: user = user with { IdentityAnswer = Sized(part, out _).ToArray() }; break;
            }
        return user with { Roles = roles, Extended = extended };
    }

    static UserIdentity Identity(ReadOnlySpan<byte> part)
    {
        if (part.Length < 6) throw Bad("half an identity");
        var primary = Sized(part[2..], out var rest);
        return new(part[0], part[1] == 1, primary.ToArray(), rest.IsEmpty ? default : Sized(rest, out _).ToArray());
    }

    static string Named(ReadOnlySpan<byte> part, out ReadOnlySpan<byte> rest) => Uid(Sized(part, out rest));

    static ReadOnlySpan<byte> Sized(ReadOnlySpan<byte> part, out ReadOnlySpan<byte> rest)
    {
        if (part.Length < 2) throw Bad("half a length");
        var length = BinaryPrimitives.ReadUInt16BigEndian(part);
        if (part.Length - 2 < length) throw Bad("a value is longer than its item");
        rest = part[(2 + length)..];
        return part.Slice(2, length);
    }

    static byte Odd(byte id) => (id & 1) == 1 ? id : throw Bad("numbers of presentation contexts are odd");

    static void Distinct(IEnumerable<byte> ids, int count)
    {
        if (count > MostContexts || ids.Distinct().Count() != count) throw Bad("two presentation contexts have one number");
    }

    // Padding is a NUL or a space, however even it made the value.
    static string Uid(ReadOnlySpan<byte> bytes)
    {
        var trimmed = bytes.TrimEnd("\0 "u8).TrimStart((byte)' ');
        return trimmed.Length <= 64 ? Encoding.ASCII.GetString(trimmed) : throw Bad("a UID has at most 64 characters");
    }

    static string Title(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes.Trim("\0 "u8));

    static PduFault Bad(string what) => new(AbortReason.InvalidParameter, what + ".");
}
