namespace LienY.Contracts;

/// <summary>A certificate with its private key that the present person may sign with for an organisation.</summary>
/// <param name="Id">Id of the key.</param>
/// <param name="Kind"><c>seal</c> (the organisation's own certificate, chứng thư số cơ quan) or <c>person</c> (the signer's).</param>
/// <param name="Label">Whose it is, in words.</param>
/// <param name="Until">Last day on which the certificate is valid.</param>
public sealed record SigningKey(Guid Id, string Kind, string Label, DateOnly Until);

/// <summary>What a signature on a paper is to say and where it is shown (Nghị định 30/2020/NĐ-CP, Phụ lục I).</summary>
/// <param name="OrganisationId">For whom it is signed.</param>
/// <param name="KeyId">With which key of <see cref="ISigning.KeysAsync"/>.</param>
/// <param name="Type">Abbreviated type of the paper (BC, KH, BB …): power to sign depends on it.</param>
/// <param name="Reason">Why, in words; empty: none.</param>
/// <param name="Place">Place, in words; empty: none.</param>
public sealed record SignatureAsk(Guid OrganisationId, Guid KeyId, string Type, string Reason, string Place)
{
    /// <summary>Number and symbol of the paper, for the log of uses; empty: none yet.</summary>
    public string Number { get; init; } = "";

    /// <summary>Where the signature shows on the paper, with the pictures that belong to the key; null: it does not show.</summary>
    public SignatureSpot? Spot { get; init; }

    /// <summary>Local name of the only XML element of that name into which an XML signature goes; empty: the root.</summary>
    public string Element { get; init; } = "";
}

/// <summary>A box on a page, in millimetres from the page's left and foot. <paramref name="Page"/> from 1; 0: the last.</summary>
public sealed record SignatureSpot(int Page, decimal Left, decimal Bottom, decimal Width, decimal Height)
{
    /// <summary>For an attachment: this number with the moment of signing, size 10, at the top right of the page; the box is not asked then.</summary>
    public string Corner { get; init; } = "";
}

/// <summary>What a check found about one signature of a file.</summary>
/// <param name="Signer">Name of the certificate's subject.</param>
/// <param name="Organisation">Organisation named in the certificate; empty: none.</param>
/// <param name="At">When it says that it was signed; null: it does not say.</param>
/// <param name="State"><c>valid</c>, <c>unknown</c> (whole, but the certificate is not trusted here), <c>broken</c>, <c>expired</c>, <c>revoked</c> (when it was signed).</param>
/// <param name="WholeFile">It covers the whole file.</param>
/// <param name="Finding">What was found, a Vietnamese key.</param>
public sealed record SignatureFinding(string Signer, string Organisation, DateTimeOffset? At, string State, bool WholeFile, string Finding);

/// <summary>Signing and checking of papers, answered by Signing. Every use of a key is kept with what it signed (SHA-256).</summary>
public interface ISigning
{
    /// <summary>Keys the present person may use for this organisation and type of paper today, best first; empty where there is none.</summary>
    Task<IReadOnlyList<SigningKey>> KeysAsync(Guid organisation, string type, CancellationToken stop);

    /// <summary>
    /// Adds a PAdES signature (ETSI.CAdES.detached) as an incremental update; earlier signatures stay good. Refused where the key is not theirs, the certificate has
    /// ended, is revoked, or gives no power to sign this type. The caller has judged the person's proof (<see cref="IProof"/>) before.
    /// </summary>
    Task<byte[]> SignPdfAsync(SignatureAsk ask, byte[] pdf, CancellationToken stop);

    /// <summary>Adds an enveloped XML-DSig (RSA or ECDSA with SHA-256) as the last child of the root or at the element named by the caller.</summary>
    Task<byte[]> SignXmlAsync(SignatureAsk ask, byte[] xml, CancellationToken stop);

    /// <summary>
    /// The paper with the organisation's seal, put on by the house because the organisation allowed it for this type of paper; the paper as it was where no key is
    /// there for it. Nobody is asked: for papers that people have already signed by other means (minutes, certificates).
    /// </summary>
    Task<byte[]> SealAsync(Guid organisation, string type, string number, byte[] pdf, CancellationToken stop) => Task.FromResult(pdf);

    /// <summary>
    /// Judges a PDF that was signed elsewhere (with a token) and gives what was added: it must begin with <paramref name="before"/> byte by byte, and every added
    /// signature must be good and of somebody with the power for this type of paper, or in the organisation's own name. Each is noted; refused otherwise.
    /// </summary>
    Task<IReadOnlyList<SignatureFinding>> TakeAsync(SignatureAsk ask, byte[] before, byte[] signed, CancellationToken stop);

    /// <summary>Every signature of a PDF or XML file; empty where it has none.</summary>
    Task<IReadOnlyList<SignatureFinding>> CheckAsync(byte[] file, CancellationToken stop);
}
