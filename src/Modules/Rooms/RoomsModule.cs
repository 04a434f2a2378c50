using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>Rooms for live meetings: presence, roles, sound and picture, shared view, chat, recording with consent. Knows no patient.</summary>
public sealed class RoomsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "rooms";
}
