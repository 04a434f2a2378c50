namespace LienY.Contracts;

/// <summary>A signed paper that another part of the house holds becomes an import of a plan, to be reviewed there. Answered by Plans.</summary>
public interface IPlanImports
{
    /// <summary>The present person may import plans for this organisation.</summary>
    bool May(Guid owner);

    /// <summary>Reads the file as a plan of the owner and gives the address where it is reviewed; the same file again: the same import. Refused where it is none.</summary>
    Task<string> ReceiveAsync(Guid owner, string fileName, byte[] content, CancellationToken stop);
}
