namespace LienY.Fhir;

/// <summary>A patch that cannot be read or applied; the message is English for programs and names the operation.</summary>
public sealed class PatchFault(bool isMalformed, string message) : Exception(message)
{
    /// <summary>True: the patch itself is wrong (400); false: it does not fit the resource (422).</summary>
    public bool IsMalformed => isMalformed;
}
