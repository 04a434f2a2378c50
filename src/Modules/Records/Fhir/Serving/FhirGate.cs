using System.Data.Common;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// The release gate over <c>records_resource</c> and <c>records_history</c>: open types pass for everybody who may read; what has no known person passes at its
/// holder only; all else by the gate of the house.
/// </summary>
static class FhirGate
{
    /// <summary>The condition for the alias <paramref name="row"/>; <paramref name="identified"/>: only bases that let the person be known.</summary>
    public static string Where(DbConnection connection, FhirSeat seat, string row, List<object?> values, bool identified = false) =>
        OwnGate.IsFor(seat.Reader) ? $"({row}.is_open or {OwnGate.Where(seat.Reader, row, $"{row}.sensitive", values)})"
        : $"({row}.is_open or {ReleaseGate.Where(connection, seat.Reader, values, $"{row}.holder_id", $"{row}.person_id", Kinds(row), $"{row}.sensitive", identified)})";

    /// <summary>The basis by which a row passes; null at its holder and for open types.</summary>
    public static string Basis(DbConnection connection, FhirSeat seat, string row, List<object?> values) =>
        OwnGate.IsFor(seat.Reader) ? connection.IsPostgres() ? "null::uuid" : "null"
        : $"case when {row}.is_open then null else {ReleaseGate.Basis(connection, seat.Reader, row, values)} end";

    // A basis never covers a row of which nobody knows whom it is about.
    static string Kinds(string row) => $"(case when {row}.person_id is null then 0 else {row}.kinds end)";
}
