using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>The house's own archive: files in the data folder, index in its database.</summary>
sealed class LocalArchive(ArchiveFolder folder, IndexWriter writer, ImageIndex index, Database database) : IImageArchive
{
    readonly Lazy<Task<int>> swept = new(() => folder.SweepAsync(id => IsKnownAsync(database, id)));

    /// <summary>Removes what a process that died left half done; once in the life of this one.</summary>
    public Task<int> SweepAsync() => swept.Value;

    /// <inheritdoc/>
    public IImageIngest Begin(IngestStart start) => new ImageIngest(start, folder, writer);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FoundRow>> FindAsync(ImageReader reader, ImageQuery query, CancellationToken stop) => index.FindAsync(reader, query, stop);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredImage>> ImagesAsync(ImageReader reader, ImageScope scope, CancellationToken stop) =>
        index.ImagesAsync(reader, scope, "imaging.study.read", stop);

    /// <inheritdoc/>
    public Stream Open(StoredImage image) => new SliceStream(folder.OpenRead(image.Place), image.Offset, image.Length);

    static async Task<bool> IsKnownAsync(Database database, Guid id)
    {
        await using var connection = await database.OpenAsync();
        return await connection.CellAsync("select 1 from imaging_instance where id = @p0", default, id) is not null
            || await connection.CellAsync("select 1 from imaging_conflict where id = @p0", default, id) is not null;
    }
}
