namespace LienY.Dicom;

/// <summary>A presentation context as it is asked for: an odd number, a SOP class, the transfer syntaxes in the order of the asker.</summary>
public sealed record ProposedContext(byte Id, string SopClass, IReadOnlyList<string> TransferSyntaxes);

/// <summary>What became of a presentation context (PS3.8 table 9-18).</summary>
public enum ContextResult : byte
{
    /// <summary>It may be used.</summary>
    Accepted = 0,

    /// <summary>The user does not want it.</summary>
    UserRejected = 1,

    /// <summary>No reason.</summary>
    NoReason = 2,

    /// <summary>The SOP class is not supported.</summary>
    ClassNotSupported = 3,

    /// <summary>None of the transfer syntaxes is supported.</summary>
    SyntaxesNotSupported = 4,
}

/// <summary>The answer to a presentation context; the transfer syntax says something only where it was accepted.</summary>
public sealed record AnsweredContext(byte Id, ContextResult Result, string TransferSyntax);

/// <summary>Who plays what for a SOP class (PS3.7 §D.3.3.4): asked for, or granted in the answer.</summary>
public sealed record RoleSelection(string SopClass, bool User, bool Provider);

/// <summary>Extended negotiation of a SOP class (PS3.7 §D.3.3.5); the bytes are defined by the class.</summary>
public sealed record ExtendedNegotiation(string SopClass, ReadOnlyMemory<byte> Information);

/// <summary>Who the user is (PS3.7 §D.3.3.7): 1 name, 2 name and passcode, 3 Kerberos, 4 SAML, 5 JWT.</summary>
public sealed record UserIdentity(byte Kind, bool WantsAnswer, ReadOnlyMemory<byte> Primary, ReadOnlyMemory<byte> Secondary);

/// <summary>The user information item of A-ASSOCIATE (PS3.7 annex D).</summary>
public sealed record UserInformation
{
    /// <summary>Our implementation class.</summary>
    public const string OurImplementation = "2.25.250117304651372095187461287351094873";

    /// <summary>Our implementation version, at most 16 characters.</summary>
    public const string OurVersion = "LIENY_1";

    /// <summary>Most bytes that a P-DATA-TF may hold behind its head; 0 means that there is no bound.</summary>
    public uint MostPdu { get; init; }

    /// <summary>Implementation class UID.</summary>
    public string Implementation { get; init; } = OurImplementation;

    /// <summary>Implementation version name; may be empty.</summary>
    public string Version { get; init; } = OurVersion;

    /// <summary>Operations under way at once, invoked and performed; null where nothing is said, which means one.</summary>
    public (ushort Invoked, ushort Performed)? AsyncOperations { get; init; }

    /// <summary>Roles.</summary>
    public IReadOnlyList<RoleSelection> Roles { get; init; } = [];

    /// <summary>Extended negotiations.</summary>
    public IReadOnlyList<ExtendedNegotiation> Extended { get; init; } = [];

    /// <summary>Who asks; null where nothing is said.</summary>
    public UserIdentity? Identity { get; init; }

    /// <summary>The answer to an identity; null where none is given.</summary>
    public ReadOnlyMemory<byte>? IdentityAnswer { get; init; }
}

/// <summary>A-ASSOCIATE-RQ (PS3.8 §9.3.2).</summary>
public sealed record AssociateRequest(string Called, string Calling, IReadOnlyList<ProposedContext> Contexts, UserInformation User)
{
    /// <summary>The application context of DICOM.</summary>
    public const string DicomApplication = "1.2.840.10008.3.1.1.1";

    /// <summary>Bits of protocol versions; bit 0 is the only one there is.</summary>
    public ushort Version { get; init; } = 1;

    /// <summary>The application context.</summary>
    public string Application { get; init; } = DicomApplication;
}

/// <summary>A-ASSOCIATE-AC (PS3.8 §9.3.3).</summary>
public sealed record AssociateAccept(string Called, string Calling, IReadOnlyList<AnsweredContext> Contexts, UserInformation User)
{
    /// <summary>The application context.</summary>
    public string Application { get; init; } = AssociateRequest.DicomApplication;
}
