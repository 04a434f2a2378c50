using System.Text;

namespace LienY.Insurance.Tests;

/// <summary>A stream of a given length that is made while it is read, and that notes the most memory in use.</summary>
sealed class Endless : Stream
{
    readonly byte[] head, body, tail;
    readonly long length;
    readonly bool numbered;
    long given, blocks;
    byte[] now;
    int at;
    bool ended;

    public Endless(string how, long length)
    {
        this.length = length;
        const string open = "<GIAMDINHHS><THONGTINDONVI><MACSKCB>99001</MACSKCB></THONGTINDONVI><THONGTINHOSO><DANHSACHHOSO>";
        var (a, b, c) = how switch
        {
            "nested deeply" => (open, "<a>", ""),
            "names without end" => (open, "<e######/>", ""),
            "names of attributes without end" => (open, "<a######/>", ""),
            "faults without end" => (open + "<HOSO><FILEHOSO><LOAIHOSO>XML1</LOAIHOSO><NOIDUNGFILE><TONG_HOP><MA_LK>A</MA_LK>", "<STT>1</STT><STT>2</STT>", ""),
            "files without end" => (open + "<HOSO><FILEHOSO><LOAIHOSO>XML1</LOAIHOSO>", "<FILEHOSO/><FILEHOSO><LOAIHOSO/></FILEHOSO>", ""),
            "check-ins without end" => ("<CHI_TIEU_TRANG_THAI_KCB>", "<TRANG_THAI_KCB><MA_LK>A</MA_LK><STT>1</STT><STT>2</STT></TRANG_THAI_KCB>", ""),
            "one long tag" => (open + "<a", "aaaaaaaaaaaaaaaa", ""),
            "attributes with closing signs" => (open + "<a b=\"", ">>>>>>>>>>>>>>>", ""),
            "one long comment" => (open + "<!--", "- - - - - - - ", ""),
            "one long text" => (open, "aaaaaaaaaaaaaaaa", ""),
            "records without end" => (open, Files.Record([("XML1", Files.Base64(Files.Summary("A")))]), ""),
            "rows without end" => (open + "<HOSO><FILEHOSO><LOAIHOSO>XML2</LOAIHOSO><NOIDUNGFILE><CHITIEU_CHITIET_THUOC>",
                "<CHI_TIET_THUOC><MA_LK>A</MA_LK><TEN_THUOC>thuốc</TEN_THUOC></CHI_TIET_THUOC>", "</CHITIEU_CHITIET_THUOC></NOIDUNGFILE></FILEHOSO></HOSO>"
                + Files.Record([("XML1", Files.Base64(Files.Summary("A")))]) + "</DANHSACHHOSO></THONGTINHOSO></GIAMDINHHS>"),
            _ => throw new ArgumentException(how),
        };
        numbered = b.Contains('#');
        (head, tail) = (Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(c));
        body = Encoding.UTF8.GetBytes(numbered ? b : string.Concat(Enumerable.Repeat(b, Math.Max(1, 8192 / b.Length))));
        now = head;
    }

    public long Most { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (at == now.Length)
        {
            if (ended) return 0;
            (at, now) = (0, given < length ? Body() : tail);
            ended = given >= length;
            if (now.Length == 0) return 0;
        }
        var take = Math.Min(buffer.Length, now.Length - at);
        now.AsSpan(at, take).CopyTo(buffer);
        (at, given) = (at + take, given + take);
        return take;
    }

    byte[] Body()
    {
        if (++blocks % 2_000 == 0) Most = Math.Max(Most, GC.GetTotalMemory(true));
        return numbered ? Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 400).Select(i => body[1] == 'e' ? $"<e{blocks * 400 + i}/>" : $"<a b{blocks * 400 + i}=''/>"))) : body;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => given; set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
