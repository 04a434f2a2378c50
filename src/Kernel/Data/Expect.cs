using Microsoft.EntityFrameworkCore;

namespace LienY.Kernel;

/// <summary>Optimistic concurrency for forms.</summary>
public static class Expecting
{
    /// <summary>The form was made from this version of the row; saving fails with "stale" when somebody changed it since.</summary>
    public static T Expect<T>(this DbContext store, T row, int version) where T : class, IVersioned
    {
        store.Entry(row).Property(nameof(IVersioned.Version)).OriginalValue = version;
        store.Entry(row).State = EntityState.Modified;
        return row;
    }
}
