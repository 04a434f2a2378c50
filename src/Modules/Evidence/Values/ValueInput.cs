using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>What an officer states for an indicator, a unit and a period.</summary>
sealed record ValueInput(Guid UnitId, DateOnly From, DateOnly To, decimal? Value, decimal? Numerator, decimal? Denominator, bool IsOfficial, OfficialDocument? Document, string Note)
{
    /// <summary>Reads the fields of the page.</summary>
    public static ValueInput Of(Form form) => new(
        form.Id("unit") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "unit" },
        form.Day("from") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày đầu kỳ.") { Field = "from" },
        form.Day("to") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày cuối kỳ.") { Field = "to" },
        form.Number("value"), form.Number("numerator"), form.Number("denominator"), form.Text("source", 20) == "official",
        OfficialDocument.Of(form.Text("documentNumber", 60), form.Day("documentDate"), form.Text("documentIssuer", 200)), form.Text("note", 1000));
}

/// <summary>The document that holds an official figure.</summary>
sealed record OfficialDocument(string Number, DateOnly? Date, string Issuer)
{
    public static OfficialDocument? Of(string number, DateOnly? date, string issuer) => number.Length + issuer.Length == 0 && date is null ? null : new(number, date, issuer);
}
