using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LienY.Kernel;

/// <summary>Instants on SQLite: microseconds since 1970, so that they compare and sort.</summary>
sealed class MicrosConverter() : ValueConverter<DateTimeOffset, long>(at => Commands.Micros(at), micros => Commands.FromMicros(micros));

/// <summary>Instants on PostgreSQL: always UTC.</summary>
sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at.ToUniversalTime());

/// <summary>Numbers of the ledger: ten-thousandths in a whole number, so that sums are exact and alike on both databases.</summary>
sealed class TenThousandths() : ValueConverter<decimal, long>(v => Ledger.Scale(v), v => Ledger.Unscale(v));

/// <summary>Names of columns: snake_case, no quoted words.</summary>
static class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties()) property.SetColumnName(Of(property.GetColumnName()));
            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType)) entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }
    }

    internal static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]) && name[i - 1] != '_') text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}

/// <summary>Tells a broken unique rule from other database errors.</summary>
static class Unique
{
    public static bool Violated(DbUpdateException problem) => problem.InnerException switch
    {
        SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 2067 or 1555 } => true,
        Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };
}
