using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LienY.Kernel;

/// <summary>Whose data an action touched: the person, the organisation that holds it, the basis where it passed to another, and the role of who did it.</summary>
public sealed record PersonTouched(Guid? Person, Guid? Holder, Guid? Basis, string? Role);

/// <summary>One action in the trail: who, where from, what, on what, with which outcome. Append-only and hash-chained; never patient data.</summary>
public sealed class TrailEntry
{
    /// <summary>Columns in the order of <see cref="Read"/>.</summary>
    internal const string Columns =
        "seq, id, at, user_id, user_name, organisation_id, session_id, purpose, address, port, device, action, object_kind, object_id, outcome, reason, hash, "
        + "subject_id, holder_id, basis_id, role";

    /// <summary>Order in the trail, given by the database.</summary>
    public long Seq { get; private set; }

    /// <summary>Id, made by us.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Who; null for the house or nobody.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>Name of who, as it was.</summary>
    public string UserName { get; private set; } = "";

    /// <summary>The organisation for which they acted.</summary>
    public Guid OrganisationId { get; private set; }

    /// <summary>Session or token.</summary>
    public Guid? SessionId { get; private set; }

    /// <summary>Why.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>Network address.</summary>
    public string? Address { get; private set; }

    /// <summary>Source port.</summary>
    public int? Port { get; private set; }

    /// <summary>Browser or program.</summary>
    public string? Device { get; private set; }

    /// <summary>What was done, e.g. <c>plan.adopt</c>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>Kind of the thing.</summary>
    public string ObjectKind { get; private set; } = "";

    /// <summary>Id of the thing.</summary>
    public string ObjectId { get; private set; } = "";

    /// <summary><c>ok</c>, <c>refused</c>, <c>failed</c>.</summary>
    public string Outcome { get; private set; } = "ok";

    /// <summary>Reason or detail.</summary>
    public string? Reason { get; private set; }

    /// <summary>The person whose data was read or written; null where it is about no person.</summary>
    public Guid? SubjectId { get; private set; }

    /// <summary>The organisation that holds that data.</summary>
    public Guid? HolderId { get; private set; }

    /// <summary>The legal basis on which it passed to another organisation; null within the holder.</summary>
    public Guid? BasisId { get; private set; }

    /// <summary>As what the reader read it.</summary>
    public string? Role { get; private set; }

    /// <summary>SHA-256 over everything above but <see cref="Seq"/>.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>An entry for a caller.</summary>
    public static TrailEntry By(Caller caller, DateTimeOffset at, string action, string objectKind, string objectId, string outcome, string? reason)
    {
        var entry = Of(caller, at, action, objectKind, objectId, outcome, reason);
        entry.Hash = entry.Digest();
        return entry;
    }

    /// <summary>An entry about a person's data: whose, held by whom, on which basis, read as what.</summary>
    public static TrailEntry About(Caller caller, DateTimeOffset at, string action, string objectKind, string objectId, PersonTouched touched, string? reason)
    {
        var entry = Of(caller, at, action, objectKind, objectId, "ok", reason);
        entry.SubjectId = touched.Person;
        entry.HolderId = touched.Holder;
        entry.BasisId = touched.Basis;
        entry.Role = touched.Role;
        entry.Hash = entry.Digest();
        return entry;
    }

    static TrailEntry Of(Caller caller, DateTimeOffset at, string action, string objectKind, string objectId, string outcome, string? reason) => new()
    {
        At = Commands.FromMicros(Commands.Micros(at)),
        UserId = caller.UserId,
        UserName = caller.Name,
        OrganisationId = caller.OrganisationId,
        SessionId = caller.SessionId,
        Purpose = caller.Purpose,
        Address = caller.Origin.Address,
        Port = caller.Origin.Port,
        Device = Cut(caller.Origin.Device),
        Action = action,
        ObjectKind = objectKind,
        ObjectId = objectId,
        Outcome = outcome,
        Reason = Cut(reason),
    };

    // Entries about no person keep the form they had before there were any; the first word tells the two forms apart, for no id looks like it. Everything stands on
    // a line of its own, what is not there as an empty one.
    internal byte[] Digest()
    {
        var most = 512 + 3 * (UserName.Length + Purpose.Length + Action.Length + ObjectKind.Length + ObjectId.Length + Outcome.Length
            + (Address?.Length ?? 0) + (Device?.Length ?? 0) + (Reason?.Length ?? 0) + (Role?.Length ?? 0));
        var lines = new Lines(most <= 2048 ? stackalloc byte[most] : new byte[most]);
        if (SubjectId is not null || HolderId is not null || BasisId is not null || Role is not null)
        {
            lines.Add("person");
            lines.Add(SubjectId);
            lines.Add(HolderId);
            lines.Add(BasisId);
            lines.Add(Role);
        }
        lines.Add((Guid?)Id);
        lines.Add(Commands.Micros(At));
        lines.Add(UserId);
        lines.Add(UserName);
        lines.Add((Guid?)OrganisationId);
        lines.Add(SessionId);
        lines.Add(Purpose);
        lines.Add(Address);
        lines.Add(Port);
        lines.Add(Device);
        lines.Add(Action);
        lines.Add(ObjectKind);
        lines.Add(ObjectId);
        lines.Add(Outcome);
        lines.Add(Reason);
        return SHA256.HashData(lines.Written);
    }

    // Lines of UTF-8 in a place that is large enough; nothing stands before the first.
    ref struct Lines(Span<byte> room)
    {
        readonly Span<byte> room = room;
        int end;
        bool any;

        public readonly ReadOnlySpan<byte> Written => room[..end];

        public void Add(string? text)
        {
            Next();
            if (text is not null) end += Encoding.UTF8.GetBytes(text, room[end..]);
        }

        public void Add(Guid? id)
        {
            Next();
            if (id is not { } value) return;
            value.TryFormat(room[end..], out var written);
            end += written;
        }

        public void Add(long? number)
        {
            Next();
            if (number is not { } value) return;
            value.TryFormat(room[end..], out var written, default, CultureInfo.InvariantCulture);
            end += written;
        }

        void Next()
        {
            if (any) room[end++] = (byte)'\n';
            any = true;
        }
    }

    internal static TrailEntry Read(System.Data.Common.DbDataReader r) => new()
    {
        Seq = r.GetInt64(0),
        Id = r.GetGuid(1),
        At = r.Instant(2),
        UserId = r.Id(3),
        UserName = r.GetString(4),
        OrganisationId = r.GetGuid(5),
        SessionId = r.Id(6),
        Purpose = r.GetString(7),
        Address = r.Text(8),
        Port = r.IsDBNull(9) ? null : r.GetInt32(9),
        Device = r.Text(10),
        Action = r.GetString(11),
        ObjectKind = r.GetString(12),
        ObjectId = r.GetString(13),
        Outcome = r.GetString(14),
        Reason = r.Text(15),
        Hash = (byte[])r.GetValue(16),
        SubjectId = r.Id(17),
        HolderId = r.Id(18),
        BasisId = r.Id(19),
        Role = r.Text(20),
    };

    // PostgreSQL refuses NUL in text, and a browser can send what it likes as its name.
    static string? Cut(string? text) => text is null ? null : (text.Length > 400 ? text[..400] : text).Replace('\0', ' ');
}
