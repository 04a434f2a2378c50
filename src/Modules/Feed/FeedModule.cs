using LienY.Kernel;

namespace LienY.Feed;

/// <summary>The feed of hospitals: insurance XML that their HIS already exports, checked, kept, stored as records, told as facts.</summary>
public sealed class FeedModule : Module
{
    /// <inheritdoc/>
    public override string Name => "feed";
}
