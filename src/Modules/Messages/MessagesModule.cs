using LienY.Kernel;

namespace LienY.Messages;

/// <summary>Messages to people: mail, the daily digest, the calendar of obligations and its iCalendar feed.</summary>
public sealed class MessagesModule : Module
{
    /// <inheritdoc/>
    public override string Name => "messages";
}
