using System.Net;

namespace LienY.Media;

/// <summary>One way to a browser: a UDP address seen from a socket, or a TCP connection. The engine only ever sends on it; it may be asked by several threads.</summary>
public abstract class MediaPath
{
    /// <summary>The other end.</summary>
    public abstract IPEndPoint Address { get; }

    /// <summary>Whether lost packets are the network's own care (TCP).</summary>
    public virtual bool IsReliable => false;

    /// <summary>Sends one datagram, or drops it where the way is full; never throws.</summary>
    public abstract void Send(ReadOnlySpan<byte> datagram);
}
