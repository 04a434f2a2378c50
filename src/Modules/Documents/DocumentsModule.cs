using LienY.Kernel;

namespace LienY.Documents;

/// <summary>Incoming and outgoing documents: registers, routing slips, follow-up, and the exchange with other agencies by edXML (QCVN 102:2016).</summary>
public sealed class DocumentsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "documents";
}
