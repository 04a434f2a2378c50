namespace LienY.Records;

/// <summary>The desk of those who connect systems: what is there, where to send.</summary>
/// <param name="Base">Address of the server.</param>
/// <param name="Counts">Types with the number of resources that the viewer may read.</param>
sealed record DeskView(string Base, IReadOnlyList<(string Type, long Count)> Counts, bool MayExport, bool MayWrite);

/// <summary>A search of the browser and what it found.</summary>
sealed record BrowseView(string Type, string Query, IReadOnlyList<string> Types, IReadOnlyList<FoundLine> Lines, string Problem, string? Next, bool IsAsked);

/// <summary>A resource in a list.</summary>
sealed record FoundLine(string Type, string Id, string Version, string At, string Title, string Status);

/// <summary>A resource with its versions.</summary>
sealed record ResourceView(string Type, string Id, string Version, IReadOnlyList<(string Version, string At, string Method)> Versions, ReadOnlyMemory<byte> Body, string Problem);

/// <summary>A request typed by hand and its answer.</summary>
sealed record TryView(string Method, string Path, string Body, bool IsAnswered, int Status, IReadOnlyList<(string Name, string Value)> Headers, ReadOnlyMemory<byte> Answer, string Curl);
