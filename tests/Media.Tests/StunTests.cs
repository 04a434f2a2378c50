using System.Net;
using System.Text;

namespace LienY.Media.Tests;

/// <summary>STUN against the sample messages of RFC 5769, and what the agent answers.</summary>
public sealed class StunTests
{
    const string Request = "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b151263b36" +
        "000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf";

    [Fact]
    public void The_sample_request_of_rfc_5769_is_understood()
    {
        Assert.True(StunMessage.TryRead(Convert.FromHexString(Request), out var message));
        Assert.Equal(StunMessage.BindingRequest, message.Type);
        Assert.Equal("evtj:h6vY"u8, message.Username);
        Assert.True(message.HasFingerprint);
        Assert.True(message.IsSignedWith("VOkJxbRl1RmTxUk/WvJxBt"u8));
        Assert.False(message.IsSignedWith("VOkJxbRl1RmTxUk/WvJxBu"u8));
    }

    [Fact]
    public void The_mapped_address_is_written_as_in_rfc_5769()
    {
        Span<byte> buffer = stackalloc byte[200];
        var writer = new StunWriter(buffer, StunMessage.BindingSuccess, Convert.FromHexString("b7e7a701bc34d686fa87dfae"));
        writer.Mapped(new(IPAddress.Parse("192.0.2.1"), 32853));
        Assert.Equal("002000080001A147E112A643", Convert.ToHexString(buffer[20..writer.Length]));
        var six = new StunWriter(buffer, StunMessage.BindingSuccess, Convert.FromHexString("b7e7a701bc34d686fa87dfae"));
        six.Mapped(new(IPAddress.Parse("2001:db8:1234:5678:11:2233:4455:6677"), 32853));
        Assert.Equal("002000140002A1470113A9FAA5D3F179BC25F4B5BED2B9D9", Convert.ToHexString(buffer[20..six.Length]));
    }

    [Fact]
    public void A_signed_check_is_answered_and_may_nominate()
    {
        var agent = new IceAgent { Other = "abcd" };
        var (request, reply) = (new byte[300], new byte[300]);
        foreach (var nominate in new[] { false, true })
        {
            var length = StunWriter.Check(request, agent.Fragment, "abcd", agent.Password, nominate);
            Assert.Equal(nominate ? IceVerdict.Nominated : IceVerdict.Checked, agent.Hear(request.AsSpan(0, length), new(IPAddress.Loopback, 9), 5, reply, out var size));
            Assert.True(StunMessage.TryRead(reply.AsSpan(0, size), out var answer));
            Assert.Equal(StunMessage.BindingSuccess, answer.Type);
            Assert.True(answer.HasFingerprint && answer.IsSignedWith(Encoding.ASCII.GetBytes(agent.Password)));
        }
        Assert.True(agent.HasConsent(5 + IceAgent.ConsentLasts - 1));
        Assert.False(agent.HasConsent(5 + IceAgent.ConsentLasts));
    }

    [Fact]
    public void Who_does_not_know_the_password_gets_no_answer()
    {
        var agent = new IceAgent();
        var (request, reply) = (new byte[300], new byte[300]);
        var length = StunWriter.Check(request, agent.Fragment, "abcd", "another password", true);
        Assert.Equal(IceVerdict.Refused, agent.Hear(request.AsSpan(0, length), new(IPAddress.Loopback, 9), 5, reply, out var size));
        Assert.Equal(0, size);
        Assert.False(agent.HasConsent(5));
        agent.Other = "efgh";
        length = StunWriter.Check(request, agent.Fragment, "abcd", agent.Password, true);
        Assert.Equal(IceVerdict.Refused, agent.Hear(request.AsSpan(0, length), new(IPAddress.Loopback, 9), 5, reply, out _));
    }

    [Fact]
    public void Frames_of_a_stream_come_out_whole_however_it_is_cut()
    {
        var random = new Random(2);
        var packets = Enumerable.Range(0, 200).Select(_ => new byte[random.Next(0, 3000)]).ToList();
        var stream = new MemoryStream();
        foreach (var packet in packets)
        {
            random.NextBytes(packet);
            var framed = new byte[packet.Length + 2];
            stream.Write(framed, 0, FrameReader.Write(packet, framed));
        }
        var (reader, bytes, taken) = (new FrameReader(), stream.ToArray(), new List<byte[]>());
        for (var at = 0; at < bytes.Length;)
        {
            var part = Math.Min(Math.Min(random.Next(1, 5000), reader.Room.Length), bytes.Length - at);
            bytes.AsSpan(at, part).CopyTo(reader.Room.Span);
            reader.Advance(part);
            at += part;
            var place = 0;
            while (reader.TryTake(ref place, out var packet)) taken.Add(packet.ToArray());
        }
        Assert.Equal(packets, taken);
    }
}
