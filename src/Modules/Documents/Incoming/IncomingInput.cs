using LienY.Kernel;

namespace LienY.Documents;

/// <summary>What a clerk types of an incoming paper.</summary>
sealed record IncomingInput(string Book, DateOnly ArrivedOn, string Issuer, string Code, DateOnly? PaperDay, string Type, string Subject, Urgency Urgency,
    DateOnly? DueOn, string Signer,
    string Receiver, int Pages, string Note, string DuplicateReason)
{
    /// <summary>Longest subject (Nghị định 30/2020/NĐ-CP, Phụ lục VI: Subject 500).</summary>
    public const int SubjectLength = 500;

    /// <summary>The form read; a secret paper does not belong here.</summary>
    public static IncomingInput Of(Form form, DateOnly today)
    {
        if (form.Text("secrecy", 20) is "secret")
            throw new Refusal(RefusalKind.Invalid,
                "Văn bản mật không đăng ký ở đây. Xin đăng ký vào sổ văn bản mật riêng theo quy định bảo vệ bí mật nhà nước, trên máy không nối mạng.")
            { Field = "secrecy", Code = "secret" };
        var arrived = form.Day("arrived") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày đến.") { Field = "arrived" };
        var day = form.Day("paperDay");
        if (arrived > today) throw new Refusal(RefusalKind.Invalid, "Ngày đến không thể sau hôm nay.") { Field = "arrived" };
        if (day > arrived) throw new Refusal(RefusalKind.Invalid, "Ngày văn bản không thể sau ngày đến.") { Field = "paperDay" };
        var due = form.Day("due");
        if (due < arrived) throw new Refusal(RefusalKind.Invalid, "Hạn giải quyết không thể trước ngày đến.") { Field = "due" };
        var book = form.Text("book", 20);
        var pages = form.Whole("pages");
        if (pages is < 0 or > 100_000) throw new Refusal(RefusalKind.Invalid, "Số trang là số nguyên từ 0 đến 100.000.") { Field = "pages" };
        return new(Books.Names.ContainsKey(book) ? book : Books.General, arrived, form.Required("issuer", 300), form.Text("code", 60), day, form.Text("type", 20),
            form.Required("subject", SubjectLength), form.One<Urgency>("urgency"), due, form.Text("signer", 120), form.Text("receiver", 300), pages,
                form.Text("note", 1000),
            form.Text("duplicateReason", 300));
    }
}
