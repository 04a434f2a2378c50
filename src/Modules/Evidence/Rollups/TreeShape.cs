using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Who stands below whom, as the sums over the tree were made: each unit with those above it. Names and the like are no part of it.</summary>
sealed class TreeShape
{
    static readonly ConditionalWeakTable<OrganisationTree, TreeShape> Made = [];
    readonly Dictionary<Guid, Guid[]> above;

    TreeShape(Dictionary<Guid, Guid[]> above, string mark) => (this.above, Mark) = (above, mark);

    /// <summary>The same for the same shape, and only then (SHA-256).</summary>
    public string Mark { get; }

    public IEnumerable<Guid> Units => above.Keys;

    /// <summary>Those above a unit; none for a unit that is not in the tree.</summary>
    public Guid[] Above(Guid unit) => above.GetValueOrDefault(unit) ?? [];

    /// <summary>
    /// Kinds that are summed over the tree ahead of time. What belongs to single plans (their tasks, meetings, reports, entered figures) has few units a
    /// topic and is added up when asked for.
    /// </summary>
    public static bool Keeps(string kind) =>
        !kind.StartsWith("indicator.", StringComparison.Ordinal) && !kind.StartsWith("plan.", StringComparison.Ordinal) && !kind.StartsWith("report.", StringComparison.Ordinal);

    /// <summary>The shape of a tree; computed once a tree.</summary>
    public static TreeShape Of(OrganisationTree tree) => Made.GetValue(tree, t => Of(t.Units.Where(u => u.Above.Count > 0).ToDictionary(u => u.Id, u => u.Above.ToArray())));

    /// <summary>The shape that the stored sums stand on.</summary>
    public static async Task<TreeShape> StoredAsync(DbConnection connection, CancellationToken stop) =>
        Of((await connection.RowsAsync("select unit_id, above from evidence_tree_unit", r => (Unit: r.GetGuid(0), Above: r.GetString(1)), stop))
            .ToDictionary(r => r.Unit, r => r.Above.Split(' ').Select(Guid.Parse).ToArray()));

    /// <summary>Enters this shape in place of the stored one.</summary>
    public async Task StoreAsync(DbConnection connection, CancellationToken stop)
    {
        await connection.RunAsync("delete from evidence_tree_unit", stop);
        foreach (var chunk in above.Chunk(500))
        {
            var places = string.Join(", ", chunk.Select((_, i) => FormattableString.Invariant($"(@p{2 * i}, @p{2 * i + 1})")));
            await connection.RunAsync($"insert into evidence_tree_unit (unit_id, above) values {places}", stop,
                [.. chunk.SelectMany(u => new object?[] { u.Key, string.Join(' ', u.Value) })]);
        }
        await connection.RunAsync("update evidence_edition set shape = @p0 where id = 1", stop, Mark);
    }

    static TreeShape Of(Dictionary<Guid, Guid[]> above)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> id = stackalloc byte[16];
        foreach (var unit in above.Keys.Order())
        {
            unit.TryWriteBytes(id);
            hash.AppendData(id);
            foreach (var one in above[unit])
            {
                one.TryWriteBytes(id);
                hash.AppendData(id);
            }
            hash.AppendData(new byte[16]);
        }
        return new(above, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
