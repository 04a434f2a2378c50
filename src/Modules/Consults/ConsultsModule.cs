using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Remote consultation between facilities (hội chẩn từ xa): from a doctor's question to signed minutes, a followed-up patient and a settled account.</summary>
public sealed class ConsultsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "consults";
}
