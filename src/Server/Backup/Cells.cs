using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using LienY.Kernel;

namespace LienY.Server;

/// <summary>
/// One cell of a table in a form that is the same for both databases: null, number, text, or bytes as {"b": base64}. Instants are microseconds,
/// days yyyy-MM-dd, ids upper-case text, truth 0/1: the form in which SQLite stores them.
/// </summary>
static class Cells
{
    public static void Write(Utf8JsonWriter json, DbDataReader row, int column)
    {
        switch (row.GetValue(column))
        {
            case DBNull:
                json.WriteNullValue();
                break;
            case byte[] bytes:
                json.WriteStartObject();
                json.WriteBase64String("b", bytes);
                json.WriteEndObject();
                break;
            case bool truth:
                json.WriteNumberValue(truth ? 1 : 0);
                break;
            case Guid id:
                json.WriteStringValue(id.ToString().ToUpperInvariant());
                break;
            case DateTime at:
                if (row.GetDataTypeName(column) == "date") json.WriteStringValue(at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                else json.WriteNumberValue(Commands.Micros(new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc))));
                break;
            case DateOnly day:
                json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue((decimal)number);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case var whole:
                json.WriteNumberValue(Convert.ToInt64(whole, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>The value for a column of the database being filled; <paramref name="type"/> is PostgreSQL's type name, "" on SQLite.</summary>
    public static object Read(JsonElement cell, string type) => cell.ValueKind switch
    {
        JsonValueKind.Null => DBNull.Value,
        JsonValueKind.Object => cell.GetProperty("b").GetBytesFromBase64(),
        JsonValueKind.String => type switch
        {
            "uuid" => cell.GetGuid(),
            "date" => DateOnly.ParseExact(cell.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            // SQLite keeps a numeric that is text (many digits) as text.
            "numeric" => decimal.Parse(cell.GetString()!, CultureInfo.InvariantCulture),
            _ => cell.GetString()!,
        },
        _ => type switch
        {
            "timestamp with time zone" => Commands.FromMicros(cell.GetInt64()),
            "boolean" => cell.GetInt64() != 0,
            "integer" => cell.GetInt32(),
            "smallint" => cell.GetInt16(),
            "bigint" => cell.GetInt64(),
            "numeric" => cell.GetDecimal(),
            "text" => cell.GetRawText(),
            _ => cell.TryGetInt64(out var whole) ? whole : cell.GetDouble(),
        },
    };
}
