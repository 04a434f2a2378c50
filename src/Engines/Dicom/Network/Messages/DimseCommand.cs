using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace LienY.Dicom;

/// <summary>Kinds of messages: the value of (0000,0100); a response is its request with the highest bit (PS3.7 annex E).</summary>
public enum DimseVerb : ushort
{
    /// <summary>C-STORE.</summary>
    Store = 0x0001,

    /// <summary>C-GET.</summary>
    Get = 0x0010,

    /// <summary>C-FIND.</summary>
    Find = 0x0020,

    /// <summary>C-MOVE.</summary>
    Move = 0x0021,

    /// <summary>C-ECHO.</summary>
    Echo = 0x0030,

    /// <summary>N-EVENT-REPORT.</summary>
    Event = 0x0100,

    /// <summary>N-GET.</summary>
    Read = 0x0110,

    /// <summary>N-SET.</summary>
    Set = 0x0120,

    /// <summary>N-ACTION.</summary>
    Action = 0x0130,

    /// <summary>N-CREATE.</summary>
    Create = 0x0140,

    /// <summary>N-DELETE.</summary>
    Delete = 0x0150,

    /// <summary>C-CANCEL, which has no response.</summary>
    Cancel = 0x0FFF,
}

/// <summary>A command set: elements of group 0000 in implicit little endian (PS3.7 §6.3.1); unknown ones are kept out of the way.</summary>
public sealed class DimseCommand
{
    /// <summary>Most bytes of a command set that are read.</summary>
    public const int MostBytes = 64 << 10;

    const ushort NoData = 0x0101;

    readonly SortedDictionary<ushort, byte[]> elements = [];

    /// <summary>A new command; without a data set unless one is said to follow.</summary>
    public DimseCommand(DimseVerb verb, bool isResponse = false)
    {
        Put(0x0100, (ushort)((ushort)verb | (isResponse ? 0x8000 : 0)));
        HasData = false;
    }

    DimseCommand() { }

    /// <summary>What is done.</summary>
    public DimseVerb Verb => (DimseVerb)(Number(0x0100) & 0x7FFF);

    /// <summary>Whether it answers a request.</summary>
    public bool IsResponse => (Number(0x0100) & 0x8000) != 0;

    /// <summary>Affected SOP class (0000,0002), or the requested one (0000,0003).</summary>
    public string SopClass { get => Text(elements.ContainsKey(2) ? (ushort)2 : (ushort)3); init => Put(Requested ? (ushort)3 : (ushort)2, value); }

    /// <summary>Affected SOP instance (0000,1000), or the requested one (0000,1001).</summary>
    public string SopInstance
    {
        get => Text(elements.ContainsKey(0x1000) ? (ushort)0x1000 : (ushort)0x1001);
        init => Put(Requested ? (ushort)0x1001 : (ushort)0x1000, value);
    }

    /// <summary>Number of a request.</summary>
    public ushort MessageId { get => Number(0x0110); init => Put(0x0110, value); }

    /// <summary>Number of the request that is answered or cancelled.</summary>
    public ushort AnswersId { get => Number(0x0120); init => Put(0x0120, value); }

    /// <summary>Where to move.</summary>
    public string Destination { get => Text(0x0600); init => Put(0x0600, value); }

    /// <summary>0 medium, 1 high, 2 low.</summary>
    public ushort Priority { get => Number(0x0700); init => Put(0x0700, value); }

    /// <summary>Whether a data set follows.</summary>
    public bool HasData { get => Number(0x0800) != NoData; init => Put(0x0800, value ? (ushort)1 : NoData); }

    /// <summary>How it ended, with the comment.</summary>
    public DimseStatus Status
    {
        get => new(Number(0x0900), Text(0x0902));
        init
        {
            Put(0x0900, value.Code);
            // Characters that every device can show; a comment is at most 64 of them.
            if (value.Comment.Length > 0) Put(0x0902, new string([.. value.Comment.Where(c => c is >= ' ' and <= '~').Take(64)]));
        }
    }

    /// <summary>Kind of an action or an event.</summary>
    public ushort Kind
    {
        get => Number(Verb == DimseVerb.Action ? (ushort)0x1008 : (ushort)0x1002);
        init => PutAny(Verb == DimseVerb.Action ? (ushort)0x1008 : (ushort)0x1002, value);
    }

