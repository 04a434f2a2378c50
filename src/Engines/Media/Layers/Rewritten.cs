namespace LienY.Media;

/// <summary>The numbers a packet carries towards one receiver, so that pictures of several layers look like one stream.</summary>
public readonly record struct Rewritten(ushort Sequence, uint Timestamp, int PictureId, int Tl0PicIdx);

/// <summary>Which packet of a sender went out under a number: what a retransmission needs.</summary>
public readonly record struct Origin(int Spatial, ushort Sequence, Rewritten As);
