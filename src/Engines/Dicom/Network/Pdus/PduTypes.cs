namespace LienY.Dicom;

/// <summary>Kinds of protocol data units (PS3.8 §9.3.1).</summary>
public enum PduType : byte
{
    /// <summary>A-ASSOCIATE-RQ.</summary>
    AssociateRequest = 1,

    /// <summary>A-ASSOCIATE-AC.</summary>
    AssociateAccept = 2,

    /// <summary>A-ASSOCIATE-RJ.</summary>
    AssociateReject = 3,

    /// <summary>P-DATA-TF.</summary>
    Data = 4,

    /// <summary>A-RELEASE-RQ.</summary>
    ReleaseRequest = 5,

    /// <summary>A-RELEASE-RP.</summary>
    ReleaseReply = 6,

    /// <summary>A-ABORT.</summary>
    Abort = 7,
}

/// <summary>Why the provider aborts (PS3.8 table 9-26).</summary>
public enum AbortReason : byte
{
    /// <summary>Nothing is said; also what a user's abort carries.</summary>
    NotSpecified = 0,

    /// <summary>A PDU of a kind that does not exist.</summary>
    UnrecognizedPdu = 1,

    /// <summary>A PDU that may not come now.</summary>
    UnexpectedPdu = 2,

    /// <summary>A parameter that does not exist.</summary>
    UnrecognizedParameter = 4,

    /// <summary>A parameter that may not stand there.</summary>
    UnexpectedParameter = 5,

    /// <summary>A value out of its bounds.</summary>
    InvalidParameter = 6,
}

/// <summary>A-ABORT: who aborts (0 the user, 2 the provider) and why.</summary>
public sealed record Abort(byte Source, AbortReason Reason);

/// <summary>A-ASSOCIATE-RJ (PS3.8 table 9-21).</summary>
public sealed record AssociateReject(byte Result, byte Source, byte Reason)
{
    /// <summary>The calling AE title is not recognised; for good.</summary>
    public static readonly AssociateReject UnknownCaller = new(1, 1, 3);

    /// <summary>The called AE title is not recognised; for good.</summary>
    public static readonly AssociateReject UnknownCalled = new(1, 1, 7);

    /// <summary>The application context is not that of DICOM; for good.</summary>
    public static readonly AssociateReject UnknownApplication = new(1, 1, 2);

    /// <summary>Another version of the protocol; for good.</summary>
    public static readonly AssociateReject UnknownVersion = new(1, 2, 2);

    /// <summary>Too many associations; later it may work.</summary>
    public static readonly AssociateReject TooMany = new(2, 3, 2);

    /// <summary>Too much at the moment; later it may work.</summary>
    public static readonly AssociateReject Busy = new(2, 3, 1);

    /// <summary>No reason is given; for good.</summary>
    public static readonly AssociateReject Refused = new(1, 1, 1);

    /// <inheritdoc/>
    public override string ToString() => (Source, Reason) switch
    {
        (1, 2) => "the application context is not supported",
        (1, 3) => "the calling AE title is not recognised",
        (1, 7) => "the called AE title is not recognised",
        (2, 2) => "the protocol version is not supported",
        (3, 1) => "the other side is congested",
        (3, 2) => "the other side has too many associations",
        _ => $"refused (result {Result}, source {Source}, reason {Reason})",
    };
}

/// <summary>Bytes that are no honest PDU, or one that may not come now: the association is aborted with this reason.</summary>
public sealed class PduFault(AbortReason reason, string what) : Exception(what)
{
    /// <summary>What the A-ABORT says.</summary>
    public AbortReason Reason => reason;
}