    /// <summary>Who asked for the move that this store belongs to.</summary>
    public string MoveOriginator { get => Text(0x1030); init => Put(0x1030, value); }

    /// <summary>Number of the move that this store belongs to.</summary>
    public ushort MoveMessageId { get => Number(0x1031); init => PutAny(0x1031, value); }

    /// <summary>Sub-operations of a move or get; null where nothing is said of them.</summary>
    public SubOperations? Counts
    {
        get => elements.ContainsKey(0x1021) ? new(Number(0x1020), Number(0x1021), Number(0x1022), Number(0x1023)) : null;
        init
        {
            if (value is not { } counts) return;
            // In the last answer only a cancelled operation says what remains (PS3.7 §9.1.4).
            if (Status.IsPending || Status.Code == DimseStatus.Cancelled.Code) Put(0x1020, Most(counts.Remaining));
            Put(0x1021, Most(counts.Completed));
            Put(0x1022, Most(counts.Failed));
            Put(0x1023, Most(counts.Warning));
        }
    }

    bool Requested => !IsResponse && Verb is DimseVerb.Read or DimseVerb.Set or DimseVerb.Action or DimseVerb.Delete;

    /// <summary>Reads a command set; throws a <see cref="PduFault"/> where it is none.</summary>
    public static DimseCommand Read(ReadOnlySpan<byte> bytes)
    {
        var command = new DimseCommand();
        while (!bytes.IsEmpty)
        {
            if (bytes.Length < 8) throw new PduFault(AbortReason.InvalidParameter, "Half an element in a command set.");
            var group = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            var element = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            if (group != 0 || length > bytes.Length - 8) throw new PduFault(AbortReason.InvalidParameter, "An element that does not belong to a command set.");
            command.elements[element] = bytes.Slice(8, (int)length).ToArray();
            bytes = bytes[(8 + (int)length)..];
        }
        if (!command.elements.ContainsKey(0x0100) || !command.elements.ContainsKey(0x0800))
            throw new PduFault(AbortReason.InvalidParameter, "A command set without its verb.");
        return command;
    }

    /// <summary>The bytes, with the group length.</summary>
    public byte[] Write()
    {
        var body = elements.Where(e => e.Key != 0).Sum(e => 8 + e.Value.Length);
        var bytes = new byte[12 + body];
        var at = 0;
        Element(0, [(byte)body, (byte)(body >> 8), (byte)(body >> 16), (byte)(body >> 24)]);
        foreach (var (element, value) in elements)
            if (element != 0) Element(element, value);
        return bytes;

        void Element(ushort element, ReadOnlySpan<byte> value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at + 2), element);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + 4), value.Length);
            value.CopyTo(bytes.AsSpan(at + 8));
            at += 8 + value.Length;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Verb}{(IsResponse ? $" response {Number(0x0900):X4} to {AnswersId}" : $" {MessageId}")} {SopClass} {SopInstance}");

    static ushort Most(int count) => (ushort)Math.Clamp(count, 0, ushort.MaxValue);

    ushort Number(ushort element) => elements.TryGetValue(element, out var value) && value.Length >= 2 ? BinaryPrimitives.ReadUInt16LittleEndian(value) : (ushort)0;

    string Text(ushort element) => elements.TryGetValue(element, out var value) ? Encoding.ASCII.GetString(value.AsSpan().Trim("\0 "u8)) : "";

    void Put(ushort element, ushort value) => elements[element] = [(byte)value, (byte)(value >> 8)];

    void PutAny(ushort element, ushort value)
    {
        if (value != 0) Put(element, value);
    }

    void Put(ushort element, string value)
    {
        if (value.Length == 0) return;
        // A UID is made even by a NUL, other texts by a space (PS3.5 §6.2).
        var pad = element is 2 or 3 or 0x1000 or 0x1001 ? '\0' : ' ';
        elements[element] = Encoding.ASCII.GetBytes((value.Length & 1) == 0 ? value : value + pad);
    }
}

/// <summary>How far a move or a get has come.</summary>
public readonly record struct SubOperations(int Remaining, int Completed, int Failed, int Warning);
