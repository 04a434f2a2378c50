using System.Security.Cryptography;

namespace LienY.Media;

/// <summary>The router of one room: who sends what to whom. One writer: the caller never lets two threads in at once. Time in microseconds of any steady clock.</summary>
public sealed class Room(DtlsIdentity identity, Action<int, RoomNotice> tell) : IDisposable
{
    readonly List<Member> members = [];
    readonly SpeakerDetector speakers = new();
    long shared, reported;

    /// <summary>Addresses at which browsers reach the server: values of a=candidate.</summary>
    public IReadOnlyList<string> Candidates { get; set; } = [];

    /// <summary>Hears every packet, for recording.</summary>
    public TrackTap? Tap { get; set; }

    /// <summary>Who is in.</summary>
    public IReadOnlyList<Member> Members => members;

    /// <summary>Who speaks; −1 before anybody has.</summary>
    public int Speaker => speakers.Active < 0 ? -1 : speakers.Active / 4;

    internal DtlsIdentity Identity { get; } = identity;

    internal byte[] Name { get; } = "r"u8.ToArray().Concat(System.Text.Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(12))).ToArray();

    internal byte[] Scratch { get; } = new byte[2 * Wire.MaxPacket];

    internal SpeakerDetector Speakers => speakers;

    /// <summary>Adds a member; the id is the caller's, 0 or more, not used by another at the same time.</summary>
    public Member Join(int id, bool mayPublish)
    {
        var member = new Member(this, id, mayPublish);
        members.Add(member);
        foreach (var other in members) if (other != member) member.Take(other);
        return member;
    }

    /// <summary>Takes a member out; the others' lines become free.</summary>
    public void Leave(Member member)
    {
        if (!members.Remove(member)) return;
        foreach (var source in member.Sources) Withdraw(source);
        member.Dispose();
    }

    /// <summary>Asks for whole pictures of everything that comes in, so that a recording can begin.</summary>
    public void Refresh()
    {
        foreach (var member in members) foreach (var source in member.Sources) foreach (var layer in source.Layers) layer?.Keys.Begin();
    }

    /// <summary>Changes are gathered at present: each member is offered anew once, when all are made.</summary>
    internal bool Gathers { get; private set; }

    /// <summary>Makes several changes one.</summary>
    internal void Together(Action changes)
    {
        Gathers = true;
        try
        {
            changes();
        }
        finally
        {
            Gathers = false;
        }
        foreach (var member in members.ToArray()) member.Gathered();
    }

    internal void Tell(Member member, RoomNotice notice) => tell(member.Id, notice);

    internal void Publish(Source source)
    {
        foreach (var other in members) if (other != source.Owner) other.Take(source);
    }

    internal void Withdraw(Source source)
    {
        speakers.Gone(source.Track);
        foreach (var outgoing in source.Receivers.ToArray()) outgoing.To.Drop(outgoing);
    }

    internal void Spoke(Source source, int level, long now)
    {
        if (source.Muted || !speakers.Heard(source.Track, level, now)) return;
        foreach (var member in members) Tell(member, new RoomNotice.Speaking(Speaker));
        shared = 0;
    }

    /// <summary>Takes one datagram that came for a member; true where it was a check signed with the member's password, so that its path may be trusted.</summary>
    public bool Hear(Member member, MediaPath path, Span<byte> datagram, long now)
    {
        if (datagram.Length < 2 || !members.Contains(member)) return false;
        switch (datagram[0])
        {
            case < 4:
                return member.Peer.HearCheck(path, datagram, now);
            case >= 20 and < 64:
                member.Peer.HearHandshake(datagram, now);
                member.Watch(now);
                break;
            case >= 128 and < 192:
                member.HearMedia(datagram, now);
                break;
        }
        return false;
    }

    /// <summary>Does what is due; to be called about every 5 ms while anybody is in.</summary>
    public void Tick(long now)
    {
        // A member may be told something and leave at once: the list is walked backwards.
        for (var i = members.Count - 1; i >= 0; i--)
        {
            if (i >= members.Count) continue;
            members[i].Drain(now);
            members[i].Tick(now);
        }
        if (now - shared >= 100_000)
        {
            shared = now;
            foreach (var member in members) member.Share(now);
            foreach (var member in members) member.TellDemand(now);
            var thin = members.Exists(m => m.IsThin(now));
            foreach (var member in members) member.Speak(thin);
        }
        if (now - reported < 1_000_000) return;
        reported = now;
        foreach (var member in members) member.Report(now);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var member in members.ToArray()) Leave(member);
    }
}
