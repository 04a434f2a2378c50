using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Shape;

/// <summary>Tables and the classes that map them are the same thing.</summary>
public abstract class SchemaTests(TestSite site)
{
    [Fact]
    public async Task Every_mapped_property_has_its_column_and_every_column_its_property()
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        var faults = new List<string>();
        foreach (var type in House.Modules.SelectMany(m => m.Stores))
        {
            await using var scope = site.Services.CreateAsyncScope();
            var store = (DbContext)scope.ServiceProvider.GetRequiredService(type);
            foreach (var table in store.Model.GetEntityTypes().Where(e => e.GetTableName() is not null && !e.IsMappedToJson()).GroupBy(e => e.GetTableName()!))
            {
                var mapped = table.SelectMany(e => e.GetProperties()).Select(p => p.GetColumnName(StoreObjectIdentifier.Table(table.Key))!).ToHashSet();
                mapped.UnionWith(store.Model.GetEntityTypes().Where(e => e.IsMappedToJson() && e.GetTableName() == table.Key).Select(e => e.GetContainerColumnName()!));
                var real = (await Tables.ColumnsAsync(connection, table.Key, default)).Where(c => c != "tx").ToHashSet();
                faults.AddRange(mapped.Except(real).Select(c => $"{type.Name}: {table.Key}.{c} is mapped but not in the database"));
                faults.AddRange(real.Except(mapped).Select(c => $"{type.Name}: {table.Key}.{c} is in the database but not mapped"));
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}

public sealed class Schema_on_sqlite(SqliteSite site) : SchemaTests(site), IClassFixture<SqliteSite>;

public sealed class Schema_on_postgres(PostgresSite site) : SchemaTests(site), IClassFixture<PostgresSite>;
