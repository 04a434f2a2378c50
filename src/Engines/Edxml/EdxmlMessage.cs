namespace LienY.Edxml;

/// <summary>What a message does to the paper it carries (QCVN 102:2016/BTTTT, phần nghiệp vụ).</summary>
public enum EdxmlBusiness
{
    /// <summary>A new paper.</summary>
    New = 0,

    /// <summary>The sender asks a paper back.</summary>
    Recall = 1,

    /// <summary>The sender sends a corrected edition of a paper.</summary>
    Update = 2,

    /// <summary>The sender replaces one or several papers by this one.</summary>
    Replace = 3,
}

/// <summary>An agency as a message names it.</summary>
/// <param name="Id">Code of the agency (OrganId), e.g. <c>000.00.15.H38</c>.</param>
/// <param name="Name">Full name.</param>
public sealed record EdxmlOrgan(string Id, string Name)
{
    /// <summary>The organ above, where the message names it.</summary>
    public string InCharge { get; init; } = "";

    /// <summary>Address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Mail.</summary>
    public string Email { get; init; } = "";

    /// <summary>Telephone.</summary>
    public string Telephone { get; init; } = "";

    /// <summary>Fax.</summary>
    public string Fax { get; init; } = "";

    /// <summary>Web site.</summary>
    public string Website { get; init; } = "";
}

/// <summary>An earlier paper to which a message answers (ResponseFor).</summary>
public sealed record EdxmlReference(string OrganId, string Code, DateOnly? Day, string DocumentId);

/// <summary>A station through which the message has gone.</summary>
public sealed record EdxmlTrace(string OrganId, DateTimeOffset At);

/// <summary>Who deals with the message.</summary>
public sealed record EdxmlStaff(string Department, string Name, string Email, string Mobile);

/// <summary>
/// How far a receiver has come with a paper: 01 arrived, 02 refused, 03 accepted, 04 assigned, 05 in progress, 06 done, 13 recall asked, 15 recall agreed, 16
/// recall refused.
/// </summary>
/// <param name="Code">Two digits.</param>
/// <param name="Description">In words; empty: none.</param>
/// <param name="At">When.</param>
public sealed record EdxmlStatus(string Code, string Description, DateTimeOffset? At);

/// <summary>A file that travels with a message.</summary>
/// <param name="ContentId">Name within the message, without <c>cid:</c>.</param>
/// <param name="Name">File name.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Description">In words; empty: none.</param>
/// <param name="Zipped">Travels as <c>zip-base64</c>: one entry of a ZIP archive.</param>
public sealed record EdxmlAttachment(string ContentId, string Name, string ContentType, string Description = "", bool Zipped = false);

/// <summary>A message between agencies by QCVN 102:2016/BTTTT: a paper with its header and trace, or, where <see cref="Status"/> is set, news of a paper.</summary>
public sealed record EdxmlMessage
{
    /// <summary>Who sends it.</summary>
    public required EdxmlOrgan From { get; init; }

    /// <summary>To whom.</summary>
    public IReadOnlyList<EdxmlOrgan> To { get; init; } = [];

    /// <summary>Number of the paper (CodeNumber), digits as they were written.</summary>
    public string Number { get; init; } = "";

    /// <summary>Symbol of the paper (CodeNotation), e.g. <c>KH-UBND</c>.</summary>
    public string Notation { get; init; } = "";

    /// <summary>Place of issue.</summary>
    public string Place { get; init; } = "";

    /// <summary>Day of issue.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>1 legislation, 2 administrative paper.</summary>
    public int Type { get; init; } = 2;

    /// <summary>Name of the type in words, e.g. <c>Kế hoạch</c>.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>Trích yếu.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Short content, seldom used.</summary>
    public string Content { get; init; } = "";

    /// <summary>By what authority it is signed (TM., KT. …).</summary>
    public string SignerCompetence { get; init; } = "";

    /// <summary>Position of who signed.</summary>
    public string SignerPosition { get; init; } = "";

    /// <summary>Name of who signed.</summary>
    public string SignerName { get; init; } = "";

    /// <summary>By when an answer is wanted.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Nơi nhận.</summary>
    public IReadOnlyList<string> ToPlaces { get; init; } = [];

    /// <summary>0 normal, 1 khẩn, 2 thượng khẩn, 3 hỏa tốc, 4 hỏa tốc hẹn giờ.</summary>
    public int Priority { get; init; }

    /// <summary>Copies issued.</summary>
    public int Copies { get; init; }

    /// <summary>Pages.</summary>
    public int Pages { get; init; }

    /// <summary>Names of annexes.</summary>
    public IReadOnlyList<string> Appendixes { get; init; } = [];

    /// <summary>Papers to which this one answers.</summary>
    public IReadOnlyList<EdxmlReference> ResponseFor { get; init; } = [];

    /// <summary>0 for information, 1 steering, 2 report …</summary>
    public int Steering { get; init; }

    /// <summary>Name of the paper on all axes: <c>agency,day,number/notation</c>.</summary>
    public string DocumentId { get; init; } = "";

    /// <summary>Stations so far.</summary>
    public IReadOnlyList<EdxmlTrace> Traces { get; init; } = [];

    /// <summary>New, recall, update or replace.</summary>
    public EdxmlBusiness Business { get; init; }

    /// <summary>Why it is recalled, corrected or replaced.</summary>
    public string BusinessReason { get; init; } = "";

    /// <summary>The paper that is recalled or corrected (its DocumentId).</summary>
    public string BusinessDocumentId { get; init; } = "";

    /// <summary>Papers that are replaced (DocumentIds).</summary>
    public IReadOnlyList<string> Replaces { get; init; } = [];

    /// <summary>Who deals with it.</summary>
    public EdxmlStaff? Staff { get; init; }

    /// <summary>Set in a status message only.</summary>
    public EdxmlStatus? Status { get; init; }

    /// <summary>Files, in order.</summary>
    public IReadOnlyList<EdxmlAttachment> Attachments { get; init; } = [];

    /// <summary>The usual DocumentId of a paper.</summary>
    public static string IdOf(string organ, DateOnly day, string code) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{organ},{day:yyyy/MM/dd},{code}");
}
