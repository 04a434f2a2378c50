using System.Globalization;

namespace LienY.Dicom;

/// <summary>How an operation ended (PS3.7 annex C, PS3.4), with a comment of at most 64 characters for whoever reads the log of the device.</summary>
public readonly record struct DimseStatus(ushort Code, string Comment = "")
{
    /// <summary>Done.</summary>
    public static readonly DimseStatus Success = new(0);

    /// <summary>An answer, more follow.</summary>
    public static readonly DimseStatus Pending = new(0xFF00);

    /// <summary>An answer, more follow; an optional key was not looked at.</summary>
    public static readonly DimseStatus PendingWithout = new(0xFF01);

    /// <summary>Ended because the asker wished so.</summary>
    public static readonly DimseStatus Cancelled = new(0xFE00);

    /// <summary>No room or no resources: the device shall try again later.</summary>
    public static readonly DimseStatus OutOfResources = new(0xA700);

    /// <summary>Matches could not be counted.</summary>
    public static readonly DimseStatus NoMatches = new(0xA701);

    /// <summary>No sub-operation could be done.</summary>
    public static readonly DimseStatus NoSubOperations = new(0xA702);

    /// <summary>Where to move is not known.</summary>
    public static readonly DimseStatus UnknownDestination = new(0xA801);

    /// <summary>The data set is not of the SOP class, or the identifier is not of the level.</summary>
    public static readonly DimseStatus Mismatch = new(0xA900);

    /// <summary>The data set cannot be understood.</summary>
    public static readonly DimseStatus CannotUnderstand = new(0xC000);

    /// <summary>Some sub-operations failed.</summary>
    public static readonly DimseStatus SomeFailed = new(0xB000);

    /// <summary>Something went wrong here.</summary>
    public static readonly DimseStatus ProcessingFailure = new(0x0110);

    /// <summary>A value of an attribute is not allowed.</summary>
    public static readonly DimseStatus InvalidValue = new(0x0106);

    /// <summary>An instance of this name is there already.</summary>
    public static readonly DimseStatus Duplicate = new(0x0111);

    /// <summary>There is no such instance.</summary>
    public static readonly DimseStatus NoSuchInstance = new(0x0112);

    /// <summary>A required attribute is missing.</summary>
    public static readonly DimseStatus MissingAttribute = new(0x0120);

    /// <summary>The SOP class is not supported.</summary>
    public static readonly DimseStatus ClassNotSupported = new(0x0122);

    /// <summary>There is no such action.</summary>
    public static readonly DimseStatus NoSuchAction = new(0x0123);

    /// <summary>The device may not do this.</summary>
    public static readonly DimseStatus NotAuthorized = new(0x0124);

    /// <summary>There is no such operation.</summary>
    public static readonly DimseStatus UnknownOperation = new(0x0211);

    /// <summary>More answers of the same operation follow.</summary>
    public bool IsPending => Code is 0xFF00 or 0xFF01;

    /// <summary>Done, with something to say about it (PS3.7 §C.3).</summary>
    public bool IsWarning => Code is 1 or 0x107 or 0x116 || Code >> 12 == 0xB;

    /// <summary>Not done.</summary>
    public bool IsFailure => Code != 0 && !IsPending && !IsWarning && Code != 0xFE00;

    /// <inheritdoc/>
    public override string ToString() => Code.ToString("X4", CultureInfo.InvariantCulture) + (Comment.Length > 0 ? " " + Comment : "");
}

/// <summary>An operation that is answered with a status other than success.</summary>
public sealed class DimseFault(DimseStatus status) : Exception($"DIMSE status {status}")
{
    /// <summary>What is answered.</summary>
    public DimseStatus Status => status;
}
