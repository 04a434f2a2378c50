using System.Buffers.Binary;
using System.Text;

namespace LienY.Dicom;

/// <summary>Writes PDUs with their heads (PS3.8 §9.3); each is one array, so that it goes out in one write.</summary>
public static class PduWriter
{
    /// <summary>A-ASSOCIATE-RQ.</summary>
    public static byte[] Of(AssociateRequest request)
    {
        var to = new Bytes(PduType.AssociateRequest);
        to.Head(request.Version, request.Called, request.Calling);
        to.Item(0x10, request.Application);
        foreach (var context in request.Contexts)
            using (to.Open(0x20))
            {
                to.Add(context.Id, 0, 0, 0);
                to.Item(0x30, context.SopClass);
                foreach (var syntax in context.TransferSyntaxes) to.Item(0x40, syntax);
            }
        to.User(request.User);
        return to.Done();
    }

    /// <summary>A-ASSOCIATE-AC.</summary>
    public static byte[] Of(AssociateAccept accept)
    {
        var to = new Bytes(PduType.AssociateAccept);
        to.Head(1, accept.Called, accept.Calling);
        to.Item(0x10, accept.Application);
        foreach (var context in accept.Contexts)
            using (to.Open(0x21))
            {
                to.Add(context.Id, 0, (byte)context.Result, 0);
                to.Item(0x40, context.TransferSyntax);
            }
        to.User(accept.User);
        return to.Done();
    }

    /// <summary>A-ASSOCIATE-RJ.</summary>
    public static byte[] Of(AssociateReject reject) => Four(PduType.AssociateReject, 0, reject.Result, reject.Source, reject.Reason);

    /// <summary>A-ABORT.</summary>
    public static byte[] Of(Abort abort) => Four(PduType.Abort, 0, 0, abort.Source, (byte)abort.Reason);

    /// <summary>A-RELEASE-RQ.</summary>
    public static byte[] ReleaseRequest => Four(PduType.ReleaseRequest, 0, 0, 0, 0);

    /// <summary>A-RELEASE-RP.</summary>
    public static byte[] ReleaseReply => Four(PduType.ReleaseReply, 0, 0, 0, 0);

    /// <summary>Bytes of head before a fragment in a P-DATA-TF of one value: the PDU's six and the value's six.</summary>
    public const int DataHead = 12;

    /// <summary>Writes the heads of a P-DATA-TF with one fragment that stands behind them (PS3.8 §9.3.5, annex E).</summary>
    public static void DataHeadTo(Span<byte> to, byte context, bool isCommand, bool isLast, int fragment)
    {
        to[0] = (byte)PduType.Data;
        to[1] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(to[2..], (uint)fragment + 6);
        BinaryPrimitives.WriteUInt32BigEndian(to[6..], (uint)fragment + 2);
        to[10] = context;
        to[11] = (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));
    }

    static byte[] Four(PduType type, params ReadOnlySpan<byte> body) => [(byte)type, 0, 0, 0, 0, 4, .. body];

    sealed class Bytes
    {
        readonly List<byte> all = new(512);

        public Bytes(PduType type) => all.AddRange([(byte)type, 0, 0, 0, 0, 0]);

        public void Add(params ReadOnlySpan<byte> bytes) => all.AddRange(bytes);

        public void Head(ushort version, string called, string calling)
        {
            Short(version);
            Short(0);
            Title(called);
            Title(calling);
            Add(stackalloc byte[32]);
        }

        public void Item(byte type, string text)
        {
            using (Open(type)) Text(text);
        }

        public Opened Open(byte type)
        {
            Add(type, 0, 0, 0);
            return new(this, all.Count);
        }

        public void User(UserInformation user)
        {
            using var _ = Open(0x50);
            using (Open(0x51)) Long(user.MostPdu);
            Item(0x52, user.Implementation);
            if (user.AsyncOperations is var (invoked, performed))
                using (Open(0x53))
                {
                    Short(invoked);
                    Short(performed);
                }
            foreach (var role in user.Roles)
                using (Open(0x54))
                {
                    Sized(Encoding.ASCII.GetBytes(role.SopClass));
                    Add((byte)(role.User ? 1 : 0), (byte)(role.Provider ? 1 : 0));
                }
            if (user.Version.Length > 0) Item(0x55, user.Version);
            foreach (var extended in user.Extended)
                using (Open(0x56))
                {
                    Sized(Encoding.ASCII.GetBytes(extended.SopClass));
                    Add(extended.Information.Span);
                }
            if (user.Identity is { } identity)
                using (Open(0x58))
                {
                    Add(identity.Kind, (byte)(identity.WantsAnswer ? 1 : 0));
                    Sized(identity.Primary.Span);
                    Sized(identity.Secondary.Span);
                }
            if (user.IdentityAnswer is { } answer)
                using (Open(0x59)) Sized(answer.Span);
        }

        public byte[] Done()
        {
            var done = all.ToArray();
            BinaryPrimitives.WriteUInt32BigEndian(done.AsSpan(2), (uint)done.Length - 6);
            return done;
        }

        void Close(int at)
        {
            var length = all.Count - at;
            if (length > ushort.MaxValue) throw new ArgumentException($"An item of A-ASSOCIATE has at most 65535 bytes; this one has {length}.");
            (all[at - 2], all[at - 1]) = ((byte)(length >> 8), (byte)length);
        }

        void Sized(ReadOnlySpan<byte> bytes)
        {
            Short((ushort)bytes.Length);
            Add(bytes);
        }

        void Title(string title)
        {
            if (title.Length > 16) throw new ArgumentException($"AE title '{title}' has more than 16 characters.");
            Text(title.PadRight(16));
        }

        void Text(string text) => Add(Encoding.ASCII.GetBytes(text));

        void Short(ushort value) => Add((byte)(value >> 8), (byte)value);

        void Long(uint value)
        {
            Short((ushort)(value >> 16));
            Short((ushort)value);
        }

        public readonly struct Opened(Bytes to, int at) : IDisposable
        {
            public void Dispose() => to.Close(at);
        }
    }
}
